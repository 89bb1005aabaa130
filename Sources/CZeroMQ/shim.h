// Swift's Glibc overlay leaves these two out; they wake a thread that waits for sockets.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <zmq.h>

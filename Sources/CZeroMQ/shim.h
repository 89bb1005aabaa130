// Swift's Glibc overlay leaves these out: how a thread is scheduled, and what wakes one that waits for sockets.
#include <linux/sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <zmq.h>

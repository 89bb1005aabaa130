// Swift's Glibc overlay leaves eventfd out; it wakes a thread that sleeps in zmq_poll.
#include <sys/eventfd.h>
#include <zmq.h>

/* A bare ROUTER with the broker's heartbeats: idle-router ENDPOINT. It answers a message with its last frame, and nothing else. */
#include <zmq.h>

int main(int count, char **arguments) {
    void *context = zmq_ctx_new(), *router = zmq_socket(context, ZMQ_ROUTER);
    int backlog = 1024;
    zmq_setsockopt(router, ZMQ_BACKLOG, &backlog, sizeof backlog);
    if (count != 2 || zmq_bind(router, arguments[1])) return 1;
    for (;;) {
        zmq_msg_t identity, frame;
        zmq_msg_init(&identity);
        if (zmq_msg_recv(&identity, router, 0) < 0) return 1;
        zmq_msg_init(&frame);
        do { zmq_msg_recv(&frame, router, 0); } while (zmq_msg_more(&frame));
        zmq_msg_send(&identity, router, ZMQ_SNDMORE);
        zmq_msg_send(&frame, router, 0);
    }
}

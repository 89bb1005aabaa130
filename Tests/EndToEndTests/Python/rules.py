"""What an operator said of two services, as stock peers meet it: python3 rules.py ENDPOINT

The broker was started with `--retry twice --busy-patience slow=60`. Prints a line for each check and ends with 0 when all hold.
"""

import sys
import time

import zmq

ENDPOINT = sys.argv[1]
C2, W2, BEAT = b"MDPC02", b"MDPW02", [b"MDPW02", b"\5"]
# The broker gives a silent worker up after four heartbeats of a second.
GIVEN_UP = 4
context = zmq.Context()
failures = 0


def check(holds, promise):
    global failures
    failures += not holds
    print("ok  " if holds else "FAIL", promise, flush=True)


def connect():
    socket = context.socket(zmq.DEALER)
    socket.linger = 500
    socket.connect(ENDPOINT)
    return socket


def worker(service):
    socket = connect()
    socket.send_multipart([W2, b"\1", service])
    return socket


def ask(service, body):
    socket = connect()
    socket.send_multipart([C2, b"\1", service, body])
    return socket


def receive(socket, seconds=5.0, skip=BEAT):
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and socket.poll(left * 1000):
        message = socket.recv_multipart()
        if message != skip:
            return message
    return None


def answer(socket, request, body):
    socket.send_multipart([W2, b"\4", request[2], b"", body])


for service, is_repeated in ((b"twice", True), (b"once", False)):
    client, first = ask(service, b"x"), worker(service)
    request = receive(first)
    first.send_multipart([W2, b"\6"])
    first.close()
    second = worker(service)
    request = receive(second, 5.0 if is_repeated else 1.0)
    check((request is not None) == is_repeated, f"of {service.decode()} another worker gets what one died of: {is_repeated}")
    if request:
        answer(second, request, b"y")
        check(receive(client) == [C2, b"\3", service, b"y"], "and its answer is the client's")
    else:
        told = receive(client)
        check(told is not None and b"unavailable" in told[3], "and the client is told")
    client.close()
    second.close()

client, silent = ask(b"slow", b"x"), worker(b"slow")
# A service of its own: a worker above that went without a word may still be taken for a waiting one.
other, strict = ask(b"strict", b"x"), worker(b"strict")
request = receive(silent)
check(receive(strict) is not None, "a worker of a service without rules has a request too")
end = time.monotonic() + GIVEN_UP + 2
told = receive(other, GIVEN_UP + 1.5)
check(told is not None and b"unavailable" in told[3], "one that is silent is given up")
while (left := end - time.monotonic()) > 0:
    silent.poll(left * 1000) and silent.recv_multipart()
answer(silent, request, b"late")
check(receive(client) == [C2, b"\3", b"slow", b"late"], "one of slow may be silent while it works")
context.destroy(linger=0)
sys.exit(1 if failures else 0)

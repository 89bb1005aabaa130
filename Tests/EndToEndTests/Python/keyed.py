"""A stock worker with a key of its own, while an operator takes the key away: python3 keyed.py ENDPOINT SERVER_KEY WORKER_KEY_FILE

The worker's key may serve `echo`. Prints a line for each check; after `ready` it waits for a line of its input, before which the key is
revoked. Ends with 0 when all hold.
"""

import json
import sys
import time

import zmq

ENDPOINT, SERVER = sys.argv[1], sys.argv[2].encode()
C2, W2, BEAT, GOODBYE = b"MDPC02", b"MDPW02", [b"MDPW02", b"\5"], [b"MDPW02", b"\6"]
context = zmq.Context()
failures = 0
with open(sys.argv[3]) as handle:
    pair = json.load(handle)
WORKER = pair["public"].encode(), pair["secret"].encode()


def check(holds, promise):
    global failures
    failures += not holds
    print("ok  " if holds else "FAIL", promise, flush=True)


def connect(keys):
    socket = context.socket(zmq.DEALER)
    socket.linger = 500
    socket.curve_serverkey = SERVER
    socket.curve_publickey, socket.curve_secretkey = keys
    socket.connect(ENDPOINT)
    return socket


def receive(socket, seconds=10.0):
    """The next message that is no heartbeat; a worker beats meanwhile."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and socket.poll(left * 1000):
        message = socket.recv_multipart()
        if message != BEAT:
            return message
        socket.send_multipart(BEAT)
    return None


def found(client):
    client.send_multipart([C2, b"\1", b"mmi.service", b"echo"])
    message = receive(client)
    return message is not None and message[3] == b"200"


client, worker, other = connect(zmq.curve_keypair()), connect(WORKER), connect(WORKER)
worker.send_multipart([W2, b"\1", b"echo"])
client.send_multipart([C2, b"\1", b"echo", b"x"])
request = receive(worker)
check(request is not None and request[4:] == [b"x"], "a worker with a key gets what it may serve")
worker.send_multipart([W2, b"\4", request[2], b"", b"y"])
check(receive(client) == [C2, b"\3", b"echo", b"y"], "and a fresh key its answer")
other.send_multipart([W2, b"\1", b"echoes"])
check(receive(other) == GOODBYE, "what its key is not for it may not serve")
client.send_multipart([W2, b"\1", b"echo"])
check(receive(client) == GOODBYE, "and a fresh key serves nothing")
print("ready", flush=True)
sys.stdin.readline()
check(receive(worker) == GOODBYE, "when its key is revoked, it is sent away on the connection that is up")
check(not found(client), "and its service is gone")
worker.send_multipart([W2, b"\1", b"echo"])
again = connect(WORKER)
again.send_multipart([W2, b"\1", b"echo"])
check(receive(again, 2) is None and not found(client), "it comes in neither by the old connection nor by a new one")
context.destroy(linger=0)
sys.exit(1 if failures else 0)

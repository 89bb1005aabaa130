"""Strict MDP 0.2 and 0.1 peers out of bare sockets, written from the RFCs alone: python3 peers.py ENDPOINT INTERVAL_MS

Prints a line for each check and ends with 0 when all hold. INTERVAL_MS is the broker's heartbeat interval.
"""

import sys
import time

import zmq

ENDPOINT, INTERVAL = sys.argv[1], int(sys.argv[2]) / 1000
C2, W2, C1, W1 = b"MDPC02", b"MDPW02", b"MDPC01", b"MDPW01"
context = zmq.Context()
failures = 0


def check(holds, promise):
    global failures
    failures += not holds
    print(("ok   " if holds else "FAIL ") + promise)


def connect(kind=zmq.DEALER):
    socket = context.socket(kind)
    socket.linger = 0
    socket.connect(ENDPOINT)
    return socket


def receive(socket, seconds=5.0):
    """The next message, or None when none comes in time."""
    if not socket.poll(seconds * 1000):
        return None
    return socket.recv_multipart()


def receive_work(socket, beat, seconds=5.0):
    """The next message that is no heartbeat."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        message = receive(socket, left)
        if message != beat:
            return message
    return None


def worker(service):
    socket = connect()
    socket.send_multipart([W2, b"\1", service])
    return socket


BEAT = [W2, b"\5"]
GOODBYE = [W2, b"\6"]


def ask(client, service, *body):
    client.send_multipart([C2, b"\1", service, *body])


def registered(service):
    """Waits until the broker knows a worker of the service, as MMI tells."""
    client = connect()
    for _ in range(500):
        ask(client, b"mmi.service", service)
        if receive(client) == [C2, b"\3", b"mmi.service", b"200"]:
            client.close()
            return True
    return False


def conversation():
    serving, client = worker(b"echo"), connect()
    body = [b"", b"\0zero\0", C2, b"x" * 5000]
    ask(client, b"echo", *body)
    request = receive_work(serving, BEAT)
    check(request is not None and request[:2] == [W2, b"\2"], "a worker gets REQUEST")
    address = request[2]
    check(0 < len(address) <= 255 and request[3] == b"", "with one address frame and one empty frame")
    check(request[4:] == body, "and the body unchanged, in number and order")
    serving.send_multipart([W2, b"\3", address, b"", b"part", b"of it"])
    serving.send_multipart([W2, b"\3", address, b"", b""])
    serving.send_multipart([W2, b"\4", address, b"", b"end"])
    check(receive(client) == [C2, b"\2", b"echo", b"part", b"of it"], "a client gets PARTIAL")
    check(receive(client) == [C2, b"\2", b"echo", b""], "as often as the worker sends it")
    check(receive(client) == [C2, b"\3", b"echo", b"end"], "and one FINAL")
    ask(client, b"echo", b"again")
    request = receive_work(serving, BEAT)
    check(request is not None and request[4:] == [b"again"], "after FINAL the worker gets the next request")
    beats = sum(receive(serving, 3 * INTERVAL) == BEAT for _ in range(3))
    serving.send_multipart(BEAT)
    check(beats == 3, "a busy worker gets heartbeats")
    serving.send_multipart([W2, b"\4", request[2], b"", b"late"])
    check(receive(client) == [C2, b"\3", b"echo", b"late"], "and may take its time while it beats")
    serving.send_multipart(GOODBYE)
    serving.close()
    client.close()


def rules_for_workers():
    stranger = connect()
    stranger.send_multipart(BEAT)
    check(receive(stranger) == GOODBYE, "HEARTBEAT before READY is answered with DISCONNECT")
    stranger.close()
    stranger = connect()
    stranger.send_multipart([W2, b"\4", b"nobody", b"", b"forged"])
    check(receive(stranger) == GOODBYE, "FINAL before READY is answered with DISCONNECT")
    stranger.close()
    twice = worker(b"twice")
    twice.send_multipart([W2, b"\1", b"twice"])
    check(receive_work(twice, BEAT) == GOODBYE, "READY twice is answered with DISCONNECT")
    twice.close()
    reserved = worker(b"mmi.mine")
    check(receive(reserved) == GOODBYE, "READY for an mmi. name is answered with DISCONNECT")
    reserved.close()
    idle = worker(b"idle")
    idle.send_multipart([W2, b"\4", b"nobody", b"", b"unasked"])
    check(receive_work(idle, BEAT) == GOODBYE, "FINAL without a request is answered with DISCONNECT")
    idle.close()


def forgery():
    forger, client = worker(b"bank"), connect()
    check(registered(b"bank"), "a worker is found")
    ask(client, b"bank", b"secret")
    request = receive_work(forger, BEAT)
    forger.send_multipart([W2, b"\4", request[2][:-1] + b"?", b"", b"forged"])
    check(receive_work(forger, BEAT) == GOODBYE, "a reply with another address is answered with DISCONNECT")
    check(receive(client, 0.2) is None, "and reaches nobody")
    forger.close()
    client.close()


def management():
    client = connect()
    ask(client, b"mmi.service", b"nothing")
    check(receive(client) == [C2, b"\3", b"mmi.service", b"404"], "mmi.service says 404")
    ask(client, b"mmi.nothing", b"")
    check(receive(client) == [C2, b"\3", b"mmi.nothing", b"501"], "other mmi. names say 501")
    near = worker(b"foo.mmi.bar")
    check(registered(b"foo.mmi.bar"), "mmi. inside a name is an ordinary name")
    near.send_multipart(GOODBYE)
    near.close()
    client.close()


def silence():
    silent, client = worker(b"silent"), connect()
    registered(b"silent")
    beats = 0
    while receive(silent, 3 * INTERVAL) == BEAT:
        beats += 1
    check(3 <= beats <= 4, "a silent worker is given up after four intervals")
    ask(client, b"mmi.service", b"silent")
    check(receive(client) == [C2, b"\3", b"mmi.service", b"404"], "and is not found then")
    silent.send_multipart(BEAT)
    check(receive(silent) == GOODBYE, "and learns it when it beats again")
    silent.close()
    client.close()


def version_01():
    serving, client = connect(), connect(zmq.REQ)
    serving.send_multipart([b"", W1, b"\1", b"old"])
    client.send_multipart([C1, b"old", b"one", b"two"])
    beat = [b"", W1, b"\4"]
    request = receive_work(serving, beat)
    check(
        request is not None and request[:3] == [b"", W1, b"\2"] and request[4:] == [b"", b"one", b"two"],
        "a 0.1 worker gets REQUEST from a REQ client",
    )
    check(receive(serving, 3 * INTERVAL) == beat, "and heartbeats of its own version")
    serving.send_multipart([b"", W1, b"\3", request[3], b"", b"done"])
    check(receive(client) == [C1, b"old", b"done"], "a 0.1 client gets REPLY")
    new = connect()
    ask(new, b"old", b"bridge")
    request = receive_work(serving, beat)
    serving.send_multipart([b"", W1, b"\3", request[3], b"", b"bridged"])
    check(receive(new) == [C2, b"\3", b"old", b"bridged"], "a 0.2 client is served by a 0.1 worker")
    serving.send_multipart([b"", W1, b"\5"])
    for socket in (serving, client, new):
        socket.close()


def nonsense():
    rude, client = connect(), connect()
    for message in ([b""], [C2], [C2, b"\1"], [W2], [W2, b"\1"], [b"x"] * 80, [C2, b"\1", b"", b""], [b"", b"", b""]):
        rude.send_multipart(message)
    serving = worker(b"calm")
    ask(client, b"calm", b"1")
    request = receive_work(serving, BEAT)
    check(request is not None and request[4:] == [b"1"], "nonsense hurts nobody")
    serving.send_multipart(GOODBYE)
    for socket in (rude, client, serving):
        socket.close()


for part in (conversation, rules_for_workers, forgery, management, silence, version_01, nonsense):
    part()
context.destroy()
print(f"{failures} failed")
sys.exit(1 if failures else 0)

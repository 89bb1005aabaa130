"""A strict client of Titanic and a foreign worker out of bare sockets, written from RFC 9 alone: python3 titanic.py ENDPOINT GUESTS

ENDPOINT is for this user's own programs, GUESTS for those without a key. Prints a numbered line for each check and ends with 0 when
all hold.
"""

import json
import sys
import threading
import time

import zmq

ENDPOINT, GUESTS = sys.argv[1:3]
C2, W2 = b"MDPC02", b"MDPW02"
context = zmq.Context()
checks = failures = 0


def check(holds, promise):
    global checks, failures
    checks += 1
    failures += not holds
    print(f"{'ok  ' if holds else 'FAIL'} {checks} {promise}", flush=True)


def ask(service, *body, endpoint=ENDPOINT, seconds=10):
    """The body frames of the final answer, or None."""
    with context.socket(zmq.DEALER) as socket:
        socket.linger = 0
        socket.connect(endpoint)
        socket.send_multipart([C2, b"\1", service, *body])
        if not socket.poll(seconds * 1000):
            return None
        frames = socket.recv_multipart()
        return frames[3:] if frames[:3] == [C2, b"\3", service] else None


def fetched(uuid, seconds=30):
    """The answer when it is no more 300."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        reply = ask(b"titanic.reply", uuid)
        if reply is None or reply[0][:3] != b"300":
            return reply
        time.sleep(0.05)
    return None


class Worker(threading.Thread):
    """Answers each request with its own frames and how many it has had, or dies with it."""

    def __init__(self, service, dies=False):
        super().__init__(daemon=True)
        self.service, self.dies, self.seen, self.over = service, dies, [], threading.Event()
        self.start()

    def run(self):
        with context.socket(zmq.DEALER) as socket:
            socket.linger = 500
            socket.connect(ENDPOINT)
            socket.send_multipart([W2, b"\1", self.service])
            beat = time.monotonic()
            while not self.over.is_set():
                if socket.poll(100):
                    frames = socket.recv_multipart()
                    if frames[1] == b"\2":
                        self.seen.append(frames[4:])
                        if self.dies:
                            return socket.send_multipart([W2, b"\6"])
                        socket.send_multipart([W2, b"\4", frames[2], b"", str(len(self.seen)).encode(), *frames[4:]])
                if time.monotonic() - beat > 0.5:
                    socket.send_multipart([W2, b"\5"])
                    beat = time.monotonic()
            socket.send_multipart([W2, b"\6"])


# One foreign service.
check(ask(b"mmi.service", b"titanic.request") == [b"200"], "Titanic is there")
kept = ask(b"titanic.request", b"crm", b"a", b"", b"\0\xff")
check(kept is not None and len(kept) == 2 and kept[0] == b"200", "a request is kept, and its status comes first")
uuid = kept[1]
check(len(uuid) == 32 and all(byte in b"0123456789abcdef" for byte in uuid), "its UUID is 32 hexadecimal digits")
check(ask(b"titanic.reply", uuid) == [b"300"], "without a worker it is pending")
crm = Worker(b"crm")
done = [b"200", b"1", b"a", b"", b"\0\xff"]
check(fetched(uuid) == done, "a worker that comes later does it, frame by frame")
check(ask(b"titanic.reply", uuid) == done, "its answer can be fetched again")
check(ask(b"titanic.reply", uuid.upper()) == done, "in capital letters too")
check(ask(b"titanic.close", uuid) == [b"200"], "it is closed")
check(ask(b"titanic.close", uuid) == [b"200"], "closing again does no harm")
check(ask(b"titanic.reply", uuid) == [b"400"], "and then it is unknown")
check(ask(b"titanic.reply", b"0" * 32) == [b"400"], "as one that never was")
check(ask(b"titanic.reply", b"../../etc/passwd") == [b"400"], "and as what is no UUID")
check(len(crm.seen) == 1, "its worker had it once")
many = [ask(b"titanic.request", b"crm", str(number).encode())[1] for number in range(30)]
answers = [fetched(one) for one in many]
check(all(reply and reply[0] == b"200" and reply[2] == str(number).encode() for number, reply in enumerate(answers)),
      "of many each gets its own answer")
check(len(set(many)) == 30, "under a name of its own")
refused = ask(b"titanic.request", b"crm")
check(refused[0][:3] == b"500", "a request without a body is an error")
check(json.loads(refused[1])["problem"]["code"] == "malformed", "which says what is wrong")
check(ask(b"titanic.request", b"crm", b"x" * 262_145)[0][:3] == b"500", "as is one too large")
check(ask(b"titanic.request", b"mmi.service", b"crm")[0][:3] == b"500", "and one to the broker itself")

# Guests.
guests = ask(b"titanic.request", b"crm", b"a", endpoint=GUESTS)
check(json.loads(guests[0])["problem"]["code"] == "forbidden", "guests have nothing kept")
check(json.loads(ask(b"titanic.reply", many[0], endpoint=GUESTS)[0])["problem"]["code"] == "forbidden",
      "and fetch nothing")

# A service that kills.
dead = ask(b"titanic.request", b"mortal", b"poison")[1]
for number in range(3):
    worker = Worker(b"mortal", dies=True)
    worker.join(30)
    check(worker.seen == [[b"poison"]], f"worker {number + 1} had it")
check(fetched(dead)[0][:3] == b"500", "a request that took three workers with it failed")
heir = Worker(b"mortal")
check(fetched(ask(b"titanic.request", b"mortal", b"next")[1]) == [b"200", b"1", b"next"], "and the next one is done")
check(heir.seen == [[b"next"]], "without the one that kills")

# Our own operations: once, however often.
question = json.dumps({
    "id": "titanic-1", "op": "assistant.ask.v1", "conversation": "titanic-talk",
    "data": {"text": "What papers go with goods to Norway?", "lang": "en"},
}).encode()
turns = [fetched(ask(b"titanic.request", b"assistant", question)[1]) for _ in range(3)]
check(all(turn[0] == b"200" and json.loads(turn[1])["data"]["turn"] == 1 for turn in turns),
      "a question kept three times is one turn")
history = {"id": "titanic-2", "op": "assistant.history.v1", "conversation": "titanic-talk", "data": {"limit": 9}}
history = json.loads(ask(b"assistant", json.dumps(history).encode())[0])
check(len(history["data"]["turns"]) == 1, "in the talk of who had it kept")
commit = json.dumps({"id": "titanic-3", "op": "company.commit.v1", "data": {}}).encode()
check(ask(b"titanic.request", b"company", commit)[0][:3] == b"500", "operations of the house are not kept")

print(dead.decode(), flush=True)
for worker in (crm, heir):
    worker.over.set()
    worker.join()
print(f"{checks} checks, {failures} failed")
sys.exit(1 if failures else 0)

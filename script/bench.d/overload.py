#!/usr/bin/env python3
"""Measures the whole program under three times the questions that it can bear, which come whether others are answered or not:
how many a second are answered within a client's try, all the while and afterwards. Exits with 1 when a limit is missed.

  overload.py PROGRAM
"""
import itertools
import json
import os
import sys
import tempfile
import time

import zmq

from limits import missed, verdict
from processes import serve

QUESTIONS = ["How does VAT go to Norway?", "Mitä papereita Norjaan tarvitaan?", "Hur hittar vi köpare i Tyskland?"]
TALKS = 6_000
SOCKETS = 48
TRY = 5  # seconds that a client waits
OVERLOAD, WINDOW = 60, 5  # seconds


class Crowd:
    """Many talks over a few connections. `answered`: when each question was asked that was answered within its try,
    and when it was answered."""

    def __init__(self, endpoint):
        self.context = zmq.Context()
        self.sockets = [self.context.socket(zmq.DEALER) for _ in range(SOCKETS)]
        self.poller = zmq.Poller()
        for socket in self.sockets:
            socket.linger = 0
            socket.sndhwm = socket.rcvhwm = 0
            socket.connect(endpoint)
            self.poller.register(socket, zmq.POLLIN)
        self.numbers = itertools.count()
        self.asked, self.answered = {}, []

    def ask(self):
        number = next(self.numbers)
        body = {"id": f"q{number}", "op": "assistant.ask.v1", "conversation": f"t{number % TALKS}",
                "data": {"text": QUESTIONS[number % len(QUESTIONS)]}}
        self.asked[f"q{number}"] = time.monotonic()
        frames = [b"MDPC02", b"\x01", b"assistant", json.dumps(body).encode()]
        self.sockets[number % SOCKETS].send_multipart(frames)

    def receive(self, seconds):
        """Takes up what comes within this time; how many messages."""
        count = 0
        for socket, _ in self.poller.poll(max(0, seconds * 1000)):
            while socket.getsockopt(zmq.EVENTS) & zmq.POLLIN:
                answer = json.loads(socket.recv_multipart()[-1])
                count += 1
                asked = self.asked.pop(answer.get("id"), None)
                now = time.monotonic()
                if asked is not None and "data" in answer and now - asked <= TRY:
                    self.answered.append((asked, now))
        return count

    def closed(self, seconds, width):
        """Keeps this many questions on the way."""
        end = time.monotonic() + seconds
        for _ in range(width):
            self.ask()
        while time.monotonic() < end:
            for _ in range(self.receive(0.1)):
                self.ask()

    def open(self, seconds, rate):
        """Asks so many a second, whatever comes back."""
        begin = time.monotonic()
        sent = 0
        while (now := time.monotonic()) < begin + seconds:
            while sent < (now - begin) * rate:
                self.ask()
                sent += 1
            self.receive(0.005)
        return begin

    def rate(self, begin, seconds):
        return sum(begin <= at < begin + seconds for _, at in self.answered) / seconds

    def answered_of(self, begin, end):
        return sum(begin <= asked < end for asked, _ in self.answered)


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        endpoint = f"ipc://{folder}/run/broker.sock"
        server = serve(program, dict(os.environ, RINNALLA_DATA=folder), "--listen", endpoint)
        try:
            crowd = Crowd(endpoint)
            begin = time.monotonic()
            crowd.closed(6 * WINDOW, 64)
            best = max(crowd.rate(begin + start, WINDOW) for start in range(0, 6 * WINDOW, WINDOW))
            begin = crowd.open(OVERLOAD, 3 * best)
            windows = [crowd.rate(begin + start, WINDOW) / best for start in range(0, OVERLOAD, WINDOW)]
            calm = crowd.open(20, best / 2)
            crowd.open(TRY, 1)
        finally:
            server.kill()
            server.wait()
    print(f"best {best:.0f} answers/s; asked three times that, in windows of {WINDOW} s: "
          + " ".join(f"{window:.2f}" for window in windows))
    verdict("least of its best under three times the load", min(windows), 0.7, "at least", "x")
    normal = [crowd.answered_of(calm + second, calm + second + 1) / (best / 2) for second in range(20)]
    print("answered of what was asked in each second afterwards: " + " ".join(f"{part:.2f}" for part in normal))
    slow = max((second + 1 for second, part in enumerate(normal) if part < 0.95), default=0)
    verdict("seconds until all is normal", slow, 10, "at most", " s")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Measures the real program: one embedded question beside a bare fsync, many talks on a slow disk beside one talk,
and the start. Prints ratios and limits; exits with 1 when one is missed.

  questions.py PROGRAM SLOW_FSYNC_LIBRARY
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid

import zmq

from limits import missed, verdict
from processes import resident_mb, serve

QUESTIONS = ["How does VAT go to Norway?", "Mitä papereita Norjaan tarvitaan?", "Hur hittar vi köpare i Tyskland?",
             "Who pays the freight to Sweden?", "Miten varmistamme että ostaja maksaa?"]


def bare_fsync(folder, rounds=200):
    """Milliseconds of writing one page and syncing it, as the store has to."""
    times = []
    with open(os.path.join(folder, "fsync-probe"), "wb") as handle:
        for _ in range(rounds):
            handle.write(b"x" * 4096)
            handle.flush()
            start = time.perf_counter()
            os.fsync(handle.fileno())
            times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def embedded(program, folder):
    """Milliseconds from a line to its answer in an embedded chat, the first apart, and its resident memory."""
    environment = dict(os.environ, RINNALLA_DATA=folder)
    start = time.perf_counter()
    chat = subprocess.Popen([program, "chat", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
    times = []
    first = None
    for number in range(300):
        sent = time.perf_counter()
        chat.stdin.write((QUESTIONS[number % len(QUESTIONS)] + "\n").encode())
        chat.stdin.flush()
        answer = json.loads(chat.stdout.readline())
        assert answer["turn"] == number + 1, answer
        if first is None:
            first = (time.perf_counter() - start) * 1000
        else:
            times.append((time.perf_counter() - sent) * 1000)
    resident = resident_mb(chat)
    chat.stdin.close()
    assert chat.wait() == 0
    return first, statistics.median(times), resident


class Talk:
    """One conversation over the queue; the same id is sent again until it is answered."""

    def __init__(self, context, endpoint):
        self.context, self.endpoint = context, endpoint
        self.conversation = uuid.uuid4().hex
        self.open()

    def open(self):
        self.socket = self.context.socket(zmq.DEALER)
        self.socket.linger = 0
        self.socket.connect(self.endpoint)

    def ask(self, text):
        body = json.dumps({"id": uuid.uuid4().hex, "op": "assistant.ask.v1", "conversation": self.conversation,
                           "data": {"text": text}}).encode()
        for _ in range(5):
            self.socket.send_multipart([b"MDPC02", b"\x01", b"assistant", body])
            if self.socket.poll(5000):
                answer = json.loads(self.socket.recv_multipart()[-1])
                if "data" in answer:
                    return
                assert answer["problem"]["retryable"], answer
            else:
                self.socket.close()
                self.open()
        raise SystemExit("a question was not answered")


def answers_a_second(endpoint, talks, seconds):
    context = zmq.Context.instance()
    counts = [0] * talks
    end = time.perf_counter() + seconds

    def run(place):
        talk = Talk(context, endpoint)
        while time.perf_counter() < end:
            talk.ask(QUESTIONS[(place + counts[place]) % len(QUESTIONS)])
            counts[place] += 1

    threads = [threading.Thread(target=run, args=(place,)) for place in range(talks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def slow_disk(program, library, folder):
    """Answers a second of one talk and of 64 talks, each sync slowed to 5 ms."""
    endpoint = f"ipc://{folder}/run/broker.sock"
    environment = dict(os.environ, RINNALLA_DATA=folder, LD_PRELOAD=library, SLOW_FSYNC_US="5000")
    server = serve(program, environment, "--listen", endpoint)
    one = answers_a_second(endpoint, 1, 5)
    many = answers_a_second(endpoint, 64, 5)
    server.terminate()
    assert server.wait(30) == 0
    return one, many


def main():
    program, library = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        probe = bare_fsync(folder)
        first, median, resident = embedded(program, os.path.join(folder, "data"))
        print(f"one embedded question {median:.2f} ms, a bare fsync beside it {probe:.2f} ms")
        verdict("one question beyond a bare fsync, median", median - probe, 5, "at most", " ms")
        verdict("first answer after the start", first, 1000, "at most", " ms")
        verdict("resident memory", resident, 150, "at most", " MB")
    with tempfile.TemporaryDirectory() as folder:
        one, many = slow_disk(program, library, folder)
        print(f"sync slowed to 5 ms: one talk {one:.0f} answers/s, 64 talks {many:.0f} answers/s")
        verdict("64 talks to one talk, on a slow disk", many / one, 5, "at least", "x")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()

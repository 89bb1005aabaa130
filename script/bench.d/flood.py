#!/usr/bin/env python3
"""Measures how long members wait while a thousand fresh keys ask all at once, beside how long they wait without, and whether a
thousand clients that come back at once after the program was killed are all answered. Exits with 1 when a limit is missed.

  flood.py PROGRAM
"""
import json
import os
import subprocess
import sys
import tempfile
import time

import zmq

from limits import missed, verdict
from processes import keys, serve

PORT = 5770
MEMBERS, GUESTS, BACK = 8, 1_000, 1_000
SECONDS = 20


def question(name, number):
    body = {"id": f"{name}-{number}", "op": "assistant.ask.v1", "conversation": name,
            "data": {"text": "What papers go with goods to Norway?"}}
    return [b"MDPC02", b"\x01", b"assistant", json.dumps(body).encode()]


class Peers:
    """Clients that each ask one question after another, until each has had `most` answers."""

    def __init__(self, endpoint, names, pairs=None, server=None, prefix=""):
        self.context = zmq.Context()
        self.context.set(zmq.MAX_SOCKETS, len(names) + 16)
        self.poller = zmq.Poller()
        self.endpoint, self.pairs, self.server = endpoint, pairs, server
        self.names, self.numbers = names, [0] * len(names)
        self.sockets, self.asked, self.times, self.refused = {}, {}, [], 0
        for place in range(len(names)):
            self.open(place)

    def open(self, place):
        socket = self.context.socket(zmq.DEALER)
        socket.linger = 0
        if self.server:
            socket.curve_serverkey = self.server
            socket.curve_publickey, socket.curve_secretkey = self.pairs[place]
        socket.connect(self.endpoint)
        self.poller.register(socket, zmq.POLLIN)
        self.sockets[socket] = place
        self.ask(socket)

    def ask(self, socket):
        place = self.sockets[socket]
        self.asked[socket] = time.monotonic()
        socket.send_multipart(question(self.names[place], self.numbers[place]))

    def run(self, seconds, most=None, patience=5):
        """Until the time is over, or each has had so many answers. Who is refused or not answered in time asks again."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and (most is None or min(self.numbers) < most):
            for socket, _ in self.poller.poll(200):
                answer = json.loads(socket.recv_multipart()[-1])
                place = self.sockets[socket]
                if "data" in answer:
                    self.times.append(time.monotonic() - self.asked[socket])
                    self.numbers[place] += 1
                    if most is None or self.numbers[place] < most:
                        self.ask(socket)
                    else:
                        self.asked[socket] = float("inf")
                else:
                    self.refused += 1
                    self.asked[socket] = time.monotonic() - patience + 1  # again in a second
            late = time.monotonic() - patience
            for socket, asked in self.asked.items():
                if asked < late:
                    self.ask(socket)


def p99(times):
    return sorted(times)[len(times) * 99 // 100]


def flood(program, folder):
    endpoint, environment = f"tcp://127.0.0.1:{PORT}", dict(os.environ, RINNALLA_DATA=folder)
    pairs = []
    for number in range(MEMBERS):
        public = keys(program, environment, "new", f"m{number}")
        with open(f"{folder}/keys/m{number}.key") as handle:
            pairs.append((public, json.load(handle)["secret"].encode()))
        keys(program, environment, "allow", public.decode(), "--role", "member")
    server = keys(program, environment, "server")
    process = serve(program, environment, "--listen", endpoint)
    try:
        members = Peers(endpoint, [f"m{number}" for number in range(MEMBERS)], pairs, server)
        members.run(5)
        members.times = []
        members.run(SECONDS)
        usual, members.times = p99(members.times), []
        guests = subprocess.Popen([sys.executable, __file__, "--guests", endpoint, server], stdout=subprocess.PIPE)
        guests.stdout.readline()
        members.run(SECONDS)
        guests.kill()
        guests.wait()
    finally:
        process.kill()
        process.wait()
    print(f"a member's answer, 99th of 100: usually {usual * 1000:.0f} ms, in a flood of {GUESTS} keys "
          f"{p99(members.times) * 1000:.0f} ms ({len(members.times)} answers, {members.refused} refusals)")
    verdict("a member's 99th of 100 in a flood of fresh keys", p99(members.times) / usual, 2, "at most", "x")


def back(program, folder):
    endpoint, environment = f"ipc://{folder}/run/broker.sock", dict(os.environ, RINNALLA_DATA=folder)
    process = serve(program, environment, "--listen", endpoint)
    try:
        clients = Peers(endpoint, [f"c{number}" for number in range(BACK)])
        clients.run(5)
        process.kill()
        process.wait()
        process = serve(program, environment, "--listen", endpoint)
        begin, clients.times, before = time.monotonic(), [], list(clients.numbers)
        wanted = max(before) + 1
        clients.numbers = [wanted - 1] * BACK
        clients.run(120, most=wanted)
        seconds = time.monotonic() - begin
        lost = sum(number < wanted for number in clients.numbers)
    finally:
        process.kill()
        process.wait()
    print(f"{BACK} clients that came back at once were answered in {seconds:.0f} s")
    verdict("of them not answered", lost, 0, "at most")


def main():
    if sys.argv[1] == "--guests":
        pairs = [zmq.curve_keypair() for _ in range(GUESTS)]
        guests = Peers(sys.argv[2], [f"g{number}" for number in range(GUESTS)], pairs, sys.argv[3].encode())
        print("asking", flush=True)
        guests.run(3600)
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        flood(program, folder)
    with tempfile.TemporaryDirectory() as folder:
        back(program, folder)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()

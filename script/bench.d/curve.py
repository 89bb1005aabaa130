#!/usr/bin/env python3
"""Measures what encryption costs the broker beside what it costs libzmq's proxy, which passes as many frames: processor time
of a request with CURVE less that without, in alternating rounds. It is the time outside the kernel, where encryption runs:
what the kernel does depends more on how many messages a wake-up brings. Exits with 1 when a limit is missed.

  curve.py PROGRAM
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import zmq

from limits import interval, missed, verdict
from processes import keys, user_ns

ROUNDS, SECONDS = 9, 2
CLIENTS, WINDOW, WORKERS = 4, 32, 16
PORT = 5760
BODY = b"x" * 200
ASK = [b"MDPC02", b"\x01", b"bench", BODY]
READY, REQUEST, FINAL, GOODBYE = b"\x01", b"\x02", b"\x04", b"\x06"


def endpoint(place):
    return f"tcp://127.0.0.1:{PORT + place}"


def proxy(front, back, secret):
    """Runs libzmq's proxy until it is ended, with encryption when there is a secret key."""
    context = zmq.Context()
    sockets = []
    for kind, address in ((zmq.ROUTER, front), (zmq.DEALER, back)):
        socket = context.socket(kind)
        if secret:
            socket.curve_server, socket.curve_secretkey = True, secret.encode()
        socket.bind(address)
        sockets.append(socket)
    zmq.proxy(*sockets)


class Target:
    """A broker or proxy that runs. `keys`: the server's public key, and the pairs of client and worker; None: plain."""

    def __init__(self, command, front, back=None, keys=None, environment=None):
        self.front, self.back, self.keys = front, back or front, keys
        self.is_broker = back is None
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        self.rounds = []

    def socket(self, context, address, pair):
        socket = context.socket(zmq.DEALER)
        socket.linger = 0
        if self.keys:
            socket.curve_serverkey = self.keys[0]
            socket.curve_publickey, socket.curve_secretkey = pair
        socket.connect(address)
        return socket

    def work(self, frames):
        """A worker's answer to a message; None: there is nothing to answer."""
        if not self.is_broker:
            return frames
        return [frames[0], FINAL] + frames[2:] if frames[1] == REQUEST else None

    def measure(self):
        context = zmq.Context()
        pairs = self.keys[1:] if self.keys else (None, None)
        clients = [self.socket(context, self.front, pairs[0]) for _ in range(CLIENTS)]
        workers = [self.socket(context, self.back, pairs[1]) for _ in range(WORKERS)]
        poller = zmq.Poller()
        for socket in clients + workers:
            poller.register(socket, zmq.POLLIN)
        if self.is_broker:
            for worker in workers:
                worker.send_multipart([b"MDPW02", READY, b"bench"])
        for client in clients:
            for _ in range(WINDOW):
                client.send_multipart(ASK)
        count, begin, spent = 0, None, 0
        end = time.monotonic() + 30
        while begin is None or time.monotonic() < begin + SECONDS:
            assert time.monotonic() < end, "no answer"
            for socket, _ in poller.poll(1000):
                frames = socket.recv_multipart()
                if socket in workers:
                    answer = self.work(frames)
                    if answer:
                        socket.send_multipart(answer)
                else:
                    assert frames[-1] == BODY, frames
                    socket.send_multipart(ASK)
                    count += 1
            if begin is None and count > CLIENTS * WINDOW * 2:
                count, begin, spent = 0, time.monotonic(), user_ns(self.process)
        self.rounds.append((user_ns(self.process) - spent) / 1000 / count)
        if self.is_broker:
            for worker in workers:
                worker.send_multipart([b"MDPW02", GOODBYE])
        context.destroy(linger=200)


def made_keys(program, environment):
    """Keys of the broker, a member and a worker, the last two in the broker's table."""
    pairs = []
    for role in (["member"], ["worker", "--serves", "bench"]):
        public = keys(program, environment, "new", role[0])
        with open(f"{environment['RINNALLA_DATA']}/keys/{role[0]}.key") as handle:
            pairs.append((public, json.load(handle)["secret"].encode()))
        keys(program, environment, "allow", public.decode(), "--role", *role)
    return [keys(program, environment, "server"), *pairs]


def main():
    if sys.argv[1] == "--proxy":
        proxy(*sys.argv[2:])
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, RINNALLA_DATA=folder)
        keys = made_keys(program, environment)
        with open(f"{folder}/keys/server.key") as handle:
            secret = json.load(handle)["secret"]
        broker, bare = [program, "broker", "--listen"], [sys.executable, __file__, "--proxy"]
        plain = Target(broker + [endpoint(0), "--allow-plaintext-loopback"], endpoint(0), environment=environment)
        curve = Target(broker + [endpoint(1)], endpoint(1), keys=keys, environment=environment)
        plain_proxy = Target(bare + [endpoint(2), endpoint(3), ""], endpoint(2), endpoint(3))
        curve_proxy = Target(bare + [endpoint(4), endpoint(5), secret], endpoint(4), endpoint(5), keys=keys)
        targets = [plain, curve, plain_proxy, curve_proxy]
        try:
            for number in range(ROUNDS):
                for target in targets if number % 2 else reversed(targets):
                    target.measure()
        finally:
            for target in targets:
                target.process.kill()
                target.process.wait()
    ours = [a - b for a, b in zip(curve.rounds, plain.rounds)]
    theirs = [a - b for a, b in zip(curve_proxy.rounds, plain_proxy.rounds)]
    pairs = [a / b for a, b in zip(ours, theirs)]
    ratio, (low, high) = statistics.median(pairs), interval(pairs)
    print(f"encryption of a request: {statistics.median(ours):.1f} us, in the proxy {statistics.median(theirs):.1f} us, "
          f"ratio {ratio:.2f} (95% {low:.2f} to {high:.2f})")
    verdict("encryption to the proxy's, lower end", low, 1.0, "at most", "x")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()

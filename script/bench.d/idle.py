#!/usr/bin/env python3
"""Measures what 5,000 idle chats cost the broker beside a bare ROUTER in C with the same connections, both at once:
memory and processor time. Exits with 1 when a limit is missed.

  idle.py PROGRAM ROUTER
"""
import os
import resource
import subprocess
import sys
import tempfile
import time

import zmq

from limits import missed, verdict
from processes import processor_ns, resident_mb

CHATS = 5_000
SECONDS = 45  # three heartbeats of every chat


def chats(endpoint):
    """Connects all, in groups so that no queue of connections runs over, each known to the server by one request.
    They stay until the standard input ends."""
    context = zmq.Context()
    context.set(zmq.MAX_SOCKETS, CHATS + 16)
    sockets = []
    while len(sockets) < CHATS:
        group = []
        for _ in range(250):
            socket = context.socket(zmq.DEALER)
            socket.linger = 0
            socket.heartbeat_ivl = 15_000
            socket.connect(endpoint)
            socket.send_multipart([b"MDPC02", b"\x01", b"mmi.service", b"assistant"])
            group.append(socket)
        for socket in group:
            assert socket.poll(30_000), f"no answer at {endpoint}"
            socket.recv_multipart()
        sockets += group
    print("connected", flush=True)
    sys.stdin.read()
    os._exit(0)  # closing them one by one would take as long as connecting them


def main():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most < 2 * CHATS + 1000:
        sys.exit(f"{CHATS} chats need {2 * CHATS + 1000} open files a process, allowed are {most}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if sys.argv[1] == "--chats":
        chats(sys.argv[2])
    program, router = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        endpoints = [f"ipc://{folder}/run/broker.sock", f"ipc://{folder}/router.sock"]
        commands = [[program, "broker", "--listen", endpoints[0]], [router, endpoints[1]]]
        environment = dict(os.environ, RINNALLA_DATA=folder)
        servers = [subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) for command in commands]
        peers = [subprocess.Popen([sys.executable, __file__, "--chats", endpoint], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE) for endpoint in endpoints]
        try:
            for process in peers:
                assert process.stdout.readline() == b"connected\n", "a chat was not answered"
            before = [processor_ns(server) for server in servers]
            time.sleep(SECONDS)
            spent = [(processor_ns(server) - start) / 1e6 / SECONDS for server, start in zip(servers, before)]
            memory = [resident_mb(server) for server in servers]
        finally:
            for process in peers + servers:
                process.kill()
                process.wait()
    print(f"{CHATS} idle chats: {memory[0]:.0f} MB and {spent[0]:.1f} ms of processor a second, "
          f"a bare ROUTER {memory[1]:.0f} MB and {spent[1]:.1f} ms")
    verdict("memory to the bare ROUTER's", memory[0] / memory[1], 1.3, "at most", "x")
    verdict("processor time to the bare ROUTER's", spent[0] / spent[1], 1.5, "at most", "x")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Measures the broker beside a strict broker in C++ and libzmq's proxy, in alternating rounds under the same load:
processor time, requests a second, the wait of a single request, and instructions. Exits with 1 when a limit is missed.

  yardstick.py PROGRAM BROKER_LOAD FOLDER_OF_THE_BROKER_BENCH
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from limits import interval, missed, verdict
from processes import processor_ns

ROUNDS = 9
PORT = 5740
WIDE, NARROW, SINGLE = (4, 100, 64), (4, 100, 8), (1, 1, 1)  # clients, window of each, workers


def endpoint(place):
    return f"tcp://127.0.0.1:{PORT + place}"


def load(tools, profile, protocol, seconds="1"):
    clients, window, workers = map(str, profile)
    done = subprocess.run(
        [f"{tools}/mqload", "load", *protocol, "--clients", clients, "--window", window, "--workers", workers,
         "--body", "200", "--seconds", seconds, "--warmup", "0.3"], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


class Target:
    """A broker that runs, and what was measured of it, one entry a round."""

    def __init__(self, tools, command, protocol, environment=None):
        self.tools, self.protocol = tools, protocol
        self.process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        self.rounds = {}

    def measure(self, profile):
        before = processor_ns(self.process)
        figures = load(self.tools, profile, self.protocol)
        figures["cpu_us"] = (processor_ns(self.process) - before) / 1000 / figures["total"]
        self.rounds.setdefault(profile, []).append(figures)

    def figures(self, profile, name):
        return [figures[name] for figures in self.rounds[profile]]

    def end(self):
        self.process.kill()
        self.process.wait()


def answered(tools, protocol):
    """Waits until a broker serves, which takes long under valgrind."""
    end = time.monotonic() + 120
    while load(tools, SINGLE, protocol, "0.1")["total"] == 0:
        assert time.monotonic() < end, "no answer"


def ratios(ours, other, profile, name):
    """The median of the ratios of each round, and its interval."""
    pairs = [a / b for a, b in zip(ours.figures(profile, name), other.figures(profile, name))]
    return statistics.median(pairs), interval(pairs)


def rounds(program, tools, folder):
    speech = ["--proto", "mdp02", "--endpoint"]
    ours = Target(tools, [program, "broker", "--listen", endpoint(0), "--allow-plaintext-loopback"],
                  speech + [endpoint(0)], dict(os.environ, RINNALLA_DATA=folder))
    lean = Target(tools, [f"{tools}/leanbroker", endpoint(1), f"ipc://{folder}/lean"], speech + [endpoint(1)])
    proxy = Target(tools, [f"{tools}/mqload", "proxy", endpoint(2), endpoint(3)],
                   ["--proto", "raw", "--frames", "4", "--endpoint", endpoint(2), "--backend", endpoint(3)])
    try:
        for target in (ours, lean, proxy):
            answered(tools, target.protocol)
        for number in range(ROUNDS):
            for profile, other in ((WIDE, lean), (NARROW, lean), (SINGLE, proxy)):
                for target in (ours, other) if number % 2 else (other, ours):
                    target.measure(profile)
    finally:
        for target in (ours, lean, proxy):
            target.end()

    ratio, (low, high) = ratios(ours, lean, WIDE, "cpu_us")
    print(f"processor time of a request, 64 workers: {statistics.median(ours.figures(WIDE, 'cpu_us')):.1f} us, "
          f"the strict broker {statistics.median(lean.figures(WIDE, 'cpu_us')):.1f} us, "
          f"ratio {ratio:.2f} (95% {low:.2f} to {high:.2f})")
    verdict("processor time to the strict broker's, lower end", low, 1.0, "at most", "x")
    for profile in (NARROW, WIDE):
        best, other = max(ours.figures(profile, "rps")), max(lean.figures(profile, "rps"))
        print(f"best round with {profile[2]} workers: {best:.0f} requests/s, the strict broker {other:.0f}")
        verdict(f"requests/s with {profile[2]} workers to the strict broker's", best / other, 0.95, "at least", "x")
    ratio, (low, high) = ratios(ours, proxy, SINGLE, "p50_us")
    print(f"one request at a time: {statistics.median(ours.figures(SINGLE, 'p50_us')):.0f} us, the proxy "
          f"{statistics.median(proxy.figures(SINGLE, 'p50_us')):.0f} us, ratio {ratio:.2f} (95% {low:.2f} to {high:.2f})")
    verdict("one request at a time to the proxy's median", ratio, 1.1, "at most", "x")
    faults = sum(sum(ours.figures(profile, "lost")) + sum(ours.figures(profile, "bad")) for profile in ours.rounds)
    verdict("requests lost or refused", faults, 0, "at most")


def instructions(tools, folder, name, command, place):
    """Instructions of a request, of all threads, once warm: valgrind counts them, so no other program disturbs."""
    output = f"{folder}/callgrind.{name}"
    speech = ["--proto", "mdp02", "--endpoint", endpoint(place)]
    traced = subprocess.Popen(["valgrind", "--tool=callgrind", f"--callgrind-out-file={output}", *command],
                              stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        answered(tools, speech)
        subprocess.run(["callgrind_control", "--zero", str(traced.pid)], stdout=subprocess.DEVNULL, check=True)
        count = load(tools, WIDE, speech, "10")["total"]
        subprocess.run(["callgrind_control", "--dump", str(traced.pid)], stdout=subprocess.DEVNULL, check=True)
    finally:
        traced.kill()
        traced.wait()
    with open(f"{output}.1") as handle:
        total = next(int(line.split()[1]) for line in handle if line.startswith(("summary:", "totals:")))
    return total / count


def count_instructions(broker_load, tools, folder):
    stripped = f"{folder}/broker-load"
    subprocess.run(["strip", "-o", stripped, broker_load], check=True)
    ours = instructions(tools, folder, "ours", [stripped, "serve", endpoint(4)], 4)
    lean = instructions(tools, folder, "lean", [f"{tools}/leanbroker", endpoint(5), f"ipc://{folder}/lean"], 5)
    print(f"instructions of a request, 64 workers: {ours:.0f}, the strict broker {lean:.0f}")
    verdict("instructions to the strict broker's", ours / lean, 1.3, "at most", "x")


def main():
    program, broker_load, bench = sys.argv[1:4]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["cc", "-O2", "-o", f"{folder}/mqload", f"{bench}/mqload.c", "-lzmq", "-lpthread"], check=True)
        subprocess.run(["c++", "-O2", "-std=c++17", "-o", f"{folder}/leanbroker", f"{bench}/leanbroker.cpp", "-lzmq"],
                       check=True)
        rounds(program, folder, folder)
        if shutil.which("valgrind"):
            count_instructions(broker_load, folder, folder)
        else:
            print("skipped: instructions are counted with valgrind, which is not installed")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()

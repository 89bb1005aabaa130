#!/usr/bin/env python3
"""Measures advice without the queue: loading all content, composing an answer, searching. Exits with 1 when a limit is missed.

  guidance.py GUIDANCE_LOAD
"""
import subprocess
import sys

from limits import missed, verdict

LIMITS = {
    "load": ("all content loaded", 500),
    "answer-median": ("an answer composed, median", 1),
    "index": ("the index of the search, made when it is first needed", 1000),
    "search-p99": ("a search, 99 of 100", 2),
}


def main():
    for region in ("nivala-haapajarvi", "munster"):
        printed = subprocess.run([sys.argv[1], ".", region], check=True, capture_output=True, text=True).stdout
        figures = dict(line.split() for line in printed.splitlines())
        for key, (name, limit) in LIMITS.items():
            verdict(f"{name} ({region})", float(figures[key]), limit, "at most", " ms")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

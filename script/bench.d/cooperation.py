#!/usr/bin/env python3
"""Measures finding peers, suggesting families and an act on the network in a region of 500 members, and how peers grow up
to 10,000. Exits with 1 when a limit is missed.

  cooperation.py COOPERATION_LOAD
"""
import subprocess
import sys

from limits import missed, verdict


def figures(members):
    printed = subprocess.run([sys.argv[1], str(members)], check=True, capture_output=True, text=True).stdout
    return {name: float(value) for name, value in (line.split() for line in printed.splitlines())}


def main():
    region, large = figures(500), figures(10_000)
    verdict("peers for one of 500, 99 of 100", region["peers-p99"], 5, "at most", " ms")
    verdict("families suggested among 500, median", region["families-median"], 200, "at most", " ms")
    verdict("an advisor's list of families of all four chains among 500, median",
            region["families-of-all-chains-median"], 200, "at most", " ms")
    verdict("an act among 500 with 5,000 interests, 99 of 100", region["act-p99"], 1, "at most", " ms")
    verdict("peers, growth from 500 to 10,000 over the growth of the members",
            large["peers-median"] / region["peers-median"] / 20, 2, "at most")
    print(f"among 10,000: peers {large['peers-median']:.1f} ms, families {large['families-median']:.0f} ms, "
          f"a look {large['look-p99']:.1f} ms, after a card has changed {large['look-after-change-median']:.0f} ms")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

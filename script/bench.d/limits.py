"""Figures beside their limits: prints a line for each, and remembers those that miss."""

from math import comb

missed = []


def interval(values):
    """Where the true median lies with 95% certainty, whatever the distribution: order statistics, by the binomial law."""
    count, outside, low = len(values), 0.5 ** len(values), 0
    while 2 * (outside + comb(count, low + 1) * 0.5 ** count) <= 0.05:
        low += 1
        outside += comb(count, low) * 0.5 ** count
    ordered = sorted(values)
    return ordered[low], ordered[count - 1 - low]


def verdict(name, value, limit, better, unit=""):
    good = value <= limit if better == "at most" else value >= limit
    print(f"{'ok  ' if good else 'MISS'} {name}: {value:.2f}{unit} ({better} {limit}{unit})")
    if not good:
        missed.append(name)

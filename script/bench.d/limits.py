"""Figures beside their limits: prints a line for each, and remembers those that miss."""

missed = []


def verdict(name, value, limit, better, unit=""):
    good = value <= limit if better == "at most" else value >= limit
    print(f"{'ok  ' if good else 'MISS'} {name}: {value:.2f}{unit} ({better} {limit}{unit})")
    if not good:
        missed.append(name)

#!/usr/bin/env python3
"""Measures how people are understood: the labelled questions beside this project, each read for the first time in a fresh process,
beside the best trained baseline there (BASELINES.md); then what it costs to load the rules. Exits with 1 when a limit is missed.

  understanding.py PROGRAM QUESTIONS_FOLDER
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from limits import missed, verdict

# The best of the trained baselines of BASELINES.md on the same questions, by language.
BASELINE = {"en": 0.49, "fi": 0.53, "sv": 0.44}


def run(arguments, lines=b""):
    """Output, milliseconds and greatest resident size in MB of one process."""
    with tempfile.TemporaryFile() as source:
        source.write(lines)
        source.seek(0)
        start = time.perf_counter()
        process = subprocess.Popen(arguments, stdin=source, stdout=subprocess.PIPE)
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        assert status == 0, arguments
        return output, (time.perf_counter() - start) * 1000, usage.ru_maxrss / 1024


def calibration_error(questions, answers, bins=10):
    """Mean distance of the confidence from the share that was right, over ten equal bins, by their size."""
    rows = [[] for _ in range(bins)]
    for question in questions:
        answer = answers[question["id"]]
        right = answer["intent"] in [question["intent"]] + question.get("also", [])
        rows[min(int(answer["confidence"] * bins), bins - 1)].append((answer["confidence"], right))
    return sum(abs(sum(c for c, _ in row) - sum(r for _, r in row)) for row in rows) / len(questions)


def main():
    program, folder = sys.argv[1:3]
    path = os.path.join(folder, "dev.jsonl")
    with open(path, "rb") as handle:
        lines = handle.read()
    questions = [json.loads(line) for line in lines.splitlines()]
    output, _, _ = run([program, "parse", "--jsonl"], lines)
    answers = {answer["id"]: answer for answer in map(json.loads, output.splitlines())}
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as written:
        written.write(output)
        written.flush()
        score = json.loads(subprocess.run([sys.executable, os.path.join(folder, "score.py"), path, written.name, "--json"],
                                          check=True, capture_output=True).stdout)
    for lang, baseline in BASELINE.items():
        accuracy = score["by_lang"][lang]["accuracy"]
        print(f"{lang}: {accuracy:.3f} of the intents, the best trained baseline {baseline:.2f}")
        verdict(f"intents of {lang}", accuracy, 0.96, "at least")
    verdict("mean over intents", score["intent_accuracy_mean_over_intents"], 0.94, "at least")
    verdict("slot F1", score["slot"]["f1"], 0.95, "at least")
    verdict("false answers", score["false_answers"]["share"], 0.02, "at most")
    verdict("honest doubt", score["honest_doubt"]["share"], 0.6, "at least")
    verdict("expected calibration error", calibration_error(questions, answers), 0.05, "at most")
    micros = [answer["micros"] for answer in answers.values()]
    verdict("a whole parse, median", statistics.median(micros) / 1000, 0.3, "at most", " ms")
    verdict("a whole parse, 99 of 100", statistics.quantiles(micros, n=100)[98] / 1000, 2, "at most", " ms")
    _, start, bare = min(run([program, "--version"]) for _ in range(5))
    _, loading, resident = min(run([program, "parse", "--jsonl"]) for _ in range(5))
    verdict("loading the three languages", loading - start, 300, "at most", " ms")
    verdict("resident growth by the three languages", resident - bare, 60, "at most", " MB")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

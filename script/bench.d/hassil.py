#!/usr/bin/env python3
"""HassIL matching beside the reference engine (hassil 3.12.1): the same English and Finnish sentences, the same machine and run, one
core, CPU time of the thread on both sides. And how the time grows with templates and list values.

  hassil.py CONFORMANCE_PROGRAM

Needs the folder `shared` with the HassIL data and the bench beside the package, or RINNALLA_SHARED, and pip. Exits with 1 when a bar is
missed.
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import venv

from limits import missed, verdict

PROGRAM = os.path.abspath(sys.argv[1])
ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = pathlib.Path(os.environ.get("RINNALLA_SHARED", ROOT.parent / "shared"))
DATA = SHARED / "conformance" / "hassil"
BENCH = SHARED / "bench" / "hassil" / "bench.py"


def reference(folder):
    """The python of a new environment with the reference engine, None when pip cannot get it."""
    venv.create(folder, with_pip=True)
    python = os.path.join(folder, "bin", "python")
    pip = subprocess.run([python, "-m", "pip", "install", "-q", "hassil==3.12.1", "psutil"], capture_output=True, text=True)
    if pip.returncode != 0:
        print("hassil: pip cannot get hassil 3.12.1, so there is no comparison: " + (pip.stderr.strip().splitlines() or ["?"])[-1])
        return None
    return python


def lines(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def write(path, values):
    path.write_text("".join(json.dumps(v, ensure_ascii=False) + "\n" for v in values), encoding="utf-8")


def ours(folder, files):
    core = sorted(os.sched_getaffinity(0))[-1]
    run = subprocess.run([PROGRAM, "--speed", folder, *files], check=True, capture_output=True, text=True,
                         preexec_fn=lambda: os.sched_setaffinity(0, {core}))
    return json.loads(run.stdout)


def sentences(lang, folder):
    """The files with the sentences that bench.py runs: those that match, and its hundred that do not."""
    matching = [c for c in lines(DATA / lang / "cases.jsonl") if not c.get("peer_fails")]
    random.Random(7).shuffle(matching)
    other = [v for v in lines(DATA / lang / "variants.jsonl") if v["expect"] is None]
    random.Random(7).shuffle(other)
    write(folder / "match.jsonl", matching)
    write(folder / "no_match.jsonl", other[:100])
    return [str(folder / "match.jsonl"), str(folder / "no_match.jsonl")]


def compare(python, folder):
    for lang in ["en", "fi"]:
        mine = ours(str(DATA / lang), sentences(lang, folder))
        match, other = mine["match"], mine["no_match"]
        print(f"     {lang}: {match['n']} sentences, median {match['p50_us']} µs, p99 {match['p99_us']} µs, "
              f"no match {other['p50_us']} µs")
        verdict(f"{lang}: templates ready", mine["load_ms"], 100, "at most", " ms")
        verdict(f"{lang}: no match beside a match, median", other["p50_us"] / match["p50_us"], 1.2, "at most")
        if python is None:
            continue
        run = subprocess.run([python, str(BENCH), "--engine", "hassil", "--lang", lang], check=True, capture_output=True,
                             text=True)
        theirs = json.loads(run.stdout)["warm"]
        print(f"     {lang}: hassil 3.12.1 median {theirs['p50_us']} µs, p99 {theirs['p99_us']} µs")
        verdict(f"{lang}: times faster, median", theirs["p50_us"] / match["p50_us"], 100, "at least")
        verdict(f"{lang}: times faster, p99", theirs["p99_us"] / match["p99_us"], 100, "at least")


SYLLABLES = [c + v for c in "bcdfghklmnprstv" for v in "aeiou"]


def name(number):
    """Two invented words and a number, different for each number."""
    chooser = random.Random(number)
    return " ".join("".join(chooser.choices(SYLLABLES, k=3)) for _ in range(2)) + f" {number}"


def growth(folder):
    """The median of few and of many, which should be much the same; the least of three runs, for other work disturbs such short times."""
    def values(count):
        return {"language": "en", "intents": {"On": {"data": [{"sentences": [
                    "turn on [the] {name}", "switch [the] {name} on", "play {what} on {name}"]}]}},
                "lists": {"name": {"values": [{"in": name(i), "out": i} for i in range(count)]}, "what": {"wildcard": True}}}

    def templates(count):
        return {"language": "en", "lists": {"area": {"values": ["kitchen", "office"]}, "what": {"wildcard": True}},
                "intents": {f"I{i}": {"data": [{"sentences": [
                    f"(start|begin) [the] {name(i)} [in [the] {{area}}]", f"put {{what}} on {name(i)}"]}]}
                    for i in range(count)}}

    chosen = [random.Random(1).randrange(100) for _ in range(400)]
    cases = [
        ("100,000 list values", values, 100_000, [f"turn on the {name(i)}" for i in chosen]),
        ("100,000 list values behind a wildcard", values, 100_000, [f"play the song on {name(i)}" for i in chosen]),
        ("10,000 templates", templates, 10_000, [f"start the {name(i)} in the kitchen" for i in chosen]),
        ("10,000 templates behind a wildcard", templates, 10_000, [f"put the cup on {name(i)}" for i in chosen]),
        ("10,000 templates, no match", templates, 10_000, [f"start the unknown {i} in the kitchen" for i in chosen]),
    ]
    for title, document, count, texts in cases:
        write(folder / "texts.jsonl", [{"text": text} for text in texts])
        medians = []
        for size in [100, count]:
            target = folder / "grown"
            target.mkdir(exist_ok=True)
            (target / "sentences.json").write_text(json.dumps(document(size)), encoding="utf-8")
            runs = [ours(str(target), [str(folder / "texts.jsonl")]) for _ in range(3)]
            medians.append(min(run["texts"]["p50_us"] for run in runs))
        print(f"     {title}: {medians[1]} µs, with 100: {medians[0]} µs")
        verdict(f"{title}: growth of the median", medians[1] / medians[0], 2, "at most")


if not BENCH.exists():
    print(f"hassil: there is no {BENCH}: put the shared folder beside the package or name it in RINNALLA_SHARED")
    sys.exit(0)
with tempfile.TemporaryDirectory() as temporary:
    place = pathlib.Path(temporary)
    growth(place)
    compare(reference(os.path.join(temporary, "venv")), place)
sys.exit(1 if missed else 0)

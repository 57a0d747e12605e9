#!/usr/bin/env python3
"""Measure the reading of papers against the corpus and fail below the floor.

usage: score-floor.py [--bin "PROGRAM read --json"] [--corpus DIR] [--score FILE]

Runs score.py (beside the corpus, in ../tools) on every folder that has a floor, prints one table and
exits 1 when any figure is under its floor. The corpus is the folder CHANCERY_CORPUS names, else shared/corpus beside
the checkout. Where it is absent this fails, unless CHANCERY_WITHOUT_CORPUS=1 says that it is meant to be.
"""
import argparse, json, os, pathlib, shlex, shutil, subprocess, sys

# What must hold. F1 where precision is known and "recall" is not said. A floor is raised when the reading gets
# better, never lowered.
ALL = "*"  # every row of the folder
FLOORS = {
    "seed": {ALL: 1.0},
    "frus": {"date": 0.99, "number": 0.99, "from": 0.96, "to": 0.875, "kind": 0.975, "citations recall": 0.925,
             "enclosures recall": 0.37, "spans": 0.99},
    "gold": {"date": 0.9, "from": 0.85, "to": 0.9, "copies": 0.6, "subject": 0.95, "enclosures": 0.84, "citations": 0.88},
    # Not asked for, held so that a change for one kind of paper does not spoil another unseen.
    "orders": {"date": 0.98, "number": 0.99, "from": 0.985, "kind": 0.98, "subject": 0.945, "citations recall": 0.98},
    "suriano": {"date": 0.98, "from": 0.98, "kind": 0.95, "enclosures recall": 0.08},
    "escher": {"date": 0.95, "from": 0.915, "kind": 0.96},
    "jfk": {"date": 0.805, "from": 0.64, "to": 0.73, "kind": 0.83, "subject": 0.3, "spans": 0.99},
    "diavgeia": {"date": 0.88, "from": 0.75, "number": 0.8, "subject": 0.5, "citations recall": 0.9},
}
# Rows that the seed must have at all: a row that score.py does not print is a field nobody judged.
SEED_ROWS = ("date number from to kind copies enclosures deadlines citations recommendation request proposals "
             "insertions claims language spans").split()


def f1(row):
    precision, recall = row["precision"], row["recall"]
    if not precision or not recall:
        return 0.0
    return 2 * precision * recall / (precision + recall)


def figure(row, name):
    return row["recall"] or 0.0 if name.endswith(" recall") else f1(row)


def rows(corpus, floors, scores):
    """Corpus, field, figure, floor for everything that has a floor."""
    wanted = dict(floors)
    if ALL in wanted:
        floor = wanted.pop(ALL)
        for name in list(scores) + SEED_ROWS:
            wanted.setdefault(name, floor)
    for name, floor in wanted.items():
        row = scores.get(name.removesuffix(" recall"))
        yield corpus, name, figure(row, name) if row else None, floor


def main():
    here = pathlib.Path(__file__).resolve().parent.parent
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--bin", default="target/debug/chancery read --json", help="program that prints cards, one a line")
    a.add_argument("--corpus", default=os.environ.get("CHANCERY_CORPUS") or here.parent / "shared" / "corpus")
    a.add_argument("--score", help="score.py (default: tools/score.py beside the corpus)")
    o = a.parse_args()
    corpus = pathlib.Path(o.corpus)
    score = pathlib.Path(o.score) if o.score else corpus.parent / "tools" / "score.py"
    if not corpus.is_dir() or not score.is_file():
        if os.environ.get("CHANCERY_WITHOUT_CORPUS") == "1":
            print("score-floor: skipped, CHANCERY_WITHOUT_CORPUS=1 and no corpus is here")
            return 0
        print(f"score-floor: no corpus at {corpus} with score.py at {score}\n"
              "hint: set CHANCERY_CORPUS, or CHANCERY_WITHOUT_CORPUS=1 to do without", file=sys.stderr)
        return 1
    program = shlex.split(o.bin)
    # score.py runs the program from wherever it is called; a path within the checkout is made whole.
    if not shutil.which(program[0]) or os.sep in program[0]:
        program[0] = str((here / program[0]) if not os.path.isabs(program[0]) else program[0])
    run = [sys.executable, str(score), "--json", "--bin", shlex.join(program)]
    result = subprocess.run(run + [str(corpus / name) for name in FLOORS], capture_output=True, text=True)
    if result.returncode:
        print(result.stdout + result.stderr, file=sys.stderr)
        return 1
    scores = json.loads(result.stdout)
    under = 0
    print(f"{'corpus':10s} {'field':20s} {'papers':>6s} {'figure':>7s} {'floor':>6s}")
    for name, floors in FLOORS.items():
        for _, field, got, floor in rows(name, floors, scores[name]):
            papers = scores[name].get(field.removesuffix(" recall"), {}).get("papers", 0)
            short = got is None or got + 1e-9 < floor
            under += short
            print(f"{name:10s} {field:20s} {papers:6d} {'none' if got is None else f'{got:7.3f}':>7s} {floor:6.2f}"
                  f"{'  UNDER THE FLOOR' if short else ''}")
    if under:
        print(f"score-floor: {under} figures under their floor", file=sys.stderr)
    return 1 if under else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""How much of the editors' gist the proposed subjects hold, by corpus.

usage: subject-gist.py --bin "PROGRAM ARGS" [--show N] [--seed N] CORPUS_DIR...

PROGRAM (default: chancery read --json) is given paths and prints one card a line. Papers count whose truth has a `gist`
and whose subject is `proposed`. Content words are words of four letters or more that are not in EMPTY, cut to their
first six letters so that "report" and "reported" are one. Recall is the share of the gist's content words that stand in
the subject, precision the share of the subject's that stand in the gist; both are means over the papers. A gist tells
the whole paper in the editors' own words, so a good subject of one sentence stays far below 1: compare two versions,
do not read the figure as a mark. `--show N` prints N papers drawn by `--seed` to be judged by eye.
"""
import argparse
import json
import os
import random
import re
import shlex
import subprocess
import sys

EMPTY = set("that this with from have been were which their they there will would upon into same such than".split())
PAPERS_PER_CALL = 500


def content(text):
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return {word[:6] for word in words if len(word) >= 4 and word not in EMPTY}


def cards(program, paths):
    for at in range(0, len(paths), PAPERS_PER_CALL):
        part = paths[at:at + PAPERS_PER_CALL]
        run = subprocess.run(shlex.split(program) + part, capture_output=True, check=True)
        lines = run.stdout.decode("utf-8").splitlines()
        if len(lines) != len(part):
            sys.exit(f"{len(part)} papers given, {len(lines)} cards printed")
        yield from (json.loads(line)["card"] for line in lines)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--bin", default="chancery read --json")
    options.add_argument("--show", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("corpus", nargs="+")
    given = options.parse_args()
    print(f"{'corpus':10s} {'gists':>6s} {'proposed':>8s} {'recall':>7s} {'precision':>9s}")
    for folder in given.corpus:
        with open(os.path.join(folder, "truth.jsonl"), encoding="utf-8") as file:
            truth = [paper for paper in map(json.loads, file) if content(paper.get("gist") or "")]
        paths = [os.path.join(folder, paper["id"] + ".txt") for paper in truth]
        pairs = []
        for paper, card in zip(truth, cards(given.bin, paths)):
            subject = card.get("subject")
            if subject and subject["sure"] == "proposed":
                pairs.append((paper["id"], paper["gist"], subject["value"]))
        recall = precision = 0.0
        for _, gist, subject in pairs:
            common = len(content(gist) & content(subject))
            recall += common / len(content(gist))
            precision += common / max(1, len(content(subject)))
        count = max(1, len(pairs))
        name = os.path.basename(os.path.normpath(folder))
        print(f"{name:10s} {len(truth):6d} {len(pairs):8d} {recall / count:7.3f} {precision / count:9.3f}")
        for identity, gist, subject in random.Random(given.seed).sample(pairs, min(given.show, len(pairs))):
            print(f"  {identity}\n    gist:    {gist}\n    subject: {subject}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Draw by seed, over all corpora, the papers of which is marked by eye what does not stand on them, and print their
ids, or their heads and feet to mark them by.

usage: draw-silence.py [--corpus DIR] [--seed N] [--show]

The corpus is the folder CHANCERY_CORPUS names, else shared/corpus beside the checkout. The same seed draws the same
papers: each folder is drawn by itself, from its ids in order. --show prints of each paper the first HEAD_CHARS and the
last FOOT_CHARS, and of what lies between the lines that name a number, a date, an addressee or a copy. No card is
read: the marks are made before the reader is asked. They are kept in crates/intake/tests/it/silence.tsv, by id; no text
of a paper belongs in the repository.
"""
import argparse, json, os, pathlib, random, re

BESIDE = pathlib.Path(__file__).resolve().parents[2] / "shared" / "corpus"
SHARES = {"frus": 80, "jfk": 60, "orders": 20, "escher": 15, "suriano": 10, "diavgeia": 10, "gold": 5}
# Few papers bear no date: so many more are drawn of those of which the truth knows none, and marked for the date alone.
DATELESS = {"frus": 25}
HEAD_CHARS = 1800
FOOT_CHARS = 1100
LINE_CHARS = 160
LINES_BETWEEN_MAX = 12
TELLING = re.compile(
    r"\b(cc|copy|copies|info|distribution|to|from|date|no|nr|ref)\b\s*[.:№]|κοιν|αρ\.|πίνακ",
    re.IGNORECASE,
)


def drawn(corpus, seed):
    taken = set()
    for name, count in SHARES.items():
        for one in sorted(random.Random(f"{seed} {name}").sample(ids(corpus, name), count)):
            taken.add(one)
            yield name, one
    for name, count in DATELESS.items():
        left = [one for one in ids(corpus, name, lambda paper: "date" not in paper) if one not in taken]
        for one in sorted(random.Random(f"{seed} {name} dateless").sample(left, count)):
            yield name, one


def ids(corpus, name, kept=lambda paper: True):
    with open(corpus / name / "truth.jsonl", encoding="utf-8") as lines:
        papers = [json.loads(line) for line in lines]
    return sorted(paper["id"] for paper in papers if kept(paper) and (corpus / name / f"{paper['id']}.txt").exists())


def shown(text):
    if len(text) <= HEAD_CHARS + FOOT_CHARS:
        return text
    lines = [line.strip()[:LINE_CHARS] for line in text[HEAD_CHARS:-FOOT_CHARS].splitlines()]
    telling = [line for line in lines if TELLING.search(line)][:LINES_BETWEEN_MAX]
    between = "\n".join(f"    … {line}" for line in telling)
    return f"{text[:HEAD_CHARS]}\n    …\n{between}\n    …\n{text[-FOOT_CHARS:]}"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", default=os.environ.get("CHANCERY_CORPUS", str(BESIDE)))
    options.add_argument("--seed", type=int, default=1951)
    options.add_argument("--show", action="store_true")
    asked = options.parse_args()
    corpus = pathlib.Path(asked.corpus)
    for name, one in drawn(corpus, asked.seed):
        print(f"===== {one}" if asked.show else one)
        if asked.show:
            text = (corpus / name / f"{one}.txt").read_text(encoding="utf-8")
            print("\n".join(line.strip() for line in shown(text).splitlines() if line.strip()))


if __name__ == "__main__":
    main()

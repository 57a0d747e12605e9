#!/usr/bin/env python3
"""Draw papers of a corpus by seed and print what was read of a field, each value with the sentence around it, to be
judged by eye.

usage: draw.py [--bin "PROGRAM read --json"] [--corpus DIR] [--field FIELD] [--seed N] [--count N] FOLDER...

FOLDER is a folder of the corpus (frus, orders, …); --count papers are drawn over all of them together, in equal parts.
The corpus is the folder CHANCERY_CORPUS names, else shared/corpus beside the checkout. The same seed draws the same
papers. Nothing is written; no text of a paper belongs in the repository.
"""
import argparse, json, os, pathlib, random, shlex, subprocess, sys

BESIDE = pathlib.Path(__file__).resolve().parents[2] / "shared" / "corpus"
AROUND_BYTES = 160


def papers(folder):
    with open(folder / "truth.jsonl", encoding="utf-8") as lines:
        ids = [json.loads(line)["id"] for line in lines]
    return sorted(one for one in ids if (folder / f"{one}.txt").exists())


def around(text, span):
    if not span:
        return ""
    start, end = span
    before = text[max(0, start - AROUND_BYTES):start].decode("utf-8", "replace")
    after = text[end:end + AROUND_BYTES].decode("utf-8", "replace")
    inside = text[start:end].decode("utf-8", "replace")
    return " ".join(f"{before}⟦{inside}⟧{after}".split())


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--bin", default="chancery read --json")
    options.add_argument("--corpus", default=os.environ.get("CHANCERY_CORPUS", str(BESIDE)))
    options.add_argument("--field", default="citations")
    options.add_argument("--seed", type=int, default=1951)
    options.add_argument("--count", type=int, default=60)
    options.add_argument("folder", nargs="+")
    asked = options.parse_args()
    chance = random.Random(asked.seed)
    values = 0
    for at, name in enumerate(asked.folder):
        folder = pathlib.Path(asked.corpus) / name
        share = asked.count // len(asked.folder) + (at < asked.count % len(asked.folder))
        ids = papers(folder)
        drawn = sorted(chance.sample(ids, min(share, len(ids))))
        paths = [str(folder / f"{one}.txt") for one in drawn]
        run = subprocess.run(shlex.split(asked.bin) + paths, capture_output=True, check=False)
        lines = run.stdout.decode("utf-8").splitlines()
        if run.returncode or len(lines) != len(paths):
            sys.exit(f"{name}: {len(paths)} papers given, {len(lines)} cards printed, exit {run.returncode}")
        for one, path, line in zip(drawn, paths, lines):
            found = json.loads(line)["card"][asked.field]
            found = found if isinstance(found, list) else [found] if found else []
            text = pathlib.Path(path).read_bytes()
            print(f"{one}: {len(found)}")
            for value in found:
                values += 1
                print(f"  {values}. {json.dumps(value['value'], ensure_ascii=False)} ({value['sure']})")
                print(f"     {around(text, value['span'])}")
    print(f"{values} values")


if __name__ == "__main__":
    main()

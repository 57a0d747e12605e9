#!/usr/bin/env python3
"""Compare the words that our reader takes out of PDF files with those of pdftotext (poppler).

usage: cross-check-pdf.py --bin "PROGRAM ARGS" [--floor SHARE] [--list] PATH...

PROGRAM is given one path and prints the file's text. PATH is a PDF file or a folder of them. Order is left aside: words
are counted. Agreement is twice the words in common over the words of both. What may differ, and why, stands in
docs/reading-cross-checks.md. Exits 1 below the floor, 2 where nothing was compared. Only standard Python.
"""
import argparse, collections, pathlib, re, shlex, subprocess, sys

SECONDS_MAX = 120
# Signs that share their shape with a Greek letter; we give the letter among Greek letters, poppler the sign.
TWINS = str.maketrans({"\u2206": "Δ", "\u00b5": "μ", "\u2126": "Ω", "\u00ad": "-"})


def words(text):
    return collections.Counter(re.findall(r"\w+", text.translate(TWINS)))


def text_of(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS_MAX, check=True)
    return done.stdout.decode("utf-8", "replace")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--floor", type=float, default=0.98)
    parser.add_argument("--list", action="store_true", help="print the words that differ, file by file")
    parser.add_argument("paths", nargs="+", type=pathlib.Path)
    given = parser.parse_args()
    files = [f for p in given.paths for f in (sorted(p.glob("*.pdf")) if p.is_dir() else [p])]
    both = ours_all = theirs_all = 0
    for path in files:
        ours = words(text_of([*shlex.split(given.bin), str(path)]))
        theirs = words(text_of(["pdftotext", str(path), "-"]))
        common = sum((ours & theirs).values())
        both, ours_all, theirs_all = both + common, ours_all + sum(ours.values()), theirs_all + sum(theirs.values())
        if given.list and ours != theirs:
            print(path.name)
            print("  only ours:  ", " ".join((ours - theirs).elements()))
            print("  only theirs:", " ".join((theirs - ours).elements()))
    if not ours_all + theirs_all:
        print("cross-check-pdf: nothing to compare", file=sys.stderr)
        return 2
    agreement = 2 * both / (ours_all + theirs_all)
    print(f"{len(files)} files, {ours_all} words of ours, {theirs_all} of pdftotext, agreement {agreement:.4f}")
    if agreement < given.floor:
        print(f"cross-check-pdf: below the floor of {given.floor}; --list shows the words", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Compares the text that we take out of office files with LibreOffice's, word by word in order.

    scripts/cross-check-office.py --bin target/debug/examples/text [--corpus ../shared/corpus/intake] [--show 12]

Of every file it prints which share of LibreOffice's words stand in our text in the same order, which share of our body's
words stand in LibreOffice's, and the first differences. It fails where a share is below its floor. What the differences
are and why they are right is told in docs/reading-cross-checks.md.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "crates/extract/tests/fixtures"

# Least shares of words in common: (of LibreOffice's in ours, of our body's in LibreOffice's). The fixtures are a page long
# and made of differences that are meant; a book must agree all but wholly.
FLOORS = {"fixture": (0.96, 0.88), "sheet": (0.80, 0.88), "corpus": (0.998, 0.997)}

# Stands for the mark of a note: we number notes through the file, LibreOffice shows the file's own letters.
NOTE = "\u2020"

CONVERT_SECONDS_MAX = 300
TEXTS = {".docx", ".odt", ".rtf"}
SHEETS = {".xlsx", ".ods"}


def words(text):
    """Letters and digits; marks between them are set differently by every program. NOTE counts as a letter."""
    return re.findall(rf"(?:[^\W_]|{NOTE})+", text)


def our_body(text):
    """Our text without what LibreOffice leaves out of a plain text, the notes, and with NOTE for a note's mark."""
    lines = [line for line in text.split("\n") if not re.match(r"\[\d+\] ", line)]
    return re.sub(r"\[\d+\]", NOTE, "\n".join(lines))


def libreoffice(path, folder):
    """The file as LibreOffice writes it out as plain text; of a spreadsheet all sheets, one after the other."""
    kind = "txt:Text (encoded):UTF8"
    if path.suffix in SHEETS:
        kind = "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,false,false,false,-1"
    profile = (folder / "profile").as_uri()
    out = folder / path.name.replace(".", "-")
    out.mkdir()
    run = subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir", out, path],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=CONVERT_SECONDS_MAX, check=False,
        env={**os.environ, "HOME": str(folder)},
    )
    written = sorted(out.iterdir(), key=lambda one: one.stat().st_mtime_ns)
    if run.returncode or not written:
        sys.exit(f"cross-check: LibreOffice could not convert {path.name}: {run.stderr.decode(errors='replace').strip()}")
    return "\n".join(one.read_text(encoding="utf-8-sig", errors="replace") for one in written)


def differences(theirs, ours, folder):
    """Runs of words that only one side has, as diff finds them: [(theirs, ours)]."""
    for name, side in (("theirs", theirs), ("ours", ours)):
        (folder / name).write_text("".join(word + "\n" for word in side), encoding="utf-8")
    run = subprocess.run(["diff", "-U0", "theirs", "ours"], cwd=folder, capture_output=True, check=False)
    if run.returncode > 1:
        sys.exit("cross-check: diff failed: " + run.stderr.decode(errors="replace").strip())
    found = []
    for line in run.stdout.decode("utf-8").split("\n")[2:]:
        if line.startswith("@@"):
            found.append(([], []))
        elif line[:1] in "-+" and line:
            found[-1][line[0] == "+"].append(line[1:])
    return [run for run in found if not same_but_for_notes(*run)]


def same_but_for_notes(theirs, ours):
    def alike(their, our):
        return NOTE in our and re.fullmatch(re.escape(our).replace(NOTE, "[a-z0-9]{0,3}"), their)

    # A mark that is no letter is no word of theirs.
    ours = ours if len(ours) == len(theirs) else [our for our in ours if our != NOTE]
    return len(theirs) == len(ours) and all(their == our or alike(their, our) for their, our in zip(theirs, ours))


def short(run):
    return " ".join(run[:8]) + (f" … ({len(run)} words)" if len(run) > 8 else "")


def compare(path, kind, binary, folder, show):
    ours = subprocess.run([binary, path], capture_output=True, check=True, timeout=60).stdout.decode("utf-8")
    theirs, ours = words(libreoffice(path, folder)), words(our_body(ours))
    found = differences(theirs, ours, folder)
    missing, more = (sum(len(run[side]) for run in found) for side in (0, 1))
    shares = 1 - missing / max(len(theirs), 1), 1 - more / max(len(ours), 1)
    well = all(share >= floor for share, floor in zip(shares, FLOORS[kind]))
    print(f"{path.name:26} {len(theirs):7} {shares[0]:9.4f} {shares[1]:9.4f}  {'' if well else 'BELOW THE FLOOR'}")
    for run in found[:show]:
        print(f"    theirs: {short(run[0]) or '(nothing)':60} ours: {short(run[1]) or '(nothing)'}")
    if len(found) > show:
        print(f"    … {len(found) - show} more")
    return well


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", required=True, help="our program that prints the text of a file")
    parser.add_argument("--corpus", type=pathlib.Path, help="a folder with more office files")
    parser.add_argument("--show", type=int, default=12, help="how many differences of a file are shown")
    arguments = parser.parse_args()
    for program in ("soffice", "diff"):
        if not shutil.which(program):
            print(f"cross-check: {program} is not installed", file=sys.stderr)
            print("hint: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui diffutils", file=sys.stderr)
            return 1
    files = [(path, "sheet" if path.suffix in SHEETS else "fixture") for path in sorted(FIXTURES.iterdir())]
    if arguments.corpus:
        files += [(path, "corpus") for path in sorted(arguments.corpus.iterdir())]
    files = [(path, kind) for path, kind in files if path.suffix in TEXTS | SHEETS]
    print(f"{'file':26} {'words':>7} {'theirs in':>9} {'ours in':>9}")
    print(f"{'':26} {'':7} {'ours':>9} {'theirs':>9}")
    with tempfile.TemporaryDirectory() as folder:
        well = [compare(path, kind, arguments.bin, pathlib.Path(folder), arguments.show) for path, kind in files]
    print(f"{sum(well)} of {len(well)} files agree with LibreOffice")
    return 0 if all(well) and well else 1


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Every kind of set page against foreign programs: veraPDF says whether it is PDF/A-2a (or 3a, by its name) and PDF/UA-1,
qpdf whether the file is whole. Files that were spoilt on purpose have to be refused, so that a check that sees nothing fails.

    scripts/set-pages.py --jars JAR:JAR --every target/debug/examples/every [--keep FOLDER]
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

VERIFIER = pathlib.Path(__file__).with_name("SetPages.java")


def spoilt(page: bytes) -> dict:
    """The page in ways that break one promise each, every one of the same length: the rest of the file stays right."""
    def swap(old: bytes, new: bytes) -> bytes:
        if old not in page or len(old) != len(new):
            sys.exit(f"set-pages: cannot spoil a page: it has no {old.decode()}")
        return page.replace(old, new)

    return {
        # It says no longer that it is tagged, what it is called in a reader's window, or that it is archival.
        "untagged": swap(b"/MarkInfo", b"/MarkInfx"),
        "untitled": swap(b"/DisplayDocTitle true", b"/DisplayDocTitlf true"),
        "unclaimed": swap(b"<pdfaid:part>2</pdfaid:part>", b"<pdfaid:part>7</pdfaid:part>"),
    }


def verify(jars: str, groups: list) -> tuple:
    arguments = []
    for profiles, files in groups:
        arguments += (["--"] if arguments else []) + [profiles, *map(str, files)]
    said = subprocess.run(["java", "-cp", jars, str(VERIFIER), *arguments], capture_output=True, text=True)
    return said.returncode, said.stdout, said.stderr


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--jars", required=True)
    reader.add_argument("--every", required=True)
    reader.add_argument("--keep")
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(asked.keep or temporary)
        subprocess.run([asked.every, str(folder)], check=True)
        by_profile = {level: sorted(folder.glob(f"*.{level}.pdf")) for level in ("2a", "3a")}
        bad = pathlib.Path(temporary) / "spoilt"
        bad.mkdir()
        spoilt_files = []
        for name, page in spoilt((folder / "memorandum.a4.2a.pdf").read_bytes()).items():
            spoilt_files.append(bad / f"{name}.pdf")
            spoilt_files[-1].write_bytes(page)
        groups = [(f"{level},ua1", files) for level, files in by_profile.items()] + [("2a,ua1", spoilt_files)]
        _, out, err = verify(asked.jars, groups)
        lines = [line for line in out.splitlines() if re.match(r"(holds|FAILS) ", line)]
        of = lambda files: [line for line in lines if any(f" {file} " in line for file in files)]
        pages = by_profile["2a"] + by_profile["3a"]
        wrong = []
        if len(pages) < 20 or len(of(pages)) != 2 * len(pages):
            wrong.append(f"{len(of(pages))} answers for {len(pages)} pages by two profiles each\n{err}")
        if any(line.startswith("FAILS") for line in of(pages)):
            wrong.append("a page does not hold:\n" + out)
        for file in spoilt_files:
            if not any(line.startswith("FAILS") for line in of([file])):
                wrong.append(f"{file.name}, spoilt on purpose, was accepted:\n" + "\n".join(of([file])))
        for page in pages:
            said = subprocess.run(["qpdf", "--check", str(page)], capture_output=True, text=True)
            if said.returncode != 0 or "No syntax or stream encoding errors" not in said.stdout:
                wrong.append(f"qpdf on {page.name}: {said.stdout}{said.stderr}")
    if wrong:
        print("\n".join(wrong))
        return 1
    print(f"{len(pages)} pages hold by two profiles each and are whole; {len(spoilt_files)} spoilt ones were refused")
    return 0


if __name__ == "__main__":
    sys.exit(main())

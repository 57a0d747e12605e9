#!/usr/bin/env python3
"""Takes a draft to a word processor and back, and looks whether exactly what was edited there comes back as its difference.

    scripts/draft-in-word.py --bin target/debug/chancery

An office is founded, a draft begun, and `chancery draft … word` writes the page. LibreOffice opens it and saves it as flat
OpenDocument; the script edits that as a person would edit the page; LibreOffice opens what was edited and saves it as a
Word file; that is added to the draft, and `draft … diff --json` has to name what was edited and nothing else.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

CONVERT_SECONDS_MAX = 300

TEXT = """We publish the line of 3 May.
It runs from Osk to Orlan.

It is “binding” on <both> sides & on nobody else.

1. The quay is closed.
2. The boats are back.

It ends there.
"""


def replaced(old, new):
    """Words in place of others, once, wherever runs divide them."""
    def edit(xml):
        if xml.count(old) != 1:
            sys.exit(f"draft-in-word: {old!r} stands {xml.count(old)} times in what LibreOffice wrote")
        return xml.replace(old, new)
    return edit


def paragraph_with(words, make):
    """The paragraph that holds some words, made into something else."""
    def edit(xml):
        found = [one for one in re.finditer(r"<text:p\b[^>]*>(?:(?!</text:p>).)*</text:p>", xml, re.S) if words in one[0]]
        if len(found) != 1:
            sys.exit(f"draft-in-word: {words!r} stands in {len(found)} paragraphs")
        return xml[:found[0].start()] + make(found[0][0]) + xml[found[0].end():]
    return edit


def out(words):
    return {"is": "out", "text": words}


def put(words):
    return {"is": "in", "text": words}


# What is edited, and what has to come back of it.
EDITS = [
    ("nothing", [], []),
    ("a word in the first paragraph", [replaced("3 May", "5 May")], [out("3"), put("5")]),
    ("a word in the last paragraph", [replaced("It ends there.", "It ends here.")], [out("there"), put("here")]),
    ("the frame alone", [replaced("Shall we publish?", "Do we publish?"), replaced("Ada Clerk", "A. Clerk")], []),
    ("a paragraph more before the signature",
     [paragraph_with("It ends there.", lambda one: one + '<text:p text:style-name="Standard">It was read.</text:p>')],
     [put("\n\nIt was read.")]),
    ("a paragraph less", [paragraph_with("on nobody else", lambda one: "")],
     [out("It is “binding” on <both> sides & on nobody else.\n\n")]),
    ("the first words joined to the frame",
     [paragraph_with("We publish the line", lambda one: ""),
      paragraph_with("Shall we publish?", lambda one: one.replace("</text:p>", " We publish the line of 3 May.<text:line-break/>It runs from Osk to Orlan.</text:p>"))],
     []),
]


class Place:
    """A folder with an office in it, and LibreOffice's own settings."""

    def __init__(self, binary, folder):
        self.binary, self.folder = binary.resolve(), folder

    def chancery(self, *args):
        run = subprocess.run([self.binary, *args], cwd=self.folder, capture_output=True, check=False, timeout=120)
        if run.returncode:
            sys.exit(f"draft-in-word: chancery {' '.join(args)}: {run.stderr.decode(errors='replace').strip()}")
        return run.stdout.decode("utf-8")

    def convert(self, path, kind):
        """The file as LibreOffice opens it and saves it in another form."""
        target = self.folder / "converted"
        target.mkdir(exist_ok=True)
        profile = (self.folder / "profile").as_uri()
        run = subprocess.run(
            ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir", target, path],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=CONVERT_SECONDS_MAX, check=False,
            env={**os.environ, "HOME": str(self.folder)},
        )
        made = target / f"{path.stem}.{kind.split(':')[0]}"
        if run.returncode or not made.exists():
            sys.exit(f"draft-in-word: LibreOffice could not open {path.name}: {run.stderr.decode(errors='replace').strip()}")
        return made

    def goes_and_comes_back(self, no, edits):
        """Begins a draft, takes it to LibreOffice and back; what differs then."""
        self.chancery("draft", "office", "start", "line", "Shall we publish?", "--kind", "resolution", "--series", "IN",
                      "--to", "The allied command", "--file", "draft.txt")
        page = self.folder / f"page-{no}.docx"
        self.chancery("draft", "office", "word", "line", str(no), "--out", page.name)
        flat = self.convert(page, "fodt")
        xml = flat.read_text(encoding="utf-8")
        for edit in edits:
            xml = edit(xml)
        flat.write_text(xml, encoding="utf-8")
        back = self.convert(flat, "docx:MS Word 2007 XML")
        self.chancery("draft", "office", "add", "line", str(no), str(back))
        runs = json.loads(self.chancery("draft", "office", "diff", "line", str(no), "--json"))["runs"]
        return [run for run in runs if run["is"] != "same"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", required=True, type=pathlib.Path, help="the program")
    args = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="draft-in-word-") as folder:
        place = Place(args.bin, pathlib.Path(folder))
        (place.folder / "draft.txt").write_text(TEXT, encoding="utf-8")
        place.chancery("init", "office", "--yes", "--name", "Orlan", "--zone", "UTC", "--officer", "clerk",
                       "--officer-name", "Ada Clerk")
        place.chancery("dossier", "office", "open", "line", "The border line", "--home", "registry")
        for no, (name, edits, expected) in enumerate(EDITS, 1):
            found = place.goes_and_comes_back(no, edits)
            well = found == expected
            wrong += not well
            print(f"{name:42} {'as edited' if well else f'WRONG: {found}, and not {expected}'}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()

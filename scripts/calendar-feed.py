#!/usr/bin/env python3
"""Fetches an officer's calendar feed from a running office and has two foreign parsers read it (RFC 5545).

    scripts/calendar-feed.py --bin target/debug/chancery --icalendar FOLDER [--icaljs FILE]

FOLDER holds the Python package icalendar, FILE is ical.js as a CommonJS module; without it node reads nothing and that is
said. An office is founded and served, with a term and deadlines whose words need folding and escaping. Both parsers have to
find the same entries, with the words as they were typed. Then the term is moved, a deadline is kept and one dropped: every UID
stays, SEQUENCE rises where something changed and nowhere else, and days and states follow.
"""

import argparse
import datetime
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

COMMAND_SECONDS_MAX = 60

# Some years ahead: a day too far from today is refused, and one that has passed as well.
YEAR = datetime.date.today().year + 5

WORDS = "Answer, by cable; “ja” — größte Vorsicht: \\n is no line end, и по-русски тоже, over more than one line of a file"

READ_BY_NODE = """
const ical = require(process.argv[1]);
const parser = ical.default || ical;
let text = "";
process.stdin.setEncoding("utf8").on("data", (part) => (text += part)).on("end", () => {
  const whole = new parser.Component(parser.parse(text));
  const read = whole.getAllSubcomponents("vevent").map((one) => ({
    uid: one.getFirstPropertyValue("uid"),
    sequence: one.getFirstPropertyValue("sequence"),
    summary: one.getFirstPropertyValue("summary"),
    day: one.getFirstPropertyValue("dtstart").toString(),
    state: one.getFirstPropertyValue("status"),
  }));
  process.stdout.write(JSON.stringify(read));
});
"""


def fail(says):
    sys.exit(f"calendar-feed: {says}")


def by_icalendar(text):
    import icalendar

    whole = icalendar.Calendar.from_ical(text)
    events = whole.walk("VEVENT")
    wrong = [str(one.errors) for one in [whole, *events] if one.errors]
    if wrong:
        fail(f"icalendar finds errors: {wrong}")
    return [
        {
            "uid": str(one["UID"]),
            "sequence": int(one["SEQUENCE"]),
            "summary": str(one["SUMMARY"]),
            "day": one.decoded("DTSTART").isoformat(),
            "state": str(one["STATUS"]),
        }
        for one in events
    ]


def by_icaljs(module, text):
    command = ["node", "-e", READ_BY_NODE, str(module)]
    done = subprocess.run(command, input=text, capture_output=True, timeout=COMMAND_SECONDS_MAX)
    if done.returncode != 0:
        fail(f"ical.js does not read it: {done.stderr.decode()}")
    return json.loads(done.stdout)


class Town:
    """An office in a folder, served on a free port of the loopback."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.do("init", self.folder, "--officer", "berg", "--desk", "registry=Registry", "--zone", "Europe/Vienna")
        command = [program, "serve", folder, "--listen", "127.0.0.1:0"]
        self.server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self.server.stdout:
            address = re.search(r"http://127\.0\.0\.1:\d+", line)
            if address:
                self.address = address[0]
                return
        fail("the server ended before it said where it listens")

    def do(self, *words):
        done = subprocess.run([self.program, *words], capture_output=True, text=True, timeout=COMMAND_SECONDS_MAX)
        if done.returncode != 0:
            fail(f"{' '.join(map(str, words))}: {done.stderr.strip()}")
        return done.stdout

    def dossier(self, what, *words):
        return self.do("dossier", self.folder, what, "bridge", *words, "--as", "berg")

    def fetch(self, place, tag=None):
        request = urllib.request.Request(self.address + place, headers={"If-None-Match": tag} if tag else {})
        with urllib.request.urlopen(request, timeout=COMMAND_SECONDS_MAX) as answer:
            return answer.read(), answer.headers["ETag"]

    def stop(self):
        self.server.terminate()
        self.server.wait(timeout=COMMAND_SECONDS_MAX)


def told_apart(parsers, text):
    """What both parsers read, by UID."""
    read = {name: {one["uid"]: one for one in parser(text)} for name, parser in parsers.items()}
    first, *others = read.values()
    for name, other in zip(list(read)[1:], others):
        if other != first:
            fail(f"{name} reads something else than {list(read)[0]}: {other} and {first}")
    return first


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--bin", required=True, type=pathlib.Path)
    arguments.add_argument("--icalendar", required=True, type=pathlib.Path)
    arguments.add_argument("--icaljs", type=pathlib.Path)
    given = arguments.parse_args()
    sys.path.insert(0, str(given.icalendar.resolve()))
    parsers = {"icalendar": by_icalendar}
    if given.icaljs:
        parsers["ical.js"] = lambda text: by_icaljs(given.icaljs.resolve(), text)
    else:
        print("ical.js is not here: one foreign parser reads the feed")
    with tempfile.TemporaryDirectory(prefix="chancery-feed-") as folder:
        town = Town(str(given.bin.resolve()), str(pathlib.Path(folder, "office")))
        try:
            check(town, parsers)
        finally:
            town.stop()


def check(town, parsers):
    town.do("dossier", town.folder, "open", "bridge", "The bridge", "--as", "berg")
    town.dossier("set-term", "Permit", "--cause", "Decree 12", "--until", f"{YEAR}-12-20")
    town.dossier("set-deadline", WORDS, "--desk", "registry", "--term", "1", "--days", "-5")
    town.dossier("set-deadline", "Second", "--desk", "registry", "--by", f"{YEAR}-11-02")
    town.dossier("set-deadline", "Third", "--desk", "registry", "--by", f"{YEAR}-11-03")
    made = town.do("officer", town.folder, "feed", "berg", "make", "--as", "berg")
    place = re.search(r"/calendar/[0-9a-f]+\.ics", made)[0]

    text, tag = town.fetch(place)
    if any(len(line) > 75 for line in text.split(b"\r\n")):
        fail("a line is longer than 75 octets (RFC 5545 §3.1)")
    before = told_apart(parsers, text)
    days = sorted((one["summary"], one["day"], one["sequence"], one["state"]) for one in before.values())
    hangs = next(uid for uid, one in before.items() if one["summary"].startswith(WORDS))
    expected = [(f"{YEAR}-11-02", 0), (f"{YEAR}-11-03", 0), (f"{YEAR}-12-15", 0), (f"{YEAR}-12-20", 0)]
    if sorted((day, sequence) for _, day, sequence, _ in days) != expected:
        fail(f"the days are not those that were set: {days}")
    try:
        town.fetch(place, tag)
        fail("an unchanged feed is sent once more")
    except urllib.error.HTTPError as answer:
        if answer.code != 304:
            raise

    town.dossier("move-term", "1", "--until", f"{YEAR}-12-30", "--reason", "prolonged")
    town.dossier("keep-deadline", "2", "--report", "It is out.")
    town.dossier("drop-deadline", "3", "--reason", "not needed")
    text, moved_tag = town.fetch(place, tag)
    after = told_apart(parsers, text)
    if set(after) != set(before) or moved_tag == tag:
        fail(f"the entries are no longer those that were there: {sorted(after)} and {sorted(before)}")
    moved = after[hangs]
    if (moved["day"], moved["sequence"]) != (f"{YEAR}-12-25", 1):
        fail(f"the deadline does not follow its term: {moved}")
    sequences = sorted((one["sequence"], one["state"]) for one in after.values())
    if sequences != [(1, "CANCELLED"), (1, "CONFIRMED"), (1, "CONFIRMED"), (1, "CONFIRMED")]:
        fail(f"SEQUENCE and STATUS do not tell what happened: {sequences}")
    print(f"{len(after)} entries are read alike by {' and '.join(parsers)}, before and after they moved")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""The log, checked by code that others wrote, and heads handed to a witness that others wrote.

    log.py --bin target/debug/chancery --example target/debug/examples/log --go Log [--python VENV/bin/python]

Go's packages for its own checksum database check the signature, every entry and older sizes; the Python package aics-tlog recomputes
every tile from the entries. Both have to notice one flipped bit. The witness is aics-witness, on loopback.
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ENTRIES = 12_345

AUDIT = """
import sys
from aics_tlog import FileSystemTileReader, audit_tiles, parse_note, parse_vkey, verify_checkpoint
folder, vkey = sys.argv[1], sys.argv[2]
held = verify_checkpoint(parse_note(open(folder + "/checkpoint", "rb").read()), parse_vkey(vkey))
if not held.ok:
    sys.exit(held.error)
print("ok", audit_tiles(FileSystemTileReader(folder), held.size, held.root))
"""


def run(*command, code=0, **more):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **more)
    if code is not None and done.returncode != code:
        sys.exit(f"FAILED: {' '.join(map(str, command))} ended with {done.returncode}, not {code}\n{done.stdout}{done.stderr}")
    return done


def flipped(path, at=5):
    kept = path.read_bytes()
    path.write_bytes(kept[:at] + bytes([kept[at] ^ 1]) + kept[at + 1:])
    return kept


def foreign(args, folder, vkey, expected):
    """Both checkers say that the log holds, or that it does not."""
    checkers = [("Go", [args.go, folder, vkey])]
    if args.python:
        checkers.append(("aics-tlog", [args.python, "-c", AUDIT, folder, vkey]))
    for name, command in checkers:
        done = run(*command, code=None)
        if (done.returncode == 0) != expected:
            sys.exit(f"FAILED: {name} {'does not accept' if expected else 'accepts'} {folder}\n{done.stdout}{done.stderr}")


def check_log(args, work):
    office, public = work / "made", work / "public"
    run(args.example, office, ENTRIES)
    vkey = run(args.bin, "key", office).stdout.strip()
    run(args.bin, "log", office, public)
    foreign(args, public, vkey, True)
    for name in ["tile/0/007", "tile/0/000", "tile/1/000.p/48"]:
        kept = flipped(public / name)
        foreign(args, public, vkey, False)
        (public / name).write_bytes(kept)
    kept = flipped(public / "tile/entries/020")
    if args.python and run(args.python, "-c", AUDIT, public, vkey, code=None).returncode == 0:
        sys.exit("FAILED: aics-tlog accepts a changed entry")
    (public / "tile/entries/020").write_bytes(kept)
    kept = flipped(public / "checkpoint", len((public / "checkpoint").read_bytes()) - 30)
    foreign(args, public, vkey, False)
    (public / "checkpoint").write_bytes(kept)
    foreign(args, public, vkey, True)
    print(f"a log of {ENTRIES} entries holds for {'Go and aics-tlog' if args.python else 'Go'}; flipped bits are noticed")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Witness:
    """aics-witness in a folder of its own; it knows one log by a key."""

    def __init__(self, args, folder, origin=None, vkey=None):
        folder.mkdir()
        self.config, self.program = folder / "witness.json", Path(args.python).parent / "aics-witness"
        listen = f"127.0.0.1:{free_port()}"
        self.url = f"http://{listen}"
        made = run(self.program, "init", "--config", self.config, "--name", "witness.example", "--listen", listen)
        self.key = next(word for word in made.stdout.split() if word.startswith("witness.example+"))
        if origin:
            run(self.program, "add-log", "--config", self.config, "--origin", origin, "--vkey", vkey)
        self.process = None

    def __enter__(self):
        self.process = subprocess.Popen(
            [str(self.program), "serve", "--config", str(self.config)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        host, port = self.url.removeprefix("http://").split(":")
        while True:
            try:
                socket.create_connection((host, int(port)), timeout=1).close()
                return self
            except OSError:
                if self.process.poll() is not None:
                    sys.exit(f"FAILED: the witness ended: {self.process.stderr.read()}")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def enter(args, office, subject):
    run(args.bin, "enter", office, "--oral", "--subject", subject)


def submit(args, office, code):
    done = run(args.bin, "witness", office, "submit", "--json", code=code)
    return json.loads(done.stdout.splitlines()[0])


def named(args, office, witness):
    run(args.bin, "witness", office, "add", witness.url, witness.key)


def check_witness(args, work):
    office, put_back = work / "office", work / "put-back"
    run(args.bin, "init", office, "--yes", "--name", "Orlan", "--zone", "UTC", "--officer", "clerk", "--officer-name", "A. Clerk")
    enter(args, office, "first")
    shutil.copytree(office, put_back)
    vkey = run(args.bin, "key", office).stdout.strip()
    origin = vkey.split("+")[0]
    with Witness(args, work / "w1", origin, vkey) as witness:
        named(args, office, witness)
        first = submit(args, office, 0)
        enter(args, office, "second")
        second = submit(args, office, 0)
        assert second["size"] > first["size"] and second["holds"], (first, second)
        run(args.bin, "log", office, work / "public-office")
        head = (work / "public-office" / "checkpoint").read_text()
        assert "— witness.example " in head, head
        # It is asked as if it had never signed: it says up to where it has, and signs from there.
        run(args.bin, "witness", office, "drop", "witness.example")
        named(args, office, witness)
        enter(args, office, "third")
        third = submit(args, office, 0)
        assert third["size"] > second["size"], third
        # A journal that was put back: fewer entries than the witness has signed; then as many and more, but others.
        named(args, put_back, witness)
        behind = submit(args, put_back, 4)
        assert not behind["holds"] and "put back" in behind["said"], behind
        for at in range(4):
            enter(args, put_back, f"another {at}")
        other = submit(args, put_back, 4)
        assert not other["holds"] and "history was changed" in other["said"], other
    with Witness(args, work / "w2") as witness:
        named(args, office, witness)
        unknown = submit(args, office, 3)
        assert "does not know this log" in unknown["said"] and unknown["holds"], unknown
    # It knows the log's name by another key.
    other_key = run(args.python, "-c", OTHER_KEY, origin).stdout.strip()
    with Witness(args, work / "w3", origin, other_key) as witness:
        named(args, office, witness)
        bad = submit(args, office, 3)
        assert "does not accept our signature" in bad["said"] and bad["holds"], bad
    print("a witness signs, says where it is, and refuses what is not ours; each is acted upon")


OTHER_KEY = """
import sys
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from aics_tlog import format_vkey, vkey_from_ed25519
raw = Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
print(format_vkey(vkey_from_ed25519(sys.argv[1], raw)))
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ["bin", "example", "go", "python"]:
        # Not resolved: the Python of a virtual environment is a link.
        parser.add_argument(f"--{name}", type=lambda path: Path(os.path.abspath(path)), required=name != "python")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        check_log(args, Path(folder))
        if args.python:
            check_witness(args, Path(folder))


if __name__ == "__main__":
    main()

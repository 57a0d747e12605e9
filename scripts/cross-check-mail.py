#!/usr/bin/env python3
"""Compare what is read in mail files with what Python's own mail library reads.

usage: cross-check-mail.py [--parts PROGRAM] [--folder DIR]

PROGRAM is the example `parts` of the crate `extract` (target/debug/examples/parts). Sender, addressees, date, subject,
the words of the body and the names and hashes of attachments of every .eml file in the folder are compared. A difference
that EXPLAINED names is printed and allowed; any other fails, and so does an explanation that nothing needs any more.
docs/reading-cross-checks.md says why each is as it is.
"""
import argparse, email, email.policy, hashlib, html, json, os, pathlib, re, subprocess, sys
from email.utils import parsedate_to_datetime

# (file, what): why the two differ. Each is argued in docs/reading-cross-checks.md.
EXPLAINED = {
    ("comments", "from"): "a name in a comment is how mail named people before; we show it, Python drops it",
}


def headers(text):
    """The header lines that our text begins with, as lists of lines."""
    head, _, body = text.partition("\n\n")
    if text.startswith("\n"):
        head, body = "", text[1:]
    fields, last = {}, None
    for line in head.split("\n"):
        if line.startswith("    ") and last:
            fields[last].append(line.strip())
        elif ": " in line:
            last, value = line.split(": ", 1)
            fields[last] = [value]
    return fields, body


def spaced(text):
    """On one line. Python keeps bytes of a header that are not ASCII as halves of characters; they are UTF-8."""
    return " ".join(text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").split())


def words(text):
    return re.findall(r"\w+", text, re.UNICODE)


def addresses(message, name):
    found = []
    for header in message.get_all(name, []):
        for address in header.addresses:
            shown = spaced(address.display_name)
            mailbox = address.addr_spec if address.domain else address.username
            if shown and mailbox and shown != mailbox:
                found.append(f"{shown} <{mailbox}>")
            elif mailbox or shown:
                found.append(mailbox or shown)
    return found


def moment(value):
    try:
        return parsedate_to_datetime(value).isoformat() if value else None
    except (TypeError, ValueError):
        return None


def plain(markup):
    markup = re.sub(r"(?is)<(style|script).*?</\1>", " ", markup)
    return html.unescape(re.sub(r"<[^>]*>", " ", markup))


def body(message):
    part = message.get_body(("plain", "html"))
    if part is None:
        return []
    text = part.get_content()
    return words(plain(text) if part.get_content_subtype() == "html" else text)


def attachments(message):
    """Names (None where there is none) and hashes of everything that is not the body."""
    chosen = {id(part) for part in (message.get_body(("plain",)), message.get_body(("html",))) if part is not None}
    found = []

    def walk(part):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            found.append((part.get_filename(), words(inner.get("subject", "")) + body(inner)))
        elif part.is_multipart():
            for child in part.iter_parts():
                walk(child)
        elif id(part) not in chosen:
            contents = part.get_payload(decode=True)
            found.append((part.get_filename(), hashlib.sha256(contents).hexdigest()))

    walk(message)
    return found


def theirs(path):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return {
        "from": addresses(message, "from"),
        "to": addresses(message, "to"),
        "cc": addresses(message, "cc"),
        "date": moment(message.get("date")),
        "subject": spaced(message.get("subject") or "") or None,
        "body": body(message),
        "attachments": attachments(message),
        "message id": (message.get("message-id") or "").strip().strip("<>") or None,
    }


def ours(line):
    fields, text = headers(line["text"])
    enclosed = []
    for one in line["enclosures"]:
        unnamed = re.fullmatch(r"attachment \d+", one["name"])
        enclosed.append((None if unnamed else one["name"], one["media"], one["sha256"]))
    return {
        "from": fields.get("From", []),
        "to": fields.get("To", []),
        "cc": fields.get("Cc", []),
        "date": moment((fields.get("Date") or [None])[0]),
        "subject": (fields.get("Subject") or [None])[0],
        "body": words(text),
        "attachments": enclosed,
        "message id": line["message_id"],
    }


def same_attachments(mine, other):
    """Hashes are compared but for messages within the mail, which Python takes apart and would write anew."""
    if len(mine) != len(other):
        return False
    for (name, media, digest), (their_name, their_value) in zip(mine, other):
        if name != their_name or (media != "message/rfc822" and digest != their_value):
            return False
    return True


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    target = os.environ.get("CARGO_TARGET_DIR") or root / "target"
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--parts", default=str(pathlib.Path(target) / "debug/examples/parts"))
    parser.add_argument("--folder", type=pathlib.Path, default=root / "crates/extract/tests/it/eml")
    options = parser.parse_args()
    paths = sorted(options.folder.glob("*.eml"))
    if not paths:
        sys.exit(f"cross-check-mail: no mail files in {options.folder}")
    answer = subprocess.run([options.parts, *map(str, paths)], check=True, stdout=subprocess.PIPE, text=True).stdout
    unexplained, used, compared = 0, set(), 0
    for path, line in zip(paths, map(json.loads, answer.splitlines()), strict=True):
        if line["format"] != "mail":
            print(f"{path.name}: read as {line['format']}")
            unexplained += 1
            continue
        mine, other = ours(line), theirs(path)
        for what in other:
            compared += 1
            alike = same_attachments(mine[what], other[what]) if what == "attachments" else mine[what] == other[what]
            if alike:
                continue
            why = EXPLAINED.get((path.stem, what))
            used.add((path.stem, what))
            unexplained += why is None
            print(f"{path.name}: {what}: {'explained: ' + why if why else 'DIFFERS'}")
            print(f"  ours:   {mine[what]}\n  theirs: {other[what]}")
    idle = set(EXPLAINED) - used
    for stem, what in sorted(idle):
        print(f"{stem}.eml: {what}: the explanation is not needed any more")
    print(f"{len(paths)} mails, {compared} comparisons, {len(used)} differences, {unexplained} not explained")
    sys.exit(1 if unexplained or idle else 0)


if __name__ == "__main__":
    main()

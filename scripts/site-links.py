#!/usr/bin/env python3
"""A preprocessor of mdBook: makes links that hold in the repository hold in the site.

A chapter that is nothing but {{#include ../PAGE.md}} becomes that page, with its links as seen from where the page lies. A link
to a page that is a chapter goes to the chapter, one to a picture below docs/ to the picture. The site has nothing else of
the repository, so of a link to a source file only the words stay. A link to what does not exist stops the build.
"""

import json
import posixpath
import re
import sys
from pathlib import Path

DOCS = "docs"
ROOT = Path(__file__).resolve().parent.parent

INCLUDED = re.compile(r"\s*(?:<!--.*?-->)?\s*\{\{#include (\S+)\}\}\s*", re.DOTALL)
FENCED = re.compile(r"(^[ \t]*```.*?^[ \t]*```[ \t]*$)", re.DOTALL | re.MULTILINE)
# Words in code are passed over, so that a link within them stays what it is: an example.
CODE_OR_LINK = re.compile(r"(?P<code>`[^`]*`)|(?P<picture>!?)\[(?P<words>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<goal>[^)\s]+)\)")


def chapters(parts):
    """All chapters, those within others after them."""
    for part in parts:
        chapter = part.get("Chapter") if isinstance(part, dict) else None
        if chapter:
            yield chapter
            yield from chapters(chapter["sub_items"])


def page_of(chapter):
    """Where the words of a chapter lie in the repository, and the words."""
    path = f"{DOCS}/{chapter['path']}"
    included = INCLUDED.fullmatch(chapter["content"])
    if not included:
        return path, chapter["content"]
    page = posixpath.normpath(posixpath.join(posixpath.dirname(path), included[1]))
    return page, (ROOT / page).read_text(encoding="utf-8")


def linked(match, page, chapter, places):
    """A link of a page as it stands in the chapter."""
    words, goal = match["words"], match["goal"]
    if match["code"] or goal.startswith("#") or re.match(r"[a-z]+:", goal):
        return match[0]
    goal, mark, heading = goal.partition("#")
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(page), goal))
    if not (ROOT / whole).exists():
        sys.exit(f"site-links: the link to {match['goal']} in {page} leads nowhere")
    place = places.get(whole)
    if place is None and whole.startswith(f"{DOCS}/") and not whole.endswith(".md"):
        place = whole[len(DOCS) + 1 :]
    if place is None:
        return words
    place = posixpath.relpath(place, posixpath.dirname(chapter) or ".")
    return f"{match['picture']}[{words}]({place}{mark}{heading})"


def main():
    if len(sys.argv) > 1:
        # mdBook asks whether a renderer is served; the pages hold for all of them.
        return
    _, book = json.load(sys.stdin)
    all_chapters = [chapter for chapter in chapters(book["items"]) if chapter["path"]]
    pages = [page_of(chapter) for chapter in all_chapters]
    places = {page: chapter["path"] for chapter, (page, _) in zip(all_chapters, pages)}
    for chapter, (page, text) in zip(all_chapters, pages):
        link = lambda match: linked(match, page, chapter["path"], places)
        parts = FENCED.split(text)
        parts[::2] = [CODE_OR_LINK.sub(link, part) for part in parts[::2]]
        chapter["content"] = "".join(parts)
    json.dump(book, sys.stdout)


main()

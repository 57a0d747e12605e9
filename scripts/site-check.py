#!/usr/bin/env python3
"""Looks over a site that was built: every link leads to a page and a heading that are there, and nothing is fetched from elsewhere.

    site-check.py FOLDER
"""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What a browser fetches by itself, by element and attribute; a link that a reader has to press is another matter.
FETCHED = {("img", "src"), ("script", "src"), ("link", "href"), ("source", "src"), ("iframe", "src"), ("video", "src"), ("object", "data")}
IN_STYLE = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])([^"')]+)""")


class Page(HTMLParser):
    """The places that can be linked to in a page, and what it links to and fetches."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.places, self.links = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name == "id" or (tag == "a" and name == "name"):
                self.places.add(value)
            if value and (name in ("href", "src") or (tag, name) in FETCHED):
                self.links.append((value, (tag, name) in FETCHED))


def wrong_links(site, path, page, pages):
    for link, fetched in page.links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            if fetched and parts.scheme != "data":
                yield f"{link} would be fetched from elsewhere"
            continue
        goal = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        if goal.is_dir():
            goal = goal / "index.html"
        if not goal.is_file() or site not in goal.parents:
            yield f"{link} leads nowhere"
        elif parts.fragment and goal in pages and unquote(parts.fragment) not in pages[goal].places:
            yield f"{link} leads to no heading"


def wrong_styles(path):
    for link in IN_STYLE.findall(path.read_text(encoding="utf-8")):
        if link.startswith(("http:", "https:", "//")):
            yield f"{link} would be fetched from elsewhere"
        elif not link.startswith(("data:", "#")) and not (path.parent / link.split("?")[0].split("#")[0]).is_file():
            yield f"{link} is not there"


def main():
    site = Path(sys.argv[1]).resolve()
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}
    wrong = [f"{path.relative_to(site)}: {what}" for path, page in pages.items() for what in wrong_links(site, path, page, pages)]
    wrong += [f"{path.relative_to(site)}: {what}" for path in sorted(site.rglob("*.css")) for what in wrong_styles(path)]
    print("\n".join(wrong))
    links = sum(len(page.links) for page in pages.values())
    print(f"{len(pages)} pages, {links} links, {len(wrong)} wrong")
    sys.exit(1 if wrong or not pages else 0)


main()

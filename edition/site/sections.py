"""The pages of the menu as the search finds them: each page, and each part of it that has a heading with an anchor.

They are read from the built pages, whatever generator has built them: what components have put in is there, too.
"""

from collections.abc import Collection, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from edition.kinds.kind import Found
from edition.site.guard import tree_of

HEADINGS = ("h1", "h2", "h3", "h4")
PROSE = {"p", "ul", "ol", "dl", "table"}
"""What says something itself. All else is the box of a component, which has records of its own or none."""

MOST = 60
"""So many words of a part are kept: it is to be found, and read on its page."""


def sections_of(site: Path, without: Collection[str]) -> Iterator[tuple[str, Found]]:
    """For each page of the menu and each of its headings, the address from the root, and what the search shows.

    It is without the pages at some addresses, which are found otherwise, such as those of passages.
    """
    first = tree_of((site / "index.html").read_bytes())
    menu = (urljoin("/", link).lstrip("/") for link in first.xpath("//*[@id='page-menu']//a/@href"))
    for address in dict.fromkeys(menu):
        if address in without:
            continue
        (content,) = tree_of((site / address / "index.html").read_bytes()).xpath("//*[@id='page-content']")
        page = ""
        for heading in content.iter(*HEADINGS):
            title, text = _words(heading), _prose_after(heading)
            if heading.tag == "h1":
                page = title
                yield address, Found(title, "Page", text)
            elif heading.get("id") and text:
                yield f"{address}#{heading.get('id')}", Found(title, page, text)


def _prose_after(heading: Any) -> str:
    """The words between a heading and the next."""
    below = takewhile(lambda element: element.tag not in HEADINGS, heading.itersiblings())
    words = " ".join(_words(element) for element in below if element.tag in PROSE)
    return " ".join(words.split()[:MOST])


def _words(element: Any) -> str:
    return " ".join(element.xpath("string()").split())

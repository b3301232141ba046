"""The last check of a built site before it is published: no address is missing, and no link is dead."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from edition.document.addresses import VERSIONS
from edition.records.records import grouped

IDS = etree.XPath("//@id")
LINKS = etree.XPath("//@href | //@src | //@action")
INDEX = re.compile(r"(?<![^/])index\.html$")
SHOWN = 3
"""So many anchors or links are named in one line of the report."""


class BuiltPage(NamedTuple):
    """A page: its anchors, and what it links to or loads, as written."""

    ids: Counter[str]
    links: list[str]


def faults_of(site: Path, docs: Path, site_url: str, addresses: Collection[str], later: Collection[str]) -> list[str]:
    """What is wrong with a built site, which will be at `site_url`, a line for each page; empty if it can be published.

    A fault in a page of the folder `docs` is reported there. All `addresses` must be there, as the ledger writes them:
    `./sessions/partnerships/#c6-p1`. The files that come `later`, from the root, are not written yet.
    """
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()} | set(later)
    pages = {name: _read((site / name).read_bytes()) for name in sorted(files - set(later)) if name.endswith(".html")}
    split = (address.removeprefix("./").partition("#") for address in addresses)
    wanted = grouped((f"{page}index.html", anchor) for page, _, anchor in split)
    found = {name: _missing(pages, name, anchors) for name, anchors in wanted.items()}
    if not any(found.values()):  # or dead links would only be its consequences
        for name, page in pages.items():
            base = urljoin(site_url, INDEX.sub("", name))
            dead = [link for link in dict.fromkeys(page.links) if not _leads(link, base, site_url, files, pages)]
            repeated = [id_ for id_, count in page.ids.items() if count > 1]
            found[name] = _line(dead, "leads nowhere", "lead nowhere")
            found[name] += _line(repeated, "is an id twice", "are ids twice")
    return [f"{_source(docs, name)}: {line}" for name, lines in found.items() for line in lines]


def _missing(pages: Mapping[str, BuiltPage], name: str, anchors: list[str]) -> list[str]:
    if name not in pages:
        return ["this page is public, and the build did not make it"]
    lost = [f"#{anchor}" for anchor in anchors if anchor and anchor not in pages[name].ids]
    return _line(lost, "is a public address that the page lacks", "are public addresses that the page lacks")


def _leads(link: str, base: str, site_url: str, files: Collection[str], pages: Mapping[str, BuiltPage]) -> bool:
    """Whether a link in a page at the address `base` leads somewhere."""
    path, _, anchor = link.partition("#")
    name = _target(path, base, site_url)
    return name is None or (name in files and (not anchor or name not in pages or unquote(anchor) in pages[name].ids))


@lru_cache(maxsize=10_000)  # many links of a page differ only in their anchors
def _target(path: str, base: str, site_url: str) -> str | None:
    """The file that a path leads to from the address `base`: none in another site, one without a name outside of any.

    Another site may be a mail address, or a picture in the page.
    """
    try:
        whole, parts = urljoin(base, path), urlsplit(path)
    except ValueError:  # no browser could follow it
        return ""
    if parts.scheme or parts.netloc:
        return None
    if not whole.startswith(site_url):
        return ""
    name = unquote(whole.removeprefix(site_url).partition("?")[0])
    return f"{name}index.html" if name.endswith("/") or not name else name


def _line(found: list[str], is_wrong: str, are_wrong: str) -> list[str]:
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return [f"{', '.join(found[:SHOWN])}{more} {are_wrong if found[1:] else is_wrong}"] if found else []


def _source(docs: Path, name: str) -> str:
    """The file that an editor can change, or the built page."""
    page = f"{INDEX.sub('', name).rstrip('/') or 'index'}.md"
    of_page = name.endswith("index.html") and not name.startswith(VERSIONS)
    return f"docs/{page}" if (docs / page).exists() or of_page else name


def tree_of(html: bytes) -> Any:
    """A built page as a tree, however large. Its elements are plain: those of `lxml.html` take longer to make."""
    return etree.fromstring(html, etree.HTMLParser(encoding="utf-8", huge_tree=True))


@lru_cache(maxsize=1000)  # in the preview, most pages are as they were
def _read(html: bytes) -> BuiltPage:
    tree = tree_of(html)
    return BuiltPage(Counter(map(str, IDS(tree))), [str(link) for link in LINKS(tree)])

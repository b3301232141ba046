"""What a page has in addition to its content: its title, and in its head, metadata for machines.

Links to a file, a type or a citable address follow Signposting (signposting.org), which crawlers of repositories read.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from edition.document import addresses
from edition.document.passages import Passage
from edition.formats.citations import record_of
from edition.formats.exports import AKOMA_NTOSO, MARKDOWN, MEDIA_TYPES, SUMMARY, TEXT
from edition.formats.history import state_of
from edition.formats.linked_data import SCHEMA_TYPES, TURTLE, VOCABULARY, edition_name, page_graph
from edition.loading import ledger
from edition.pages.filters import shown_on
from edition.pages.page import Page
from edition.pages.reading import navigator_beside
from edition.templating import render_component, templates

ITEMS = {
    addresses.PDF: "application/pdf",
    addresses.EPUB: "application/epub+zip",
    **{address: MEDIA_TYPES[address] for address in (AKOMA_NTOSO, TEXT, MARKDOWN)},
}
"""Every file that is the whole document, and its media type."""


def write_meta(meta: dict[str, Any], page: Page) -> None:
    """Add what is known of a page to its metadata, which every generator hands to the theme.

    The page of a session gets its description, which others have in their front matter; every page its title, which may
    depend on what the edition has. Links of the theme start from the address of the page, whatever the content's do.
    """
    page = replace(page, base="../" * page.address.count("/"))
    index = page.index
    if heading := index.heading_at.get(page.address):
        meta["description"] = " ".join(statement.in_source for statement in index.below[heading.id])
    if page.has_page(page.address):  # Zensical makes those left out, too
        meta["title"] = page.title_at(page.address)
    moved = ledger.moved_from(index).get(page.address, ())
    document, beside = index.edition.document, navigator_beside(page)
    with shown_on(page):
        navigator = str(render_component("navigator.html", beside)) if beside else ""
    meta["edition"] = {
        "language": document.language,
        "noun": document.nouns.conclusion.one,
        "foot": [[address, page.title_at(address)] for address in addresses.FOOT if page.has_page(address)],
        "name": edition_name(index),
        "this_edition": document.this_edition,
        "version": state_of(index).version,
        "moved": [_moved(anchor, page.address) for anchor in moved if anchor.anchor],
        "head": _head(page, meta.get("title", "")),
        "navigator": navigator,
    }


def _moved(moved: ledger.Moved, address: str) -> dict[str, str]:
    """An old anchor of this page: where it leads now, or why it was retired."""
    to = moved.address or ""
    on_this_page = to.startswith(f"{address}#")
    href = to.removeprefix(address) if on_this_page else addresses.relative(to, address) if to else ""
    return {"anchor": moved.anchor, "href": href, "retired": moved.alias.retired or ""}


def _head(page: Page, title: str) -> str:
    """HTML for the head: what reference managers read, if the page is cited, and linked data."""
    whole = page.address in ("", addresses.INTRODUCTION, addresses.CLOSING, addresses.FULL_TEXT)
    cited = page.index.title if whole else page.index.heading_at.get(page.address)
    graph = json.dumps(page_graph(page.index, page.address, title, page.site_url), ensure_ascii=False)
    known = {
        "record": record_of(page.index, cited, page.site_url) if cited else None,
        "released": page.index.edition.releases[0].date,
        "signposts": _signposts(page, cited),
        # can end no element, and nothing takes it for Jinja
        "linked": re.sub(r"[<>&]|\{(?=[{%#])", lambda found: f"\\u{ord(found[0]):04x}", graph),
    }
    return templates().get_template("components/head.html").render(known)


def _signposts(page: Page, cited: Passage | None) -> Iterator[tuple[str, str, str]]:
    """Of each link, how what it leads to is related to the page, its address, and its media type if it is a file."""
    whole = page.site_url + (addresses.address_of(cited) if cited else page.address)
    yield "cite-as", whole, ""
    for type_ in ("WebPage", *([SCHEMA_TYPES[cited.kind]] if cited else [])):
        yield "type", VOCABULARY + type_, ""
    data = [SUMMARY, TURTLE] if cited or page.address in addresses.OF_KINDS else []
    for file in (*data, *([AKOMA_NTOSO] if cited else [])):
        yield "describedby", page.href(file), MEDIA_TYPES[file]
    if cited and cited.kind == "title":
        for file, type_ in ITEMS.items():
            yield "item", page.href(file), type_

"""Components of the document's words: all of them, in parts, in quotations; and the ways through them."""

from typing import Any

from edition.document import addresses
from edition.document.edition import Document
from edition.document.passages import Passage
from edition.kinds.event import Event
from edition.kinds.kind import Quote
from edition.pages.components import ConclusionId, PartName, PassageId, QuotedWords, component
from edition.pages.drawing import Drawing, drawing_of
from edition.pages.filters import as_filter
from edition.pages.page import Link, Page

MANY_SESSIONS = 12
"""With more sessions than these, a page shows only those near it: nobody reads more of them there."""

NEAR = 3


@component("masthead.html", shows=("document", "event", "drawing"), page="")
def masthead(page: Page) -> tuple[Document, Event, Drawing | None]:
    """The beginning of the first page: the document's title, theme, place and date, the way in, and the drawing."""
    return page.index.edition.document, page.index.event, drawing_of(page.index)


@component("title.html", shows="passage")
def document_title(page: Page) -> Passage:
    """The title of the document, inside a sentence."""
    return page.index.title


@component("session.html", shows="heading", page="sessions/")
def session(page: Page) -> Passage:
    """All of the session whose page this is: its heading, its conclusions, and what belongs to them."""
    heading = page.index.heading_at.get(page.address)
    assert heading, "only the page of a session can have this"
    return heading


@component("conclusion.html", shows="statement", page="sessions/")
def conclusion(page: Page, id: ConclusionId) -> Passage:
    """A conclusion: its statement and its paragraphs."""
    return page.index.passages[id]


@as_filter
@component("passage.html", shows="passage")
def passage(page: Page, id: PassageId) -> Passage:
    """One passage, with its number, its permalink, its notes and its links to goals and targets."""
    return page.index.passages[id]


@component("quote.html", shows="quote")
def quote(page: Page, passage: PassageId, words: QuotedWords) -> Quote:
    """Words of a passage, inside a sentence, with the number of the passage."""
    return Quote(passage=passage, quote=words)


@component("part.html", shows="passages", page=addresses.INTRODUCTION)
def part(page: Page, name: PartName) -> tuple[Passage, ...]:
    """The introduction or the closing of the document, and what followed."""
    return tuple(page.index.by_kind.get(name, ()))


@component("full_text.html", shows=("title", "document_parts"), page=addresses.FULL_TEXT)
def full_text(page: Page) -> tuple[Passage, tuple[Passage, ...]]:
    """The whole document on one page, with all that the pages of its parts have."""
    return page.index.title, page.index.parts


@as_filter
def steps(page: Page, part: Passage) -> tuple[Link | None, Link | None]:
    """The ways to the pages of the parts before and after one."""
    parts = page.index.parts
    at = parts.index(part)
    links = [Link(one.headline, page.href(addresses.page_of(one))) for one in parts]
    return links[at - 1] if at else None, links[at + 1] if at + 1 < len(links) else None


@as_filter
def href_nearby(page: Page, passage: Passage) -> str:
    """A link to a passage; where the whole document is on one page, to its place there."""
    return f"#{passage.id}" if page.address == addresses.FULL_TEXT else page.href(passage)


@component("navigator.html", page="")
def navigator(page: Page) -> dict[str, Any]:
    """The whole document as a way in, with the words of headings and conclusions."""
    headings = page.index.by_kind["heading"]
    return _navigator(page, headings, headings, full=True)


def navigator_beside(page: Page) -> dict[str, Any] | None:
    """What its template shows beside the words, on each page that has a part of the document."""
    index, headings = page.index, page.index.by_kind["heading"]
    heading = index.heading_at.get(page.address)
    if not heading and page.address not in (addresses.INTRODUCTION, addresses.CLOSING, addresses.FULL_TEXT):
        return None
    if len(headings) <= MANY_SESSIONS or page.address == addresses.FULL_TEXT:
        return _navigator(page, headings, headings)
    if heading:
        here = headings.index(heading)
        return _navigator(page, headings[max(0, here - NEAR) : here + NEAR + 1], headings[max(0, here - 1) : here + 2])
    return _navigator(page, headings[:NEAR] + headings[-NEAR:], headings[:1] + headings[-1:])


def _navigator(page: Page, headings: list[Passage], whole: list[Passage], *, full: bool = False) -> dict[str, Any]:
    """Of these sessions, with the conclusions of those that are `whole`; `full` has the words of both."""
    index = page.index
    introduction, closing = (index.by_kind[kind][:1] for kind in ("introduction", "closing"))
    number = len(index.by_kind["heading"])
    return {
        "parts": [*introduction, *headings, *closing],
        "whole": whole,
        "here": index.heading_at.get(page.address),  # the session whose page this is
        "full": full,
        "all": index.edition.document.nouns.session.counted(number) if len(headings) < number else "",  # not all here
    }

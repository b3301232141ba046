"""The navigator: the whole document in its order, and the steps from each of its pages to the next."""

from dataclasses import dataclass

from edition.document import addresses
from edition.document.passages import Passage
from edition.pages.components import component
from edition.pages.filters import as_filter
from edition.pages.page import Link, Page

MANY_SESSIONS = 12
"""With more sessions than these, a page shows only those near it: nobody reads more of them there."""

NEAR = 3


@dataclass(frozen=True)
class Navigator:
    """The parts of the document, in order.

    Attributes:
        parts: the introduction and the closing, by their first passages, and between them sessions, by their headings.
        whole: the sessions that are shown with their conclusions.
        here: the session whose page this is.
        full: with the words of headings and statements.
        all: how many sessions there are, with what they are called, where some are left out here.
    """

    parts: tuple[Passage, ...]
    whole: tuple[Passage, ...]
    here: Passage | None
    full: bool
    all: str


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
def navigator(page: Page) -> Navigator:
    """The whole document as a way in, with the words of headings and conclusions."""
    headings = page.index.by_kind["heading"]
    return _navigator(page, headings, headings, full=True)


def navigator_beside(page: Page) -> Navigator | None:
    """What is beside the words on each page that has a part of the document."""
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


def _navigator(page: Page, headings: list[Passage], whole: list[Passage], *, full: bool = False) -> Navigator:
    """Of these sessions, and with the conclusions of those that are `whole`."""
    index = page.index
    introduction, closing = (index.by_kind[kind][:1] for kind in ("introduction", "closing"))
    all_ = len(index.by_kind["heading"])
    return Navigator(
        parts=(*introduction, *headings, *closing),
        whole=tuple(whole),
        here=index.heading_at.get(page.address),
        full=full,
        all=index.edition.document.nouns.session.counted(all_) if len(headings) < all_ else "",
    )

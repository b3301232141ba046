"""The navigator: the whole document in its order, and the steps from one stop of it to the next."""

from bisect import bisect_left
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
class Steps:
    """To the stops before and after one."""

    previous: Link | None
    next: Link | None


@dataclass(frozen=True)
class Stop:
    """The introduction, a conclusion or the closing.

    Attributes:
        number: of a conclusion.
        paragraphs: those that are on this page.
        words: the statement, where the navigator shows words.
    """

    id: str
    number: str
    to: Link
    paragraphs: tuple[Link, ...]
    words: Passage | None


@dataclass(frozen=True)
class Part:
    """The introduction or the closing, which is a stop itself, or a session with its conclusions.

    Attributes:
        to: to the session; to none where the part is a stop.
        here: whether this is the page of the session.
        words: its heading, where the navigator shows words.
    """

    to: Link | None
    here: bool
    words: Passage | None
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Navigator:
    """The parts of the document, in order.

    Attributes:
        full: with the words of headings and statements.
        all: to the page that has all sessions, where some are left out here.
    """

    parts: tuple[Part, ...]
    full: bool
    all: Link | None


@as_filter
def steps(page: Page, stop: Passage) -> Steps:
    """To the neighbours of a stop."""
    stops, order = page.index.stops, page.index.order
    at = bisect_left(stops, order[stop.id], key=lambda one: order[one.id])

    def step(to: int) -> Link | None:
        return Link(_called(page, stops[to]), page.href(stops[to])) if 0 <= to < len(stops) else None

    return Steps(step(at - 1), step(at + 1))


@component("navigator.html", page="")
def navigator(page: Page) -> Navigator:
    """The whole document as a way in, with the words of headings and conclusions."""
    return _navigator(page, page.index.by_kind["heading"], full=True)


def navigator_beside(page: Page) -> Navigator | None:
    """What is beside the words on each page that has a part of the document."""
    index, headings = page.index, page.index.by_kind["heading"]
    session = index.session_at(page.address)
    if not session and page.address not in (addresses.INTRODUCTION, addresses.FULL_TEXT):
        return None
    if len(headings) <= MANY_SESSIONS or page.address == addresses.FULL_TEXT:
        return _navigator(page, headings)
    if session:
        here = headings.index(index.passages[session.id])
        return _navigator(page, headings[max(0, here - NEAR) : here + NEAR + 1], headings[max(0, here - 1) : here + 2])
    return _navigator(page, headings[:NEAR] + headings[-NEAR:], headings[:1] + headings[-1:])


def _navigator(
    page: Page, headings: list[Passage], whole: list[Passage] | None = None, *, full: bool = False
) -> Navigator:
    """Of these sessions, and with the conclusions of those that are `whole`: of all, if nothing else is said."""
    index = page.index
    introduction, closing = (
        tuple(Part(None, False, None, (_stop(page, one, full),)) for one in index.stops if one.kind == kind)
        for kind in ("introduction", "closing")
    )
    sessions = (_session(page, heading, whole is None or heading in whole, full) for heading in headings)
    all_ = index.by_kind["heading"]
    left_out = len(headings) < len(all_)
    return Navigator(
        parts=(*introduction, *sessions, *closing),
        full=full,
        all=Link(f"All {index.edition.document.nouns.session.counted(len(all_))}", page.href("")) if left_out else None,
    )


def _session(page: Page, heading: Passage, whole: bool, full: bool) -> Part:
    statements = page.index.statements[heading.id] if whole else []
    return Part(
        to=Link(heading.label, _href(page, heading)),
        here=page.address == addresses.page_of(heading),
        words=heading if full else None,
        stops=tuple(_stop(page, one, full) for one in statements),
    )


def _stop(page: Page, stop: Passage, full: bool) -> Stop:
    number = stop.label if stop.conclusion else ""
    paragraphs = page.index.paragraphs[stop.id] if stop.conclusion else page.index.by_kind[stop.kind]
    on_page = page.address in (addresses.FULL_TEXT, addresses.page_of(stop))
    return Stop(
        id=stop.id,
        number=number,
        to=Link(stop_title(page, stop), _href(page, stop)),
        paragraphs=tuple(Link(one.label, _href(page, one)) for one in paragraphs) if on_page else (),
        words=stop if full and stop.conclusion else None,
    )


def _href(page: Page, passage: Passage) -> str:
    """To a passage; where the whole document is on one page, that is on this one."""
    return f"#{passage.id}" if page.address == addresses.FULL_TEXT else page.href(passage)


def _called(page: Page, stop: Passage) -> str:
    return f"{stop.label} {stop_title(page, stop)}" if stop.conclusion else stop_title(page, stop)


@as_filter
def stop_title(page: Page, stop: Passage) -> str:
    """What a conclusion is called, editorially; other stops have the name of their part."""
    return stop.short_title or stop.kind.title()

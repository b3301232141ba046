"""The session navigator, and the steps from one session or conclusion to the next."""

from dataclasses import dataclass

from edition.model.edition import Session
from edition.model.passages import Passage
from edition.pages.components import component
from edition.pages.page import Page
from edition.pages.shown import Link, Verbatim

MANY_SESSIONS = 12
"""With more sessions than these, the page of a session shows only those near it: nobody reads more of them there."""

NEAR = 3


@dataclass(frozen=True)
class Step:
    """The way to a neighbour: the link's text is its short title."""

    label: str
    to: Link


@dataclass(frozen=True)
class Steps:
    """To the session or conclusion before and after this one. `what` is which of both."""

    what: str
    previous: Step | None
    next: Step | None


@dataclass(frozen=True)
class NavigatorConclusion:
    """A conclusion in the navigator."""

    number: str
    to: Link
    statement: Verbatim


@dataclass(frozen=True)
class NavigatorSession:
    """A session in the navigator. `here` marks that of this page."""

    to: Link
    heading: Verbatim
    here: bool
    conclusions: tuple[NavigatorConclusion, ...]


@dataclass(frozen=True)
class Navigator:
    """Sessions and their conclusions; on the page of a session without their words.

    Attributes:
        full: with their words.
        all: to the page that has all sessions, where some are left out here.
    """

    sessions: tuple[NavigatorSession, ...]
    full: bool
    all: Link | None
    steps: Steps | None


def _step(page: Page, passage: Passage | None) -> Step | None:
    if passage is None or not passage.session:
        return None
    title = passage.conclusion.short_title if passage.conclusion else passage.session.short_title
    return Step(passage.label if passage.conclusion else "", Link(title, page.href(passage)))


def steps_from(page: Page, passage: Passage, what: str) -> Steps:
    """To the neighbours of a session or conclusion, whichever `what` says."""
    index = page.index
    return Steps(what, _step(page, index.previous.get(passage.id)), _step(page, index.next.get(passage.id)))


@component("navigator.html", page="")
def navigator(page: Page) -> Navigator:
    """All sessions and conclusions, as a way in; on the page of a session, where one is."""
    index, current = page.index, page.index.session_at(page.address)
    headings = index.by_kind["heading"]
    near = headings
    if current and len(headings) > MANY_SESSIONS:
        here = [heading.id for heading in headings].index(current.id)
        near = headings[max(0, here - NEAR) : here + NEAR + 1]
    return Navigator(
        sessions=tuple(_in_navigator(page, heading, current, whole=near is headings) for heading in near),
        full=current is None,
        all=None if near is headings else Link(f"All {len(headings)} sessions", page.href("")),
        steps=steps_from(page, index.passages[current.id], "session") if current else None,
    )


def _in_navigator(page: Page, heading: Passage, current: Session | None, *, whole: bool) -> NavigatorSession:
    """A session in the navigator; if that does not show the whole, only the current one has its conclusions."""
    here = current is not None and current.id == heading.id
    statements = page.index.statements[heading.id] if whole or here else []
    return NavigatorSession(
        to=Link(heading.label, page.href(heading)),
        heading=Verbatim(heading.id, heading.words),
        here=here,
        conclusions=tuple(
            NavigatorConclusion(one.label, Link(title_of(one), page.href(one)), Verbatim(one.id, one.words))
            for one in statements
        ),
    )


def title_of(statement: Passage) -> str:
    """What a conclusion is called, editorially."""
    return statement.conclusion.short_title if statement.conclusion else statement.label

"""Components that introduce the document: its title, its event, its numbers and its sessions."""

from dataclasses import dataclass

from edition.document.index import Index
from edition.kinds.event import Event
from edition.pages.components import component
from edition.pages.page import Page
from edition.pages.shown import Link, ShownPassage, ShownQuote, Verbatim, Words, passage_link, shown, words
from edition.pages.shown import quote as shown_quote
from edition.records.records import Ref


@dataclass(frozen=True)
class Masthead:
    """The title of the document, with when and where, and what it is."""

    kicker: str
    title: ShownPassage
    gist: Words


@component("masthead.html", page="")
def masthead(page: Page) -> Masthead:
    """The document's title, with the series, place and date of its event above and what it is below."""
    index = page.index
    event = reported(index)
    series = index.entities[Ref("event", event.series)].name if event.series else ""
    kicker = " · ".join(filter(None, [series, event.place_and_days()]))
    title = shown(page, index.passages[index.edition.document.id])
    return Masthead(kicker, title, words(page, index.edition.document.gist))


def reported(index: Index) -> Event:
    """The event that the document reports."""
    event = index.entities[Ref("event", index.edition.document.event)]
    assert isinstance(event, Event)
    return event


@component("title.html", shows="verbatim")
def document_title(page: Page) -> Verbatim:
    """The title of the document, inside a sentence."""
    id_ = page.index.edition.document.id
    return Verbatim(id_, page.index.passages[id_].words)


@dataclass(frozen=True)
class EventIntroduction:
    """When and where the event was, and what it is."""

    when_and_where: str
    gist: Words


@component("event.html")
def event(page: Page) -> EventIntroduction:
    """Place and date of the event that the document reports, and what it is."""
    found = reported(page.index)
    return EventIntroduction(found.place_and_days(), words(page, found.gist))


@dataclass(frozen=True)
class ShownFigure:
    """A number of the document, and the words that carry it."""

    value: str
    label: str
    quote: ShownQuote
    href: str


@component("figures.html", shows="figures")
def figures(page: Page) -> tuple[ShownFigure, ...]:
    """The numbers that the document gives, each with the words that carry it."""
    index = page.index
    return tuple(
        ShownFigure(one.value, one.label, shown_quote(page, one), page.href(index.passages[one.passage]))
        for one in index.edition.document.figures
    )


@component("sessions.html", shows="sessions")
def sessions(page: Page) -> tuple[Link, ...]:
    """A list of the sessions."""
    headings = page.index.by_kind["heading"]
    return tuple(passage_link(page, one) for one in headings)

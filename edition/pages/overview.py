"""Components that introduce the document: its title, its event, its numbers and its sessions."""

from dataclasses import dataclass

from edition.document.edition import Figure
from edition.document.index import Index
from edition.document.passages import Passage
from edition.kinds.event import Event
from edition.pages.components import component
from edition.pages.page import Page
from edition.records.records import Ref


@dataclass(frozen=True)
class Masthead:
    """The title of the document, with when and where, and what it is."""

    kicker: str
    title: Passage
    gist: str


@component("masthead.html", page="")
def masthead(page: Page) -> Masthead:
    """The document's title, with the series, place and date of its event above and what it is below."""
    index = page.index
    event = reported(index)
    series = index.entities[Ref("event", event.series)].name if event.series else ""
    kicker = " · ".join(filter(None, [series, event.place_and_days()]))
    return Masthead(kicker, index.passages[index.edition.document.id], index.edition.document.gist)


def reported(index: Index) -> Event:
    """The event that the document reports."""
    event = index.entities[Ref("event", index.edition.document.event)]
    assert isinstance(event, Event)
    return event


@component("title.html", shows="passage")
def document_title(page: Page) -> Passage:
    """The title of the document, inside a sentence."""
    return page.index.passages[page.index.edition.document.id]


@component("event.html", shows="event")
def event(page: Page) -> Event:
    """Place and date of the event that the document reports, and what it is."""
    return reported(page.index)


@component("figures.html", shows="figures")
def figures(page: Page) -> tuple[Figure, ...]:
    """The numbers that the document gives, each with the words that carry it."""
    return page.index.edition.document.figures


@component("sessions.html", shows="headings")
def sessions(page: Page) -> list[Passage]:
    """A list of the sessions."""
    return page.index.by_kind["heading"]

"""Components that introduce the document: its title, its event and its sessions."""

from dataclasses import dataclass

from edition.document.edition import Document
from edition.document.passages import Passage
from edition.kinds.event import Event
from edition.pages.components import component
from edition.pages.drawing import Drawing, drawing_of
from edition.pages.filters import as_filter
from edition.pages.page import Page


@dataclass(frozen=True)
class Masthead:
    """The document, and the drawing of its links, if it has any."""

    document: Document
    drawing: Drawing | None


@component("masthead.html", page="")
def masthead(page: Page) -> Masthead:
    """The beginning of the first page: the document's title, theme, place and date, the way in, and the drawing."""
    return Masthead(page.index.edition.document, drawing_of(page.index))


@component("title.html", shows="passage")
def document_title(page: Page) -> Passage:
    """The title of the document, inside a sentence."""
    return page.index.title


@as_filter
def event_reported(page: Page, document: Document) -> Event:
    """The event that the document reports."""
    return page.index.event


@component("event.html", shows="event")
def event(page: Page) -> Event:
    """Place and date of the event that the document reports, and what it is."""
    return page.index.event


@component("sessions.html", shows="headings")
def sessions(page: Page) -> list[Passage]:
    """A list of the sessions."""
    return page.index.by_kind["heading"]

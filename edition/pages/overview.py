"""Components that introduce the document: its title and its numbers."""

from edition.document.edition import Document, Figure
from edition.document.passages import Passage
from edition.kinds.event import Event
from edition.pages.components import component
from edition.pages.filters import as_filter
from edition.pages.page import Page


@component("masthead.html", shows="document", page="")
def masthead(page: Page) -> Document:
    """The document's title, with the series, place and date of its event above and what it is below."""
    return page.index.edition.document


@component("title.html", shows="passage")
def document_title(page: Page) -> Passage:
    """The title of the document, inside a sentence."""
    return page.index.title


@as_filter
def event_reported(page: Page, document: Document) -> Event:
    """The event that the document reports."""
    return page.index.event


@component("figures.html", shows="figures")
def figures(page: Page) -> tuple[Figure, ...]:
    """The numbers that the document gives, each with the words that carry it."""
    return page.index.edition.document.figures

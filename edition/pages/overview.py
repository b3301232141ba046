"""Components that introduce the document: its title, its theme and the way in."""

from edition.document.edition import Document
from edition.document.passages import Passage
from edition.kinds.event import Event
from edition.pages.components import component
from edition.pages.drawing import Drawing, drawing_of
from edition.pages.filters import as_filter
from edition.pages.page import Page


@component("masthead.html", shows=("document", "drawing"), page="")
def masthead(page: Page) -> tuple[Document, Drawing | None]:
    """The beginning of the first page: the document's title, theme, place and date, the way in, and the drawing."""
    return page.index.edition.document, drawing_of(page.index)


@component("title.html", shows="passage")
def document_title(page: Page) -> Passage:
    """The title of the document, inside a sentence."""
    return page.index.title


@as_filter
def event_reported(page: Page, document: Document) -> Event:
    """The event that the document reports."""
    return page.index.event

"""Components of the document's words: its title, sessions, conclusions, passages, quotations, the full text."""

from edition.document import addresses
from edition.document.edition import Document
from edition.document.passages import Passage
from edition.kinds.event import Event
from edition.kinds.kind import Quote
from edition.pages.arguments import ConclusionId, PartName, PassageId, QuotedWords
from edition.pages.components import component
from edition.pages.drawing import Drawing, drawing_of
from edition.pages.filters import as_filter
from edition.pages.page import Page


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

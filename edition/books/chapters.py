"""The edition as a book: the document in chapters, with what the edition says of them. PDF and EPUB share it."""

from dataclasses import dataclass
from datetime import date

from edition.formats.dates import day, place_and_days
from edition.formats.search_index import LANGUAGE
from edition.model.edition import Event
from edition.model.index import Index
from edition.model.passages import Passage
from edition.model.records import Ref
from edition.pages.page import Page
from edition.pages.shown import ShownPassage, Words, shown, words


@dataclass(frozen=True)
class BookPassage:
    """A passage, and what the edition calls it if it is a heading or a statement."""

    shown: ShownPassage
    name: str


@dataclass(frozen=True)
class Chapter:
    """A session, or what comes before and after the sessions.

    Attributes:
        name: its file in an EPUB, without the ending.
        title: editorial.
        heading: the document's heading of a session.
        passages: in the order of the document, without the heading.
    """

    name: str
    title: str
    heading: BookPassage | None
    passages: tuple[BookPassage, ...]


@dataclass(frozen=True)
class Book:
    """What the templates of the book see.

    Attributes:
        paged: true in the PDF, where all is one file.
        chapter: the one that a file of an EPUB has; none for other files.
    """

    language: str
    version: str
    date: date
    day: str
    site_url: str
    title: str
    series: str
    event: str
    when_and_where: str
    gist: str
    rights: str
    rights_words: Words
    sessions_note: Words
    author: str
    publisher: str
    year: str
    rationale: str
    url: str
    conclusions: int
    chapters: tuple[Chapter, ...]
    paged: bool = False
    chapter: Chapter | None = None


def book_of(index: Index, site_url: str) -> Book:
    """The edition as a book. Its links are whole addresses, for it is not beside the site."""
    page = Page(index, "", site_url, "", "", base=site_url)
    document, release = index.edition.document, index.edition.releases[0]
    event = index.entities[Ref("event", document.event)]
    assert isinstance(event, Event)
    return Book(
        language=LANGUAGE,
        version=release.version,
        date=release.date,
        day=day(release.date),
        site_url=site_url,
        title=index.passages[document.id].words,
        series=index.entities[Ref("event", event.series)].name if event.series else event.name,
        event=event.title or event.name,
        when_and_where=place_and_days(event),
        gist=document.gist,
        rights=document.rights,
        rights_words=words(page, document.rights),
        sessions_note=words(page, document.sessions_note),
        author=document.supplied.author,
        publisher=document.supplied.publisher,
        year=str(document.supplied.year),
        rationale=document.supplied.rationale,
        url=document.supplied.url,
        conclusions=len(index.edition.conclusions),
        chapters=tuple(_chapters(page)),
    )


def _chapters(page: Page) -> list[Chapter]:
    """All passages in their order, title first."""
    found: dict[tuple[str, str], list[Passage]] = {}
    for passage in page.index.passages.values():
        session = passage.session
        name = (f"session-{session.slug}", session.short_title) if session else (passage.kind, passage.kind.title())
        found.setdefault(name, []).append(passage)
    return [
        Chapter(
            name,
            title,
            next((_named(page, one) for one in passages if one.kind == "heading"), None),
            tuple(_named(page, one) for one in passages if one.kind != "heading"),
        )
        for (name, title), passages in found.items()
    ]


def _named(page: Page, passage: Passage) -> BookPassage:
    name = ""
    if passage.kind == "heading" and passage.session:
        name = passage.label
    elif passage.kind == "statement" and passage.conclusion:
        name = f"{passage.label} {passage.conclusion.short_title}"
    return BookPassage(shown(page, passage), name)

"""The edition as a book: the document in chapters, with what the edition says of them. PDF and EPUB share it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from edition.formats.dates import day, partial, place_and_days
from edition.formats.history import state_of
from edition.model.edition import EditorialLink, Event, NamedEntity, Person, SourceLink
from edition.model.entities import GROUPS
from edition.model.index import Index
from edition.model.passages import Passage
from edition.model.records import Ref
from edition.pages.page import Page
from edition.pages.shown import SDG_KINDS, ShownPassage, Words, sdg_label, shown, words

LANGUAGE = "en"


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
class Place:
    """A passage, the chapter that has it, and how it is cited."""

    chapter: str
    passage: str
    label: str


@dataclass(frozen=True)
class Name:
    """An entry of the index of names; what is supplied or an acronym comes after the name."""

    name: str
    more: str
    href: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Group:
    """The names of a kind, in the order of the alphabet."""

    title: str
    names: tuple[Name, ...]


@dataclass(frozen=True)
class BookOutcome:
    """What followed, in a line: what, when, how it is connected, and with which passages; more is on the site."""

    title: str
    href: str
    when: str
    connection: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class CitedSource:
    """Where something that is said in the margins or about a name comes from."""

    title: str
    by: str
    url: str


@dataclass(frozen=True)
class Thread:
    """A line of the drawing on the cover: it joins a passage with a goal, and is strong where the document names it.

    Both are given by their places, in the document and among the goals.
    """

    passage: int
    goal: int
    named: bool


@dataclass(frozen=True)
class Book:
    """What the templates of the book see.

    Attributes:
        sha256: the content address of the words of all passages.
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
    sha256: str
    chapters: tuple[Chapter, ...]
    outcomes: tuple[BookOutcome, ...]
    sources: tuple[CitedSource, ...]
    names: tuple[Group, ...]
    goals: int
    threads: tuple[Thread, ...]


@lru_cache(maxsize=1)  # for the PDF, then for the EPUB
def book_of(index: Index, site_url: str) -> Book:
    """The edition as a book. Its links are whole addresses, for it is not beside the site."""
    page = Page(index, "", site_url, "", "", base=site_url)
    document, release = index.edition.document, index.edition.releases[0]
    event = index.entities[Ref("event", document.event)]
    assert isinstance(event, Event)
    return Book(
        language=LANGUAGE,
        version=state_of(index).version,
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
        sha256=index.sha256,
        chapters=tuple(_chapters(page)),
        outcomes=tuple(_outcomes(page)),
        sources=tuple(_sources(index)),
        names=tuple(_names(page)),
        goals=len(index.edition.sdgs.goals),
        threads=tuple(_threads(index)),
    )


def _chapter_of(passage: Passage) -> tuple[str, str]:
    """The name and the title of the chapter that has it."""
    session = passage.session
    return (f"session-{session.slug}", session.short_title) if session else (passage.kind, passage.kind.title())


def _chapters(page: Page) -> list[Chapter]:
    """All passages in their order, title first."""
    found: dict[tuple[str, str], list[Passage]] = {}
    for passage in page.index.passages.values():
        found.setdefault(_chapter_of(passage), []).append(passage)
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
    return BookPassage(shown(page, passage), passage.short_title)


def _outcomes(page: Page) -> Iterator[BookOutcome]:
    """What followed, by date."""
    index = page.index
    for outcome in sorted(index.edition.outcomes, key=lambda one: one.order):
        places = tuple(_place(index.passages[id_]) for id_ in outcome.passages)
        href = page.href(Ref("outcome", outcome.id))
        yield BookOutcome(outcome.title, href, outcome.when, outcome.connection, places)


def _place(passage: Passage) -> Place:
    return Place(_chapter_of(passage)[0], passage.id, passage.label)


def _sources(index: Index) -> Iterator[CitedSource]:
    """The sources of the notes and of the reasons for links, in the order of their file."""
    edition = index.edition
    cited = {id_ for note in edition.notes for id_ in note.sources} | {edition.sdgs.source}
    cited |= {id_ for link in edition.sdg_links if isinstance(link, EditorialLink) for id_ in link.sources}
    cited |= {*edition.document.supplied.sources, *edition.document.sessions_sources, *edition.document.rights_sources}
    for source in edition.sources:
        if source.id in cited:
            by = ", ".join(filter(None, [source.publisher, source.symbol, partial(source.date)]))
            yield CitedSource(source.title, by, source.url or "")


def _names(page: Page) -> Iterator[Group]:
    """Whatever the document mentions, kind by kind."""
    for title, kinds in GROUPS.items():
        refs = [ref for kind in kinds for ref in page.index.entities_by_kind[kind] if page.index.mentioned_in.get(ref)]
        names = [_name(page, ref) for ref in refs]
        if kinds[0] != "goal":  # these have an order of their own
            names.sort(key=lambda one: one.name.casefold())
        if names:
            yield Group(title, tuple(names))


def _name(page: Page, ref: Ref) -> Name:
    entity = page.index.entities[ref]
    more = entity.acronym or "" if isinstance(entity, NamedEntity) else ""
    if isinstance(entity, Person) and entity.supplied_name:
        more = f"[{entity.supplied_name}]"
    name = sdg_label(ref) if ref.kind in SDG_KINDS else entity.name
    places = tuple(_place(passage) for passage in page.index.mentioned_in[ref])
    return Name(name, more, page.href(ref), places)


def _threads(index: Index) -> Iterator[Thread]:
    goals = [goal.id for goal in index.edition.sdgs.goals]
    for link in index.edition.sdg_links:
        goal = Ref.parse(link.to).id.partition(".")[0]
        yield Thread(index.order[link.passage], goals.index(goal), isinstance(link, SourceLink))

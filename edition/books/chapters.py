"""The edition as a book: the document in chapters, with what the edition says of them. PDF and EPUB share it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from edition.document.index import Index
from edition.document.passages import Passage
from edition.formats.citations import LANGUAGE
from edition.formats.history import state_of
from edition.kinds import MENTIONED
from edition.kinds.goal import Goal
from edition.kinds.kind import Mentioned, NamedEntity
from edition.kinds.note import Note
from edition.kinds.outcome import Outcome
from edition.kinds.person import Person
from edition.kinds.sdg_link import EditorialLink, SdgLink, SourceLink
from edition.kinds.source import Source
from edition.pages.page import Page
from edition.records.dates import day, partial
from edition.records.records import Ref


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
    heading: Passage | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Name:
    """An entry of the index of names; what is supplied or an acronym comes after the name."""

    name: str
    more: str
    href: str
    passages: tuple[Passage, ...]


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
    passages: tuple[Passage, ...]


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

    index: Index
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
    sessions_note: str
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
    page = page_of_book(index, site_url)
    document, event, release = index.edition.document, index.event, index.edition.releases[0]
    return Book(
        index=index,
        language=LANGUAGE,
        version=state_of(index).version,
        date=release.date,
        day=day(release.date),
        site_url=site_url,
        title=index.title.words,
        series=index.entities[Ref("event", event.series)].name if event.series else event.name,
        event=event.title or event.name,
        when_and_where=event.place_and_days(),
        gist=document.gist,
        rights=document.rights,
        sessions_note=document.sessions_note,
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
        goals=len(index.edition.of(Goal)),
        threads=tuple(_threads(index)),
    )


def page_of_book(index: Index, site_url: str) -> Page:
    """What links in a book start from: the whole address of the site."""
    return Page(index, "", site_url, "", "", base=site_url)


def _chapters(page: Page) -> list[Chapter]:
    """All passages in their order, title first."""
    found: dict[tuple[str, str], list[Passage]] = {}
    for passage in page.index.passages.values():
        found.setdefault(passage.chapter, []).append(passage)
    return [
        Chapter(
            name,
            title,
            next((one for one in passages if one.kind == "heading"), None),
            tuple(one for one in passages if one.kind != "heading"),
        )
        for (name, title), passages in found.items()
    ]


def _outcomes(page: Page) -> Iterator[BookOutcome]:
    """What followed, by date."""
    index = page.index
    for outcome in index.of(Outcome):
        passages = tuple(index.passages[id_] for id_ in outcome.passages)
        href = page.href(Ref("outcome", outcome.id))
        yield BookOutcome(outcome.title, href, outcome.when, outcome.connection, passages)


def _sources(index: Index) -> Iterator[CitedSource]:
    """The sources of the notes and of the reasons for links, in the order of their file."""
    edition = index.edition
    cited = {id_ for note in edition.of(Note) for id_ in note.sources} | {edition.sdgs.source}
    cited |= {id_ for link in edition.of(SdgLink) if isinstance(link, EditorialLink) for id_ in link.sources}
    cited |= {*edition.document.supplied.sources, *edition.document.sessions_sources, *edition.document.rights_sources}
    for source in edition.of(Source):
        if source.id in cited:
            by = ", ".join(filter(None, [source.publisher, source.symbol, partial(source.date)]))
            yield CitedSource(source.title, by, source.url or "")


def _names(page: Page) -> Iterator[Group]:
    """Whatever the document mentions, kind by kind."""
    for title, kinds in groupby(MENTIONED.values(), key=lambda kind: kind.listed_at().called):
        records = [one for kind in kinds for one in page.index.edition.of(kind)]
        found = [one for one in records if isinstance(one, Mentioned) and page.index.mentioned_in.get(one.ref)]
        if isinstance(next(iter(found), None), NamedEntity):  # goals and targets have an order of their own
            found.sort(key=lambda one: one.name.casefold())
        if found:
            yield Group(title, tuple(_name(page, one.ref) for one in found))


def _name(page: Page, ref: Ref) -> Name:
    entity = page.index.entities[ref]
    more = entity.acronym or "" if isinstance(entity, NamedEntity) else ""
    if isinstance(entity, Person) and entity.supplied_name:
        more = f"[{entity.supplied_name}]"
    name = entity.name if isinstance(entity, NamedEntity) else f"{ref.kind.title()} {ref.id}"
    return Name(name, more, page.href(ref), tuple(page.index.mentioned_in[ref]))


def _threads(index: Index) -> Iterator[Thread]:
    goals = [goal.id for goal in index.edition.of(Goal)]
    for link in index.edition.of(SdgLink):
        goal = Ref.parse(link.to).id.partition(".")[0]
        yield Thread(index.order[link.passage], goals.index(goal), isinstance(link, SourceLink))

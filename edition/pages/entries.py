"""Components of the entries: what a person, organization, framework or event is, and where it is mentioned."""

from dataclasses import dataclass

from edition import urls
from edition.model import Entity, Event, Framework, Organization, Person
from edition.pages.arguments import Kind, Role
from edition.pages.components import component
from edition.pages.page import Page
from edition.pages.shown import (
    Excerpt,
    Link,
    ShownQuote,
    Tools,
    Words,
    entry_link,
    excerpts,
    passage_link,
    quote,
    time_of,
    tools,
    words,
)
from edition.records import Ref
from edition.times import day, days


@dataclass(frozen=True)
class Fact:
    """A line of an entry: a term, and what there is of text, link and quotation.

    Attributes:
        supplied: whether the document does not say it.
        datetime: the first day, for machines.
    """

    term: str
    text: str = ""
    link: Link | None = None
    quote: ShownQuote | None = None
    passage: Link | None = None
    supplied: bool = False
    datetime: str = ""
    after: str = ""


@dataclass(frozen=True)
class Entry:
    """What a thing is, in editorial words, and every passage that mentions it."""

    anchor: str
    kind: str
    name: str
    acronym: str
    tools: Tools
    facts: tuple[Fact, ...]
    gist: Words
    followed: Words
    note: Words
    url: str
    mentioned_in: tuple[Excerpt, ...]


@dataclass(frozen=True)
class Entries:
    """Entries of one kind."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Contents:
    """Links to the entries of a page."""

    links: tuple[Link, ...]


@component("contents.html", page="frameworks/")
def contents(page: Page, kind: Kind) -> Contents:
    """Links to all entries of a kind: `person`, `organization`, `framework` or `event`."""
    things = page.index.things
    return Contents(tuple(Link(things[ref].name, f"#{urls.anchor_of(ref)}") for ref in page.index.things_by_kind[kind]))


@component("entries.html", page="frameworks/")
def entries(page: Page, kind: Kind, role: Role = None) -> Entries:
    """All entries of a kind; of people only those who are recorded as speakers, or only the others."""
    found = []
    for ref in page.index.things_by_kind[kind]:
        thing = page.index.things[ref]
        speaks = isinstance(thing, Person) and thing.capacity is not None
        if isinstance(thing, Entity) and (role is None or speaks == (role == "speakers")):
            found.append(_entry(page, ref, thing))
    return Entries(tuple(found))


def _entry(page: Page, ref: Ref, thing: Entity) -> Entry:
    return Entry(
        anchor=urls.anchor_of(ref),
        kind=ref.kind.title(),
        name=thing.name,
        acronym=thing.acronym if thing.acronym and thing.acronym != thing.name else "",
        tools=tools(page, ref, thing.name),
        facts=tuple(_facts(page, thing)),
        gist=words(page, thing.gist),
        followed=words(page, thing.followed if isinstance(thing, Event) else None),
        note=words(page, thing.note),
        url=thing.url or "",
        mentioned_in=excerpts(page, ref),
    )


def _facts(page: Page, thing: Entity) -> list[Fact]:
    match thing:
        case Person():
            return _facts_of_person(page, thing)
        case Organization():
            return _facts_of_organization(page, thing)
        case Framework():
            return _facts_of_framework(thing)
        case Event():
            return _facts_of_event(page, thing)
    return []


def _fact_of_entry(page: Page, term: str, kind: str, id_: str) -> Fact:
    return Fact(term, link=entry_link(page, Ref(kind, id_)))


def _facts_of_organization(page: Page, organization: Organization) -> list[Fact]:
    facts = []
    if organization.part_of:
        facts.append(_fact_of_entry(page, "Part of", "organization", organization.part_of))
    return facts


def _facts_of_framework(framework: Framework) -> list[Fact]:
    facts = []
    if framework.title != framework.name:
        facts.append(Fact("Official title", framework.title))
    if framework.symbol:
        facts.append(Fact("Symbol", framework.symbol))
    return [*facts, Fact(framework.date_label, day(framework.date), datetime=str(framework.date))]


def _facts_of_person(page: Page, person: Person) -> list[Fact]:
    facts = []
    if person.supplied_name:
        facts.append(Fact("Name", f"[{person.supplied_name}]", supplied=True))
    if person.role:
        facts.append(Fact("In the document’s words", quote=quote(page, person.role)))
    if person.affiliation:
        facts.append(_fact_of_entry(page, "Affiliation", "organization", person.affiliation))
    if capacity := person.capacity:
        passage = passage_link(page, page.index.passages[capacity.passage])
        facts.append(Fact("Part in the event", f"{capacity.label}:", quote=quote(page, capacity), passage=passage))
    return facts


def _facts_of_event(page: Page, event: Event) -> list[Fact]:
    facts = [Fact("Official title", event.title)] if event.title else []
    when = time_of(page.index, event)
    if event.start:
        stated = quote(page, event.stated) if event.stated else None
        text = f"{days(event.start, event.end)}"
        facts.append(Fact("Date", text, quote=stated, supplied=not stated, datetime=str(event.start), after=when))
    else:
        facts.append(Fact("Date", when))
    if event.place:
        facts.append(Fact("Place", event.place))
    if event.series:
        facts.append(_fact_of_entry(page, "Series", "event", event.series))
    return facts

"""Components of the entries: what a person, organization, framework or event is, and where it is mentioned."""

from dataclasses import dataclass

from edition.document import addresses
from edition.kinds.event import Event
from edition.kinds.framework import Framework, Provision
from edition.kinds.kind import NamedEntity
from edition.kinds.organization import Organization
from edition.kinds.person import Person
from edition.kinds.publication import Publication
from edition.pages.arguments import Kind, Role
from edition.pages.components import component
from edition.pages.page import Page
from edition.pages.shown import (
    Excerpt,
    Link,
    ShownQuote,
    ShownSource,
    Tools,
    Words,
    entry_link,
    excerpts,
    passage_link,
    quote,
    sources,
    time_of,
    tools,
    words,
)
from edition.records.dates import day, days, partial
from edition.records.records import Ref


@dataclass(frozen=True)
class Fact:
    """A line of an entry: a term, and what there is of text, links and quotation.

    Attributes:
        supplied: whether the document does not say it.
        datetime: the first day, for machines.
    """

    term: str
    text: str = ""
    links: tuple[Link, ...] = ()
    quote: ShownQuote | None = None
    passage: Link | None = None
    supplied: bool = False
    datetime: str = ""
    after: str = ""


@dataclass(frozen=True)
class ShownProvision:
    """What a framework says at a place: its own words, or ours."""

    place: str
    wording: Words
    description: Words
    sources: tuple[ShownSource, ...]


@dataclass(frozen=True)
class ShownEntry:
    """What an entity is, in editorial words, and every passage that mentions it.

    Attributes:
        provisions: what a framework says on `subject`, that of the document.
    """

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
    subject: str
    provisions: tuple[ShownProvision, ...]
    sources: tuple[ShownSource, ...]
    mentioned_in: tuple[Excerpt, ...]


@component("contents.html", shows="links", page="frameworks/")
def contents(page: Page, kind: Kind) -> tuple[Link, ...]:
    """Links to all entries of a kind: `person`, `organization`, `framework`, `event` or `publication`."""
    entities = page.index.entities
    return tuple(Link(entities[ref].name, f"#{addresses.anchor_of(ref)}") for ref in page.index.refs[kind])


@component("entries.html", shows="entries", page="frameworks/")
def entries(page: Page, kind: Kind, role: Role = None) -> tuple[ShownEntry, ...]:
    """All entries of a kind; of people only those who are recorded as speakers, or only the others."""
    found = []
    for ref in page.index.refs[kind]:
        entity = page.index.entities[ref]
        speaks = isinstance(entity, Person) and entity.capacity is not None
        if isinstance(entity, NamedEntity) and (role is None or speaks == (role == "speakers")):
            found.append(_entry(page, ref, entity))
    return tuple(found)


def _entry(page: Page, ref: Ref, entity: NamedEntity) -> ShownEntry:
    return ShownEntry(
        anchor=addresses.anchor_of(ref),
        kind=ref.kind.title(),
        name=entity.name,
        acronym=entity.acronym if entity.acronym and entity.acronym != entity.name else "",
        tools=tools(page, ref, entity.name),
        facts=tuple(_facts(page, entity)),
        gist=words(page, entity.gist),
        followed=words(page, entity.followed if isinstance(entity, Event) else None),
        note=words(page, entity.note),
        url=entity.url or "",
        subject=page.index.edition.document.subject,
        provisions=tuple(_provision(page, one) for one in (entity.provisions if isinstance(entity, Framework) else ())),
        sources=sources(page, entity.sources),
        mentioned_in=excerpts(page, ref),
    )


def _provision(page: Page, provision: Provision) -> ShownProvision:
    return ShownProvision(
        provision.place or "",
        words(page, provision.wording),
        words(page, provision.description),
        sources(page, provision.sources),
    )


def _facts(page: Page, entity: NamedEntity) -> list[Fact]:
    match entity:
        case Person():
            return _facts_of_person(page, entity)
        case Organization():
            return _facts_of_organization(page, entity)
        case Framework():
            return _facts_of_framework(entity)
        case Event():
            return _facts_of_event(page, entity)
        case Publication():
            return _facts_of_publication(page, entity)
    return []


def _fact_of_entry(page: Page, term: str, kind: str, *ids: str, supplied: bool = False) -> Fact:
    return Fact(term, links=tuple(entry_link(page, Ref(kind, id_)) for id_ in ids), supplied=supplied)


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
        facts.append(Fact("In the document", quote=quote(page, person.role)))
    if person.affiliation:
        names = page.index.entities[Ref("organization", person.affiliation)].in_words()
        stated = any(name in person.role.quote for name in names if person.role)
        facts.append(_fact_of_entry(page, "Affiliation", "organization", person.affiliation, supplied=not stated))
    if capacity := person.capacity:
        passage = passage_link(page, page.index.passages[capacity.passage])
        facts.append(Fact("Role at the event", f"{capacity.label}:", quote=quote(page, capacity), passage=passage))
    return facts


def _facts_of_publication(page: Page, publication: Publication) -> list[Fact]:
    facts = [Fact("Official title", publication.title)] if publication.title else []
    if publication.publisher:
        facts.append(_fact_of_entry(page, "Publisher", "organization", publication.publisher))
    if publication.series:
        number = f"No. {publication.number}" if publication.number else ""
        facts.append(Fact("Series", number, links=(entry_link(page, Ref("event", publication.series)),)))
    if publication.date:
        facts.append(Fact("Date", partial(publication.date), datetime=publication.date))
    if publication.editors:
        facts.append(_fact_of_entry(page, "Editors", "person", *publication.editors))
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

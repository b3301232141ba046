"""Components of the entries: what a person, organization, framework or event is, and where it is mentioned."""

from dataclasses import dataclass
from typing import Annotated

from jinja2.environment import TemplateModule

from edition.document import addresses
from edition.document.index import Index
from edition.kinds import ADDRESSED
from edition.kinds.kind import Addressed, NamedEntity
from edition.kinds.person import Person
from edition.pages.arguments import Kind, OneOf, Role
from edition.pages.components import component
from edition.pages.filters import template_of
from edition.pages.page import Page
from edition.records.records import Ref


@component("contents.html", shows="entries", page="frameworks/")
def contents(page: Page, kind: Kind) -> tuple[Addressed, ...]:
    """Links to all entries of a kind: `person`, `organization`, `framework`, `event` or `publication`."""
    return tuple(page.index.entries[ref] for ref in page.index.refs[kind])


@dataclass(frozen=True)
class Entries:
    """Entries of a kind, and the subject of the document, on which some of them say something."""

    entries: tuple[NamedEntity, ...]
    subject: str


@component("entries.html", page="frameworks/")
def entries(page: Page, kind: Kind, role: Role = None) -> Entries:
    """All entries of a kind; of people only those who are recorded as speakers, or only the others."""
    found = []
    for entity in map(page.index.entries.get, page.index.refs[kind]):
        speaks = isinstance(entity, Person) and entity.capacity is not None
        if isinstance(entity, NamedEntity) and (role is None or speaks == (role == "speakers")):
            found.append(entity)
    return Entries(tuple(found), page.index.edition.document.subject)


@dataclass(frozen=True)
class Records:
    """All records of a kind, in the order of the kind, and the template that shows each."""

    folder: str
    shown: TemplateModule
    records: tuple[Addressed, ...]


@component("records.html", page=addresses.PARALLELS)
def records(page: Page, kind: Annotated[str, OneOf("kind", lambda _: _shown_alike())]) -> Records:
    """All records of a kind that has a page of its own, as the template of the kind shows each."""
    return Records(ADDRESSED[kind].listed_at().path[0], template_of(kind), tuple(page.index.of(ADDRESSED[kind])))


@dataclass(frozen=True)
class OneRecord:
    """A record, and the template that shows it."""

    shown: TemplateModule
    record: Addressed


@component("record.html", page=addresses.OUTCOMES)
def record(page: Page, ref: Annotated[str, OneOf("record", lambda index: _refs_shown_alike(index))]) -> OneRecord:
    """One of these records, as the page of its kind shows it, for instance what followed."""
    found = Ref.parse(ref)
    return OneRecord(template_of(found.kind), page.index.entries[found])


def _shown_alike() -> list[str]:
    """The kinds whose template has the macro `entry`."""
    return [kind for kind in ADDRESSED if hasattr(template_of(kind), "entry")]


def _refs_shown_alike(index: Index) -> list[str]:
    return [str(ref) for kind in _shown_alike() for ref in index.refs[kind]]

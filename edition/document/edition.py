"""The records of the document itself, and all the data as one: one field a key in the YAML.

Rules that concern one record live beside its fields; rules between records live in `edition/loading/`. Words called
*text* or *quote* are the document's; all others are editorial. What the edition says of the document, in lists of
records, is in `edition/kinds/`.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property, reduce
from types import GenericAlias
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from edition.kinds import ADDRESSED, KINDS
from edition.kinds.goal import Goal
from edition.kinds.kind import Addressed, Kind, Quote, Sourced, SourceIds
from edition.kinds.target import Target
from edition.records.fields import Day, Id, Language, Slug, Text, Url, Version
from edition.records.locations import DataPath
from edition.records.records import Outside, Record, Ref, RefTo, own_references, walk

AnyKind = TypeVar("AnyKind", bound=Kind)


class Paragraph(Record):
    """A paragraph of the document."""

    id: Id
    """Permanent: it is the anchor of the passage. Never change it once published."""
    text: Text
    """The document's words, with mentions as links: `the [SDGs](framework:sdgs)`."""


class Figure(Quote):
    """A number that the document gives."""

    id: Id
    value: Text
    """The number as shown, in digits: `34`."""
    label: Text
    """What it counts (editorial)."""


class Acronym(Record):
    """An acronym of the document that has no entry of its own."""

    acronym: Text
    name: Text
    """What it stands for."""


class Foreign(Record):
    """Words in another language, such as a title: wherever the edition has them, its pages say which it is."""

    words: Text
    language: Language
    """Its code: `fr`."""


class Supplied(Sourced):
    """What a citation needs and the document does not give. Shown in square brackets."""

    author: Text
    publisher: Text
    year: int
    url: Annotated[Url, Outside()]
    """A page of the publisher about the event; the document's own address if it is known."""
    rationale: Text
    """One line: where these come from."""


class Document(Record):
    """The document as a whole, with the words that belong to no conclusion."""

    id: Id
    title: Text
    gist: Text
    """What the document is, in a sentence or two (editorial)."""
    subject: Text
    """What it is about, in a word or two: `migration`."""
    sessions_note: Text
    """How we know what its sessions are."""
    sessions_sources: SourceIds = ()
    """Where the note on the sessions comes from."""
    voices_note: Text | None = None
    """What its words for those who speak leave open, and where it names nobody."""
    rights: Text
    """Who holds the rights in the document, and on what terms it is reproduced here."""
    rights_sources: SourceIds = ()
    """Where the statement on rights comes from."""
    event: Annotated[str, RefTo(("event",))]
    """The event that the document reports; its title, dates and place are in `events.yml`."""
    source: Text
    """File in `data/` that holds the document's plain text, the measure of every word."""
    supplied: Supplied
    introduction: tuple[Paragraph, ...]
    closing: tuple[Paragraph, ...]
    figures: tuple[Figure, ...] = ()
    acronyms: tuple[Acronym, ...] = ()
    foreign: tuple[Foreign, ...] = ()


class Session(Record):
    """A heading of the document, under which conclusions are grouped; it has a page of its own."""

    id: Id
    slug: Slug
    """Name of the session's page: `docs/sessions/<slug>.md`."""
    heading: Text
    """The document's words."""
    short_title: Text


class Conclusion(Record):
    """A numbered statement of the document with its paragraphs."""

    id: Id
    number: Annotated[int, Field(ge=1)]
    """The number that the document prints before the statement."""
    session: Annotated[str, RefTo(("session",))]
    short_title: Text
    statement: Text
    """The document's words."""
    paragraphs: Annotated[tuple[Paragraph, ...], Field(min_length=1)]


class Sdgs(Record):
    """The goals and targets of the edition."""

    identifier_base: Url
    """Put before the id of a goal or target, it gives the identifier of the United Nations."""
    source: Annotated[str, RefTo(("source",))]
    """Id of the source of the official wording."""
    direct_note: Text | None = None
    """What is said of each target that is `direct`, and according to whom, in a sentence."""
    direct_source: Annotated[str | None, RefTo(("source",))] = None
    """Id of the source of that."""
    unlinked_note: Text | None = None
    """What is said of such a target if no passage is linked to it, in a sentence."""
    goals: tuple[Goal, ...]
    targets: tuple[Target, ...]


class Change(Record):
    """What changed in the content of the edition."""

    passage: str | None = None
    """The passage that it concerns, by its id at that time; none, if it concerns the whole."""
    change: Text


class SearchWords(Record):
    """What readers may type for something that the edition calls otherwise."""

    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What may be typed: a word or several, in any form and spelling of it."""
    means: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What is found for it: ids of passages, `kind:id` of entries and addresses of pages, the best first, or words."""
    answer: Text | None = None
    """An answer in a sentence, with the first of `means` as its link; `{place}` and the like are facts of the data."""


class Release(Record):
    """A published version of the edition."""

    version: Version
    date: Day
    changes: Annotated[tuple[Change, ...], Field(min_length=1)]


class Alias(Record):
    """An address that once was public, and where it leads now."""

    address: Text
    """Page and anchor, copied from `ledger.txt`: `./sessions/partnerships/#c6-p9`."""
    to: Text | None = None
    """The id of a passage, or `kind:id` of an entry, or the address of a page."""
    retired: Text | None = None
    """Instead of `to`: why the address leads nowhere any more."""

    @model_validator(mode="after")
    def _one_of_both(self) -> "Alias":
        if bool(self.to) == bool(self.retired):
            raise PydanticCustomError("alias", 'write either "to" or "retired"')
        return self


def _files() -> Iterator[tuple[str, Any]]:
    yield "document", Document
    yield "sessions", Annotated[tuple[Session, ...], Field(min_length=1)]
    yield "conclusions", Annotated[tuple[Conclusion, ...], Field(min_length=1)]
    for kind in KINDS:
        stem, *inner = kind.listed_at().path
        yield stem, Sdgs if inner else GenericAlias(tuple, (kind.item_type(), ...))
    yield "search", tuple[SearchWords, ...]
    yield "releases", Annotated[tuple[Release, ...], Field(min_length=1)]
    yield "aliases", tuple[Alias, ...]


FILES: Mapping[str, Any] = dict(_files())
"""What is in each file of `data/`, by its stem. Kinds that share a file are lists of its record."""


OPTIONAL = {kind.listed_at().path[0] for kind in KINDS if not kind.listed_at().path[1:]}
"""The files that need not be there: a kind of record without one is not there either."""


class Edition:
    """All the data.

    Attributes:
        values: what is in each file, by its stem; the file of a kind may be missing.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values
        self.document: Document = values["document"]
        self.sessions: tuple[Session, ...] = values["sessions"]
        self.conclusions: tuple[Conclusion, ...] = values["conclusions"]
        self.sdgs: Sdgs = values["sdgs"]
        self.search: tuple[SearchWords, ...] = values["search"]
        self.releases: tuple[Release, ...] = values["releases"]
        self.aliases: tuple[Alias, ...] = values["aliases"]

    def of(self, kind: type[AnyKind]) -> tuple[AnyKind, ...]:
        """All records of a kind, in the order of its file."""
        stem, *inner = kind.listed_at().path
        found: tuple[AnyKind, ...] = reduce(getattr, inner, self.values.get(stem, ()))
        return found

    @cached_property
    def records(self) -> tuple[tuple[DataPath, BaseModel], ...]:
        """Every record, with those inside others, and its path in the data."""
        return tuple(found for stem, value in self.values.items() for found in _walk((stem,), value))

    @cached_property
    def references(self) -> tuple[tuple[DataPath, RefTo, Ref], ...]:
        """Every reference of a record, with its path in the data, and the mark of its field."""
        return tuple(found for path, record in self.records for found in own_references(path, record))

    def addressed(self) -> Iterator[tuple[DataPath, Addressed]]:
        """Every record that has an address of its own, kind by kind, and its path in the data."""
        for kind in ADDRESSED.values():
            for at, record in enumerate(self.of(kind)):
                yield (*kind.listed_at().path, at), record


def _walk(path: DataPath, value: BaseModel | tuple[BaseModel, ...]) -> Iterator[tuple[DataPath, BaseModel]]:
    if isinstance(value, BaseModel):
        return walk(value, path)
    return (found for at, record in enumerate(value) for found in walk(record, (*path, at)))

"""The contract: what a kind of record says of itself, so that generic code need not name it.

`Kind` is a record of a list, `Addressed` one that has an address of its own, `Mentioned` one that passages can name.
A module of this room has one kind, `edition.kinds` finds it, and each output asks it for its part.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Self

from pydantic import Field

from edition.records.fields import Id, Text, Url
from edition.records.records import Finding, Outside, Record, Ref, RefTo, references, walk

if TYPE_CHECKING:  # rooms that come later: known for types only
    from edition.document.index import Index as Index
    from edition.document.passages import Passage as Passage
    from edition.formats.linked_data import Graph as Graph
    from edition.loading.validation import Material as Material
else:
    Index = Passage = Graph = Material = Any

PassageRef = Annotated[str, RefTo(("passage",))]
PassageIds = Annotated[tuple[str, ...], RefTo(("passage",)), Field(min_length=1)]
SourceIds = Annotated[tuple[str, ...], RefTo(("source",))]
OptionalOrganization = Annotated[str | None, RefTo(("organization",))]
OptionalSeries = Annotated[str | None, RefTo(("event",))]
Node = dict[str, Any]
"""A node of JSON-LD: terms of schema.org, and what each says."""


class Quote(Record):
    """Words of one passage."""

    passage: PassageRef
    """Id of the passage that has the words, for example `intro-3`."""
    quote: Text
    """The very words, copied from the passage, without links."""


class Sourced(Record):
    """What may say something from outside the document."""

    sources: SourceIds = ()
    """Ids of `sources.yml`: where that comes from. `[]` says that all of it is in the document."""


class Place(NamedTuple):
    """Where the records of a kind are, and where they come in lists and files.

    Attributes:
        kind: its name in references, as in `outcome:gfmd-2016`.
        path: of its list in the data, the stem of the file first. The page `<stem>/` shows those with an address.
        turn: where it comes among the kinds, wherever these are in a row.
        called: what its records are called, where many are together, and where the search finds one: `People`.
        key: in JSON, the key of each passage that lists those that are about it; else they are a list of the whole.
        listed: what that list is, for the JSON Schema.
        prefix: what comes before the id in an anchor.
        searched: whether words that readers type may mean one of those with an address.
        element: in Akoma Ntoso, the element around a mention.
        columns: of its table; nothing where there is no such table.
    """

    kind: str
    path: tuple[str, ...]
    turn: int
    called: str = ""
    key: str = ""
    listed: str = ""
    prefix: str = ""
    searched: bool = True
    element: str = "ref"
    columns: tuple[str, ...] = ()


class Found(NamedTuple):
    """What the search shows of a passage or a record. `docs/assets/js/search/records.js` reads these in this order.

    Attributes:
        title, place: what it is, and in what: `5.2` in `Better data and monitoring · Tracking progress`. Of a record,
            what its kind is called comes before the place.
        text: the words of a passage and nothing else; of an entry, its description.
        passage: the id of a passage; empty for an entry.
        also: what else finds it: of a passage, the names of its mentions; of an entry, its role, date and place.
        days: of an event, its first and last day, `2016-02-29`.
    """

    title: str
    place: str = ""
    text: str = ""
    names: Iterable[str | None] = ()
    passage: str = ""
    also: tuple[str, ...] = ()
    days: tuple[str, ...] = ()


class Kind(Record, ABC):
    """A record of a list: what generic code asks of it."""

    @classmethod
    @abstractmethod
    def listed_at(cls) -> Place:
        """Where the records of this kind are."""

    @classmethod
    def item_type(cls) -> Any:
        """What validates one of them: the class, or a union of its variants."""
        return cls

    @classmethod
    def check_all(cls, records: Sequence[Self], material: Material) -> Iterator[Finding]:
        """What is wrong with each of them and between them, with paths that start at the list."""
        for at, record in enumerate(records):
            yield from (finding.under((at,)) for finding in record.check(material))

    def check(self, material: Material) -> Iterator[Finding]:
        """What is wrong with this record, with paths that start there."""
        yield from ()

    @classmethod
    def doubt_all(cls, records: Sequence[Self], material: Material) -> Iterator[Finding]:
        """What an editor should look at, though it can be published."""
        yield from ()

    def sort_key(self, index: Index) -> Any:
        """By which they are in order where they are not as their file has them."""
        return 0

    def refers_to(self) -> Iterator[Ref]:
        """What it is linked back from."""
        yield from (ref for _, _, ref in references(walk(self)))

    def words_at(self, words: str) -> int | None:
        """Where the words begin that it is on, in those of its passage; nothing for what is not shown beside them."""
        return None

    def add_to_node(self, node: Node, at: int, graph: Graph) -> None:
        """Add what it says to the node of its passage, or of the document; `at` counts those of its kind from 1."""

    @classmethod
    def computed_fields(cls) -> dict[str, Any]:
        """What `computed` adds to a record where it is published, by name, with its type."""
        return {}

    def computed(self, index: Index) -> dict[str, Any]:
        """What follows from the record and the document, for those who have no code to work it out."""
        return {}

    def table_row(self, graph: Graph) -> dict[str, object]:
        """Its row in the table: by column, the field of that name, and a permalink to it or to its passage."""
        values = {name: getattr(self, name, None) for name in self.listed_at().columns}
        if passage := getattr(self, "passage", None):
            values["permalink"] = graph.permalink(graph.index.passages[passage])
        return {name: _cell(value) for name, value in values.items()}


def _cell(value: object) -> object:
    """What a table shows of a value: ids in a row, texts and what records within say one after the other."""
    if isinstance(value, Record):
        values = (_cell(getattr(value, name)) for name in type(value).model_fields)
        return " · ".join(str(one) for one in values if one not in (None, ""))
    if isinstance(value, tuple):
        cells = [str(_cell(one)) for one in value]
        return ("; " if any(" " in cell for cell in cells) else " ").join(cells)
    return value


class Addressed(Kind):
    """A record with an address of its own: an anchor on the page of its kind."""

    id: Id
    """Permanent: it is the anchor of the record on its page."""

    @property
    def ref(self) -> Ref:
        """What it is known by."""
        return Ref(self.listed_at().kind, self.id)

    def identifier_in(self, index: Index) -> str | None:
        """What others know it by, as a whole address."""
        return None

    @abstractmethod
    def title_in(self, index: Index) -> str:
        """Its title, where it is linked."""

    @abstractmethod
    def search_record(self, index: Index) -> Found | None:
        """What the search shows of it; nothing where the search leaves it out."""

    @abstractmethod
    def graph_node(self, graph: Graph) -> Node:
        """What linked data says of it; where it is, and its sources, are added."""

    def table_row(self, graph: Graph) -> dict[str, object]:
        """The same, with its permalink."""
        return super().table_row(graph) | {"permalink": graph.permalink(self.ref)}


class Mentioned(Addressed):
    """What the words of a passage can be linked to."""

    names: tuple[Text, ...] = ()
    """Other names it goes by. Wherever a passage uses a name or the acronym, it must be a link."""

    if TYPE_CHECKING:  # a field, or made of others

        @property
        def name(self) -> str:
            """What the site calls it."""

    @property
    def short_name(self) -> str:
        """As short as it can be: a number, or the acronym."""
        return self.name

    @property
    def chip(self) -> str:
        """What it is called where there is little room."""
        return self.name

    def title_in(self, index: Index) -> str:
        return self.name

    def known_as(self) -> tuple[str, ...]:
        """What people call it when they do not use the words of the passage."""
        return (self.name,)

    def in_words(self) -> tuple[str, ...]:
        """Every name that a passage may use for it, without repeats."""
        return tuple(dict.fromkeys(self.names))

    def is_needed(self, material: Material) -> bool:
        """Whether something mentions it, or it has another reason to be there."""
        return self.ref in material.mentioned

    @classmethod
    def doubt_all(cls, records: Sequence[Self], material: Material) -> Iterator[Finding]:
        for at, record in enumerate(records):
            if not record.is_needed(material):
                yield Finding((at, "id"), f'nothing mentions "{record.id}"')


class NamedEntity(Mentioned, Sourced):
    """A person, an organization, a framework, an event or a publication."""

    name: Text
    """What the site calls it."""
    acronym: Text | None = None
    gist: Annotated[Text | None, Outside("perhaps")] = None
    """What it is, in a sentence or two (editorial)."""
    url: Annotated[Url | None, Outside()] = None
    note: Annotated[Text | None, Outside("perhaps")] = None
    """Editorial note, for what a reader would stumble over."""

    @property
    def short_name(self) -> str:
        return self.acronym or self.name

    @property
    def indexed_as(self) -> str:
        """Its name as an index has it, which sorts by it."""
        return self.name

    def known_as(self) -> tuple[str, ...]:
        return (self.name, *([self.acronym] if self.acronym else []))

    def in_words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name in (self.name, self.acronym, *self.names) if name))

    def search_record(self, index: Index) -> Found:
        return self.found()

    def found(self, *titles: str | None, line: str = "") -> Found:
        """What the search shows of it, with titles that no passage uses, and its date, place or part."""
        text = " ".join(filter(None, (self.gist, self.note)))
        return Found(self.name, "", text, (*self.in_words(), *titles), also=(line,) if line else ())

    def named_entity(self, graph: Graph, type_: str, *titles: str | None) -> Node:
        """What linked data says of every entry, with titles that no passage uses."""
        others = dict.fromkeys((*self.in_words(), *titles))
        return {
            "@type": type_,
            "name": self.name,
            "alternateName": [name for name in others if name and name != self.name],
            "description": [*filter(None, [self.gist])],
            "disambiguatingDescription": [*filter(None, [self.note])],
            "subjectOf": [{"@id": graph.permalink(self.ref)}, *([{"@id": self.url}] if self.url else [])],
        }


def evidence_in(model: type[Record]) -> str:
    """The field in which records of a model say where facts from outside come from; nothing if they have none."""
    return next((name for name in ("sources", "source") if name in model.model_fields), "")


def outside_of(record: Record, said: str) -> tuple[str, str] | None:
    """The field with the first fact from outside the document, or else the first text that may say one; see `Outside`.

    Its name, and how it says that; nothing if there is none. What passages say, `said`, is not from there.
    """
    found: list[tuple[str, str]] = []
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        for mark in info.metadata if value not in (None, "", ()) else ():
            if not isinstance(mark, Outside) or (mark.unless and getattr(record, mark.unless)):
                continue
            if mark.how != "unless said" or str(value) not in said:
                found.append((name, mark.how))
    return min(found, key=lambda fact: ("", "unless said", "perhaps").index(fact[1]), default=None)

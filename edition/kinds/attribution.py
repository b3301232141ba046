"""Attributions: who says so, as the document reports it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from edition.kinds.kind import Graph, Kind, Known, Node, Place, Quote
from edition.kinds.organization import Organization
from edition.kinds.person import Person
from edition.records.findings import Finding, repeated
from edition.records.records import Ref, RefTo
from edition.records.shared_words import has_words

if TYPE_CHECKING:
    from edition.document.index import Index
    from edition.document.passages import Passage

AttributionKind = Literal["named", "participants", "discussants", "many", "some", "a-number"]


class Attribution(Kind, Quote):
    """Words by which the document says who said, showed or presented something. Nothing is read into them."""

    kind: AttributionKind
    """The word that the document uses; `named` for a person or body that it names, or calls by the office."""
    who: Annotated[tuple[str, ...], RefTo(("person", "organization"))] = ()
    """With `named`: the entries of those who are named in the quote."""

    @model_validator(mode="after")
    def _who_if_named(self) -> "Attribution":
        if (self.kind == "named") != bool(self.who):
            message = 'with "kind: named", "who" lists the entries that the quote names; otherwise leave it out'
            raise PydanticCustomError("who", message)
        return self

    @classmethod
    def listed_at(cls) -> Place:
        listed = "Where the words say who said, showed or presented something; a passage may have none."
        return Place("attribution", ("attributions",), 90, key="attributions", listed=listed)

    @classmethod
    def check_all(cls, records: Sequence[Self], known: Known) -> Iterator[Finding]:
        """No attribution is there twice, the quote names who is said to be named, and two do not cross."""
        for at, record in repeated(records, lambda record: (record.passage, record.quote)):
            yield Finding((at,), f'"{record.quote}" in {record.passage} is listed already')
        earlier: dict[str, list[tuple[int, int, Self]]] = defaultdict(list)
        for at, record in enumerate(records):
            for place, ref in enumerate(record.who):
                who = known.entries.get(Ref.parse(ref))
                if isinstance(who, Person | Organization) and not any(
                    has_words(record.quote, name) for name in who.in_words()
                ):
                    message = f'the quote does not name {ref}; quote the words that do, or add the name to its "names"'
                    yield Finding((at, "who", place), message)
            start = known.words.get(record.passage, "").find(record.quote)
            end = start + len(record.quote)
            for begin, stop, other in earlier[record.passage] if start >= 0 else ():
                if begin < start < stop < end or start < begin < end < stop:
                    message = (
                        f'"{record.quote}" overlaps with "{other.quote}"; one contains the other, or both are apart'
                    )
                    yield Finding((at, "quote"), message)
            earlier[record.passage].append((start, end, record))

    def sort_key(self, index: "Index") -> tuple[int, int]:
        """In the order of the words."""
        return index.order[self.passage], index.passages[self.passage].words.find(self.quote)

    def add_to_node(self, node: Node, at: int, graph: Graph) -> None:
        who = [graph.at(Ref.parse(ref)) for ref in self.who]
        name = f"{self.passage}-attribution-{at}"
        node["hasPart"].append(graph.own(name, "Quotation", text=self.quote, genre=self.kind, mentions=who))

    @classmethod
    def table_columns(cls) -> tuple[str, ...]:
        return "passage", "kind", "who", "quote", "permalink"


def is_unattributed(index: "Index", passage: "Passage") -> bool:
    """Whether to say that a passage has none: it is a paragraph under a conclusion, and others have some."""
    return passage.kind == "paragraph" and bool(index.of(Attribution)) and not index.on(Attribution, passage)

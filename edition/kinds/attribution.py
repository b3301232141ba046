"""Attributions: who says so, as the document reports it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import Field

from edition.kinds.kind import Graph, Index, Kind, Material, Node, Passage, Place, Quote
from edition.kinds.organization import Organization
from edition.kinds.person import Person
from edition.records.records import Finding, Record, Ref, RefTo, lists_with, repeated
from edition.records.shared_words import has_words, sentences_of

AttributionKind = Literal["named", "participants", "discussants", "many", "some", "a-number"]


class Reach(Record):
    """The sentences that an attribution covers, in the words of its passage."""

    start: int
    """How many characters (code points) come before them."""
    end: int
    """How many come before their end."""
    text: str
    """The document's words."""


class Attribution(Kind, Quote):
    """Words by which the document says who said, showed or presented something. Nothing is read into them."""

    kind: AttributionKind
    """The word that the document uses; `named` for a person or body that it names, or calls by the office."""
    who: Annotated[tuple[str, ...], RefTo(("person", "organization"))] = ()
    """With `named`: the entries of those who are named in the quote."""
    sentences: Annotated[int, Field(ge=1)] = 1
    """How many sentences it covers, from the one with the quote on; by default that one alone."""

    _who_if_named = lists_with("kind", "named", "who", "the entries that the quote names")

    @classmethod
    def listed_at(cls) -> Place:
        listed = "Where the words say who said, showed or presented something; a passage may have none."
        columns = "passage", "kind", "who", "quote", "start", "end", "text", "permalink"
        return Place("attribution", ("attributions",), 90, key="attributions", listed=listed, columns=columns)

    @classmethod
    def check_all(cls, records: Sequence[Self], material: Material) -> Iterator[Finding]:
        """No attribution is there twice, and two do not cross."""
        for at, record in repeated(records, lambda record: (record.passage, record.quote)):
            yield Finding((at,), f'"{record.quote}" in {record.passage} is listed already')
        earlier: dict[str, list[tuple[int, int, Self]]] = defaultdict(list)
        for at, record in enumerate(records):
            start = material.words.get(record.passage, "").find(record.quote)
            end = start + len(record.quote)
            for begin, stop, other in earlier[record.passage] if start >= 0 else ():
                if begin < start < stop < end or start < begin < end < stop:
                    both = f'"{record.quote}" overlaps with "{other.quote}"'
                    yield Finding((at, "quote"), f"{both}; one contains the other, or both are apart")
            earlier[record.passage].append((start, end, record))
        yield from super().check_all(records, material)

    def check(self, material: Material) -> Iterator[Finding]:
        """The quote names who is said to be named, and there are as many sentences."""
        for at, ref in enumerate(self.who):
            who = material.entries.get(Ref.parse(ref))
            if isinstance(who, Person | Organization) and not any(has_words(self.quote, one) for one in who.in_words()):
                message = f'the quote does not name {ref}; quote the words that do, or add the name to its "names"'
                yield Finding(("who", at), message)
        words = material.words.get(self.passage, "")
        start = words.find(self.quote)
        left = sum(stop > start for _, stop in sentences_of(words))
        if start >= 0 and self.sentences > left:
            yield Finding(("sentences",), f"there are {left} from the one with the quote on; write at most {left}")

    def sort_key(self, index: Index) -> tuple[int, int]:
        """In the order of the words."""
        return index.order[self.passage], index.passages[self.passage].words.find(self.quote)

    def reach(self, words: str) -> Reach:
        """What it covers of the words of its passage."""
        sentences = sentences_of(words)
        first = next(at for at, (_, stop) in enumerate(sentences) if stop > words.find(self.quote))
        start, end = sentences[first][0], sentences[first + self.sentences - 1][1]
        text = words[start:end].rstrip()
        return Reach(start=start, end=start + len(text), text=text)

    @classmethod
    def computed_fields(cls) -> dict[str, Any]:
        return {"covers": (Reach, ...)}

    def computed(self, index: Index) -> dict[str, Any]:
        return {"covers": self.reach(index.passages[self.passage].words)}

    def add_to_node(self, node: Node, at: int, graph: Graph) -> None:
        who = [graph.at(Ref.parse(ref)) for ref in self.who]
        name = f"{self.passage}-attribution-{at}"
        node["hasPart"].append(graph.own(name, "Quotation", text=self.quote, genre=self.kind, mentions=who))

    def table_row(self, graph: Graph) -> dict[str, object]:
        return super().table_row(graph) | dict(self.reach(graph.index.passages[self.passage].words))


class Voice(NamedTuple):
    """Sentences in a row that have the same voice.

    Attributes:
        first, last: which sentences of the passage, counted from 1.
        start, end: where they are in its words, without the space after them.
        said: the attributions that cover them; none where the document itself speaks.
    """

    first: int
    last: int
    start: int
    end: int
    said: tuple[Attribution, ...]


def voices_of(index: Index, passage: Passage) -> list[Voice]:
    """All sentences of a passage, each in exactly one voice."""
    reaches = [(one, one.reach(passage.words)) for one in index.on(Attribution, passage)]
    sentences = [
        Voice(at, at, start, end, tuple(one for one, reach in reaches if reach.start < end and start < reach.end))
        for at, (start, end) in enumerate(sentences_of(passage.words), 1)
    ]
    found = []
    for _, same in groupby(sentences, lambda sentence: {(one.kind, one.who) for one in sentence.said}):
        run = [*same]
        start, end = run[0].start, run[-1].end
        said = dict.fromkeys(one for sentence in run for one in sentence.said)
        found.append(Voice(run[0].first, run[-1].last, start, len(passage.words[:end].rstrip()), tuple(said)))
    return found

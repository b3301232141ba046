"""Editorial notes on words of the document."""

from collections.abc import Iterator, Sequence
from typing import Self

from edition.kinds.kind import Graph, Kind, Material, Node, Place, Quote, Sourced
from edition.records.fields import Text
from edition.records.records import Finding, repeated
from edition.records.shared_words import misquotations


class Note(Kind, Quote, Sourced):
    """An editorial note on words of the document over which a reader may stumble. The words stay as they are."""

    note: Text

    @classmethod
    def listed_at(cls) -> Place:
        return Place("note", ("notes",), 80, key="notes")

    @classmethod
    def check_all(cls, records: Sequence[Self], material: Material) -> Iterator[Finding]:
        """A note without sources quotes only the document."""
        said = "\n".join(material.words.values()).lower()
        for at, note in enumerate(records):
            for start, (strange, *_) in misquotations("" if note.sources else note.note, said):
                message = f'"{strange}" is not in the document; say where it is from, with "sources"'
                yield Finding((at, "note"), message, start)

    @classmethod
    def doubt_all(cls, records: Sequence[Self], material: Material) -> Iterator[Finding]:
        """No words have two notes."""
        for at, note in repeated(records, lambda note: (note.passage, note.quote)):
            yield Finding((at,), f'"{note.quote}" in {note.passage} has a note already')

    def words_at(self, words: str) -> int:
        return words.find(self.quote)

    def add_to_node(self, node: Node, at: int, graph: Graph) -> None:
        name, sources = f"{self.passage}-note-{at}", graph.sources(self.sources)
        node["comment"].append(graph.own(name, "Comment", citation=self.quote, text=self.note, **sources))

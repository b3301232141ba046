"""Parallels: the same words in other texts."""

from collections.abc import Iterator
from typing import Annotated

from edition.kinds.kind import Addressed, Found, Graph, Index, Material, Node, Place, Quote
from edition.records.fields import Text
from edition.records.records import Finding, Ref, RefTo
from edition.records.shared_words import misquotations, shared_with


class Parallel(Addressed, Quote):
    """A place where a passage has words of another text. What both share is computed; nobody is said to borrow."""

    source: Annotated[str, RefTo(("source",))]
    """Id of the other text in `sources.yml`."""
    wording: Text
    """The other text's words, word for word."""
    note: Text
    """What differs, in a sentence or two (editorial)."""

    @classmethod
    def listed_at(cls) -> Place:
        listed = "The same words in other texts."
        columns = "id", "passage", "quote", "source", "wording", "note", "permalink"
        return Place("parallel", ("parallels",), 110, "Same words elsewhere", listed=listed, columns=columns)

    def check(self, material: Material) -> Iterator[Finding]:
        """Both texts have words in common, and quotations in the note are from one of them."""
        if self.passage not in material.words:
            return
        if not any(marked for _, marked in shared_with(self.quote, self.wording)):
            yield Finding(("wording",), "quote and wording have no words in common")
        said = f"{material.words[self.passage]}\n{self.wording}\n{material.excused}".lower()
        for start, (strange, *_) in misquotations(self.note, said):
            message = f'"{strange}" is neither in {self.passage} nor in the wording of the other text'
            yield Finding(("note",), message, start)

    def _source(self, index: Index) -> str:
        return index.entries[Ref("source", self.source)].title_in(index)

    def title_in(self, index: Index) -> str:
        """By the other text, and by the number of the passage."""
        return f"{self._source(index)} · {index.passages[self.passage].label}"

    def search_record(self, index: Index) -> Found:
        return Found(self._source(index), index.passages[self.passage].label, self.wording, also=(self.note,))

    def graph_node(self, graph: Graph) -> Node:
        wording = graph.own(f"{self.id}-wording", "Quotation", text=self.wording, **graph.sources([self.source]))
        return {
            "@type": "Comment",
            "about": graph.passages(self.passage)[0],
            "citation": self.quote,
            "mentions": wording,
            "text": self.note,
        }

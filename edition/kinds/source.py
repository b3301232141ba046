"""Sources: where facts from outside the document come from."""

from collections.abc import Iterator
from typing import Literal

from edition.kinds.framework import Framework
from edition.kinds.kind import Addressed, Found, Graph, Index, Material, Node, Place
from edition.records.fields import PartialDate, Text, Url
from edition.records.records import Finding

Grade = Literal[
    "seen",
    "seen in part",
    "summary seen",
    "seen at second hand",
    "general knowledge, not checked for this edition",
]


class Source(Addressed):
    """Where facts from outside the document come from."""

    title: Text
    """Of the original, not of a copy in which it was seen."""
    publisher: Text
    date: PartialDate | None = None
    """Of publication, as far as it is known: `2016`, `2016-03`, `2016-03-10`."""
    symbol: Text | None = None
    """Document symbol: `A/RES/70/1`."""
    url: Url | None = None
    seen: Text
    """What of it was seen for this edition, in a sentence."""
    grade: Grade
    """How good the evidence is."""

    @classmethod
    def listed_at(cls) -> Place:
        listed = "Where what is said from outside the document comes from: `sources` elsewhere has their ids."
        return Place("source", ("sources",), 150, "Sources", listed=listed, searched=False)

    def check(self, material: Material) -> Iterator[Finding]:
        """Something rests on it, as far as every file is known."""
        if self.ref not in material.used and not material.doubt:
            message = f'nothing rests on "{self.id}"; name it in "sources" where its facts are, or remove it'
            yield Finding(("id",), message)

    def title_in(self, index: Index) -> str:
        return self.title

    def search_record(self, index: Index) -> Found | None:
        """Only by its symbol, and only if no framework has that: the search finds what rests on it."""
        if not self.symbol or any(framework.symbol == self.symbol for framework in index.of(Framework)):
            return None
        return Found(self.title, names=(self.symbol,))

    def graph_node(self, graph: Graph) -> Node:
        return {
            "@type": "CreativeWork",
            "name": self.title,
            "publisher": graph.own(f"{self.id}-publisher", "Organization", name=self.publisher),
            "datePublished": self.date,
            "identifier": self.symbol,
            "url": self.url and {"@id": self.url},
            "description": self.seen,
            "disambiguatingDescription": self.grade,
        }

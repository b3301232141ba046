"""Outcomes: what followed."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from edition.kinds.kind import Addressed, Found, Graph, Index, Material, Node, PassageIds, Place, SourceIds
from edition.records.fields import PartialDate, Text, When
from edition.records.records import Finding, Ref, RefTo, lists_with
from edition.records.shared_words import common_words, has_words


class Outcome(Addressed):
    """What became of something that the document announces, or what followed in the world."""

    passages: PassageIds
    """Ids of the passages that it follows, or of a conclusion as a whole. It is listed under the first."""
    title: Text
    when: When
    """The date for readers, as exact as the sources are."""
    date: PartialDate | None = None
    """The first day of that, for the order of time: `2016`, `2016-03`, `2016-03-10`."""
    gist: Text
    """What followed, in a sentence or two; a quotation only where it was seen word for word."""
    entry: Annotated[str | None, RefTo(("event", "publication"))] = None
    """The event or publication that it is about, if the document names one: `event:gfmd`."""
    connection: Literal["announced", "same-words", "same-subject"]
    """`announced` in the document, or with the `same-words` as the document, or only on the `same-subject`."""
    shared: tuple[Text, ...] = ()
    """With `same-words`: words that are in one of the passages and in the gist."""
    sources: Annotated[SourceIds, Field(min_length=1)]
    """Ids of `sources.yml`: where that comes from."""

    _shared_if_same_words = lists_with("connection", "same-words", "shared", "words that both have")

    @classmethod
    def listed_at(cls) -> Place:
        listed = "What was announced, and what followed."
        columns = "id", "passages", "title", "when", "date", "connection", "shared", "gist", "sources", "permalink"
        return Place("outcome", ("outcomes",), 120, "What followed", listed=listed, columns=columns)

    def check(self, material: Material) -> Iterator[Finding]:
        """Shared words are in one of the passages and in the gist, and rare."""
        if not material.words.keys() >= {*self.passages}:
            return
        said = "\n".join([*(material.words[id_] for id_ in self.passages), material.excused])
        for at, shared in enumerate(self.shared):
            for text, name in ((said, " or ".join(self.passages)), (self.gist, "the gist")):
                if not has_words(text, shared):
                    yield Finding(("shared", at), f'"{shared}" is not in {name}; shared words are in both')
            if reason := common_words(shared, said):
                message = f'"{shared}" {reason}; list runs of words that few texts have, or write same-subject'
                yield Finding(("shared", at), message)

    def sort_key(self, index: Index) -> str:
        """In the order of time: a mere year or month comes after its days, no date last."""
        return f"{self.date or 9999}-99-99"[:10]

    def title_in(self, index: Index) -> str:
        return self.title

    def search_record(self, index: Index) -> Found:
        return Found(self.title, text=self.gist, also=(self.when,))

    def graph_node(self, graph: Graph) -> Node:
        return {
            "@type": "Comment",
            "name": self.title,
            "about": graph.passages(*self.passages),
            "mentions": self.entry and graph.at(Ref.parse(self.entry)),
            "temporal": f"[{self.when}]",
            "text": self.gist,
            "genre": self.connection,
            "keywords": [*self.shared],
        }

    def table_row(self, graph: Graph) -> dict[str, object]:
        date = self.date and f"from {self.date}"  # spreadsheets give a bare date another form
        return super().table_row(graph) | {"date": date}

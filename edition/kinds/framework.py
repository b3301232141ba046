"""Frameworks: agreements, agendas, conventions and declarations."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from edition.kinds.kind import Found, Graph, Index, NamedEntity, Node, Place, SourceIds
from edition.records.fields import Day, Text, When, day
from edition.records.records import Outside, Record


class Provision(Record):
    """What a framework says on the subject of the document."""

    place: Text | None = None
    """Where in the framework: `paragraph 23`; none for the whole."""
    wording: Text | None = None
    """Its own words, word for word; only if they were seen so in English."""
    description: Text | None = None
    """What it says, in our words; beside a wording, what there is to say of that."""
    sources: Annotated[SourceIds, Field(min_length=1)]
    """Ids of `sources.yml`: where that was seen."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.wording and not self.description:
            raise ValueError('write "wording", "description" or both')
        return self

    def graph_node(self, name: str, graph: Graph) -> Node:
        said = {"name": self.place, "text": self.wording, "description": self.description}
        return graph.own(name, "Quotation" if self.wording else "Comment", **said, **graph.sources(self.sources))


class Framework(NamedEntity):
    """An agreement, agenda, convention or declaration."""

    title: Annotated[Text, Outside("unless said")]
    """Official title."""
    symbol: Annotated[Text | None, Outside()] = None
    """Document symbol: `A/RES/70/1`."""
    date: Annotated[Day, Outside()]
    date_label: When
    """What happened on that date: `Adopted`."""
    provisions: tuple[Provision, ...] = ()
    """What it says on the subject of the document."""

    @classmethod
    def listed_at(cls) -> Place:
        return Place("framework", ("frameworks",), 30, "Frameworks")

    def search_record(self, index: Index) -> Found:
        return self.found(self.title, self.symbol, line=day(self.date))

    def graph_node(self, graph: Graph) -> Node:
        return self.named_entity(graph, "CreativeWork", self.title) | {
            "identifier": self.symbol,
            "temporal": f"[{self.date_label}: {self.date}]",
            "hasPart": [
                one.graph_node(f"{self.id}-provision-{at}", graph) for at, one in enumerate(self.provisions, 1)
            ],
        }

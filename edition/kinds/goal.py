"""The Sustainable Development Goals."""

from edition.kinds.kind import Found, Graph, Index, Material, Mentioned, Node, Place
from edition.records.fields import Colour, GoalId, Text


class DefinedTerm(Mentioned):
    """What goals and targets have in common: the United Nations define them."""

    def identifier_in(self, index: Index) -> str:
        """The identifier of the United Nations."""
        return index.sdgs.identifier_base + self.id

    def defined_term(self, graph: Graph, *titles: str | None) -> Node:
        """What linked data says of it, but for the wording."""
        known = dict.fromkeys(other for other in (*self.in_words(), *titles) if other and other != self.name)
        return {
            "@type": "DefinedTerm",
            "name": self.name,
            "alternateName": [*known],
            "subjectOf": [{"@id": graph.permalink(self.ref)}],
            "termCode": self.id,
            **graph.sources([graph.index.sdgs.source]),
        }


class Goal(DefinedTerm):
    """A Sustainable Development Goal."""

    id: GoalId
    name: Text
    """Short title."""
    names: tuple[Text, ...] = ()
    """What a passage may call it: `goal 10`."""
    wording: Text
    """The official wording, word for word."""
    footnote: Text | None = None
    """The official footnote to the wording, word for word."""
    colour: Colour

    @classmethod
    def listed_at(cls) -> Place:
        return Place("goal", ("sdgs", "goals"), 60, "Goals and targets", prefix="goal-", element="concept")

    @property
    def short_name(self) -> str:
        return f"Goal {self.id}"

    @property
    def chip(self) -> str:
        return f"{self.short_name} {self.name}"

    def is_needed(self, material: Material) -> bool:
        """The goals are all there, whether a passage relates to them or not."""
        return True

    def search_record(self, index: Index) -> Found:
        names = (*self.names, self.name, f"SDG {self.id}", f"goal {self.id}")
        return Found(f"{self.short_name}: {self.name}", "", self.wording, names)

    def graph_node(self, graph: Graph) -> Node:
        return self.defined_term(graph) | {"description": [text for text in (self.wording, self.footnote) if text]}

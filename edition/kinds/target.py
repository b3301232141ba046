"""The targets of the Sustainable Development Goals."""

from collections.abc import Iterator

from edition.kinds.goal import DefinedTerm
from edition.kinds.kind import Found, Graph, Index, Material, Node, Place
from edition.records.fields import TargetId, Text
from edition.records.records import Finding, Ref


class Target(DefinedTerm):
    """A target of a Sustainable Development Goal."""

    id: TargetId
    """Always in quotes: other readers of YAML take a bare 10.10 for 10.1."""
    wording: Text
    """The official wording, word for word."""
    title: Text | None = None
    """What it is about, in a few words (editorial), where there is no room for the wording."""
    direct: bool = False
    """Whether it refers directly to the subject of the document; it is then listed even if no passage relates to it."""

    @property
    def name(self) -> str:
        """What the site calls it."""
        return f"Target {self.id}"

    @property
    def chip(self) -> str:
        return f"{self.name} {self.title or ''}".rstrip()

    @property
    def goal(self) -> str:
        """The id of its goal: target 10.7 has goal 10."""
        return self.id.partition(".")[0]

    @classmethod
    def listed_at(cls) -> Place:
        return Place("target", ("sdgs", "targets"), 70, "Goals and targets", prefix="target-", element="concept")

    def check(self, material: Material) -> Iterator[Finding]:
        """It has its goal."""
        if Ref("goal", self.goal) not in material.entries and self.listed_at().path[0] not in material.doubt:
            yield Finding(("id",), f'target {self.id} needs its goal: there is no goal "{self.goal}"')

    def is_needed(self, material: Material) -> bool:
        """A passage mentions it or relates to it, or it is direct."""
        return self.direct or self.ref in material.used or super().is_needed(material)

    def refers_to(self) -> Iterator[Ref]:
        """Its goal, which its number names."""
        yield Ref("goal", self.goal)

    def search_record(self, index: Index) -> Found:
        names = (*self.names, self.title, f"SDG {self.id}", f"target {self.id}")
        return Found(self.name, "", self.wording, names)

    def graph_node(self, graph: Graph) -> Node:
        return self.defined_term(graph, self.title) | {"description": [self.wording]}

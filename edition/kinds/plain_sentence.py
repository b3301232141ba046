"""The sentences of the plain summary."""

from edition.kinds.kind import Graph, Kind, Node, PassageIds, Place
from edition.records.fields import Text


class PlainSentence(Kind):
    """A sentence of the plain summary. It says nothing that the document does not."""

    sentence: Text
    """In our words (editorial)."""
    passages: PassageIds
    """Ids of the passages that it sums up, in the document's order."""

    @classmethod
    def listed_at(cls) -> Place:
        return Place("plain-sentence", ("plain_summary",), 130, listed="The document in short, in the edition's words.")

    def add_to_node(self, node: Node, at: int, graph: Graph) -> None:
        based = graph.passages(*self.passages)
        node["comment"].append(graph.own(f"plain-summary-{at}", "Comment", text=self.sentence, isBasedOn=based))

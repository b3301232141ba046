"""Organizations."""

from edition.kinds.kind import Graph, NamedEntity, Node, OptionalOrganization, Place


class Organization(NamedEntity):
    """An organization, institute or body."""

    part_of: OptionalOrganization = None

    @classmethod
    def listed_at(cls) -> Place:
        return Place("organization", ("organizations",), 20, "Organizations", element="organization")

    def graph_node(self, graph: Graph) -> Node:
        return self.named_entity(graph, "Organization") | {
            "parentOrganization": graph.ref("organization", self.part_of),
        }

"""People."""

from typing import Annotated

from edition.kinds.kind import Found, Graph, Index, NamedEntity, Node, OptionalOrganization, Place, Quote
from edition.records.fields import Text
from edition.records.records import Outside


class Capacity(Quote):
    """In what part a person appears in the document."""

    label: Text
    """Editorial: `Keynote address`."""


class Person(NamedEntity):
    """A person whom a passage names, by name or by office."""

    supplied_name: Annotated[Text | None, Outside()] = None
    """The name, where the document gives only the office."""
    family_name: Text | None = None
    """By which an index has the person, where it is not the last word of the name."""
    role: Quote | None = None
    """Role and affiliation, as the document gives them."""
    affiliation: OptionalOrganization = None
    """Organization, as far as it is known (editorial)."""
    capacity: Capacity | None = None
    """Speakers have one; people without one are listed under "Also named"."""

    @classmethod
    def listed_at(cls) -> Place:
        return Place("person", ("speakers",), 10, "People", element="person")

    @property
    def indexed_as(self) -> str:
        """`AbuZayd, Karen`; the name of an office, or a name that does not end in the family name, as it is."""
        family = self.family_name or self.name.rpartition(" ")[2]
        given = self.name.removesuffix(family).strip()
        return self.name if self.supplied_name or given in ("", self.name) else f"{family}, {given}"

    def stated_of(self, organization: NamedEntity) -> bool:
        """Whether the document itself places the person there."""
        stated = self.role.quote if self.role else ""
        return any(name in stated for name in organization.in_words())

    def known_as(self) -> tuple[str, ...]:
        return (*super().known_as(), *([self.supplied_name] if self.supplied_name else []))

    def search_record(self, index: Index) -> Found:
        return self.found(self.supplied_name, line=self.role.quote if self.role else "")

    def graph_node(self, graph: Graph) -> Node:
        supplied = self.supplied_name and f"[{self.supplied_name}]"
        return self.named_entity(graph, "Person", supplied) | {
            "jobTitle": self.role and self.role.quote,
            "affiliation": graph.ref("organization", self.affiliation),
            "performerIn": self.capacity and graph.ref("event", graph.index.edition.document.event),
        }

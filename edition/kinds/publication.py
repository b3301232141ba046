"""Publications: reports, books and papers."""

from typing import Annotated

from edition.kinds.kind import Found, Graph, Index, NamedEntity, Node, OptionalOrganization, OptionalSeries, Place
from edition.records.fields import PartialDate, Text, partial
from edition.records.records import Outside, RefTo


class Publication(NamedEntity):
    """A report, a book or a paper."""

    title: Annotated[Text | None, Outside("unless said")] = None
    """Official title, where it differs from the name."""
    publisher: OptionalOrganization = None
    series: OptionalSeries = None
    """The series of events that it belongs to."""
    number: Annotated[Text | None, Outside("unless said")] = None
    """Its number in the series."""
    date: Annotated[PartialDate | None, Outside()] = None
    """Of publication, as far as it is known: `2016`, `2016-03`, `2016-03-10`."""
    editors: Annotated[tuple[str, ...], RefTo(("person",))] = ()

    @classmethod
    def listed_at(cls) -> Place:
        return Place("publication", ("publications",), 50, "Publications")

    def search_record(self, index: Index) -> Found:
        return self.found(self.title, line=partial(self.date))

    def graph_node(self, graph: Graph) -> Node:
        return self.named_entity(graph, "Report", self.title) | {
            "publisher": graph.ref("organization", self.publisher),
            "about": graph.ref("event", self.series),
            "reportNumber": self.number,
            "datePublished": self.date,
            "editor": [graph.ref("person", id_) for id_ in self.editors],
        }

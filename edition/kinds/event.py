"""Events: meetings, and series of meetings."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from edition.kinds.kind import Found, Graph, Index, Material, NamedEntity, Node, OptionalSeries, Place, Quote
from edition.records.fields import Day, Text, days
from edition.records.records import Finding, Outside


class Event(NamedEntity):
    """A meeting, or a series of meetings."""

    title: Annotated[Text | None, Outside("unless said")] = None
    """Official title, where it differs from the name."""
    start: Annotated[Day | None, Outside(unless="stated")] = None
    """First day. A series or a forum has none."""
    end: Day | None = None
    place: Annotated[Text | None, Outside("unless said")] = None
    stated: Quote | None = None
    """The document's own words for the date, if it gives one; otherwise the date is editorial."""
    series: OptionalSeries = None
    """The series it belongs to."""
    followed: Annotated[Text | None, Outside()] = None
    """What came of it after the document was written."""

    @classmethod
    def listed_at(cls) -> Place:
        return Place("event", ("events",), 40, "Events", element="event")

    def check(self, material: Material) -> Iterator[Finding]:
        """It ends after it starts."""
        if self.end and (self.start is None or self.end < self.start):
            yield Finding(("end",), "the event ends before it starts, or has no start")

    def sort_key(self, index: Index) -> tuple[bool, date]:
        """By date; series and forums, which have none, come last."""
        return self.start is None, self.start or date.min

    def days(self) -> str:
        """When it was, as far as it is known."""
        return days(self.start, self.end)

    def when(self, day: date) -> str:
        """Whether a day was `before` it, `at` it or `after` it; if it has no day itself, after."""
        first = self.start or date.min
        return "before" if day < first else "after" if day > (self.end or first) else "at"

    def place_and_days(self) -> str:
        """Where and when it was, as far as it is known."""
        return ", ".join(filter(None, [self.place, self.days()]))

    def search_record(self, index: Index) -> Found:
        span = (str(self.start), str(self.end or self.start)) if self.start else ()
        text = " ".join(filter(None, (self.gist, self.followed, self.note)))
        return self.found(self.title, line=self.place_and_days())._replace(text=text, days=span)

    def graph_node(self, graph: Graph) -> Node:
        days = "/".join(str(day) for day in (self.start, self.end) if day and not self.stated)
        supplied = f"[{days}]" if days else None
        return self.named_entity(graph, "Event", self.title) | {
            "description": [*filter(None, (self.gist, self.followed))],
            "disambiguatingDescription": [*filter(None, (self.note, supplied))],
            "superEvent": graph.ref("event", self.series),
            "startDate": self.start and str(self.start),
            "endDate": self.end and str(self.end),
            "location": self.place,
        }

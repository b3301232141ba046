"""A component of the events in the order of time: a list."""

from dataclasses import dataclass

from edition.formats.dates import days
from edition.model.index import Index
from edition.model.records import Ref
from edition.pages.components import component
from edition.pages.page import Page
from edition.pages.shown import Link, entry_link, time_of


@dataclass(frozen=True)
class EventLine:
    """An event in a list."""

    to: Link
    when: str


@component("event_list.html", shows="events")
def event_list(page: Page) -> tuple[EventLine, ...]:
    """The events that the document mentions, in the order of time, a line for each."""
    index: Index = page.index
    return tuple(
        EventLine(
            entry_link(page, Ref("event", one.id)),
            ", ".join(filter(None, [days(one.start, one.end) if one.start else "", time_of(index, one)])),
        )
        for one in index.events_in_time
    )

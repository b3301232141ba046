"""A component of the events in the order of time: a list."""

from dataclasses import dataclass

from edition.document.index import Index
from edition.kinds.event import Event
from edition.pages.components import component
from edition.pages.page import Page
from edition.pages.shown import Link, entry_link, time_of
from edition.records.dates import days
from edition.records.records import Ref


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
        for one in index.of(Event)
    )

"""A component of the events in the order of time: a list."""

from edition.kinds.event import Event
from edition.pages.components import component
from edition.pages.page import Page


@component("event_list.html", shows="events")
def event_list(page: Page) -> list[Event]:
    """The events that the document mentions, in the order of time, a line for each."""
    return page.index.of(Event)

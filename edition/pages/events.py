"""Components of the events in the order of time: a timeline and a list."""

from dataclasses import dataclass

from edition.formats.dates import days
from edition.model.edition import Event
from edition.model.index import Index
from edition.model.records import Ref
from edition.pages.components import component
from edition.pages.page import Page
from edition.pages.shown import Link, ShownQuote, entry_link, passage_link, quote, time_of


@dataclass(frozen=True)
class TimelineEvent:
    """An event in time, or without a date.

    Attributes:
        when: its days; empty without a date.
        stage: as seen from the event that the document reports.
        stated: the document's words for the date, if it has any.
        reported: whether it is that event.
    """

    to: Link
    place: str
    datetime: str
    when: str
    stage: str
    stated: ShownQuote | None
    stated_in: Link | None
    reported: bool
    mentioned_in: tuple[Link, ...]


@dataclass(frozen=True)
class Timeline:
    """The events in the order of time, then those without a date."""

    dated: tuple[TimelineEvent, ...]
    undated: tuple[TimelineEvent, ...]


@component("timeline.html", page="explore/")
def timeline(page: Page) -> Timeline:
    """The events that the document mentions, as seen from the one that it reports."""
    events = page.index.events_in_time
    return Timeline(
        tuple(_event(page, event) for event in events if event.start),
        tuple(_event(page, event) for event in events if not event.start),
    )


def _event(page: Page, event: Event) -> TimelineEvent:
    index, ref = page.index, Ref("event", event.id)
    stated = event.stated
    return TimelineEvent(
        to=entry_link(page, ref),
        place=event.place or "",
        datetime=str(event.start or ""),
        when=days(event.start, event.end) if event.start else "",
        stage=time_of(index, event),
        stated=quote(page, stated) if stated else None,
        stated_in=passage_link(page, index.passages[stated.passage]) if stated else None,
        reported=event.id == index.edition.document.event,
        mentioned_in=tuple(passage_link(page, passage) for passage in index.mentioned_in.get(ref, ())),
    )


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

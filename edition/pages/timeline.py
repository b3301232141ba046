"""The timeline: the events that the document mentions, the frameworks, and what followed, in one order of time."""

from dataclasses import dataclass

from edition.kinds.event import Event
from edition.kinds.framework import Framework
from edition.kinds.kind import Addressed
from edition.kinds.outcome import Outcome
from edition.pages.components import component
from edition.pages.page import Page
from edition.records.records import Ref


@dataclass(frozen=True)
class Timeline:
    """What has a date, in the order of time, then the events without one; and the id of the event reported."""

    dated: tuple[Addressed, ...]
    undated: tuple[Event, ...]
    reported: str


@component("timeline.html", page="explore/")
def timeline(page: Page) -> Timeline:
    """The events that the document mentions, the frameworks, and what followed, in the order of time."""
    index, edition = page.index, page.index.edition
    dated: list[tuple[str, Addressed]] = [(str(one.start), one) for one in edition.of(Event) if one.start]
    dated += [(str(one.date), one) for one in edition.of(Framework)]
    dated += [(one.sort_key(index), one) for one in edition.of(Outcome) if one.date and not _is_event(one)]
    dated.sort(key=lambda item: item[0])
    undated = tuple(one for one in edition.of(Event) if not one.start)
    return Timeline(tuple(one for _, one in dated), undated, edition.document.event)


def _is_event(outcome: Outcome) -> bool:
    """Whether it is about an event, which has a place of its own in the timeline."""
    return Ref.parse(outcome.entry or "").kind == "event"

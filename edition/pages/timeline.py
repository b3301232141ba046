"""The timeline: the events that the document mentions, the frameworks, and what followed, in one order of time."""

from collections.abc import Iterator
from dataclasses import dataclass

from edition.kinds.event import Event
from edition.kinds.framework import Framework
from edition.kinds.outcome import Outcome
from edition.pages.components import component
from edition.pages.page import Page
from edition.pages.shown import Link, ShownQuote, entry_link, passage_link, quote, stage_of, time_of
from edition.records.dates import day, days
from edition.records.records import Ref


@dataclass(frozen=True)
class TimelineItem:
    """An event, a framework or an outcome, in time or without a date.

    Attributes:
        kind: `event`, `framework` or `outcome`.
        what: of a framework, what happened on its day.
        when: its days; empty without a date.
        stage: as seen from the event that the document reports; of an outcome nothing.
        stated: the document's words for the date, if it has any.
        reported: whether it is the event that the document reports.
        passages: those that mention it, or that it follows.
        outcomes: what became of an event.
    """

    kind: str
    to: Link
    what: str = ""
    place: str = ""
    datetime: str = ""
    when: str = ""
    stage: str = ""
    stated: ShownQuote | None = None
    stated_in: Link | None = None
    reported: bool = False
    passages: tuple[Link, ...] = ()
    outcomes: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Timeline:
    """What has a date, in the order of time, then the events without one."""

    dated: tuple[TimelineItem, ...]
    undated: tuple[TimelineItem, ...]


@component("timeline.html", page="explore/")
def timeline(page: Page) -> Timeline:
    """The events that the document mentions, the frameworks, and what followed, in the order of time."""
    edition = page.index.edition
    dated = [(str(one.start), _event(page, one)) for one in edition.of(Event) if one.start]
    dated += [(str(one.date), _framework(page, one)) for one in edition.of(Framework)]
    dated += [(one.sort_key(page.index), _outcome(page, one)) for one in edition.of(Outcome) if one.date and not _is_event(one)]
    dated.sort(key=lambda item: item[0])
    return Timeline(
        tuple(item for _, item in dated), tuple(_event(page, one) for one in edition.of(Event) if not one.start)
    )


def _is_event(outcome: Outcome) -> bool:
    """Whether it is about an event, which has a place of its own in the timeline."""
    return Ref.parse(outcome.entry or "").kind == "event"


def _event(page: Page, event: Event) -> TimelineItem:
    index, ref = page.index, Ref("event", event.id)
    stated = event.stated
    return TimelineItem(
        kind="event",
        to=entry_link(page, ref),
        place=event.place or "",
        datetime=str(event.start or ""),
        when=days(event.start, event.end) if event.start else "",
        stage=time_of(index, event),
        stated=quote(page, stated) if stated else None,
        stated_in=passage_link(page, index.passages[stated.passage]) if stated else None,
        reported=event.id == index.edition.document.event,
        passages=_mentioned_in(page, ref),
        outcomes=tuple(_became(page, ref)),
    )


def _framework(page: Page, framework: Framework) -> TimelineItem:
    ref = Ref("framework", framework.id)
    return TimelineItem(
        kind="framework",
        to=entry_link(page, ref),
        what=framework.date_label,
        datetime=str(framework.date),
        when=day(framework.date),
        stage=stage_of(page.index, framework.date),
        passages=_mentioned_in(page, ref),
    )


def _outcome(page: Page, outcome: Outcome) -> TimelineItem:
    return TimelineItem(
        kind="outcome",
        to=_link(page, outcome),
        datetime=outcome.date or "",
        when=outcome.when,
        passages=tuple(passage_link(page, page.index.passages[id_]) for id_ in outcome.passages),
    )


def _mentioned_in(page: Page, ref: Ref) -> tuple[Link, ...]:
    return tuple(passage_link(page, passage) for passage in page.index.mentioned_in.get(ref, ()))


def _became(page: Page, event: Ref) -> Iterator[Link]:
    return (_link(page, one) for one in page.index.on(Outcome, event))


def _link(page: Page, outcome: Outcome) -> Link:
    return Link(outcome.title, page.href(Ref("outcome", outcome.id)))

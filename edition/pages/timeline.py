"""The timeline: events, frameworks and how much followed, before, at and after the event reported, year by year."""

from collections.abc import Iterator
from datetime import date

from edition.document.index import Index
from edition.kinds.event import Event
from edition.kinds.framework import Framework
from edition.kinds.outcome import Outcome
from edition.pages.components import component
from edition.pages.page import Page

Dated = Event | Framework
Year = tuple[int, list[Dated], int]
"""A year, the events and frameworks of it, and how many things followed in it."""


@component("timeline.html", shows="periods", page="outcomes/")
def timeline(page: Page) -> list[tuple[str, list[Year]]]:
    """The events that the document mentions, the frameworks, and what followed, on a scale of years."""
    periods = [(name, [*_years(page.index, name)]) for name in ("before", "at", "after")]
    return [(name, years) for name, years in periods if years]


def _years(index: Index, period: str) -> Iterator[Year]:
    """Every year of a period, those of which nothing is known too."""
    known: list[Dated] = [*(event for event in index.of(Event) if event.start), *index.of(Framework)]
    dated = sorted((one for one in known if index.event.when(_day(one)) == period), key=_day)
    followed = [int(one.date[:4]) for one in index.of(Outcome) if one.date and period == "after"]
    found = [*(_day(one).year for one in dated), *followed]
    for year in range(min(found), max(found) + 1) if found else ():
        yield year, [one for one in dated if _day(one).year == year], followed.count(year)


def _day(dated: Dated) -> date:
    """The first day of something that has one."""
    return (dated.start if isinstance(dated, Event) else dated.date) or date.min

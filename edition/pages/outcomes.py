"""What followed: on a page of its own, and under each conclusion."""

from collections.abc import Iterable
from dataclasses import dataclass

from edition.document import addresses
from edition.document.passages import Passage
from edition.kinds.outcome import Outcome
from edition.pages.components import component
from edition.pages.navigation import title_of
from edition.pages.page import Page
from edition.pages.shown import Link, ShownSource, Tools, Words, entry_link, passage_link, sources, tools, words
from edition.records.records import Ref


@dataclass(frozen=True)
class ShownOutcome:
    """What followed something in the document.

    Attributes:
        to: to its place on the page of what followed.
        when, datetime: the date for readers, and for machines if it is known.
        connection: `announced`, `same-words` or `same-subject`.
        shared: the words that both have.
        entry: the event or publication that it is about.
        passages: those that it follows.
    """

    anchor: str
    to: Link
    tools: Tools
    when: str
    datetime: str
    gist: Words
    connection: str
    shared: tuple[str, ...]
    entry: Link | None
    passages: tuple[Link, ...]
    sources: tuple[ShownSource, ...]


@dataclass(frozen=True)
class OutcomeGroup:
    """What followed a conclusion, by its number and title, or the introduction and closing."""

    number: str
    to: Link
    outcomes: tuple[ShownOutcome, ...]


@component("outcomes.html", shows="groups", page=addresses.OUTCOMES)
def outcomes(page: Page) -> tuple[OutcomeGroup, ...]:
    """What was announced and what followed, under the conclusion of the first passage of each, by date."""
    index = page.index
    groups: dict[Passage, list[Outcome]] = {stop: [] for stop in index.stops}
    for outcome in index.of(Outcome):
        groups[_stop(page, outcome)].append(outcome)
    return tuple(
        OutcomeGroup(
            stop.label if stop.conclusion else "",
            Link(title_of(stop), page.href(stop)),
            tuple(_shown(page, outcome) for outcome in found),
        )
        for stop, found in groups.items()
        if found
    )


def outcomes_under(page: Page, passages: Iterable[Passage]) -> tuple[ShownOutcome, ...]:
    """What followed any of these passages, by date."""
    return tuple(_shown(page, outcome) for outcome in page.index.on(Outcome, *passages))


def _stop(page: Page, outcome: Outcome) -> Passage:
    """The stop that has the first passage of an outcome; headings and the title belong to the next."""
    index = page.index
    passage = index.passages[outcome.passages[0]]
    if passage.conclusion:
        return index.passages[passage.conclusion.id]
    first = index.by_kind.get(passage.kind, [passage])[0] if passage.kind in ("introduction", "closing") else passage
    return next((stop for stop in index.stops if index.order[stop.id] >= index.order[first.id]), index.stops[-1])


def _shown(page: Page, outcome: Outcome) -> ShownOutcome:
    ref = Ref("outcome", outcome.id)
    return ShownOutcome(
        anchor=addresses.anchor_of(ref),
        to=Link(outcome.title, page.href(ref)),
        tools=tools(page, ref, outcome.title),
        when=outcome.when,
        datetime=outcome.date or "",
        gist=words(page, outcome.gist),
        connection=outcome.connection,
        shared=outcome.shared,
        entry=entry_link(page, Ref.parse(outcome.entry)) if outcome.entry else None,
        passages=tuple(passage_link(page, page.index.passages[id_]) for id_ in outcome.passages),
        sources=sources(page, outcome.sources),
    )

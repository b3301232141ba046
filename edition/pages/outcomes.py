"""The component of what followed, conclusion by conclusion."""

from edition.document import addresses
from edition.document.index import Index
from edition.document.passages import Passage
from edition.kinds.outcome import Outcome
from edition.pages.components import component
from edition.pages.page import Page


@component("outcomes.html", shows="groups", page=addresses.OUTCOMES)
def outcomes(page: Page) -> list[tuple[Passage, list[Outcome]]]:
    """What was announced and what followed, under the conclusion of the first passage of each, by date."""
    groups: dict[Passage, list[Outcome]] = {stop: [] for stop in page.index.stops}
    for outcome in page.index.of(Outcome):
        groups[_stop(page.index, outcome)].append(outcome)
    return [(stop, found) for stop, found in groups.items() if found]


def _stop(index: Index, outcome: Outcome) -> Passage:
    """The stop that has the first passage of an outcome; headings and the title belong to the next."""
    passage = index.passages[outcome.passages[0]]
    if passage.conclusion:
        return index.passages[passage.conclusion.id]
    first = index.by_kind.get(passage.kind, [passage])[0] if passage.kind in ("introduction", "closing") else passage
    return next((stop for stop in index.stops if index.order[stop.id] >= index.order[first.id]), index.stops[-1])

"""What the edition says beyond the words: the plain summary, attributions, what followed, and its sources."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import get_args

from pydantic import BaseModel

from edition.document import addresses
from edition.document.edition import PageNote
from edition.document.index import Index
from edition.document.passages import Passage
from edition.kinds.attribution import Attribution, AttributionKind, is_unattributed
from edition.kinds.kind import Kind
from edition.kinds.outcome import Outcome
from edition.kinds.plain_sentence import PlainSentence
from edition.kinds.source import Source
from edition.pages.components import component
from edition.pages.page import Page
from edition.records.records import Ref

ATTRIBUTION_KINDS: tuple[str, ...] = get_args(AttributionKind)


@component("plain_summary.html", shows="sentences", page="")
def plain_summary(page: Page) -> list[PlainSentence]:
    """The document in about 150 plain words, each sentence with its passages."""
    return page.index.of(PlainSentence)


@component("attributions.html", shows=("groups", "without"), page=addresses.ATTRIBUTIONS)
def attributions(page: Page) -> tuple[list[list[Attribution]], list[Passage]]:
    """A table of who is reported to say something, with the sentences that do."""
    index = page.index
    groups = [[one for one in index.of(Attribution) if one.kind == kind] for kind in ATTRIBUTION_KINDS]
    without = [passage for passage in index.passages.values() if is_unattributed(index, passage)]
    return [group for group in groups if group], without


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


@component("sources.html", shows=("sources", "resting"), page=addresses.SOURCES)
def sources(page: Page) -> tuple[list[Source], Mapping[Ref, Sequence[tuple[BaseModel, str]]]]:
    """Every source of what is said from outside the document, and what rests on it."""
    records = dict(page.index.edition.records)
    # a record, or if a file is a single record, one of its fields
    resting: dict[Ref, dict[tuple[int, str], tuple[BaseModel, str]]] = defaultdict(dict)
    for path, _, ref in page.index.edition.references:
        if ref.kind == Source.listed_at().kind:
            above = [records[path[:at]] for at in range(1, len(path)) if path[:at] in records]
            record = next((record for record in above if isinstance(record, Kind | PageNote)), above[0])
            field = "" if isinstance(record, Kind) else str(path[-1] if isinstance(path[-1], str) else path[-2])
            resting[ref].setdefault((id(record), field), (record, field))
    return page.index.of(Source), {ref: [*found.values()] for ref, found in resting.items()}

"""What the edition says beyond the words: the plain summary, attributions, what followed and when, and its sources."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, get_args

from pydantic import BaseModel

from edition.document import addresses
from edition.document.edition import Edition, PageNote
from edition.document.index import Index
from edition.document.passages import Passage
from edition.kinds.attribution import Attribution, AttributionKind, voices_of
from edition.kinds.event import Event
from edition.kinds.framework import Framework
from edition.kinds.kind import Kind, NamedEntity, Quote
from edition.kinds.outcome import Outcome
from edition.kinds.parallel import Parallel
from edition.kinds.plain_sentence import PlainSentence
from edition.kinds.source import Source
from edition.pages.components import component
from edition.pages.page import Page
from edition.records.records import Ref, grouped
from edition.records.shared_words import has_words, sentences_of

ATTRIBUTION_KINDS: tuple[str, ...] = get_args(AttributionKind)
Dated = Event | Framework
Year = tuple[int, list[Dated], int]
"""A year, the events and frameworks of it, and how many things followed in it."""


@component("plain_summary.html", shows="sentences", page="")
def plain_summary(page: Page) -> list[PlainSentence]:
    """The document in about 150 plain words, each sentence with its passages."""
    return page.index.of(PlainSentence)


@component("attributions.html", page=addresses.ATTRIBUTIONS)
def attributions(page: Page) -> dict[str, Any]:
    """A table of who is reported to say something, with the sentences that do."""
    index = page.index
    groups = ([one for one in index.of(Attribution) if one.kind == kind] for kind in ATTRIBUTION_KINDS)
    statements, begun = index.by_kind["statement"], str(index.event.start or "")
    older = {source.id for source in index.of(Source) if source.date and source.date < begun[: len(source.date)]}
    stated = [statement for statement in statements if index.on(Attribution, statement)]
    named = (entity for entity in index.entities.values() if isinstance(entity, NamedEntity))
    author = next((entity for entity in named if has_words(index.edition.document.imprint.author, entity.name)), None)
    return {
        "groups": [*filter(None, groups)],  # of each kind, in the document's order
        "stated": stated,
        "own": [statement for statement in statements if statement not in stated],  # attributed to nobody
        "author": author,
        "of_itself": [*_of_itself(index, author)] if author else [],
        "older": [parallel for parallel in index.of(Parallel) if parallel.source in older],  # than the event
        "note": index.edition.document.note_on(page.address),
    }


def _of_itself(index: Index, author: NamedEntity) -> Iterator[Quote]:
    """The sentences in which the document itself speaks of its author."""
    for passage in index.mentioned_in.get(author.ref, ()):
        own = [voice for voice in voices_of(index, passage) if not voice.said]
        for start, end in sentences_of(passage.words):
            sentence = passage.words[start:end].rstrip()  # only the first mention in a passage is a link
            mentions = any(has_words(sentence, name) for name in author.in_words())
            if mentions and any(voice.start <= start < voice.end for voice in own):
                yield Quote(passage=passage.id, quote=sentence)


@component("outcomes.html", shows="groups", page=addresses.OUTCOMES)
def outcomes(page: Page) -> list[tuple[Passage, list[Outcome], list[Outcome]]]:
    """What was announced and what followed, by date, under the conclusion of the first passage of each.

    Under those of its other passages it is, too, as what is told elsewhere.
    """
    index, found = page.index, page.index.of(Outcome)
    stops = {one.id: [*dict.fromkeys(_stop(index, index.passages[id_]).id for id_ in one.passages)] for one in found}
    told = grouped((stops[one.id][0], one) for one in found)
    elsewhere = grouped((stop, one) for one in found for stop in stops[one.id][1:])
    return [(stop, told[stop.id], elsewhere[stop.id]) for stop in index.stops if told[stop.id] or elsewhere[stop.id]]


def _stop(index: Index, passage: Passage) -> Passage:
    """The stop that has a passage; headings and the title belong to the next."""
    if passage.conclusion:
        return index.passages[passage.conclusion.id]
    first = index.by_kind[passage.kind][0] if passage.is_apart else passage
    return next((stop for stop in index.stops if index.order[stop.id] >= index.order[first.id]), index.stops[-1])


@component("sources.html", shows=("groups", "resting"), page=addresses.SOURCES)
def sources(page: Page) -> tuple[Mapping[str, Sequence[Source]], Mapping[Ref, Sequence[tuple[BaseModel, str]]]]:
    """Every source of what is said from outside the document, by publisher, and what rests on it."""
    published = grouped((source.publisher, source) for source in page.index.of(Source))
    several_first = sorted(published.items(), key=lambda one: (len(one[1]) == 1, one[0]))
    groups = grouped((by if len(found) > 1 else "", one) for by, found in several_first for one in found)
    return groups, grouped(dict.fromkeys(_resting(page.index.edition)))


def _resting(edition: Edition) -> Iterator[tuple[Ref, tuple[BaseModel, str]]]:
    """What rests on each source: a record; or, where a file is a single record, that and one of its fields."""
    records = dict(edition.records)
    for path, _, ref in edition.references:
        if ref.kind == Source.listed_at().kind:
            above = [records[path[:at]] for at in range(1, len(path)) if path[:at] in records]
            record = next((record for record in above if isinstance(record, Kind | PageNote)), above[0])
            field = "" if isinstance(record, Kind) else str(path[-1] if isinstance(path[-1], str) else path[-2])
            yield ref, (record, field)


@component("timeline.html", shows="periods", page="outcomes/")
def timeline(page: Page) -> list[tuple[str, list[Year]]]:
    """The events that the document mentions, the frameworks, and what followed, on a scale of years."""
    index = page.index
    days: list[tuple[date, Dated]] = [(event.start, event) for event in index.of(Event) if event.start]
    days += [(framework.date, framework) for framework in index.of(Framework)]
    dated = grouped((index.event.when(day), (day.year, one)) for day, one in sorted(days, key=lambda at: at[0]))
    followed = {"after": [int(one.date[:4]) for one in index.of(Outcome) if one.date]}
    periods = [(name, [*_years(dated[name], followed.get(name, []))]) for name in ("before", "at", "after")]
    return [(name, years) for name, years in periods if years]


def _years(dated: list[tuple[int, Dated]], followed: list[int]) -> Iterator[Year]:
    """Every year of a period, those of which nothing is known too."""
    known = [*followed, *(year for year, _ in dated)]
    for year in range(min(known), max(known) + 1) if known else ():
        yield year, [one for at, one in dated if at == year], followed.count(year)

"""What the edition says beside the words of a passage, and the words that each of these notes is on.

A note stands beside the first of its words, which is marked: the style sheet puts them side by side.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from edition.document.index import Index
from edition.document.passages import Passage
from edition.kinds import KINDS
from edition.kinds.attribution import voices_of
from edition.kinds.kind import Kind
from edition.pages.filters import as_filter
from edition.pages.page import Page
from edition.records.records import Ref

MOST = 9
"""So many words of a passage can be marked; what is on a later one stands where the last of them does, or below."""


class Run(NamedTuple):
    """Words in a row. `at` is the number of the one that they are, if notes stand beside it."""

    text: str
    at: int = 0


class Phrase(NamedTuple):
    """Words in a row that lead to `ref`, or nowhere; `again` where others before them in the passage lead somewhere."""

    runs: list[Run]
    ref: Ref | None
    again: bool


@as_filter
def sidenotes(page: Page, passage: Passage) -> list[tuple[Kind, int]]:
    """What stands beside a passage, in the order of its words, each with the number of the marked word, from 1."""
    numbers = _numbers(page, passage)
    return [(record, numbers.get(place, MOST)) for place, record in _placed(page.index)[passage.id]]


@as_filter
def discussed_in(page: Page, passage: Passage) -> list[str]:
    """The addresses of other additional pages that quote a passage; they stand beside its first word."""
    return [other for other in page.docs.discussed_in.get(passage.id, []) if other != page.address]


@as_filter
def by_voice(page: Page, passage: Passage) -> list[tuple[str, list[Phrase], int | None]]:
    """All words of a passage: parts that are attributed to somebody, and parts that are not.

    Before each comes how it is marked, if it is; after it, the number of the page of the original that begins with it,
    if one does.
    """
    voices, numbers = voices_of(page.index, passage), _numbers(page, passage)
    begun = page.index.page_starts.get(passage.id, {})
    said = [(voice.start, voice.end) for voice in voices if voice.said]
    mark = "attributed" if len(voices) == 1 else "attributed attributed--part"
    found, linked = [], False
    for start, end in pairwise(sorted({0, len(passage.words), *begun, *(at for ends in said for at in ends)})):
        phrases = []
        for span in passage.spans_in(start, end):
            phrases.append(Phrase(list(_runs(span.text, span.at, numbers)), span.ref, linked))
            linked = linked or bool(span.ref)
        found.append((mark if any(begin <= start < stop for begin, stop in said) else "", phrases, begun.get(start)))
    return found


@lru_cache(maxsize=1)  # of a passage, each of its pages asks twice
def _placed(index: Index) -> dict[str, list[tuple[int, Kind]]]:
    """For each passage id, what stands beside it, and where in its words the word begins beside which it is."""
    found: dict[str, list[tuple[int, Kind]]] = {}
    for id_, passage in index.passages.items():
        records = (record for kind in KINDS for record in index.on(kind, passage))
        places = ((record.words_at(passage.words), record) for record in records)
        begun = [
            (place - len(passage.words[:place].split(" ")[-1]), record) for place, record in places if place is not None
        ]
        found[id_] = sorted(begun, key=lambda one: one[0])
    return found


def _numbers(page: Page, passage: Passage) -> Mapping[int, int]:
    """By the places of the words that are marked, their numbers."""
    places = {place for place, _ in _placed(page.index)[passage.id]} | ({0} if discussed_in(page, passage) else set())
    return {place: number for number, place in enumerate(sorted(places)[:MOST], 1)}


def _runs(text: str, start: int, numbers: Mapping[int, int]) -> Iterator[Run]:
    """A text that begins at a place of the passage, cut at marked words."""
    done = 0
    for place, number in numbers.items():
        at = place - start
        if 0 <= at < len(text):
            word = re.split(r"\s", text[at:], maxsplit=1)[0]
            yield from [Run(text[done:at])] if at > done else []
            yield Run(word, number)
            done = at + len(word)
    if done < len(text):
        yield Run(text[done:])

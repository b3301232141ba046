"""What must hold between records. Each check yields findings; `load.py` turns them into the report."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from edition.model import Conclusion, Edition, Paragraph, Quote, names_of
from edition.passages import Passage, passages_of
from edition.problems import did_you_mean
from edition.records import Item, Ref, RefTo, present, walk
from edition.things import KINDS, things_of
from edition.yaml_file import Path

RESERVED = "page-", "cite-", "goal-", "target-"
"""Anchors that begin so are the templates'."""


class Finding(NamedTuple):
    """What is wrong, where in the data, and how many characters into that text."""

    path: Path
    message: str
    offset: int | None = None


def check_records(edition: Edition, invalid: Collection[str]) -> Iterator[Finding]:
    """All that can be said of an edition even if records are missing from it, those with the ids in `invalid`."""
    passages = {passage.id: passage for passage in passages_of(edition)}
    yield from check_ids(edition)
    yield from check_references(edition, passages, invalid)
    yield from check_quotes(edition, passages)
    yield from check_names(edition, passages)
    yield from check_order(edition, invalid)


def repeated(records: Iterable[tuple[int, Item]], key: Callable[[Item], Hashable]) -> Iterator[tuple[int, Item]]:
    """Those of `records`, each with its place, that have the `key` of an earlier one."""
    seen: set[Hashable] = set()
    for at, record in records:
        if key(record) in seen:
            yield at, record
        seen.add(key(record))


def check_ids(edition: Edition) -> Iterator[Finding]:
    """An id stands for one thing in the whole edition."""
    seen: dict[str, Path] = {}
    for path, record in walk(edition):
        id_: str | None = getattr(record, "id", None)
        if not id_:
            continue
        if id_.startswith(RESERVED):
            yield Finding((*path, "id"), f"an id cannot begin with {' or '.join(RESERVED)}: pages use such anchors")
        if id_ in seen:
            yield Finding((*path, "id"), f'the id "{id_}" is taken; it stands in data/{seen[id_][0]}.yml already')
        seen.setdefault(id_, path)


def check_references(edition: Edition, passages: Mapping[str, Passage], invalid: Collection[str]) -> Iterator[Finding]:
    """Every id that a record or a mention names exists; those of `invalid` records pass, as they may."""
    known = {ref for ref, _, _ in things_of(edition)}
    known |= {Ref("session", session.id) for _, session in present(edition.sessions)}
    homeless = (part for _, part in walk(edition) if isinstance(part, Conclusion | Paragraph))  # of an unknown session
    known |= {Ref("passage", id_) for id_ in (*passages, *(part.id for part in homeless))}
    known |= {Ref(kind, id_) for id_ in invalid for kind in (*KINDS, "session", "passage")}
    for path, record in walk(edition):
        for name, info in type(record).model_fields.items():
            value = getattr(record, name)
            for marker in info.metadata:
                if isinstance(marker, RefTo) and value is not None:
                    yield from _reference(value, marker.kinds, known, (*path, name))
    for passage in passages.values():
        for span in passage.spans:
            if span.ref:
                at = span.start + len(span.text) + 3
                yield from _reference(str(span.ref), tuple(KINDS), known, passage.path, at)
        if passage.broken is not None:
            yield Finding(passage.path, "a broken link; write [words](kind:id)", passage.broken)


def _reference(
    value: str, kinds: tuple[str, ...], known: set[Ref], path: Path, offset: int | None = None
) -> Iterator[Finding]:
    ref = Ref.parse(value) if len(kinds) > 1 else Ref(kinds[0], value)
    if ref in known and ref.kind in kinds:
        return
    others = sorted(other for other in known if other.id == ref.id)
    allowed = [other for other in known if other.kind in kinds]
    if others and others[0].kind in kinds:
        yield Finding(path, f'unknown {ref.kind or "reference"} "{ref.id}"; did you mean "{others[0]}"?', offset)
    elif others:
        yield Finding(path, f'"{ref.id}" is of the kind {others[0].kind}; due here: {" or ".join(kinds)}', offset)
    elif ref.kind in kinds:
        hint = did_you_mean(ref.id, (other.id for other in allowed if other.kind == ref.kind))
        yield Finding(path, f'unknown {ref.kind} "{ref.id}"{hint}', offset)
    else:
        hint = did_you_mean(value, map(str, allowed)) or f"; write kind:id, the kind one of {', '.join(kinds)}"
        yield Finding(path, f'unknown reference "{value.lstrip(":")}"{hint}', offset)


def check_quotes(edition: Edition, passages: Mapping[str, Passage]) -> Iterator[Finding]:
    """What is quoted from a passage stands in it, word for word; a link is made once."""
    for path, record in walk(edition):
        if isinstance(record, Quote):
            passage = passages.get(record.passage)
            if passage and passage.broken is None and record.quote not in passage.words:
                yield Finding((*path, "quote"), f'"{record.quote}" does not stand in {record.passage}')
    for at, link in repeated(present(edition.sdg_links), lambda link: (link.passage, link.to)):
        yield Finding(("sdg_links", at), f"{link.passage} is linked to {link.to} already")


def check_conclusions(edition: Edition) -> Iterator[Finding]:
    """Conclusions are numbered 1, 2, 3 ... in the order of their sessions, and no session is empty."""
    order = {session.id: at for at, session in enumerate(edition.sessions)}
    latest = 0
    for at, conclusion in enumerate(edition.conclusions):
        if conclusion.number != at + 1:
            yield Finding(("conclusions", at, "number"), f"the number must be {at + 1}: conclusions stand in order")
        if order[conclusion.session] < latest:
            message = "conclusions stand in the order of their sessions; a later session's stands before this one"
            yield Finding(("conclusions", at, "session"), message)
        latest = order[conclusion.session]
    filled = {conclusion.session for conclusion in edition.conclusions}
    for at, session in enumerate(edition.sessions):
        if session.id not in filled:
            yield Finding(("sessions", at), f'no conclusion has "session: {session.id}"')


def check_order(edition: Edition, invalid: Collection[str]) -> Iterator[Finding]:
    """Events do not end before they start, a target has its goal, releases stand from new to old, slugs differ."""
    for at, event in present(edition.events):
        if event.end and (event.start is None or event.end < event.start):
            yield Finding(("events", at, "end"), "the end is before the start, or there is no start")
    goals = {goal.id for _, goal in present(edition.sdgs.goals)} | set(invalid)
    for at, target in present(edition.sdgs.targets):
        if target.goal not in goals:
            message = f'target {target.id} needs its goal: there is no goal "{target.goal}"'
            yield Finding(("sdgs", "targets", at, "id"), message)
    versions = [(at, tuple(map(int, release.version.split(".")))) for at, release in present(edition.releases)]
    for (_, newer), (at, version) in pairwise(versions):
        if version >= newer:
            yield Finding(("releases", at, "version"), "the newest release stands first, and each has its own version")
    for at, session in repeated(present(edition.sessions), lambda session: session.slug):
        yield Finding(("sessions", at, "slug"), f'the slug "{session.slug}" is another session\'s already')


def check_names(edition: Edition, passages: Mapping[str, Passage]) -> Iterator[Finding]:
    """Wherever a passage first uses a declared name, the name is a link; a name belongs to one thing."""
    owners: dict[str, Ref] = {}
    for ref, path, thing in things_of(edition):
        for name in map(str.lower, names_of(thing)):
            if owners.setdefault(name, ref) != ref:
                yield Finding(path, f'the name "{name}" belongs to {owners[name]} already')
    by_words: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in owners:
        by_words[tuple(re.findall(r"\w+", name))].append(name)
    sizes = sorted({len(words) for words in by_words} - {0}, reverse=True)
    for passage in (passage for passage in passages.values() if passage.broken is None):
        linked: set[str] = set()
        for span in passage.spans:
            if span.ref:
                owner = owners.get(span.text.lower(), span.ref)
                if owner != span.ref and span.ref in owners.values():
                    message = f'"{span.text}" is a name of {owner}, not of {span.ref}'
                    yield Finding(passage.path, message, span.start + 1)
                linked.add(span.text.lower())
                continue
            for at, name in _names_in(span.text.lower(), by_words, sizes):
                if name not in linked:
                    words = span.text[at : at + len(name)]
                    message = f'"{words}" stands unlinked; write [{words}]({owners[name]})'
                    yield Finding(passage.path, message, span.start + at)
                linked.add(name)


def _names_in(text: str, by_words: Mapping[tuple[str, ...], list[str]], sizes: list[int]) -> Iterator[tuple[int, str]]:
    """Declared names in a text and where they start: the longest at each place, none inside another.

    Args:
        by_words: the names by their words.
        sizes: how many words a name has, the most first; to look for that here takes time with every span.
    """
    words = list(re.finditer(r"\w+", text))
    end = 0
    for first, word in enumerate(words):
        for size in sizes:
            for name in by_words.get(tuple(word[0] for word in words[first : first + size]), ()):
                at = word.start() - name.index(word[0])
                if at >= end and text.startswith(name, at):
                    yield at, name
                    end = at + len(name)
                    break
            if end > word.start():
                break

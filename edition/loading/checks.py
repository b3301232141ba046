"""The rules between records. Each check yields findings; `data.py` turns them into the report."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple, TypeVar

from edition.loading.problems import did_you_mean
from edition.model.edition import Conclusion, Edition, Foreign, Paragraph, Target, names_of
from edition.model.entities import KINDS, beside_of, entities_of
from edition.model.locations import DataPath
from edition.model.passages import Passage
from edition.model.records import Ref, references, walk

Item = TypeVar("Item")

RESERVED = "page-", "cite-", "goal-", "target-"
"""Anchors that begin so are the templates'."""

MARKUP_IN_NOTES = re.compile(r"</?[a-z][^<>]*>|\*{1,2}\w[^*]*\*{1,2}|\b_\w[^_]*_\b|`[^`]+`|\[[^\[\]]+\]\([^()]*\)|^#+ ")
"""What HTML and Markdown would make something of."""

PASSAGE_FILES = "document", "sessions", "conclusions"
"""The files that hold the words of the document."""

HOLDERS = *KINDS.items(), ("source", "sources"), ("session", "sessions"), *(("passage", stem) for stem in PASSAGE_FILES)
"""Each kind of what has an id, and a file that holds such."""


class Finding(NamedTuple):
    """What is wrong, where in the data, and how many characters into that text."""

    path: DataPath
    message: str
    offset: int | None = None


def check_records(edition: Edition, all_passages: Iterable[Passage], incomplete: Collection[str]) -> Iterator[Finding]:
    """Everything that can be checked even if records are missing from the files `incomplete`.

    Consequences of other problems are not reported: an unknown id may be that of an invalid record.
    """
    passages = {passage.id: passage for passage in all_passages}
    ids = list(check_ids(edition))
    yield from ids
    doubtful = {*incomplete, *(str(at.path[0]) for at in ids)}
    yield from check_references(edition, passages, {kind for kind, stem in HOLDERS if stem in doubtful})
    yield from check_names(edition, passages)
    yield from check_order(edition, doubtful)


def repeated(records: Iterable[Item], key: Callable[[Item], Hashable]) -> Iterator[tuple[int, Item]]:
    """Those of `records`, each with its place in the list, that have the `key` of an earlier one."""
    seen: set[Hashable] = set()
    for at, record in enumerate(records):
        if key(record) in seen:
            yield at, record
        seen.add(key(record))


def check_ids(edition: Edition) -> Iterator[Finding]:
    """An id is unique in the whole edition."""
    seen: dict[str, DataPath] = {}
    for path, record in walk(edition):
        id_: str | None = getattr(record, "id", None)
        if not id_:
            continue
        if id_.startswith(RESERVED):
            yield Finding((*path, "id"), f"an id cannot begin with {' or '.join(RESERVED)}: pages use such anchors")
        if id_ in seen:
            yield Finding((*path, "id"), f'the id "{id_}" is already used in data/{seen[id_][0]}.yml')
        seen.setdefault(id_, path)


def check_references(edition: Edition, passages: Mapping[str, Passage], doubtful: Collection[str]) -> Iterator[Finding]:
    """Every id that a record or a mention names exists; those of `doubtful` kinds pass, as they may."""
    known = {ref for ref, _, _ in entities_of(edition)}
    known |= {Ref("session", session.id) for session in edition.sessions}
    parts = (part for _, part in walk(edition) if isinstance(part, Conclusion | Paragraph))  # also of unknown sessions
    known |= {Ref("passage", id_) for id_ in (*passages, *(part.id for part in parts))}
    known |= {Ref("source", source.id) for source in edition.sources}
    for path, marker, ref in references(edition):
        if ref.kind not in doubtful:
            yield from _reference(ref, marker.kinds, known, path)
    for passage in passages.values():
        for span in passage.spans:
            if span.ref and span.ref.kind not in doubtful:
                at = span.start + len(span.text) + 3
                yield from _reference(span.ref, tuple(KINDS), known, passage.path, at)
        if passage.broken is not None:
            message = "a broken link; write [words](kind:id), with no space just inside or between the brackets"
            yield Finding(passage.path, message, passage.broken)


def _reference(
    ref: Ref, kinds: tuple[str, ...], known: set[Ref], path: DataPath, offset: int | None = None
) -> Iterator[Finding]:
    if ref in known and ref.kind in kinds:
        return
    others = sorted(other for other in known if other.id == ref.id)
    allowed = [other for other in known if other.kind in kinds]
    if others and others[0].kind in kinds:
        yield Finding(path, f'unknown {ref.kind or "reference"} "{ref.id}"; did you mean "{others[0]}"?', offset)
    elif others:
        found = f"{'an' if others[0].kind[0] in 'eo' else 'a'} {others[0].kind}"
        yield Finding(path, f'"{ref.id}" is {found}; expected here: {" or ".join(kinds)}', offset)
    elif ref.kind in kinds and not (alike := [other.id for other in allowed if other.kind == ref.kind]):
        yield Finding((dict(HOLDERS)[ref.kind],), f"there is no {ref.kind} here, but other files refer to some")
    elif ref.kind in kinds:
        yield Finding(path, f'unknown {ref.kind} "{ref.id}"{did_you_mean(ref.id, alike)}', offset)
    else:
        value = str(ref).lstrip(":")
        hint = did_you_mean(value, map(str, allowed)) or f"; write kind:id, the kind one of {', '.join(kinds)}"
        yield Finding(path, f'unknown reference "{value}"{hint}', offset)


def doubts(edition: Edition, passages: Iterable[Passage]) -> Iterator[Finding]:
    """Likely slips: entities that nothing mentions, two notes on the same words, markup in a note."""
    used = {span.ref for passage in passages for span in passage.spans}
    used |= {Ref.parse(link.to) for link in edition.sdg_links}
    for ref, path, entity in entities_of(edition):
        if ref not in used and ref.kind != "goal" and not (isinstance(entity, Target) and entity.direct):
            yield Finding((*path, "id"), f'nothing mentions "{ref.id}"')
    for at, note in repeated(edition.notes, lambda note: (note.passage, note.quote)):
        yield Finding(("notes", at), f'"{note.quote}" in {note.passage} has a note already')
    for path, record in walk(edition):
        if markup := MARKUP_IN_NOTES.search(getattr(record, "note", None) or ""):
            yield Finding((*path, "note"), f'a note is plain text; "{markup[0]}" is shown as it is', markup.start())


def check_conclusions(edition: Edition) -> Iterator[Finding]:
    """Conclusions are numbered 1, 2, 3 ... in the order of their sessions."""
    order = {session.id: at for at, session in enumerate(edition.sessions)}
    latest = 0
    for at, conclusion in enumerate(edition.conclusions):
        if conclusion.number != at + 1:
            yield Finding(
                ("conclusions", at, "number"), f"the number must be {at + 1}: conclusions are numbered in order"
            )
        if order[conclusion.session] < latest:
            message = "conclusions follow the order of their sessions; one of a later session comes before this one"
            yield Finding(("conclusions", at, "session"), message)
        latest = order[conclusion.session]


def check_sessions(edition: Edition) -> Iterator[Finding]:
    """No session is empty."""
    filled = {conclusion.session for conclusion in edition.conclusions}
    for at, session in enumerate(edition.sessions):
        if session.id not in filled:
            yield Finding(("sessions", at), f'no conclusion has "session: {session.id}"')


def check_order(edition: Edition, doubtful: Collection[str]) -> Iterator[Finding]:
    """Events end after they start, targets have their goals, releases go from new to old, and links differ.

    Args:
        edition: what is checked.
        doubtful: the files whose ids are not all known.
    """
    for at, event in enumerate(edition.events):
        if event.end and (event.start is None or event.end < event.start):
            yield Finding(("events", at, "end"), "the end is before the start, or there is no start")
    goals = {goal.id for goal in edition.sdgs.goals}
    for at, target in enumerate(edition.sdgs.targets):
        if target.goal not in goals and "sdgs" not in doubtful:
            message = f'target {target.id} needs its goal: there is no goal "{target.goal}"'
            yield Finding(("sdgs", "targets", at, "id"), message)
    versions = [(at, tuple(map(int, release.version.split(".")))) for at, release in enumerate(edition.releases)]
    for (_, newer), (at, version) in pairwise(versions):
        if version >= newer:
            yield Finding(("releases", at, "version"), "releases are listed newest first, each with its own version")
    for at, link in repeated(edition.sdg_links, lambda link: (link.passage, link.to)):
        yield Finding(("sdg_links", at), f"{link.passage} is linked to {link.to} already")


def check_slugs(edition: Edition) -> Iterator[Finding]:
    """Each session has a page of its own."""
    for at, session in repeated(edition.sessions, lambda session: session.slug):
        yield Finding(("sessions", at, "slug"), f'the slug "{session.slug}" is another session\'s already')


def check_names(edition: Edition, passages: Mapping[str, Passage]) -> Iterator[Finding]:
    """Wherever a passage first uses a declared name, the name is a link; a name belongs to one entity."""
    owners: dict[str, Ref] = {}
    disputed = set()
    for ref, path, entity in entities_of(edition):
        for name in map(str.lower, names_of(entity)):
            if owners.setdefault(name, ref) != ref:
                yield Finding(path, f'the name "{name}" belongs to {owners[name]} already')
                disputed.add(name)
    for name in disputed:  # nobody knows what a passage means by it
        del owners[name]
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
                    message = f'"{words}" is not linked; write [{words}]({owners[name]})'
                    yield Finding(passage.path, message, span.start + at)
                linked.add(name)


def check_search(edition: Edition, passages: Iterable[Passage]) -> Iterator[Finding]:
    """What readers may type is listed once, and means what there is in the edition."""
    passages = tuple(passages)
    findable = [*entities_of(edition), *(one for one in beside_of(edition) if one[0].kind != "source")]
    ids = {passage.id for passage in passages} | {str(ref) for ref, _, _ in findable}
    texts = [text for passage in passages for text in (passage.words, passage.label)]
    for _, _, one in findable:
        for value in dict(one).values():
            texts += [text for text in (value if isinstance(value, tuple) else (value,)) if isinstance(text, str)]
    texts += [session.short_title for session in edition.sessions]
    texts += [conclusion.short_title for conclusion in edition.conclusions]
    texts += [acronym.name for acronym in edition.document.acronyms]
    known = "".join(f" {in_words(text)} |" for text in texts)
    seen: set[str] = set()
    for at, record in enumerate(edition.search):
        for place, typed in enumerate(record.words):
            if in_words(typed) in seen:
                message = f'"{typed}" is listed already; one record has all that it means'
                yield Finding(("search", at, "words", place), message)
            seen.add(in_words(typed))
        for place, meant in enumerate(record.means):
            if meant not in ids and f" {in_words(meant)} " not in known:
                hint = did_you_mean(meant, ids) or "; write words that it has, or the id of a passage, or kind:id"
                message = f'the edition nowhere has "{meant}"{hint}'
                yield Finding(("search", at, "means", place), message)


def check_foreign(edition: Edition) -> Iterator[Finding]:
    """Words in another language are somewhere in the data."""
    values = [value for _, one in walk(edition) if not isinstance(one, Foreign) for value in dict(one).values()]
    texts = [text for one in values for text in (one if isinstance(one, tuple) else (one,)) if isinstance(text, str)]
    for at, one in enumerate(edition.document.foreign):
        if not any(one.words in text for text in texts):
            message = "no text in the data has these words; copy them from there"
            yield Finding(("document", "foreign", at, "words"), message)


def in_words(text: str) -> str:
    """The words of a text in small letters, with single spaces between them."""
    return " ".join(re.findall(r"\w+", text.lower()))


def _names_in(text: str, by_words: Mapping[tuple[str, ...], list[str]], sizes: list[int]) -> Iterator[tuple[int, str]]:
    """Declared names in a text and where they start: the longest at each place, none inside another.

    Args:
        text: in small letters, as the names are.
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

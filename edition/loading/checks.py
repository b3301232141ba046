"""The rules between records: passes over the material, which yield what is wrong."""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from edition.document.edition import Conclusion, Foreign, Paragraph
from edition.kinds import ADDRESSED, KINDS, MENTIONED
from edition.kinds.kind import Mentioned, evidence_in, outside_of
from edition.loading.problems import did_you_mean
from edition.loading.validation import Material
from edition.records.records import DataPath, Finding, Record, Ref, grouped, repeated
from edition.records.shared_words import QUOTED, whole_words

RESERVED = "page-", "cite-", *(kind.listed_at().prefix for kind in ADDRESSED.values() if kind.listed_at().prefix)
"""Anchors that begin so are the templates'."""

MARKUP_IN_NOTES = re.compile(r"</?[a-z][^<>]*>|\*{1,2}\w[^*]*\*{1,2}|\b_\w[^_]*_\b|`[^`]+`|\[[^\[\]]+\]\([^()]*\)|^#+ ")
"""What HTML and Markdown would make something of."""

PASSAGE_FILES = "document", "sessions", "conclusions"
"""The files that hold the words of the document."""

OF_THE_TIME = re.compile(
    r"\b(?:(?:still|yet) to come|still ahead|upcoming|forthcoming|coming (?:year|month|week)s?)\b", re.IGNORECASE
)
"""What is true until it happens."""

HOLDERS = (
    *((name, kind.listed_at().path[0]) for name, kind in ADDRESSED.items()),
    ("session", "sessions"),
    *(("passage", stem) for stem in PASSAGE_FILES),
)
"""Each kind of what has an id, and a file that holds such."""


def check_kinds(material: Material) -> Iterator[Finding]:
    """The rules of each kind of record."""
    for kind in KINDS:
        for finding in kind.check_all(material.edition.of(kind), material):
            yield finding.under(kind.listed_at().path)


def check_ids(material: Material) -> Iterator[Finding]:
    """An id is unique in the whole edition; in a file with others, references are in doubt."""
    reserved = f"an id cannot begin with {' or '.join(RESERVED)}: pages use such anchors"
    ids: Iterator[tuple[str, DataPath]] = ((getattr(one, "id", ""), path) for path, one in material.edition.records)
    for id_, (first, *others) in grouped(pair for pair in ids if pair[0]).items():
        wrong = [(path, reserved) for path in (first, *others) if id_.startswith(RESERVED)]
        wrong += [(path, f'the id "{id_}" is already used in data/{first[0]}.yml') for path in others]
        for path, message in wrong:
            material.doubt.add(str(path[0]))
            yield Finding((*path, "id"), message)


def check_references(material: Material) -> Iterator[Finding]:
    """Every id that a record or a mention names exists, unless its file is in doubt."""
    edition, doubtful = material.edition, {kind for kind, stem in HOLDERS if stem in material.doubt}
    known = {one.ref for _, one in edition.addressed()} | {Ref("session", session.id) for session in edition.sessions}
    parts = (part for _, part in edition.records if isinstance(part, Conclusion | Paragraph))
    known |= {Ref("passage", one.id) for one in (*material.passages, *parts)}  # also of sessions that are unknown
    named: list[tuple[DataPath, Collection[str], Ref, int | None]] = []
    named += [(path, marker.kinds, ref, None) for path, marker, ref in edition.references]
    for passage in material.passages:
        mentions = ((span.ref, span.start + len(span.text) + 3) for span in passage.spans if span.ref)
        named += [(passage.path, MENTIONED, ref, at) for ref, at in mentions]
        if passage.broken is not None:
            message = "a broken link; write [words](kind:id), with no space just inside or between the brackets"
            yield Finding(passage.path, message, passage.broken)
    for path, kinds, ref, at in named:
        if ref.kind not in doubtful and (ref not in known or ref.kind not in kinds):
            yield _unknown(ref, kinds, known, path, at)
            if "session" in kinds:  # nobody knows where the passages of this conclusion are
                material.doubt |= {"sessions of conclusions", "addresses"}


def _unknown(ref: Ref, kinds: Collection[str], known: set[Ref], path: DataPath, offset: int | None) -> Finding:
    others = sorted(other for other in known if other.id == ref.id)
    allowed = [other for other in known if other.kind in kinds]
    if others and others[0].kind in kinds:
        return Finding(path, f'unknown {ref.kind or "reference"} "{ref.id}"; did you mean "{others[0]}"?', offset)
    if others:
        found = f"{'an' if others[0].kind[0] in 'eo' else 'a'} {others[0].kind}"
        return Finding(path, f'"{ref.id}" is {found}; expected here: {" or ".join(kinds)}', offset)
    if ref.kind in kinds and not (alike := [other.id for other in allowed if other.kind == ref.kind]):
        return Finding((dict(HOLDERS)[ref.kind],), f"there is no {ref.kind} here, but other files refer to some")
    if ref.kind in kinds:
        return Finding(path, f'unknown {ref.kind} "{ref.id}"{did_you_mean(ref.id, alike)}', offset)
    value = str(ref).lstrip(":")
    hint = did_you_mean(value, map(str, allowed)) or f"; write kind:id, the kind one of {', '.join(kinds)}"
    return Finding(path, f'unknown reference "{value}"{hint}', offset)


def doubts(material: Material) -> Iterator[Finding]:
    """Likely slips: those of each kind, and markup in a note."""
    for kind in KINDS:
        for finding in kind.doubt_all(material.edition.of(kind), material):
            yield finding.under(kind.listed_at().path)
    for path, record in material.edition.records:
        if markup := MARKUP_IN_NOTES.search(getattr(record, "note", None) or ""):
            yield Finding((*path, "note"), f'a note is plain text; "{markup[0]}" is shown as it is', markup.start())


def check_conclusions(material: Material) -> Iterator[Finding]:
    """Conclusions are numbered 1, 2, 3 ... in the order of their sessions."""
    order = {session.id: at for at, session in enumerate(material.edition.sessions)}
    latest = 0
    for at, conclusion in enumerate(material.edition.conclusions):
        if conclusion.number != at + 1:
            message = f"the number must be {at + 1}: conclusions are numbered in order"
            yield Finding(("conclusions", at, "number"), message)
        if order[conclusion.session] < latest:
            message = "conclusions follow the order of their sessions; one of a later session comes before this one"
            yield Finding(("conclusions", at, "session"), message)
        latest = order[conclusion.session]


def check_page_starts(material: Material) -> Iterator[Finding]:
    """Pages of the original follow one another, as the passages do that begin them."""
    order = {passage.id: at for at, passage in enumerate(material.passages)}
    for at, (before, start) in enumerate(pairwise(material.edition.document.page_starts), 1):
        if start.page <= before.page or order.get(start.passage, 0) < order.get(before.passage, 0):
            message = f"page {start.page} comes after page {before.page}; list them in the order of the document"
            yield Finding(("document", "page_starts", at, "page"), message)


def check_sessions(material: Material) -> Iterator[Finding]:
    """No session is empty."""
    filled = {conclusion.session for conclusion in material.edition.conclusions}
    for at, session in enumerate(material.edition.sessions):
        if session.id not in filled:
            yield Finding(("sessions", at), f'no conclusion has "session: {session.id}"')


def check_releases(material: Material) -> Iterator[Finding]:
    """Releases go from new to old."""
    versions = [tuple(map(int, release.version.split("."))) for release in material.edition.releases]
    for at, (newer, version) in enumerate(pairwise(versions), 1):
        if version >= newer:
            yield Finding(("releases", at, "version"), "releases are listed newest first, each with its own version")


def check_evidence(material: Material) -> Iterator[Finding]:
    """Whatever is said from outside the document has a source: each field that is marked as `Outside`.

    The sources are those of the record; of one that has no place for them, those of the record that it is in. A text of
    ours that may say such a fact does with `sources: []`, which says that it does not.
    """
    said = "\n".join(passage.words for passage in material.passages)
    holders: dict[DataPath, Record] = {}
    for path, record in material.edition.records:
        if evidence_in(type(record)):
            holders[path] = record
        holder = next((holders[path[:at]] for at in range(len(path), 0, -1) if path[:at] in holders), None)
        named = evidence_in(type(holder)) if holder else "sources"
        if not getattr(holder, named, ()) and (fact := outside_of(record, said)):
            key, how = fact
            if how != "perhaps":
                message = f'says what the document does not; write where that comes from: "{named}", ids of sources.yml'
                yield Finding((*path, key), f'"{key}" {message}')
            elif not holder or named not in holder.model_fields_set:
                message = f'needs "{named}": ids of sources.yml, or [] if all of it is in the document'
                yield Finding((*path, key), f'"{key}" {message}')


def check_time(material: Material) -> Iterator[Finding]:
    """What the edition says of something is true today, not only when the document was written; quotations may."""
    for path, record in material.edition.records:
        own = QUOTED.sub(lambda quoted: " " * len(quoted[0]), getattr(record, "gist", None) or "")
        if found := OF_THE_TIME.search(own):
            message = f'"{found[0]}" does not stay true; write when it was, or what came of it'
            yield Finding((*path, "gist"), message, found.start())


def check_slugs(material: Material) -> Iterator[Finding]:
    """Each session has a page of its own."""
    for at, session in repeated(material.edition.sessions, lambda session: session.slug):
        yield Finding(("sessions", at, "slug"), f'the slug "{session.slug}" is another session\'s already')


def check_names(material: Material) -> Iterator[Finding]:
    """Wherever a passage first uses a declared name, the name is a link; a name belongs to one entity."""
    entities = [(path, one) for path, one in material.edition.addressed() if isinstance(one, Mentioned)]
    declared = grouped((name.lower(), (path, one.ref)) for path, one in entities for name in one.in_words())
    owners: dict[str, Ref] = {}
    for name, ((_, owner), *others) in declared.items():
        disputed = [path for path, ref in others if ref != owner]
        yield from (Finding(path, f'the name "{name}" belongs to {owner} already') for path in disputed)
        if not disputed:  # otherwise nobody knows what a passage means by it
            owners[name] = owner
    names = whole_words(owners)
    for passage in (passage for passage in material.passages if passage.broken is None):
        linked: set[str] = set()
        for span in passage.spans:
            text = span.text.lower()
            if span.ref:
                owner = owners.get(text, span.ref)
                if owner != span.ref and span.ref in owners.values():
                    message = f'"{span.text}" is a name of {owner}, not of {span.ref}'
                    yield Finding(passage.path, message, span.start + 1)
                linked.add(text)
                continue
            for found in names.finditer(text):
                if found[0] not in linked:
                    words, owner = span.text[found.start() : found.end()], owners[found[0]]
                    message = f'"{words}" is not linked; write [{words}]({owner})'
                    yield Finding(passage.path, message, span.start + found.start(), words, owner)
                linked.add(found[0])


def check_foreign(material: Material) -> Iterator[Finding]:
    """Words in another language are somewhere in the data."""
    texts = [text for _, one in material.edition.records if not isinstance(one, Foreign) for text in texts_in(one)]
    for at, one in enumerate(material.edition.document.foreign):
        if not any(one.words in text for text in texts):
            message = "no text in the data has these words; copy them from there"
            yield Finding(("document", "foreign", at, "words"), message)


def texts_in(record: Record) -> Iterator[str]:
    """The texts of a record, without those of records in it."""
    for value in dict(record).values():
        yield from (text for text in (value if isinstance(value, tuple) else (value,)) if isinstance(text, str))

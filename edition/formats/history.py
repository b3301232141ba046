"""What changed from one frozen version to another, and since the newest: found by comparing their data."""

from collections.abc import Collection, Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import zip_longest
from typing import Any, Literal, NamedTuple

from edition.document.index import Index
from edition.formats.summary import LISTED, summary_of
from edition.kinds.kind import Addressed
from edition.loading.ledger import address_now
from edition.records.records import Ref

Facts = Mapping[str, Any]
WHOLE = ""
"""The id of what concerns no passage and no entry."""
LATER = ", with later changes"
NOT_COMPARED = "$schema", "version", "date", "site", "releases", "aliases", "document", "passages", "entries"
"""Of the data as a whole: what every version has of its own, and what is compared record by record."""
BESIDE = {kind.listed_at().kind: kind.listed_at().path[0] for kind in LISTED if issubclass(kind, Addressed)}
"""Every kind of record with an id that is a list of its own, and its key in the data."""
DERIVED = "permalink", "sha256"
"""Of a record: what says where it is, and what follows from the rest."""
ChangedText = tuple[str, Literal["same", "removed", "added"]]
"""Words that both versions have, or only one of them."""


class ChangedField(NamedTuple):
    """A field of a record: each of its texts that differs, word by word."""

    name: str
    texts: tuple[tuple[ChangedText, ...], ...]


class Difference(NamedTuple):
    """What differs in a passage, an entry, a source and so on, or in the edition as a whole."""

    label: str
    address: str | None
    """Where it is now, from the root of the site, if anywhere."""
    change: Literal["changed", "misread", "removed", "added"]
    """The words of the document itself never change; the source may have been misread."""
    fields: tuple[ChangedField, ...]


class Comparison(NamedTuple):
    """How a version differs from the one before it."""

    before: str
    differences: tuple[Difference, ...]


class State(NamedTuple):
    """What the data is: a version, with a remark if it has changed since, or the folder where it is frozen."""

    version: str
    remark: str
    folder: str


@lru_cache(maxsize=2)
def comparisons_of(index: Index) -> Mapping[str, Comparison]:
    """Each frozen version, and last what there is now, against the highest lower one that its own list of releases has.

    So 1.0.1, made after 1.1.0, is compared with 1.0.0, and 1.1.0, which does not know it, is compared with 1.0.0 too.
    What there is now is `LATER` than its version, if that is frozen and the data has changed since.
    """
    if not index.frozen:
        return {}
    now = summary_of(index, "").model_dump(mode="json", by_alias=True, exclude_none=True)
    made = {}
    for at, summary in enumerate([*(one.summary for one in index.frozen), now]):
        known = {release["version"] for release in summary["releases"]}
        if lower := [one for one in index.frozen[:at] if one.version in known]:
            before, version = lower[-1].version, summary["version"]
            differences = tuple(_differences(index, lower[-1].summary, summary))
            if differences or before != version:
                made[version + LATER if before == version else version] = Comparison(before, differences)
    return made


def state_of(index: Index) -> State:
    """Whether the data is a frozen version, and if it is not, whether it is one with later changes."""
    folder = next((one.folder for one in index.frozen if one.version == index.version), "")
    remark = LATER if index.version + LATER in comparisons_of(index) else ""
    return State(index.version + remark, remark, "" if remark else folder)


def _records(summary: Facts) -> dict[str, Facts]:
    """Everything with an id, passages first, then what concerns the whole; permalinks begin at the root."""
    found = {one["id"]: one for one in summary["passages"]}
    found |= {ref: one["facts"] | {"permalink": one["permalink"]} for ref, one in summary["entries"].items()}
    found |= {f"{kind}:{one['id']}": one for kind, key in BESIDE.items() for one in summary.get(key, ())}
    found = {id_: one | {"permalink": one["permalink"].removeprefix(summary["site"])} for id_, one in found.items()}
    rest = {key: value for key, value in summary.items() if key not in (*NOT_COMPARED, *BESIDE.values())}
    return found | {WHOLE: summary["document"] | rest | {"permalink": None}}


def _differences(index: Index, older: Facts, newer: Facts) -> Iterator[Difference]:
    """Record by record. One whose id is gone, with an alias to one that is new, is the same under another id."""
    before, after = _records(older), _records(newer)
    noun = index.edition.document.nouns.conclusion.one.capitalize()
    aliases = {alias["address"].removeprefix("./"): alias.get("to") for alias in newer.get("aliases", ())}
    became = {aliases.get(one["permalink"]): id_ for id_, one in before.items() if id_ not in after}
    renamed = {became[new]: new for new in after.keys() & became.keys() - before.keys()}
    before = {renamed.get(id_, id_): one for id_, one in before.items()}
    renamed |= {Ref.parse(old).id: Ref.parse(new).id for old, new in renamed.items()}  # as some records name them
    moved = {old.address.removeprefix("./"): old.to and address_now(index, old.to) for old in index.edition.aliases}
    was, is_ = (" ".join(one["words"] for one in summary["passages"]) for summary in (older, newer))
    for id_ in dict.fromkeys((*after, *before)):
        old, new = before.get(id_), after.get(id_)
        record = new or before[id_]
        what = _label(id_, record, noun), moved.get(record["permalink"], record["permalink"])
        if not old or not new:
            yield Difference(*what, "added" if new else "removed", ())
        elif fields := tuple(_changed(old, new, renamed)):
            misread = was != is_ and any(field.name == "words" for field in fields)
            yield Difference(*what, "misread" if misread else "changed", fields)


def _label(id_: str, record: Facts, noun: str) -> str:
    """As the record has it. A passage has its number; targets and parallels have no name."""
    kind, key = Ref.parse(id_)
    if kind:
        return f"{record.get('name') or record.get('title') or key} ({kind})"
    if id_ == WHOLE:
        return "The edition as a whole"
    return {"statement": f"{noun} ", "paragraph": "Paragraph "}.get(record["kind"], "") + str(record["label"])


def _changed(old: Facts, new: Facts, renamed: Mapping[str, str]) -> Iterator[ChangedField]:
    """The fields that differ in more than names. What belongs to a passage need not say to which, nor where in it."""
    skipped = ("passage", "start") if "words" in new else ()
    names = [name for name in {**new, **old} if name not in DERIVED and old.get(name) != new.get(name)]
    for name in names:
        was = _texts(old.get(name), skipped, {} if name == "id" else renamed)
        now = _texts(new.get(name), skipped, {})
        if was != now:
            only = [text for text in was if text not in now], [text for text in now if text not in was]
            yield ChangedField(name, tuple(tuple(_runs(*pair)) for pair in zip_longest(*only, fillvalue="")))


def _texts(value: Any, skipped: Collection[str], renamed: Mapping[str, str]) -> list[str]:
    """A value as texts: of a list each item."""
    if isinstance(value, Mapping):
        kept = [value[key] for key in sorted(value) if key not in skipped]
        return [" · ".join(text for one in kept for text in _texts(one, skipped, renamed))]
    if isinstance(value, list):
        return ["; ".join(_texts(one, skipped, renamed)) for one in value]
    return [] if value is None or value is False else ["yes" if value is True else renamed.get(value, str(value))]


def _runs(before: str, after: str) -> Iterator[ChangedText]:
    """Two texts as one, word by word."""
    was, now = before.split(), after.split()
    for tag, start, end, from_, to in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if end > start:
            yield " ".join(was[start:end]), "same" if tag == "equal" else "removed"
        if tag in ("insert", "replace"):
            yield " ".join(now[from_:to]), "added"

"""What changed from one frozen version to the next, and since the last: found by comparing their data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import Any, Literal

from edition.document.index import Index
from edition.formats.summary import summary_of
from edition.loading.ledger import address_now, former_ids
from edition.records.records import Ref

Facts = Mapping[str, Any]
WHOLE = ""
"""The id of what concerns no passage and no entry."""
WORDS = "words"
"""The field of a passage that has the document's words."""
LISTS = {"parallels": "parallel", "outcomes": "outcome", "sources": "source"}
"""The keys of the data under which records with ids are listed, and the kind of each."""
LATER = ", with later changes"
NOT_COMPARED = "$schema", "version", "date", "site", "releases", "aliases", "sha256"
"""What every version has of its own, or what follows from the rest."""
DERIVED = "id", "permalink", "sha256", "start"
"""In a record, the same."""


@dataclass(frozen=True)
class Run:
    """Words that both versions have, or only one of them."""

    text: str
    change: Literal["same", "removed", "added"]


@dataclass(frozen=True)
class ChangedField:
    """A field of a record: each of its texts that differs, word by word."""

    name: str
    texts: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True)
class Difference:
    """What differs in a passage, an entry, a source and so on, or in the edition as a whole.

    Attributes:
        label: what readers call it.
        address: where it is now, from the root of the site, if anywhere.
        change: whether only one of the versions has it.
        misread: whether the document's words differ. They change only where the source had been misread.
        fields: what differs in it.
    """

    label: str
    address: str | None
    change: Literal["changed", "removed", "added"]
    misread: bool
    fields: tuple[ChangedField, ...]


@dataclass(frozen=True)
class Comparison:
    """A version against the frozen one before it.

    Attributes:
        before: the number of that.
        version: its own number; that of the frozen version, if the data has changed since.
        differences: passages first.
    """

    before: str
    version: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class State:
    """What the data is: a version, or one with later changes.

    Attributes:
        number: of the version.
        remark: on later changes, if there are any.
        folder: where this very state is kept, from the root of the site; nothing where it is not frozen.
    """

    number: str
    remark: str
    folder: str

    @property
    def version(self) -> str:
        """The number with the remark."""
        return self.number + self.remark


@lru_cache(maxsize=2)
def comparisons_of(index: Index) -> tuple[Comparison, ...]:
    """Each frozen version against the one before it, and what there is now against the last; the oldest first."""
    if not index.frozen:
        return ()
    now = summary_of(index, "").model_dump(mode="json", by_alias=True, exclude_none=True)
    states = [*((one.version, _records(one.summary)) for one in index.frozen), (index.version, _records(now))]
    pairs = pairwise(states)
    made = [Comparison(old, new, tuple(_differences(index, was, is_))) for (old, was), (new, is_) in pairs]
    return tuple(one for one in made if one.before != one.version or one.differences)


def state_of(index: Index) -> State:
    """Whether the data is a frozen version, and if it is not, whether it is one with later changes."""
    for frozen in index.frozen:
        if frozen.version == index.version:
            later = any(one.before == one.version for one in comparisons_of(index))
            return State(index.version, LATER, "") if later else State(index.version, "", frozen.folder)
    return State(index.version, "", "")


def _records(summary: Facts) -> dict[str, Facts]:
    """Everything with an id, passages first, then what concerns the whole."""
    found: dict[str, Facts] = {one["id"]: _without(one, "passage") for one in summary["passages"]}
    found |= {ref: entry["facts"] for ref, entry in summary["entries"].items()}
    for key, kind in LISTS.items():
        found |= {f"{kind}:{one['id']}": one for one in summary.get(key, ())}
    rest = {key: value for key, value in summary.items() if key not in ("passages", "entries", "document", *LISTS)}
    return found | {WHOLE: summary["document"] | {key: rest[key] for key in rest if key not in NOT_COMPARED}}


def _without(value: Any, key: str) -> Any:
    """The same without a key: what belongs to a passage need not say to which."""
    if isinstance(value, Mapping):
        return {name: _without(inner, key) for name, inner in value.items() if name != key}
    return [_without(inner, key) for inner in value] if isinstance(value, list) else value


def _differences(index: Index, before: Mapping[str, Facts], after: Mapping[str, Facts]) -> Iterator[Difference]:
    for id_ in dict.fromkeys((*after, *before)):
        old, new = before.get(id_), after.get(id_)
        name = (_label(id_, new or old or {}), _address(index, id_))
        if old is None or new is None:
            yield Difference(*name, "added" if old is None else "removed", misread=False, fields=())
        elif fields := tuple(_changed(old, new)):
            misread = not Ref.parse(id_).kind and any(field.name == WORDS for field in fields)
            yield Difference(*name, "changed", misread, fields)


def _label(id_: str, record: Facts) -> str:
    """As the record has it. A passage has its number, goals and targets have theirs, and parallels have no name."""
    kind, key = Ref.parse(id_)
    if id_ == WHOLE:
        return "The edition as a whole"
    if not kind:
        return {"statement": "Conclusion ", "paragraph": "Paragraph "}.get(record["kind"], "") + str(record["label"])
    if kind in ("goal", "target"):
        return f"{kind.title()} {key}"
    return f"{record.get('name') or record.get('title') or key} ({kind})"


def _address(index: Index, id_: str) -> str | None:
    if id_ in index.passages or Ref.parse(id_) in index.entries:
        return address_now(index, id_)
    former = former_ids(index).get(id_)
    return former.address if former else None


def _changed(old: Facts, new: Facts) -> Iterator[ChangedField]:
    for name in dict.fromkeys((*new, *old)):
        was, now = _texts(old.get(name)), _texts(new.get(name))
        if name not in DERIVED and was != now:
            blocks = [(before, after) for same, before, after in _blocks(was, now) if not same]
            pairs = [pair for before, after in blocks for pair in zip_longest(before, after, fillvalue="")]
            yield ChangedField(name, tuple(tuple(_runs(*pair)) for pair in pairs))


def _texts(value: Any) -> list[str]:
    """A value as texts: of a list each item."""
    texts = [_text(one) for one in value] if isinstance(value, list) else [_text(value)]
    return [text for text in texts if text]


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return " · ".join(filter(None, (_text(inner) for key, inner in value.items() if key not in DERIVED)))
    if isinstance(value, list):
        return "; ".join(filter(None, map(_text, value)))
    if value is None or isinstance(value, bool):
        return "yes" if value else ""
    return str(value)


def _runs(before: str, after: str) -> Iterator[Run]:
    """Two texts as one, word by word."""
    for same, was, now in _blocks(before.split(), after.split()):
        if same:
            yield Run(" ".join(was), "same")
            continue
        if was:
            yield Run(" ".join(was), "removed")
        if now:
            yield Run(" ".join(now), "added")


def _blocks(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """Parts of two lists side by side, and whether they are the same."""
    for tag, start, end, other_start, other_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield tag == "equal", before[start:end], after[other_start:other_end]

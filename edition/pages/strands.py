"""The conclusions against everything that passages name or relate to."""

from collections import defaultdict
from dataclasses import dataclass

from edition.document.index import Index
from edition.document.passages import Passage
from edition.kinds.sdg_link import own_links
from edition.kinds.target import Target
from edition.records.records import Ref

STRENGTHS = "named", "close", "interpretation"
"""How firm a link is, the firmest first."""

MAX_CONCLUSIONS = 60
"""More conclusions do not fit into the diagram or a table, which grow with their number squared."""


@dataclass(frozen=True)
class Mark:
    """A passage that mentions an entity or relates to it. A mention names it."""

    passage: Passage
    strength: str


@dataclass(frozen=True)
class Row:
    """An entity and its marks: a cell for each conclusion, and a last one for the rest of the document."""

    ref: Ref
    cells: tuple[tuple[Mark, ...], ...]


@dataclass(frozen=True)
class Strand:
    """What ties a conclusion to a framework or a goal with one strength: these passages under it."""

    entity: Ref
    conclusion: Passage
    strength: str
    passages: tuple[Passage, ...]


def fits(index: Index) -> bool:
    """Whether the edition is small enough for the picture and the tables."""
    return len(index.by_kind["statement"]) <= MAX_CONCLUSIONS


def marks(index: Index, *refs: Ref) -> list[Mark]:
    """The passages that name one of `refs` or are linked to it, once with each strength, in the document's order."""
    named = {(passage.id, "named") for ref in refs for passage in index.mentioned_in.get(ref, [])}
    found = named | {(link.passage, link.strength) for ref in refs for link in own_links(index, ref)}
    in_order = sorted(found, key=lambda mark: (index.order[mark[0]], STRENGTHS.index(mark[1])))
    return [Mark(index.passages[id_], strength) for id_, strength in in_order]


def with_targets(index: Index, ref: Ref) -> list[Ref]:
    """A goal with its targets; anything else alone."""
    targets = index.on(Target, ref) if ref.kind == "goal" else []
    return [ref, *(Ref("target", target.id) for target in targets)]


def matrix(index: Index, kind: str) -> list[list[Row]]:
    """The rows that have marks. A goal and its targets are a group, headed by the goal; other kinds are one group."""
    refs = index.refs[kind]
    groups = [with_targets(index, ref) for ref in refs] if kind == "goal" else [refs]
    rows = [[_row(index, ref) for ref in group if ref.kind == "goal" or marks(index, ref)] for group in groups]
    return [group for group in rows if any(any(row.cells) for row in group)]


def _row(index: Index, ref: Ref) -> Row:
    cells: dict[str, list[Mark]] = {id_: [] for id_ in (*(one.id for one in index.by_kind["statement"]), "")}
    for mark in marks(index, ref):
        cells[mark.passage.conclusion.id if mark.passage.conclusion else ""].append(mark)
    return Row(ref, tuple(map(tuple, cells.values())))


def strands(index: Index) -> list[Strand]:
    """All strands, by conclusion; then frameworks before goals, and what the text names before interpretations."""
    found: dict[tuple[str, Ref, str], list[Passage]] = defaultdict(list)
    for ref in index.refs["framework"] + index.refs["goal"]:
        for mark in marks(index, *with_targets(index, ref)):
            if mark.passage.conclusion:
                found[mark.passage.conclusion.id, ref, mark.strength].append(mark.passage)
    in_order = sorted(found.items(), key=lambda item: (index.order[item[0][0]], STRENGTHS.index(item[0][2])))
    return [Strand(ref, index.passages[id_], strength, tuple(passages)) for (id_, ref, strength), passages in in_order]

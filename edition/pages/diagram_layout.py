"""The layout of the diagram: where frameworks, conclusions and goals are placed, and the curves between them.

Measures are in the units of the drawing; at its full size one unit is one pixel.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from math import fsum
from textwrap import wrap

from edition.document.index import Index
from edition.document.passages import Passage
from edition.kinds.goal import Goal
from edition.kinds.kind import NamedEntity
from edition.pages.strands import Strand, strands
from edition.records.records import Ref


@dataclass(frozen=True)
class Layout:
    """Measures of a drawing.

    Attributes:
        left, right: where the bars of the frameworks and those of the goals are.
        cards: left and right edge of the conclusions.
        letters: how many of them a line of each column holds; with none, the column has no words.
        line: height of a line.
        step: between two curves at the same entity.
        gap: between two entities, at least.
        top: room for the names of the columns.
        label: room for the name of a session.
    """

    width: float
    left: float
    cards: tuple[float, float]
    right: float
    letters: tuple[int, int, int]
    line: float
    step: float
    gap: float
    top: float
    label: float

    @property
    def middle(self) -> float:
        """Of the conclusions."""
        return (self.cards[0] + self.cards[1]) / 2


WIDE = Layout(1000, 228, (396, 604), 772, (26, 19, 25), line=19, step=7, gap=16, top=44, label=30)
NARROW = Layout(320, 108, (146, 174), 212, (15, 0, 15), line=14, step=5, gap=12, top=34, label=22)


@dataclass(frozen=True)
class Node:
    """A framework, a conclusion (`passage:c1`) or a goal; `y` is its middle, `session` the one it opens."""

    ref: Ref
    lines: tuple[str, ...]
    y: float
    height: float
    session: Passage | None = None


@dataclass(frozen=True)
class Curve:
    """A strand as drawn, from left to right."""

    strand: Strand
    start: tuple[float, float]
    end: tuple[float, float]

    def touches(self, ref: Ref) -> bool:
        """Whether it starts or ends at `ref`."""
        return ref in (self.strand.entity, Ref("passage", self.strand.conclusion.id))


@dataclass(frozen=True)
class Picture:
    """All that is drawn."""

    layout: Layout
    height: float
    frameworks: list[Node]
    conclusions: list[Node]
    goals: list[Node]
    curves: list[Curve]


def picture(index: Index, layout: Layout) -> Picture:
    """Place everything, so that few curves cross: frameworks by the conclusions that name them, goals by number."""
    ties = strands(index)
    at: dict[Ref, list[int]] = defaultdict(list)
    for tie in ties:
        at[tie.entity].append(index.by_kind["statement"].index(tie.conclusion))
    frameworks = [ref for ref in index.refs["framework"] if ref in at]
    frameworks.sort(key=lambda ref: sum(at[ref]) / len(at[ref]))
    goals = [ref for ref in index.refs["goal"] if ref in at]
    conclusions = [Ref("passage", passage.id) for passage in index.by_kind["statement"]]
    ends = _ends(ties)
    columns = []
    for letters, refs in zip(layout.letters, (frameworks, conclusions, goals), strict=True):
        columns.append([_node(index, ref, letters, layout, max(map(len, ends[ref]))) for ref in refs])
    height = max(map(fsum, (_rooms(column, layout) for column in columns)))
    left, centre, right = (_stacked(column, height, layout) for column in columns)
    curves = _curves(ties, ends, {node.ref: node for node in left + centre + right}, layout)
    return Picture(layout, layout.top + height, left, centre, right, curves)


Ends = dict[Ref, tuple[list[Strand], list[Strand]]]
"""For each entity, the strands that reach it from the left and those that leave it to the right."""


def _between(tie: Strand) -> tuple[Ref, Ref]:
    conclusion = Ref("passage", tie.conclusion.id)
    return (tie.entity, conclusion) if tie.entity.kind == "framework" else (conclusion, tie.entity)


def _ends(ties: list[Strand]) -> Ends:
    ends: Ends = defaultdict(lambda: ([], []))
    for tie in ties:
        start, end = _between(tie)
        ends[start][1].append(tie)
        ends[end][0].append(tie)
    return ends


def _node(index: Index, ref: Ref, letters: int, layout: Layout, curves: int) -> Node:
    lines = _lines(index, ref, letters)
    height = max(max(1, len(lines)) * layout.line, curves * layout.step) + layout.line * 0.8
    session = index.passages[ref.id].session if ref.kind == "passage" else None
    opens = session and index.statements[session.id][0].id == ref.id
    return Node(ref, tuple(lines), 0, height, index.passages[session.id] if session and opens else None)


def _lines(index: Index, ref: Ref, letters: int) -> list[str]:
    """The name of an entity, cut into lines; one that is too long for its place gives way to its acronym."""
    if not letters:
        return []
    if ref.kind == "passage":
        return _wrapped(index.passages[ref.id].short_title, letters)
    entity = index.entities[ref]
    if isinstance(entity, NamedEntity):
        lines = _wrapped(entity.name, letters)
        return [entity.acronym] if entity.acronym and len(lines) > 3 else lines
    return _wrapped(f"{entity.id} {entity.name if isinstance(entity, Goal) else ''}", letters)


@lru_cache(maxsize=10_000)
def _wrapped(text: str, letters: int) -> list[str]:
    """As few lines as `letters` allow, all about as long: no word is left alone on the last."""
    few = wrap(text, letters, break_long_words=False)
    widths = range(1, letters + 1)
    return next((lines for width in widths if len(lines := wrap(text, width, break_long_words=False)) == len(few)), few)


def _rooms(column: list[Node], layout: Layout) -> list[float]:
    return [node.height + layout.gap + (layout.label if node.session else 0) for node in column]


def _stacked(column: list[Node], height: float, layout: Layout) -> list[Node]:
    """The nodes of a column from top to bottom, what is left of the height shared out between them."""
    rooms = _rooms(column, layout)
    spare = (height - fsum(rooms)) / max(1, len(column))
    placed, y = [], layout.top
    for node, room in zip(column, rooms, strict=True):
        y += room + spare
        placed.append(replace(node, y=y - (spare + layout.gap + node.height) / 2))
    return placed


def _curves(ties: list[Strand], ends: Ends, nodes: dict[Ref, Node], layout: Layout) -> list[Curve]:
    """Each strand gets its own place at both its ends, in the order of what is at the other end."""

    def port(tie: Strand, ref: Ref, side: int) -> float:
        others = sorted(ends[ref][side], key=lambda one: nodes[_between(one)[side]].y)
        return nodes[ref].y + (others.index(tie) - (len(others) - 1) / 2) * layout.step

    curves = []
    for tie in ties:
        start, end = _between(tie)
        of_framework = tie.entity.kind == "framework"
        x = (layout.left, layout.cards[0]) if of_framework else (layout.cards[1], layout.right)
        curves.append(Curve(tie, (x[0], port(tie, start, 1)), (x[1], port(tie, end, 0))))
    return curves

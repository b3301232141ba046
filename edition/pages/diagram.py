"""The diagram: frameworks, conclusions and goals, and the curves between them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from edition.document.passages import Passage
from edition.kinds.goal import Goal
from edition.kinds.kind import NamedEntity
from edition.pages import diagram_layout, strands
from edition.pages.components import component
from edition.pages.page import Link, Page
from edition.records.records import Ref


@dataclass(frozen=True)
class DrawnCurve:
    """A curve: its path, how firm it is, and how thick it is, from 1 to 4."""

    path: str
    strength: str
    weight: int


@dataclass(frozen=True)
class DrawnText:
    """A line of text; `number` is what of it is set bold, before the rest."""

    x: float
    y: float
    text: str
    number: str = ""


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class DrawnNode:
    """A framework, a conclusion or a goal, with the curves that reach it.

    Attributes:
        kind: `framework`, `passage` or `goal`.
        name: its whole name, where its lines are not that.
        box: what can be pointed at.
        bar: what the curves start from.
        lines: its name.
        big: the number of a conclusion.
        session: the name of the session that begins with it, where there is room for names.
        centred: whether texts are set around their places, there being no room for names.
    """

    kind: str
    name: str
    href: str
    curves: tuple[DrawnCurve, ...]
    box: Box
    bar: Box | None
    colour: str
    lines: tuple[DrawnText, ...]
    big: DrawnText | None
    session: DrawnText | None
    centred: bool


@dataclass(frozen=True)
class Drawing:
    """The diagram in one size, `wide` or `narrow`; `heads` are the names of its columns."""

    size: str
    width: float
    height: int
    heads: tuple[DrawnText, ...]
    curves: tuple[DrawnCurve, ...]
    nodes: tuple[DrawnNode, ...]


@dataclass(frozen=True)
class StrandInWords:
    """What a curve says, in words."""

    id: str
    to: Link
    strength: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class ConclusionStrands:
    """A conclusion and all that it is tied to."""

    number: str
    title: str
    href: str
    strands: tuple[StrandInWords, ...]


@dataclass(frozen=True)
class Diagram:
    """Frameworks, conclusions and goals and what ties them, drawn and in words; neither for `too_many` of them."""

    too_many: int
    drawings: tuple[Drawing, ...]
    conclusions: tuple[ConclusionStrands, ...]


@component("diagram.html", page="explore/")
def diagram(page: Page) -> Diagram:
    """Which frameworks the conclusions name and which goals they relate to, as a diagram, and the same in words."""
    index = page.index
    if not strands.fits(index):
        return Diagram(len(index.by_kind["statement"]), (), ())
    drawings = [_drawing(page, size, diagram_layout.picture(index, layout)) for size, layout in LAYOUTS.items()]
    ties = strands.strands(index)
    conclusions = [
        ConclusionStrands(
            statement.label,
            statement.short_title,
            page.href(statement),
            tuple(_strand(page, one) for one in ties if one.conclusion is statement),
        )
        for statement in index.by_kind["statement"]
    ]
    return Diagram(0, tuple(drawings), tuple(conclusions))


LAYOUTS = {"wide": diagram_layout.WIDE, "narrow": diagram_layout.NARROW}


def _strand(page: Page, strand: strands.Strand) -> StrandInWords:
    to = Link(_name(page, strand.entity), page.href(strand.entity))
    id_ = f"{strand.conclusion.id} {strand.entity} {strand.strength}"
    return StrandInWords(id_, to, strand.strength, strand.passages)


def _name(page: Page, ref: Ref) -> str:
    if ref.kind == "passage":
        return f"{page.index.passages[ref.id].name}: {page.index.passages[ref.id].short_title}"
    entity = page.index.entities[ref]
    if isinstance(entity, Goal):
        return f"Goal {entity.id}: {entity.name}"
    return f"{entity.name}, {entity.acronym}" if isinstance(entity, NamedEntity) and entity.acronym else entity.name


def _drawing(page: Page, size: str, picture: diagram_layout.Picture) -> Drawing:
    layout = picture.layout
    curves = [(one, _curve(one)) for one in picture.curves]
    nodes = [*picture.frameworks, *picture.conclusions, *picture.goals]
    return Drawing(
        size=size,
        width=layout.width,
        height=int(-(-picture.height // 1)),
        heads=(
            DrawnText(layout.left, 12, "Frameworks"),
            DrawnText(layout.middle, 12, page.index.edition.document.nouns.conclusion.many.capitalize()),
            DrawnText(layout.right, 12, "Goals"),
        ),
        curves=tuple(drawn for _, drawn in curves),
        nodes=tuple(
            _node(page, layout, node, (drawn for one, drawn in curves if one.touches(node.ref))) for node in nodes
        ),
    )


def _curve(curve: diagram_layout.Curve) -> DrawnCurve:
    (left, top), (right, bottom) = curve.start, curve.end
    middle = (left + right) / 2
    top, bottom = round(top, 1), round(bottom, 1)
    path = f"M{left} {top}C{middle} {top} {middle} {bottom} {right} {bottom}"
    return DrawnCurve(path, curve.strand.strength, min(len(curve.strand.passages), 4))


def _node(
    page: Page, layout: diagram_layout.Layout, node: diagram_layout.Node, curves: Iterable[DrawnCurve]
) -> DrawnNode:
    top, height = round(node.y - node.height / 2, 1), round(node.height, 1)
    room = layout.step + 3
    kind = node.ref.kind
    if kind == "framework":
        box, bar = Box(0, top, layout.left, height), Box(layout.left - 4, top, 4, height)
        x = layout.left - room
    elif kind == "goal":
        box, bar = (
            Box(layout.right, top, layout.width - layout.right, height),
            Box(layout.right, top, layout.step, height),
        )
        x = layout.right + room + 3
    else:
        box, bar = Box(layout.cards[0], top, layout.cards[1] - layout.cards[0], height), None
        x = layout.cards[0] + 40
    lines = tuple(_lines(node, x, layout.line))
    passage = page.index.passages[node.ref.id] if kind == "passage" else None
    goal = page.index.entities.get(node.ref)
    title = passage.short_title if passage else page.index.entities[node.ref].name
    left = layout.cards[0]
    return DrawnNode(
        kind=kind,
        name="" if " ".join(node.lines).endswith(title) else _name(page, node.ref),
        href=page.href(passage or node.ref),
        curves=tuple(curves),
        box=box,
        bar=bar,
        colour=goal.colour if isinstance(goal, Goal) else "",
        lines=lines,
        big=DrawnText(left + 14 if lines else layout.middle, round(node.y, 1), passage.label) if passage else None,
        session=DrawnText(left, round(top - layout.line * 0.65, 1), node.session.label)
        if node.session and lines
        else None,
        centred=bool(passage) and not lines,
    )


def _lines(node: diagram_layout.Node, x: float, height: float) -> Iterator[DrawnText]:
    for at, text in enumerate(node.lines):
        y = round(node.y + (at - (len(node.lines) - 1) / 2) * height, 1)
        number = node.ref.id if node.ref.kind == "goal" and at == 0 else ""
        yield DrawnText(x, y, text.removeprefix(number), number)

"""The matrix: conclusions against goals and targets, or against frameworks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from edition.document import addresses
from edition.document.passages import Passage
from edition.kinds.attribution import Attribution
from edition.kinds.goal import Goal
from edition.kinds.target import Target
from edition.pages import strands
from edition.pages.arguments import MatrixKind
from edition.pages.beyond import ATTRIBUTION_KINDS
from edition.pages.components import component
from edition.pages.page import Link, Page
from edition.records.records import Ref


@dataclass(frozen=True)
class CellMark:
    """A passage in a cell of the matrix.

    Attributes:
        session: that of the passage, if it has one.
        attributed: the kinds of its attributions, or `none`.
    """

    passage: Passage
    session: str
    attributed: tuple[str, ...]


@dataclass(frozen=True)
class CellMarks:
    """The passages of a cell whose links are of one strength."""

    strength: str
    marks: tuple[CellMark, ...]


@dataclass(frozen=True)
class Cell:
    """Where a row and a conclusion meet. Without a session it is for the rest of the document."""

    session: str
    marks: tuple[CellMarks, ...]


@dataclass(frozen=True)
class MatrixRow:
    """An entity against all conclusions."""

    kind: str
    to: Link
    goal: Goal | None
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class MatrixColumn:
    """A conclusion, as the head of a column."""

    session: str
    number: str
    title: str
    href: str


@dataclass(frozen=True)
class MatrixSession:
    """A session above its conclusions; `span` of them."""

    session: str
    to: Link
    span: int


@dataclass(frozen=True)
class Matrix:
    """The conclusions against one kind of entity. A goal and its targets are one group of rows."""

    kind: str
    name: str
    title: str
    head: str
    sessions: tuple[MatrixSession, ...]
    columns: tuple[MatrixColumn, ...]
    groups: tuple[tuple[MatrixRow, ...], ...]


MATRICES = {"goal": ("Goals and targets", "Goal or target"), "framework": ("Frameworks", "Framework")}
"""The title of each matrix and the head of its first column."""


def _page_name(kind: str) -> str:
    return addresses.page_of(Ref(kind, "")).rstrip("/")


@component("matrix.html", page="explore/")
def matrix(page: Page, kind: MatrixKind) -> Matrix:
    """The conclusions against goals and targets (`goal`) or frameworks (`framework`): a table of passages."""
    index = page.index
    title, head = MATRICES[kind]
    groups = strands.matrix(index, kind) if strands.fits(index) else []
    statements = index.by_kind["statement"]
    return Matrix(
        kind=kind,
        name=_page_name(kind),
        title=title,
        head=head,
        sessions=tuple(
            MatrixSession(
                heading.id,
                Link(heading.label, page.href(heading)),
                len(index.statements[heading.id]),
            )
            for heading in index.by_kind["heading"]
        ),
        columns=tuple(MatrixColumn(_session(one), one.label, one.short_title, page.href(one)) for one in statements),
        groups=tuple(tuple(_row(page, row, statements) for row in group) for group in groups),
    )


def _session(passage: Passage) -> str:
    return passage.session.id if passage.session else ""


def _row(page: Page, row: strands.Row, statements: list[Passage]) -> MatrixRow:
    entity = page.index.entities[row.ref]
    sessions = [*map(_session, statements), ""]
    return MatrixRow(
        kind=row.ref.kind,
        to=Link(entity.name, page.href(row.ref), row.ref),
        goal=entity if isinstance(entity, Goal) else None,
        title=entity.title or "" if isinstance(entity, Target) else "",
        cells=tuple(
            Cell(session, tuple(_marks(page, marks))) for session, marks in zip(sessions, row.cells, strict=True)
        ),
    )


def _marks(page: Page, marks: Iterable[strands.Mark]) -> Iterator[CellMarks]:
    for strength in strands.STRENGTHS:
        if own := [mark.passage for mark in marks if mark.strength == strength]:
            yield CellMarks(strength, tuple(_mark(page, one) for one in own))


def _mark(page: Page, passage: Passage) -> CellMark:
    kinds = dict.fromkeys(one.kind for one in page.index.on(Attribution, passage))
    return CellMark(passage, _session(passage), (*kinds,) or ("none",))


@dataclass(frozen=True)
class Choice:
    """One of the values of a filter."""

    value: str
    text: str


@dataclass(frozen=True)
class MatrixFilters:
    """What the matrix can be narrowed to; nothing where there is none."""

    sessions: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    strengths: tuple[str, ...]
    attributions: tuple[str, ...]


@component("matrix_filters.html", page="explore/")
def matrix_filters(page: Page) -> MatrixFilters:
    """The filters for the matrices of the same page."""
    index = page.index
    if not strands.fits(index):
        return MatrixFilters((), (), (), ())
    tables = {kind: strands.matrix(index, kind) for kind in MATRICES}
    rows = [row for groups in tables.values() for group in groups for row in group]
    firm = {mark.strength for row in rows for cell in row.cells for mark in cell}
    used = {one.kind for one in index.edition.of(Attribution)}
    return MatrixFilters(
        tuple(Choice(session.id, session.short_title) for session in index.edition.sessions),
        tuple(Choice(_page_name(kind), title) for kind, (title, _) in MATRICES.items() if tables[kind]),
        tuple(strength for strength in strands.STRENGTHS if strength in firm),
        tuple(kind for kind in ATTRIBUTION_KINDS if kind in used),
    )

"""The matrix: conclusions against goals and targets, or against frameworks."""

from dataclasses import dataclass

from edition.document.index import Index
from edition.document.passages import Passage
from edition.kinds.kind import Mentioned
from edition.kinds.sdg_link import own_links
from edition.kinds.target import Target
from edition.pages.arguments import MatrixKind
from edition.pages.components import component
from edition.pages.page import Page
from edition.records.records import Ref

STRENGTHS = "named", "close", "interpretation"
"""How firm a link is, the firmest first."""

MOST = 60
"""More conclusions do not fit into a table, which grows with their number squared."""


@dataclass(frozen=True)
class Mark:
    """A passage that mentions an entity or relates to it. A mention names it."""

    passage: Passage
    strength: str


@dataclass(frozen=True)
class Row:
    """An entity and its marks: a cell for each conclusion, and a last one for the rest of the document."""

    entity: Mentioned
    cells: tuple[tuple[Mark, ...], ...]


@dataclass(frozen=True)
class Matrix:
    """The conclusions against the entities of one kind that have marks."""

    kind: str
    conclusions: tuple[Passage, ...]
    rows: tuple[Row, ...]


@component("matrix.html", page="frameworks/")
def matrix(page: Page, kind: MatrixKind) -> Matrix:
    """The conclusions against goals and targets (`goal`) or frameworks (`framework`): a table of passages."""
    index = page.index
    statements = tuple(index.by_kind["statement"])
    if len(statements) > MOST:
        return Matrix(kind, statements, ())
    refs = [ref for one in index.refs[kind] for ref in (one, *_targets(index, one))]
    return Matrix(kind, statements, tuple(_row(index, ref) for ref in refs if marks(index, ref)))


def marks(index: Index, ref: Ref) -> list[Mark]:
    """The passages that name an entity or are linked to it, once with each strength, in the document's order."""
    found = {(passage.id, "named") for passage in index.mentioned_in.get(ref, ())}
    found |= {(link.passage, link.strength) for link in own_links(index, ref)}
    in_order = sorted(found, key=lambda mark: (index.order[mark[0]], STRENGTHS.index(mark[1])))
    return [Mark(index.passages[id_], strength) for id_, strength in in_order]


def _targets(index: Index, ref: Ref) -> list[Ref]:
    return [target.ref for target in index.on(Target, ref)] if ref.kind == "goal" else []


def _row(index: Index, ref: Ref) -> Row:
    cells: dict[str, list[Mark]] = {id_: [] for id_ in (*(one.id for one in index.by_kind["statement"]), "")}
    for mark in marks(index, ref):
        cells[mark.passage.conclusion.id if mark.passage.conclusion else ""].append(mark)
    return Row(index.entities[ref], tuple(map(tuple, cells.values())))

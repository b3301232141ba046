"""The matrix: conclusions against goals and targets, or against frameworks."""

from edition.document.index import Index
from edition.document.passages import Passage
from edition.kinds import MENTIONED
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

Cell = list[tuple[Passage, str]]
"""Passages, each with how firmly it is linked to the entity of the row. A mention names it."""


@component("matrix.html", shows=("kind", "conclusions", "rows"), page="frameworks/")
def matrix(page: Page, kind: MatrixKind) -> tuple[str, list[Passage], list[tuple[Mentioned, list[Cell]]]]:
    """The conclusions against goals and targets (`goal`) or frameworks (`framework`): a table of passages."""
    index, conclusions = page.index, page.index.by_kind["statement"]
    listed = index.edition.of(MENTIONED[kind]) if len(conclusions) <= MOST else ()
    entities = [entity for one in listed for entity in (one, *index.on(Target, one.ref))]
    rows = [(entity, _cells(index, entity.ref)) for entity in entities]
    return kind, conclusions, [(entity, cells) for entity, cells in rows if any(cells)]


def _cells(index: Index, ref: Ref) -> list[Cell]:
    """The passages that name an entity or are linked to it, by conclusion; in the last cell those of no conclusion."""
    found = {(passage.id, "named") for passage in index.mentioned_in.get(ref, ())}
    found |= {(link.passage, link.strength) for link in own_links(index, ref)}
    cells: dict[str, Cell] = {id_: [] for id_ in (*(statement.id for statement in index.by_kind["statement"]), "")}
    for id_, strength in sorted(found, key=lambda mark: (index.order[mark[0]], STRENGTHS.index(mark[1]))):
        passage = index.passages[id_]
        cells[passage.conclusion.id if passage.conclusion else ""].append((passage, strength))
    return [*cells.values()]

"""Components of the entries: what a person, organization, event or goal is, and where it is mentioned."""

from typing import Annotated

from edition.document import addresses
from edition.document.edition import Sdgs
from edition.document.index import Index
from edition.document.passages import Passage
from edition.kinds import ADDRESSED, MENTIONED, NAMED
from edition.kinds.goal import Goal
from edition.kinds.kind import Addressed, Mentioned, NamedEntity
from edition.kinds.person import Person
from edition.kinds.sdg_link import SdgLink, own_links
from edition.kinds.target import Target
from edition.pages.components import EntryRef, Kind, MatrixKind, OneOf, Role, component
from edition.pages.filters import template_of
from edition.pages.page import Link, Page
from edition.records.records import Ref

STRENGTHS = "named", "close", "interpretation"
"""How firm a link is, the firmest first."""

MOST_CONCLUSIONS = 60
"""More conclusions do not fit into a table, which grows with their number squared."""

ShownRef = Annotated[
    str, OneOf("record", lambda index: [str(ref) for ref in index.entries if ref.kind in _shown_alike()])
]
Cell = list[tuple[Passage, str]]
"""Of a table, passages, each with how firmly it is linked to the entity of the row. A mention names it."""


@component("contents.html", shows="entries", page="organizations/")
def contents(page: Page, kind: Kind) -> tuple[Addressed, ...]:
    """Links to all entries of a kind: `person`, `organization`, `framework`, `event` or `publication`."""
    return page.index.edition.of(ADDRESSED[kind])


@component("entries.html", shows=("entries", "also"), page="frameworks/")
def entries(page: Page, kind: Kind, role: Role = None) -> tuple[list[NamedEntity], bool]:
    """All entries of a kind; of people only those who are recorded as speakers, or only the others."""
    entities = page.index.edition.of(NAMED[kind])
    speakers = {entity.id for entity in entities if isinstance(entity, Person) and entity.capacity}
    found = [entity for entity in entities if role is None or (entity.id in speakers) == (role == "speakers")]
    return found, role == "others" and bool(speakers)


@component("records.html", shows="records", page=addresses.PARALLELS)
def records(page: Page, kind: Annotated[str, OneOf("kind", lambda _: _shown_alike())]) -> list[Addressed]:
    """All records of a kind that has a page of its own, as the template of the kind shows each."""
    return page.index.of(ADDRESSED[kind])


@component("record.html", shows="record", page=addresses.OUTCOMES)
def record(page: Page, ref: ShownRef) -> Addressed:
    """One of these records, as the page of its kind shows it, for instance what followed."""
    return page.index.entries[Ref.parse(ref)]


def _shown_alike() -> list[str]:
    """The kinds whose template has the macro `entry`."""
    return [kind for kind in ADDRESSED if hasattr(template_of(kind), "entry")]


@component("mentions_of.html", shows="entry")
def mentions_of(page: Page, ref: EntryRef) -> Mentioned:
    """Every passage that mentions an entry, with the sentences that do; of a goal or target, all that relates to it."""
    return page.index.entities[Ref.parse(ref)]


@component("link.html", shows="link")
def link(page: Page, ref: EntryRef, text: str = "") -> Link:
    """A link to an entry, inside a sentence, by its name or with a text of your own."""
    found = Ref.parse(ref)
    return Link(text or page.index.entities[found].name, page.href(found), found)


@component("goals.html", shows=("goals", "others", "sdgs"), page="sdgs/")
def goals(page: Page) -> tuple[list[Goal], list[Goal], Sdgs]:
    """Every goal with its targets, and the passages that relate to each."""
    goals = page.index.sdgs.goals
    shown = [goal for goal in goals if _is_related(page.index, goal)]
    return shown, [goal for goal in goals if goal not in shown], page.index.sdgs


def _is_related(index: Index, goal: Goal) -> bool:
    """Whether something relates to a goal or a target of it, or a target refers directly to the subject."""
    targets = index.on(Target, goal.ref)
    mentioned = any(index.mentioned_in.get(term.ref) for term in (goal, *targets))
    return mentioned or bool(index.on(SdgLink, goal.ref)) or any(target.direct for target in targets)


@component("matrix.html", shows=("kind", "conclusions", "rows"), page="frameworks/")
def matrix(page: Page, kind: MatrixKind) -> tuple[str, list[Passage], list[tuple[Mentioned, list[Cell]]]]:
    """The conclusions against goals and targets (`goal`) or frameworks (`framework`): a table of passages."""
    index, conclusions = page.index, page.index.by_kind["statement"]
    listed = index.edition.of(MENTIONED[kind]) if len(conclusions) <= MOST_CONCLUSIONS else ()
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

"""The sources: what each is, what of it was seen, and what rests on it."""

from dataclasses import dataclass

from pydantic import BaseModel

from edition.formats.dates import partial
from edition.model import addresses
from edition.model.edition import EditorialLink, NamedEntity, Note, Outcome, Parallel, Provision, Sdgs
from edition.model.entities import KINDS
from edition.model.locations import DataPath
from edition.model.records import Ref, references, walk
from edition.pages.components import component
from edition.pages.page import Page
from edition.pages.shown import Link, Tools, Words, chip, entry_link, tools, words

NAMED_IN = {stem: kind for kind, stem in KINDS.items()}
"""The kind of the entities in each file."""


@dataclass(frozen=True)
class ListedSource:
    """A source. `rests` leads to what is said on its evidence."""

    anchor: str
    title: str
    tools: Tools
    publisher: str
    date: str
    symbol: str
    url: str
    seen: Words
    grade: str
    rests: tuple[Link, ...]


@component("sources.html", shows="sources", page=addresses.SOURCES)
def sources(page: Page) -> tuple[ListedSource, ...]:
    """Every source of what is said from outside the document, and what rests on it."""
    resting = _resting(page)
    return tuple(
        ListedSource(
            anchor=addresses.anchor_of(ref),
            title=source.title,
            tools=tools(page, ref, source.title),
            publisher=source.publisher,
            date=partial(source.date),
            symbol=source.symbol or "",
            url=source.url or "",
            seen=words(page, source.seen),
            grade=source.grade[0].upper() + source.grade[1:],
            rests=tuple(resting[ref]),
        )
        for ref, source in page.index.sources.items()
    )


def _resting(page: Page) -> dict[Ref, list[Link]]:
    """By source, a link to each place where something rests on it."""
    edition = page.index.edition
    records = dict(walk(edition))
    found: dict[Ref, dict[Link, None]] = {ref: {} for ref in page.index.sources}
    for path, _, ref in references(edition):
        if ref.kind == "source":
            above = next(path[:at] for at in (-1, -2) if path[:at] in records)
            found[ref] |= dict.fromkeys(_places(page, above, records[above], str(path[len(above)])))
    return {ref: list(links) for ref, links in found.items()}


def _places(page: Page, path: DataPath, record: BaseModel, field: str) -> list[Link]:
    """Where on the site a record says something on the sources in this field."""
    match record:
        case NamedEntity():
            return [entry_link(page, Ref(NAMED_IN[str(path[0])], record.id))]
        case Provision():
            framework = page.index.edition.frameworks[int(path[1])]
            return [entry_link(page, Ref("framework", framework.id))]
        case Parallel():
            passage = page.index.passages[record.passage]
            return [Link(f"Parallel to {passage.label}", page.href(Ref("parallel", record.id)))]
        case Outcome():
            return [Link(record.title, page.href(Ref("outcome", record.id)))]
        case Note():
            passage = page.index.passages[record.passage]
            return [Link(f"Note on {passage.label}", page.href(passage))]
        case EditorialLink():
            passage = page.index.passages[record.passage]
            return [Link(f"{chip(page, Ref.parse(record.to)).text} in {passage.label}", page.href(passage))]
        case Sdgs() if field == "direct_source":
            return [chip(page, Ref("target", target.id)) for target in record.targets if target.direct]
        case Sdgs():
            return [Link("The wording of the goals and targets", page.href("sdgs/"))]
    return [Link(page.title_at("about/"), page.href("about/"))]

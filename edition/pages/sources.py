"""The sources: what each is, what of it was seen, and what rests on it."""

from dataclasses import dataclass

from pydantic import BaseModel

from edition.document import addresses
from edition.document.edition import Sdgs
from edition.kinds.framework import Framework, Provision
from edition.kinds.kind import NamedEntity
from edition.kinds.note import Note
from edition.kinds.outcome import Outcome
from edition.kinds.parallel import Parallel
from edition.kinds.sdg_link import EditorialLink
from edition.kinds.source import Source
from edition.pages.components import component
from edition.pages.page import Page
from edition.pages.shown import Link, Tools, Words, chip, entry_link, tools, words
from edition.records.dates import partial
from edition.records.locations import DataPath
from edition.records.records import Ref


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
        for source in page.index.of(Source)
        for ref in [source.ref]
    )


def _resting(page: Page) -> dict[Ref, list[Link]]:
    """By source, a link to each place where something rests on it."""
    records = dict(page.index.edition.records)
    found: dict[Ref, dict[Link, None]] = {source.ref: {} for source in page.index.of(Source)}
    for path, _, ref in page.index.edition.references:
        if ref.kind == "source":
            above = next(path[:at] for at in (-1, -2) if path[:at] in records)
            found[ref] |= dict.fromkeys(_places(page, above, records[above], str(path[len(above)])))
    return {ref: list(links) for ref, links in found.items()}


def _places(page: Page, path: DataPath, record: BaseModel, field: str) -> list[Link]:
    """Where on the site a record says something on the sources in this field."""
    match record:
        case NamedEntity():
            return [entry_link(page, record.ref)]
        case Provision():
            framework = page.index.edition.of(Framework)[int(path[1])]
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

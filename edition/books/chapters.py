"""The edition as a book: the document in chapters, with what the edition says of them. PDF and EPUB share it."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain, groupby
from typing import Any

from edition.document.index import Index
from edition.formats.history import state_of
from edition.kinds import MENTIONED
from edition.kinds.goal import Goal
from edition.kinds.kind import Mentioned, NamedEntity
from edition.kinds.note import Note
from edition.kinds.person import Person
from edition.kinds.sdg_link import EditorialLink, SdgLink, SourceLink
from edition.kinds.source import Source
from edition.pages import beyond
from edition.pages.page import Page
from edition.records.fields import day, partial
from edition.records.records import Ref

Book = Mapping[str, Any]
"""What the templates of the book see, by name: `book_of` makes it."""


@lru_cache(maxsize=1)  # for the PDF, then for the EPUB
def book_of(index: Index, site_url: str) -> Book:
    """The edition as a book. Its links are whole addresses, for it is not beside the site."""
    page = Page(index, "", site_url, "", "", base=site_url)
    document, event, release = index.edition.document, index.event, index.edition.releases[0]
    imprint, found = document.imprint, {one.id: one for one in index.edition.of(Source)}
    wording = [index.edition.sdgs.source] if index.edition.sdgs and index.edition.of(SdgLink) else []
    cited = {id_: number for number, id_ in enumerate(_cited(index, wording), 1)}
    sources = [_source(found[id_]) for id_ in cited]
    lists = {"outcomes": [*_outcomes(page)], "sources": sources, "names": [*_names(index)]}
    after = {"notes": index.has("note", "sdg-link"), **lists, "colophon": True}
    return {
        **document.texts,
        "url": imprint.url or "",
        "page": page,
        "language": document.language,
        "version": state_of(index).version,
        "date": release.date,
        "day": day(release.date),
        "site_url": site_url,
        "title": index.title.words,
        "series": index.entities[Ref("event", event.series)].name if event.series else "",
        "event": event.title or event.name,
        "when_and_where": event.place_and_days(),
        "edition": document.this_edition,
        "supplied": [(imprint.called(name), imprint.shown(name)) for name in imprint.supplied],
        "conclusions": document.nouns.conclusion.counted(len(index.edition.conclusions)),
        "sha256": index.sha256,
        "chapters": [*_chapters(index)],
        **lists,
        "cited": cited,
        "wording_sources": wording,
        "rights_sources": document.rights_sources,
        "sessions_sources": document.sessions_sources,
        "imprint_sources": imprint.sources,
        "after": [name for name, filled in after.items() if filled],
        "goals": len(index.edition.of(Goal)),
        "threads": list(_threads(index)),
    }


def _chapters(index: Index) -> Iterator[dict[str, Any]]:
    """All passages in their order, title first; the document's heading of a session is apart from what is under it."""
    for (name, title), passages in groupby(index.passages.values(), lambda passage: passage.chapter):
        first, *others = passages
        heading = first if first.kind == "heading" else None
        yield {"name": name, "title": title, "heading": heading, "passages": others if heading else [first, *others]}


def _outcomes(page: Page) -> Iterator[dict[str, Any]]:
    """What followed, under what each follows first; more is on the site."""
    for stop, outcomes, _ in beyond.outcomes(page):
        rows = [
            {"title": one.title, "when": one.when, "connection": one.connection, "href": page.href(one.ref)}
            | {"passages": [page.index.passages[id_] for id_ in one.passages]}
            for one in outcomes
        ]
        if rows:
            yield {"number": stop.label if stop.conclusion else "", "title": stop.headline, "rows": rows}


def _cited(index: Index, wording: list[str]) -> list[str]:
    """The ids of the sources that the book cites, in its order: of the wording of goals, of notes, of the colophon."""
    document = index.edition.document
    beside = (one for on in index.passages.values() for kind in (SdgLink, Note) for one in index.on(kind, on))
    of_notes = [one.sources for one in beside if isinstance(one, EditorialLink | Note)]
    of_colophon = document.rights_sources, document.sessions_sources, document.imprint.sources
    return [*dict.fromkeys(chain(wording, *of_notes, *of_colophon))]


def _source(source: Source) -> dict[str, str]:
    by = ", ".join(filter(None, [source.publisher, source.symbol, partial(source.date)]))
    return {"id": source.id, "title": source.title, "by": by, "url": source.url or ""}


def _names(index: Index) -> Iterator[dict[str, Any]]:
    """Whatever the document mentions, kind by kind; the names of each in the order of the alphabet."""
    for title, kinds in groupby(MENTIONED.values(), key=lambda kind: kind.listed_at().called):
        found = [one for kind in kinds for one in index.edition.of(kind) if index.mentioned_in.get(one.ref)]
        found.sort(key=lambda one: one.indexed_as.casefold() if isinstance(one, NamedEntity) else "")  # others stay
        if found:
            yield {"title": title, "names": [_name(index, one) for one in found]}


def _name(index: Index, entity: Mentioned) -> dict[str, Any]:
    """An entry of the index of names; what is supplied or an acronym comes after the name."""
    known = {"ref": str(entity.ref), "passages": index.mentioned_in[entity.ref]}
    if not isinstance(entity, NamedEntity):
        return known | {"name": entity.short_name, "more": "", "gist": ""}
    supplied = f"[{entity.supplied_name}]" if isinstance(entity, Person) and entity.supplied_name else ""
    return known | {"name": entity.indexed_as, "more": supplied or entity.acronym or "", "gist": entity.gist or ""}


def _threads(index: Index) -> Iterator[dict[str, int]]:
    """The lines of the drawing on the cover: each joins a passage with a goal, and is strong where that is named.

    Both are given by their places, in the document and among the goals.
    """
    goals = [goal.id for goal in index.edition.of(Goal)]
    for link in index.edition.of(SdgLink):
        named = isinstance(link, SourceLink)
        yield {"passage": index.order[link.passage], "goal": goals.index(link.goal.id), "named": named}

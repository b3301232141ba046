"""The search index: a record for each passage and each entry, each with its own address, as a script of data.

A script, because a page that was opened from a folder may load one, but may read no other file.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from edition.formats.dates import day, partial, place_and_days
from edition.model import addresses
from edition.model.edition import (
    Entity,
    Event,
    Framework,
    Goal,
    NamedEntity,
    Outcome,
    Parallel,
    Person,
    Publication,
    Target,
    names_of,
)
from edition.model.entities import GROUPS
from edition.model.index import Index
from edition.model.passages import Passage
from edition.model.records import Ref

SEARCH = "assets/search-index.js"
"""The file of the index."""
NAMED = {kind: title for title, kinds in GROUPS.items() for kind in kinds}
"""Where a result is, for each kind of entity."""


class SearchRecord(NamedTuple):
    """What can be found. `docs/assets/js/search/records.js` reads these in this order.

    Attributes:
        address: where it leads, from the root of the site.
        title, place: what it is, and in what: `5.2` in `Better data and monitoring · Tracking progress`.
        text: the words of a passage and nothing else; of an entry, its description.
        names: its other names.
        passage: the id of the passage; empty for an entry.
        also: of a passage, the names of what it mentions, whatever its words; of an entry, its role, date and place.
        days: of an event, its first and last day.
    """

    address: str
    title: str
    place: str
    text: str
    names: tuple[str, ...]
    passage: str = ""
    also: tuple[str, ...] = ()
    days: tuple[str, ...] = ()


def search_records(index: Index) -> Iterator[SearchRecord]:
    """All passages in the order of the document, then all entities, and what is beside them.

    Of sources only those are found that have a symbol which no framework has.
    """
    for passage in index.passages.values():
        place, names = _place_and_names(passage)
        mentions = dict.fromkeys(name for ref in index.mentions[passage.id] for name in _known_as(index.entities[ref]))
        record = addresses.address_of(passage), passage.label, place, passage.words, (*names, passage.id), passage.id
        yield SearchRecord(*record, tuple(mentions))
    for ref, entity in index.entities.items():
        title, others, also, texts = _described(ref, entity)
        different = {name.casefold(): name for name in (*names_of(entity), *others) if name and name != title}
        text = " ".join(filter(None, texts))
        span = (entity.start, entity.end or entity.start) if isinstance(entity, Event) and entity.start else ()
        place, called = NAMED[ref.kind], tuple(different.values())
        yield SearchRecord(addresses.address_of(ref), title, place, text, called, "", also, tuple(map(str, span)))
    symbols = {one.symbol for one in index.edition.frameworks}
    for ref, one in index.beside.items():
        address = addresses.address_of(ref)
        if isinstance(one, Outcome):
            yield SearchRecord(address, one.title, "What followed", one.gist, (), "", (one.when,))
        elif isinstance(one, Parallel):
            source = index.sources[Ref("source", one.source)].title
            place = f"Same words elsewhere · {index.passages[one.passage].label}"
            yield SearchRecord(address, source, place, one.wording, (), "", (one.note,))
        elif one.symbol and one.symbol not in symbols:
            yield SearchRecord(address, one.title, "Sources", "", (one.symbol,))


def _known_as(entity: Entity) -> Iterator[str]:
    """What people call it when they do not use the words of the passage."""
    yield entity.name
    if isinstance(entity, NamedEntity) and entity.acronym:
        yield entity.acronym
    if isinstance(entity, Person) and entity.supplied_name:
        yield entity.supplied_name


def _described(ref: Ref, entity: Entity) -> tuple[str, list[str | None], tuple[str, ...], list[str | None]]:
    """The title of an entry, further names, its role, date and place, and its description."""
    match entity:
        case Goal() | Target():
            numbered = f"{ref.kind.title()} {ref.id}"
            names = [f"SDG {ref.id}", f"{ref.kind} {ref.id}"]
            if isinstance(entity, Goal):
                return f"{numbered}: {entity.name}", [entity.name, *names], (), [entity.wording]
            return numbered, [entity.title, *names], (), [entity.wording]
        case Person():
            role = (entity.role.quote,) if entity.role else ()
            return entity.name, [entity.supplied_name], role, [entity.gist, entity.note]
        case Framework():
            return entity.name, [entity.title, entity.symbol], (day(entity.date),), [entity.gist, entity.note]
        case Publication():
            date = (partial(entity.date),) if entity.date else ()
            return entity.name, [entity.title], date, [entity.gist, entity.note]
        case Event():
            when = (place_and_days(entity),) if entity.start or entity.place else ()
            return entity.name, [entity.title], when, [entity.gist, entity.followed, entity.note]
    return entity.name, [], (), [entity.gist, entity.note]


def _place_and_names(passage: Passage) -> tuple[str, tuple[str, ...]]:
    if passage.conclusion and passage.session:
        title = passage.conclusion.short_title
        names = (f"Conclusion {passage.label}", title) if passage.kind == "statement" else ()
        return f"{title} · {passage.session.short_title}", names
    if passage.session:
        return passage.session.short_title, (passage.session.short_title,)
    return ("Home" if passage.kind == "title" else "Introduction and closing"), ()


def write_search(index: Index, site: Path) -> None:
    """Write the index to `site/assets/search-index.js`. The same data gives the same bytes."""
    leads = {id_: addresses.address_of(passage) for id_, passage in index.passages.items()}
    leads |= {str(ref): addresses.address_of(ref) for ref in (*index.entities, *index.beside)}
    synonyms = [([one.acronym], [one.name]) for one in index.edition.document.acronyms]
    synonyms += [([*one.words], [leads.get(meant, meant) for meant in one.means]) for one in index.edition.search]
    data = json.dumps([[*search_records(index)], synonyms], ensure_ascii=False, separators=(",", ":"))
    (site / SEARCH).write_text(f"globalThis.searchIndex = {data};\n", encoding="utf-8")

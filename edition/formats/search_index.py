"""The search index: a record for each passage and each entry, each with its own address, as a script of data.

A script, because a page that was opened from a folder may load one, but may read no other file.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from edition.document import addresses
from edition.document.index import Index
from edition.document.passages import Passage
from edition.loading.files import write_text
from edition.records.fields import listed

SEARCH = "assets/search-index.js"
"""The file of the index."""


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
        place, names = _place_and_names(index, passage)
        mentions = dict.fromkeys(name for ref in index.mentions[passage.id] for name in index.entities[ref].known_as())
        record = addresses.address_of(passage), passage.label, place, passage.words, (*names, passage.id), passage.id
        yield SearchRecord(*record, tuple(mentions))
    for ref, entry in index.entries.items():
        if found := entry.search_record(index):
            title, place, text, others, also, days = found
            called = {name.casefold(): name for name in others if name and name != title}
            yield SearchRecord(addresses.address_of(ref), title, place, text, tuple(called.values()), "", also, days)


def _place_and_names(index: Index, passage: Passage) -> tuple[str, tuple[str, ...]]:
    if passage.conclusion and passage.session:
        title = passage.conclusion.short_title
        names = (passage.named, title) if passage.kind == "statement" else ()
        return f"{title} · {passage.session.short_title}", names
    if passage.session:
        return passage.session.short_title, (passage.session.short_title,)
    parts = [kind.title() for kind in ("introduction", "closing") if index.has(kind)]
    return ("Home" if passage.kind == "title" else listed(parts).capitalize()), ()


def write_search(index: Index, site: Path) -> None:
    """Write the index to `site/assets/search-index.js`. The same data gives the same bytes."""
    leads = {id_: addresses.address_of(passage) for id_, passage in index.passages.items()}
    leads |= {str(ref): addresses.address_of(ref) for ref in index.entries}
    synonyms = [([one.acronym], [one.name]) for one in index.edition.document.acronyms]
    synonyms += [([*one.words], [leads.get(meant, meant) for meant in one.means]) for one in index.edition.search]
    data = json.dumps([[*search_records(index)], synonyms], ensure_ascii=False, separators=(",", ":"))
    write_text(site / SEARCH, f"globalThis.searchIndex = {data};\n")

"""The search index: records of passages, entries and pages, each with its own address, as a script of data.

A script, because a page that was opened from a folder may load one, but may read no other file.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from edition.document import addresses
from edition.document.index import Index
from edition.kinds.kind import Found
from edition.loading.files import write_text
from edition.loading.ledger import address_now
from edition.loading.search_words import facts_of

SEARCH = "assets/search-index.js"
"""The file of the index."""


def search_records(index: Index) -> Iterator[tuple[str, Found]]:
    """All passages in the order of the document, then all entries, each with its address from the root of the site.

    Of sources only those are found that have a symbol which no framework has.
    """
    for passage in index.passages.values():
        yield addresses.address_of(passage), passage.search_record(index.entities)
    for ref, entry in index.entries.items():
        if found := entry.search_record(index):
            called = {name.casefold(): name for name in found.names if name and name != found.title}
            place = " · ".join(filter(None, (entry.listed_at().called, found.place)))
            yield addresses.address_of(ref), found._replace(place=place, names=tuple(called.values()))


def write_search(index: Index, site: Path, pages: Mapping[str, Found]) -> None:
    """Write the index to `site/assets/search-index.js`, with what is found of pages, by its address."""
    synonyms = [([one.acronym], [one.name]) for one in index.edition.document.acronyms]
    synonyms += [([*one.words], [address_now(index, meant) for meant in one.means]) for one in index.edition.search]
    facts = facts_of(index.edition, index.passages.values())
    answers = [
        ([*one.words], address, one.answer.format_map(facts))
        for one in index.edition.search
        for address in [address_now(index, one.means[0])]
        if one.answer and (site / address.partition("#")[0] / "index.html").exists()  # what has no records is not there
    ]
    records = [(address, *found) for address, found in search_records(index)]
    found = [(address, page.title, page.place, page.text) for address, page in pages.items()]
    data = json.dumps([records, synonyms, found, answers], ensure_ascii=False, separators=(",", ":"))
    write_text(site / SEARCH, f"globalThis.searchIndex = {data};\n")

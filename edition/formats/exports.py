"""The edition as files for machines and for other programs: `data/`, the feed, and what crawlers look for."""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import to_json

from edition.document.addresses import address_of, permalink_of
from edition.document.index import Index
from edition.formats.akoma_ntoso import AKOMA_NTOSO, akoma_ntoso
from edition.formats.history import comparisons_of, state_of
from edition.formats.linked_data import TURTLE, edition_name, graph_of, turtle
from edition.formats.summary import LINKS, Mention, Summary, summary_model, summary_of
from edition.kinds import KINDS
from edition.kinds.kind import Graph, Kind
from edition.loading.files import write_text
from edition.loading.ledger import passage_then
from edition.records.dates import day
from edition.templating import templates

SUMMARY, SCHEMA = "data/summary.json", "data/summary.schema.json"
TEXT, MARKDOWN = "data/summary.txt", "data/summary.md"
PLAIN_TEMPLATES = {
    TEXT: "plain.txt",
    MARKDOWN: "plain.md",
    "llms.txt": "llms.txt",
    "robots.txt": "robots.txt",
    "feed.xml": "feed.xml",
}
TABULAR = {f"data/{kind.listed_at().path[0].replace('_', '-')}.csv": kind for kind in KINDS if kind.listed_at().columns}
"""By its file, the kind of record in each table."""
MEDIA_TYPES = {
    SUMMARY: "application/json",
    SCHEMA: "application/schema+json",
    TURTLE: "text/turtle",
    AKOMA_NTOSO: "application/akn+xml",
    "data/passages.csv": "text/csv",
    "data/mentions.csv": "text/csv",
    **dict.fromkeys(TABULAR, "text/csv"),
    TEXT: "text/plain",
    MARKDOWN: "text/markdown",
    "feed.xml": "application/atom+xml",
    "llms.txt": "text/plain",
}
"""The files that readers are offered, and their media types."""
SITEMAP = "sitemap.xml"
templates().filters["address"] = address_of
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def _texts(index: Index, site_url: str, **more: object) -> dict[str, Any]:
    """What the templates of plain files see: records of the edition, for a site at `site_url`."""
    release = index.edition.releases[0]
    return {
        "name": edition_name(index),
        "document": index.edition.document,
        "has": index.has,
        "version": state_of(index).version,
        "date": release.date,
        "day": day(release.date),
        "site_url": site_url,
        "passages": index.passages.values(),
        "releases": index.edition.releases,
        "compared": {one.version: one for one in comparisons_of(index) if one.before != one.version},
        "passage_then": partial(passage_then, index),
        **more,
    }


@lru_cache(maxsize=1)  # for the page that shows a piece of each, and then for the files
def exports(index: Index, site_url: str) -> dict[str, str]:
    """The text of the files with data, by its address from the root of the site at `site_url`.

    Of a kind without records there is no table, and of a field that none has, no column.
    """
    summary, graph, texts = summary_of(index, site_url), graph_of(index, site_url), _texts(index, site_url)
    made = {SUMMARY: _json(_used(summary.model_dump(mode="json", by_alias=True, exclude_none=True)))}
    tables = {"data/passages.csv": _passages(summary), "data/mentions.csv": _mentions(summary)}
    tables |= {address: _of_kind(kind, index, graph) for address, kind in TABULAR.items()}
    made |= {address: _csv(rows) for address, table in tables.items() if (rows := _filled([*table]))}
    made[AKOMA_NTOSO] = akoma_ntoso(index, site_url)
    return made | {address: _render(name, texts) for address, name in PLAIN_TEMPLATES.items()}


@lru_cache(maxsize=1)
def examples(index: Index, site_url: str) -> dict[str, str]:
    """A short piece of every file: what it says of one passage."""
    passages, made = [*index.passages.values()], exports(index, site_url)
    one = min(passages, key=lambda it: (not index.on(LINKS, it), not it.mentions, len(it.words)))
    permalink = permalink_of(one, site_url)
    made = {**made, TURTLE: turtle(index, site_url, [one, index.event.ref])}  # so it begins like the whole
    pieces = {
        address: _piece(text, "\r\n" if address.endswith("csv") else "\n\n", permalink)
        for address, text in made.items()
    }
    passage = json.loads(made[SUMMARY])["passages"][passages.index(one)]
    return pieces | {SUMMARY: _json(passage), SCHEMA: _json(Mention.model_json_schema())}


def write_exports(index: Index, site: Path, site_url: str) -> None:
    """Write each into the folder `site`, and a sitemap in the place of the generator's, which has the time."""
    model = summary_model(index).model_json_schema()
    schema = {"$schema": GenerateJsonSchema.schema_dialect, "$id": site_url + SCHEMA, **model}
    for address, text in (*exports(index, site_url).items(), (SCHEMA, _json(schema))):
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        write_text(site / address, text)
    pages = sorted(found.text or "" for found in ElementTree.parse(site / SITEMAP).iter(LOC))
    write_text(site / SITEMAP, _render(SITEMAP, _texts(index, site_url, pages=pages)))
    (site / f"{SITEMAP}.gz").unlink(missing_ok=True)


def _render(name: str, texts: dict[str, Any]) -> str:
    return templates().get_template(name).render(texts)


def _json(value: dict[str, Any]) -> str:
    return to_json(value, indent=2).decode() + "\n"


def _passages(summary: Summary) -> Iterator[list[object]]:
    yield ["id", "kind", "number", "session", "conclusion", "permalink", "words"]
    for one in summary.passages:
        number = one.label if one.label[0].isalpha() else f"No. {one.label}"  # a bare 5.10 would turn into 5.1
        yield [one.id, one.kind, number, one.session, one.conclusion, one.permalink, one.words]


def _mentions(summary: Summary) -> Iterator[list[object]]:
    yield ["passage", "start", "text", "ref", "permalink", "entry"]
    for one in summary.passages:
        for found in one.mentions:
            entry = summary.entries[found.ref].permalink
            yield [one.id, found.start, found.text, found.ref, one.permalink, entry]


def _of_kind(kind: type[Kind], index: Index, graph: Graph) -> Iterator[list[object]]:
    """The table of a kind: in the order of its file, or in that of the passages which list its records."""
    of_passages = index.on(kind, *index.passages.values())
    records = of_passages if kind.listed_at().key else index.edition.of(kind)
    yield [*kind.listed_at().columns]
    yield from ([*record.table_row(graph).values()] for record in records)


def _filled(table: list[list[object]]) -> list[list[object]]:
    """The table without the columns that no row fills; nothing of it if it has no row."""
    _, *rows = table
    kept = [at for at in range(len(table[0])) if any(row[at] not in ("", None) for row in rows)]
    return [[row[at] for at in kept] for row in table] if rows else []


def _used(data: dict[str, Any]) -> dict[str, Any]:
    """The data without the keys that have nothing in any record, as a table has no empty column."""
    _leave_unused([data])
    return data


def _leave_unused(records: list[dict[str, Any]]) -> None:
    """Take from records that are alike, and from those within them, the keys that have nothing in any of them."""
    for key in dict.fromkeys(chain.from_iterable(records)):
        having = [record for record in records if key in record]
        values = [record[key] for record in having]
        if not any(value not in ([], {}, "") for value in values):
            for record in having:
                del record[key]
        lists = (value if isinstance(value, list) else [value] for value in values)
        within = [one for one in chain.from_iterable(lists) if isinstance(one, dict)]
        entries = [entry for one in within if key == "entries" for entry in one.values()]  # whose keys are references
        _leave_unused(entries or within)


def _csv(rows: Iterable[list[object]]) -> str:
    """A table as in RFC 4180, after a mark by which spreadsheets recognize UTF-8.

    No cell is a formula to them: one that begins like a formula gets an apostrophe before it, and so does one that
    begins with an apostrophe.
    """
    text = StringIO(newline="")
    cells = [["" if cell is None else re.sub(r"^(?=[=+\-@\t\r'])", "'", str(cell)) for cell in row] for row in rows]
    csv.writer(text).writerows(cells)
    return "\ufeff" + text.getvalue()


def _piece(text: str, between: str, permalink: str) -> str:
    """The beginning, and the first block with the permalink, or else the second."""
    first, *rest = text.strip().split(between)
    found = [block for block in rest if block.startswith(f"<{permalink}>")]
    found = found or [block for block in rest if permalink in block] or rest
    return between.join([first, *found[:1]])

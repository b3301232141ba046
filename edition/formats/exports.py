"""The edition as files for machines and for other programs: `data/`, the feed, and what crawlers look for."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from io import StringIO
from pathlib import Path
from textwrap import fill
from typing import Any
from xml.etree import ElementTree

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import to_json

from edition.document.addresses import address_of
from edition.document.index import Index
from edition.formats.history import comparisons_of, state_of
from edition.formats.linked_data import TURTLE, edition_name, graph_of, turtle
from edition.formats.summary import LINKS, Mention, Summary, summary_model, summary_of
from edition.kinds import KINDS
from edition.kinds.kind import Found, Graph
from edition.loading.files import write_text, write_zip
from edition.loading.ledger import passage_then
from edition.records.fields import day
from edition.templating import templates

SUMMARY, SCHEMA = "data/summary.json", "data/summary.schema.json"
TEXT, MARKDOWN, AKOMA_NTOSO = "data/summary.txt", "data/summary.md", "data/summary.akn.xml"
WITH_TEMPLATES = TEXT, MARKDOWN, AKOMA_NTOSO, "llms.txt", "robots.txt", "feed.xml"
"""The files that have a template of the same name."""
TABULAR = {f"data/{kind.listed_at().path[0].replace('_', '-')}.csv": kind for kind in KINDS if kind.listed_at().columns}
"""By its file, the kind of record in each table."""
MEDIA_TYPES = {
    SUMMARY: "application/json",
    SCHEMA: "application/schema+json",
    TURTLE: "text/turtle",
    AKOMA_NTOSO: "application/akn+xml",
    **dict.fromkeys(("data/passages.csv", "data/mentions.csv", *TABULAR), "text/csv"),
    TEXT: "text/plain",
    MARKDOWN: "text/markdown",
    "feed.xml": "application/atom+xml",
    "llms.txt": "text/plain",
}
"""The files that readers are offered, and their media types."""
DESCRIBED = "data/#page-"
"""Where the page of the data describes a file: after it, the address of the file in letters of an anchor."""
SITEMAP, MANIFEST = "sitemap.xml", "data/manifest.txt"
FORMULA = tuple("=+-@\t\r'")
"""What begins a formula in a spreadsheet, and the mark that says that a cell is none."""
templates().filters["address"] = address_of
Row = dict[str, object]


@lru_cache(maxsize=1)  # for the page that shows a piece of each, and then for the files
def exports(index: Index, site_url: str) -> dict[str, str]:
    """The text of the files with data, by its address from the root of the site at `site_url`.

    Of a kind without records there is no table, and of a field that none has, no column.
    """
    summary = summary_of(index, site_url)
    published = summary.model_dump(mode="json", by_alias=True, exclude_none=True)
    _leave_out_unused([published])
    tables = _tables(index, summary, graph_of(index, site_url))
    made = {SUMMARY: _json(published)} | {address: _csv(columns, rows) for address, columns, rows in tables if rows}
    return made | {address: _rendered(address, index, site_url) for address in WITH_TEMPLATES}


@lru_cache(maxsize=1)
def examples(index: Index, site_url: str) -> dict[str, str]:
    """A short piece of every file: what it says of one passage."""
    one = min(index.passages.values(), key=lambda it: (not index.on(LINKS, it), not it.mentions, len(it.words)))
    turtle_of_one = turtle(index, site_url, [one, index.event.ref])  # the event, so that it begins like the whole
    made = exports(index, site_url) | {TURTLE: turtle_of_one}
    pieces = {address: _piece(text, site_url + address_of(one)) for address, text in made.items()}
    passage = json.loads(made[SUMMARY])["passages"][index.order[one.id]]
    return pieces | {SUMMARY: _json(passage), SCHEMA: _json(Mention.model_json_schema())}


def write_exports(index: Index, site: Path, site_url: str) -> None:
    """Write each into the folder `site`, and a sitemap in the place of the generator's, which has the time."""
    model = summary_model(index).model_json_schema()
    schema = {"$schema": GenerateJsonSchema.schema_dialect, "$id": site_url + SCHEMA, **model}
    for address, text in (*exports(index, site_url).items(), (SCHEMA, _json(schema))):
        write_text(site / address, text)
    pages = sorted(found.text or "" for found in ElementTree.parse(site / SITEMAP).iterfind("{*}url/{*}loc"))
    write_text(site / SITEMAP, _rendered(SITEMAP, index, site_url, pages=pages))
    (site / f"{SITEMAP}.gz").unlink(missing_ok=True)


def write_tables(index: Index, file: Path, site_url: str, parts: Mapping[str, Found]) -> None:
    """Write the tables to the zip `file`, in a folder of its name. The same data gives the same bytes.

    In `README.txt`, each is described as on the page of the data: `parts` is what pages say, by address and anchor.
    """
    tables = {name: text for name, text in exports(index, site_url).items() if name.endswith(".csv")}
    said = {address: fill(part.text, 100) for address, part in parts.items() if address.startswith(DESCRIBED)}
    about = [f"{edition_name(index)}, version {state_of(index).version}", site_url, said.get(f"{DESCRIBED}tables")]
    about += [f"{Path(name).name}\n{said.get(DESCRIBED + re.sub('[/.]', '-', name), '')}".rstrip() for name in tables]
    readme = "\n\n".join(filter(None, about)) + "\n"
    entries = {"README.txt": readme, **{Path(name).name: text for name, text in tables.items()}}
    write_zip(file, ((f"{file.stem}/{name}", text.encode()) for name, text in entries.items()))


def manifest_of(digests: Mapping[str, str]) -> str:
    """The text of the manifest: a line for each file of a site, or of a zip of one, as `sha256sum --check` has it."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests))


def _rendered(address: str, index: Index, site_url: str, **more: object) -> str:
    """A file by the template of its name, which sees the edition, for a site at `site_url`."""
    release = index.edition.releases[0]
    known = {
        "index": index,
        "document": index.edition.document,
        "name": edition_name(index),
        "version": state_of(index).version,
        "date": release.date,
        "day": day(release.date),
        "site_url": site_url,
        "compared": comparisons_of(index),
        "passage_then": partial(passage_then, index),
    }
    return templates().get_template(Path(address).name).render(known, **more)


def _json(value: dict[str, Any]) -> str:
    return to_json(value, indent=2).decode() + "\n"


def _tables(index: Index, summary: Summary, graph: Graph) -> Iterator[tuple[str, tuple[str, ...], list[Row]]]:
    """The address of each table, its columns, and its rows, which may have more than these.

    The records of a kind are in the order of its file, or in that of the passages which list them.
    """
    # of a bare 5.10, a spreadsheet would make 5.1
    numbered = [dict(one) | {"number": re.sub(r"^(?=\d)", "No. ", one.label)} for one in summary.passages]
    yield "data/passages.csv", ("id", "kind", "number", "session", "conclusion", "permalink", "words"), numbered
    mentions = [
        {**dict(found), "passage": one.id, "permalink": one.permalink, "entry": summary.entries[found.ref].permalink}
        for one in summary.passages
        for found in one.mentions
    ]
    yield "data/mentions.csv", ("passage", "start", "text", "ref", "permalink", "entry"), mentions
    for address, kind in TABULAR.items():
        of_passages = index.on(kind, *index.passages.values())
        records = of_passages if kind.listed_at().key else index.edition.of(kind)
        yield address, kind.listed_at().columns, [record.table_row(graph) for record in records]


def _leave_out_unused(records: Sequence[dict[str, Any]]) -> None:
    """Remove from records of a sort the keys that have nothing in any of them, as a table has no empty column."""
    for key in {key for record in records for key in record}:
        having = [record for record in records if key in record]
        if all(record[key] in ([], {}, "") for record in having):
            for record in having:
                del record[key]
        else:
            _leave_out_unused([below for record in having for below in _records_in(record[key])])


def _records_in(value: Any) -> list[dict[str, Any]]:
    """The record that a value is, or all of a list or of a mapping by references."""
    if isinstance(value, dict):
        return [*value.values()] if ":" in next(iter(value), "") else [value]
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _csv(columns: Iterable[str], rows: Iterable[Row]) -> str:
    """A table as in RFC 4180, after a mark by which spreadsheets recognize UTF-8, without columns that no row fills.

    No cell is a formula to them: one that begins like a formula, or with an apostrophe, gets an apostrophe before it.
    """
    cells = [{name: "" if row[name] is None else str(row[name]) for name in columns} for row in rows]
    text = StringIO(newline="")
    table = csv.DictWriter(text, [name for name in columns if any(row[name] for row in cells)], extrasaction="ignore")
    table.writeheader()
    table.writerows(
        {name: f"'{cell}" if cell.startswith(FORMULA) else cell for name, cell in row.items()} for row in cells
    )
    return "\ufeff" + text.getvalue()


def _piece(text: str, permalink: str) -> str:
    """The beginning, and the first block (of a table, the first row) with the permalink, or else the second."""
    between = "\r\n" if "\r\n" in text else "\n\n"
    first, *rest = text.strip().split(between)
    rest.sort(key=lambda block: (not block.startswith(f"<{permalink}>"), permalink not in block))
    return between.join([first, *rest[:1]])

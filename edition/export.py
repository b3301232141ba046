"""The edition as files for machines and for other programs: `data/`, the feed, and what crawlers look for."""

import csv
import json
import re
from collections.abc import Collection, Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from jinja2 import Environment, pass_environment
from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from edition.index import Index
from edition.linked import TURTLE, name_of, turtle
from edition.passages import Passage
from edition.published import Summary, published
from edition.urls import permalink_of

SUMMARY, SCHEMA = "data/summary.json", "data/summary.schema.json"
TEMPLATES = {
    "data/summary.txt": "plain.txt",
    "data/summary.md": "plain.md",
    "llms.txt": "llms.txt",
    "robots.txt": "robots.txt",
    "feed.xml": "feed.xml",
}
SITEMAP = "sitemap.xml"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def exports(
    templates: Environment, index: Index, site_url: str, passages: Collection[Passage] | None = None
) -> dict[str, str]:
    """The text of every file but the sitemap, by its address from the root of the site, which stands at `site_url`.

    Args:
        passages: in JSON, tables and Turtle these only, instead of all that the edition has.
    """
    summary = published(index, site_url, passages)
    schema = {"$schema": GenerateJsonSchema.schema_dialect, "$id": site_url + SCHEMA, **Summary.model_json_schema()}
    made = {SUMMARY: _json(summary), SCHEMA: _json(schema), TURTLE: turtle(index, site_url, passages)}
    made |= {address: _csv(rows(summary)) for address, rows in TABLES.items()}
    for address, name in TEMPLATES.items():
        made[address] = _render(templates, name, index=index, site_url=site_url)
    return made


@pass_environment
def examples(templates: Environment, index: Index, site_url: str) -> dict[str, str]:
    """A short piece of every file, made without the rest of it: what it says of one passage."""
    passages = index.passages.values()
    one = min(passages, key=lambda it: (not index.links_from.get(it.id), not index.mentions[it.id], len(it.words)))
    made = exports(templates, index, site_url, [one])
    permalink = permalink_of(one, site_url)
    pieces = {
        address: _piece(text, "\r\n" if address.endswith("csv") else "\n\n", permalink)
        for address, text in made.items()
    }
    summary, schema = json.loads(made[SUMMARY]), json.loads(made[SCHEMA])
    return pieces | {SUMMARY: _json(summary["passages"][0]), SCHEMA: _json(schema["$defs"]["Mention"])}


def write_exports(index: Index, site: Path, site_url: str, templates: Environment) -> None:
    """Write every file into the folder `site`. The sitemap takes the place of the generator's, which has the time."""
    for address, text in exports(templates, index, site_url).items():
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        (site / address).write_bytes(text.encode())
    pages = sorted(found.text or "" for found in ElementTree.parse(site / SITEMAP).iter(LOC))
    sitemap = _render(templates, SITEMAP, pages=pages, index=index)
    (site / SITEMAP).write_bytes(sitemap.encode())
    (site / f"{SITEMAP}.gz").unlink(missing_ok=True)


def for_markdown(text: str) -> str:
    """The text, so that Markdown (CommonMark) shows it as it is."""
    return re.sub(r"([\\`*_~#&<>\[\]])", r"\\\1", text)


def _render(templates: Environment, name: str, **context: object) -> str:
    # not from the cache, for pages include some of them, compiled otherwise
    made = templates.overlay(autoescape=name.endswith(".xml"), keep_trailing_newline=True, bytecode_cache=None)
    return made.get_template(name).render(md=for_markdown, name_of=name_of, **context)


def _json(value: BaseModel | dict[str, Any]) -> str:
    if isinstance(value, BaseModel):
        value = value.model_dump(mode="json", by_alias=True, exclude_none=True)
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


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


def _links(summary: Summary) -> Iterator[list[object]]:
    yield ["passage", "to", "basis", "quote", "rationale", "permalink", "identifier"]
    for one in summary.passages:
        for link in one.links:
            reason = [link.quote, None] if link.basis == "source" else [None, link.rationale]
            yield [one.id, link.to, link.basis, *reason, one.permalink, summary.entries[link.to].identifier]


TABLES = {"data/passages.csv": _passages, "data/mentions.csv": _mentions, "data/sdg-links.csv": _links}


def _csv(rows: Iterable[list[object]]) -> str:
    """As RFC 4180 has it, after a mark by which spreadsheets know UTF-8. No cell is a formula to them: one that begins
    like a formula gets an apostrophe before it, and so does one that begins with an apostrophe.
    """
    text = StringIO(newline="")
    cells = [["" if cell is None else re.sub(r"^(?=[=+\-@\t\r'])", "'", str(cell)) for cell in row] for row in rows]
    csv.writer(text).writerows(cells)
    return "\ufeff" + text.getvalue()


def _piece(text: str, between: str, permalink: str) -> str:
    """The beginning, and the first block with the permalink, or else the second."""
    first, *rest = text.strip().split(between)
    found = [block for block in rest if permalink in block] or rest
    return between.join([first, *found[:1]])

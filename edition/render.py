"""Render a view of the edition with the templates of `templates/`. Data is escaped, a missing name is an error."""

from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from edition import citations, explore, glance, urls
from edition.excerpt import quotes
from edition.export import examples
from edition.index import Index
from edition.ledger import moved_from, passage_then
from edition.linked import page_graph
from edition.passages import Passage
from edition.records import Ref
from edition.related import related_conclusions

HERE = Path(__file__).parent


class Page(Protocol):
    """What MkDocs and its successors know of a page."""

    url: str
    title: str | None
    meta: dict[str, Any]


def day(value: date) -> str:
    """A date as the United Nations writes it: 25 September 2015."""
    return f"{value.day} {value:%B %Y}"


def days(start: date, end: date | None) -> str:
    """A span of days, with nothing said twice: 26–27 October 2015; 29 February – 1 March 2016."""
    if not end or end == start:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    return f"{start.day} {start:%B} – {day(end)}" if start.year == end.year else f"{day(start)} – {day(end)}"


@cache
def environment() -> Environment:
    """The Jinja environment of all views, made once, for compiling its templates takes longest."""
    made = Environment(
        loader=FileSystemLoader([HERE / "templates", HERE / "theme"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"day": day, "days": days, "ref": Ref.parse, "host": lambda address: urlsplit(address).netloc}
    made.globals |= {
        "Ref": Ref,
        "citations": citations,
        "explore": explore,
        "examples": examples,
        "moved_from": moved_from,
        "passage_then": passage_then,
        "glance": glance,
        "page_graph": page_graph,
        "urls": urls,
        "quotes": quotes,
    }
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return made


def render_view(index: Index, page: Page, view: str, conf: Any, **options: Any) -> str:
    """Render `templates/<view>.html` for a page; returns HTML.

    Args:
        conf: the settings of `mkdocs.yml`.
        options: what the page's stub says besides, given on to the template.
    """

    def url(target: Passage | Ref | str) -> str:
        address = target if isinstance(target, str) else urls.address_of(target)
        return urls.relative(address, page.url)

    if view == "session":
        session = index.sessions_by_slug[page.url.rstrip("/").rpartition("/")[2]]
        statements = " ".join(statement.in_source for statement in index.statements[session.id])
        page.meta |= {"title": session.short_title, "description": statements}
        options["session"] = session
    page.meta.setdefault("title", page.title)
    page.meta |= {"view": view, "render_macros": False}  # from here on: a title is text, and nothing to run as Jinja
    if view in ("home", "full_text", "workshop", "session"):
        cited = index.passages[options["session"].id if view == "session" else index.edition.document.id]
        record = citations.record_of(index, cited, conf["site_url"])
        page.meta["scholarly"] = environment().get_template("scholarly.html").render(record=record)
    page.meta["version"] = index.version
    known = {"index": index, "edition": index.edition, "view": view, "page": page, "url": url}
    known |= {"extra": conf["extra"], "site_url": conf["site_url"]}
    return environment().get_template(f"{view}.html").render(known, **options)


def define_views(env: Any, index: Index) -> None:
    """Give the pages their one macro: `{{ view("session") }}`.

    The view goes to the page's template past Markdown, in the page's meta data: Markdown would take as long to read the
    HTML as the templates to write it, and could only spoil it.
    """
    render = partial(render_view, index, related=related_conclusions(index))

    def view(name: str, **options: Any) -> str:
        env.page.meta["html"] = render(env.page, name, env.conf, **options)
        return ""

    env.macro(view)

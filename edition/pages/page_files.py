"""The pages in `docs/` as files: what cannot be built, and what should not be published."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import NamedTuple

from jinja2 import Template, TemplateSyntaxError

from edition import pages
from edition.document.addresses import ALWAYS_LINKED, ATTRIBUTIONS, CLOSING, INTRODUCTION, PAGES, page_of
from edition.document.index import Index
from edition.loading.page_addresses import FRONT_MATTER, front_matter, is_shown, needs_of, page_addresses
from edition.loading.problems import DataError, Problem, did_you_mean
from edition.loading.yaml_file import parsed, problem_after, read_text
from edition.pages.calls import Call, calls_in
from edition.pages.components import check_call, passages_shown
from edition.pages.page import Docs

for _module in iter_modules(pages.__path__):  # each offers its components and filters
    import_module(f"{pages.__name__}.{_module.name}")

PUBLISHED = {".md", ".css", ".js", ".json", ".txt", ".pdf", ".csv", ".woff2", ".py"}
PUBLISHED |= {".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico"}
"""How the name of a file in `docs/` can end. MkDocs publishes every file that is not hidden."""

LINK = re.compile(r"\]\((?P<file>(?:\.\./)*[a-z0-9/-]+\.md)")
"""A link to another page."""

HAS = re.compile(r"\bhas\((?P<names>[^()]*)\)")
NAME = re.compile(r"[\"'](?P<name>[^\"']*)[\"']")
ABOUT_THIS_DOCUMENT = "about_this_document"
"""A key of the front matter: no edition of another document gets the page."""

HEADING = re.compile(r"^# +(.+?)(?: *\{:.*\})? *#* *$", re.MULTILINE)
EMPHASIS = re.compile(r"[*`]")


class PageFile(NamedTuple):
    """A page in Markdown: its name as reports have it, its text with the front matter, and that as YAML has it.

    The problems are those that it has whatever the data is like.
    """

    name: str
    address: str
    text: str
    title: str
    front: Mapping[str, object]
    calls: tuple[Call, ...]
    problems: tuple[Problem, ...]


def read_pages(project: Path) -> tuple[list[PageFile], list[Problem]]:
    """Every page in `docs/` that can be read, and what is wrong with the files there as files."""
    docs = project / "docs"
    inside = docs.resolve()
    problems = [_missing(page) for page in ALWAYS_LINKED if not (docs / _file_of(page)).is_file()]
    found = []
    addresses = page_addresses(project)
    for file in sorted(docs.rglob("*")):
        path = file.relative_to(docs)
        name = f"docs/{path.as_posix()}"
        if any(part.startswith(".") for part in path.parts) or file.is_dir():
            continue
        if not file.exists() or inside not in file.resolve().parents:
            problems.append(Problem(name, 1, 1, "this is a link out of docs/, or to nothing; put the file itself here"))
        elif file.suffix not in PUBLISHED:
            message = "this file would be published; remove it, or begin its name with a dot"
            problems.append(Problem(name, 1, 1, message))
        elif path in addresses:
            try:
                found.append(_page(name, addresses[path], read_text(file, name)))
            except DataError as error:
                problems += error.problems
    return found, problems


def _file_of(page: str) -> str:
    return f"{page.rstrip('/') or 'index'}.md"


def _missing(page: str) -> Problem:
    return Problem(f"docs/{_file_of(page)}", 1, 1, "this page is missing, and others link to it; bring it back")


@lru_cache(maxsize=10_000)  # of a project that is loaded again, most pages are as they were
def _page(name: str, address: str, text: str) -> PageFile:
    problems: list[Problem] = []
    calls: tuple[Call, ...] = ()
    block, front = FRONT_MATTER.match(text), front_matter(text)
    start = block.end() if block else 0
    try:
        calls = tuple(calls_in(re.sub(r"[^\n]", " ", text[:start]) + text[start:]))  # no front matter is run as Jinja
        wrong = (fault for call in calls for fault in check_call(call, None))
        problems += [problem_after(name, text[:at], message) for at, message in wrong]
    except TemplateSyntaxError as error:
        message = f"{error.message}; put text with {{{{ or {{% in it between {{% raw %}} and {{% endraw %}}"
        problems.append(Problem(name, error.lineno, 1, message))
    if block:
        file = parsed(name, text[: block.end(1)], "front matter")
        for key in () if file.problems else ("title", "description"):
            if not isinstance(front.get(key, ""), str):
                problems.append(file.problem((file.root, key), f"the {key} is to be a text; put it in quotes"))
        problems += file.problems
    heading = HEADING.search(text, start)
    title = str(front.get("title", "")) or (EMPHASIS.sub("", heading[1]) if heading else "")
    if not block and text.startswith("---"):
        problems.append(Problem(name, 1, 1, "the front matter is never closed; a line --- ends it"))
    elif not title and not address.startswith("sessions/") and not problems:
        problems.append(Problem(name, 1, 1, 'the page needs a title; begin its text with a heading, "# …"'))
    return PageFile(name, address, text, title, front, calls, tuple(problems))


def about_this_document(text: str) -> bool:
    """Whether a page is about the document of this edition alone."""
    return front_matter(text).get(ABOUT_THIS_DOCUMENT) is True


def shown_pages(pages: Iterable[PageFile], index: Index) -> list[PageFile]:
    """The pages that the edition has: those of which it has what they need."""
    return [page for page in pages if is_shown(page.front, index)]


def check_calls(pages: Sequence[PageFile], index: Index) -> Iterator[Problem]:
    """Problems with what pages ask of the data and of each other, and with pages that must be there and are not."""
    there = {page.address for page in shown_pages(pages, index)}
    missing = {page: _missing(page) for page in _linked(index) if page not in there}
    yield from missing.values()
    files = {*(page.name for page in pages), *(gone.file for gone in missing.values())}
    for page in pages:
        faults = [*_unknown_parts(page, index)]
        if page.address in there:
            faults += [fault for call in page.calls for fault in check_call(call, index)]
            faults += _dead_links(page, files)
        yield from (problem_after(page.name, page.text[:at], message) for at, message in faults)


def _unknown_parts(page: PageFile, index: Index) -> Iterator[tuple[int, str]]:
    needs = page.text.find("needs:")
    asked = [(max(needs, page.text.find(name, needs)), name) for name in needs_of(page.front)]  # YAML reads yes as True
    for found in HAS.finditer(page.text):
        asked += [(found.start("names") + name.start(), name["name"]) for name in NAME.finditer(found["names"])]
    for at, name in asked:
        if name not in index.known_parts:
            yield at, f'an edition can have no "{name}"{did_you_mean(name, index.known_parts)}'


def _linked(index: Index) -> Iterator[str]:
    """The pages to which templates lead where the edition has what is on them."""
    pages = {"introduction": INTRODUCTION, "closing": CLOSING, "attribution": ATTRIBUTIONS}
    yield from (page for name, page in pages.items() if index.has(name))
    yield from map(page_of, index.entries)


def _dead_links(page: PageFile, there: Collection[str]) -> Iterator[tuple[int, str]]:
    for found in LINK.finditer(page.text):
        to = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), found["file"]))
        if to not in there:
            yield found.start("file"), f"there is no page {to}; bring it back, or remove the link"


def docs_of(pages: Sequence[PageFile], index: Index) -> Docs:
    """What is known of pages that have been checked."""
    titles: dict[str, str] = {}
    found: dict[str, list[str]] = defaultdict(list)
    for page in shown_pages(pages, index):
        heading = index.heading_at.get(page.address)
        asks = "title" not in page.front and "{% if has(" in page.title
        title = Template(page.title).render(has=index.has) if asks else page.title
        titles[page.address] = heading.short_title if heading else title
        if page.address not in PAGES and not heading:
            for id_ in dict.fromkeys(id_ for call in page.calls for id_ in passages_shown(call, index)):
                found[id_].append(page.address)
    return Docs(titles, dict(found))

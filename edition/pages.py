"""The files of the pages in `docs/`, and the addresses that the generator gives them."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePath

from edition.check import Finding
from edition.model import Edition
from edition.problems import Problem, did_you_mean
from edition.records import present

SUFFIXES = ".md", ".markdown", ".mdown", ".mkdn", ".mkd"
"""MkDocs makes a page of a file that ends so."""
INDEX = "index", "README"
"""A file of this name is the page of its folder."""
PART = "[a-z0-9]+(-[a-z0-9]+)*"
"""What an address has between two slashes."""


def page_files(project: Path) -> list[PurePath]:
    """The files of all pages, in order, seen from `docs/`; hidden ones and templates are none, as for MkDocs."""
    docs = project / "docs"
    found = (file.relative_to(docs) for file in sorted(docs.rglob("*")) if file.suffix in SUFFIXES and file.is_file())
    return [file for file in found if not re.search(r"^templates/|(^|/)\.", file.as_posix())]


def address_of_page(file: PurePath) -> str:
    """The address of a page, from the root of the site: `sessions/partnerships/`; the empty text is the home page."""
    parts = file.with_suffix("").parts
    return "".join(f"{part}/" for part in (parts[:-1] if parts[-1] in INDEX else parts))


def pages_of(project: Path) -> list[str]:
    """The addresses of all pages, from the root, in the order of their files."""
    return list(map(address_of_page, page_files(project)))


def check_page_names(project: Path) -> Iterator[Problem]:
    """Every page has an address that can be permanent, and one of its own."""
    taken: dict[str, str] = {}
    for file in page_files(project):
        name, address = f"docs/{file.as_posix()}", address_of_page(file)
        shown = name if name.isprintable() else ascii(name)[1:-1]
        if file.suffix != ".md" or not re.fullmatch(f"({PART}/)*", address):
            better = "/".join([*map(_fit, file.parts[:-1]), file.stem if file.stem in INDEX else _fit(file.stem)])
            message = "the names of pages and their folders have small letters, digits and hyphens; rename this one to "
            yield Problem(shown, 1, 1, f"{message}docs/{better}.md")
        elif address in taken:
            yield Problem(shown, 1, 1, f'has the same address as {taken[address]}, "./{address}"; rename one of them')
        taken.setdefault(address, shown)


def _fit(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-") or "page"


def check_pages(edition: Edition, folder: Path) -> Iterator[Finding]:
    """Each session has its page in `folder`, and each page there its session."""
    pages = sorted(folder.glob("*.md"))
    stems = {page.stem for page in pages}
    slugs = {session.slug: at for at, session in present(edition.sessions)}
    for slug, at in slugs.items():
        if slug not in stems:
            message = f"docs/sessions/{slug}.md is missing; copy another session's page to that name"
            yield Finding(("sessions", at, "slug"), message)
    for page in pages:
        if page.stem not in slugs and re.fullmatch(PART, page.stem):
            hint = did_you_mean(page.stem, slugs) or "; add the session or remove the page"
            yield Finding(("sessions",), f'no session has the slug "{page.stem}" of docs/sessions/{page.name}{hint}')

"""The addresses that the pages in `docs/` have by the names of their files."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePath

from edition.loading.checks import Material
from edition.loading.problems import Problem, did_you_mean
from edition.records.findings import Finding

PART = "[a-z0-9]+(-[a-z0-9]+)*"
"""What an address has between two slashes."""


def page_addresses(project: Path) -> dict[PurePath, str]:
    """By its file, seen from `docs/`, the address of each page from the root of the site; the home page's is empty.

    As in MkDocs: hidden files and `templates/` are not pages, `index` and `README` are those of their folders.
    """
    files = (file.relative_to(project / "docs") for file in sorted((project / "docs").rglob("*.md")))
    pages = [file for file in files if not re.search(r"^templates/|(^|/)\.", file.as_posix())]
    return {file: re.sub(r"(^|/)(index|README)/$", r"\1", f"{file.with_suffix('').as_posix()}/") for file in pages}


def pages_of(project: Path) -> list[str]:
    """The addresses of all pages, from the root, in the order of their files."""
    return list(page_addresses(project).values())


def check_page_names(project: Path) -> Iterator[Problem]:
    """Every page has an address that can be permanent, and one of its own."""
    taken: dict[str, str] = {}
    for file, address in page_addresses(project).items():
        name = f"docs/{file.as_posix()}"
        name = name if name.isprintable() else ascii(name)[1:-1]
        if not re.fullmatch(f"({PART}/)*", address):
            parts = (re.sub("[^a-z0-9]+", "-", part.lower()).strip("-") for part in address.split("/")[:-1])
            message = "the names of pages and their folders have small letters, digits and hyphens; rename this one to "
            yield Problem(name, 1, 1, f"{message}docs/{'/'.join(part or 'page' for part in parts)}.md")
        elif address in taken:
            yield Problem(name, 1, 1, f'has the same address as {taken[address]}, "./{address}"; rename one of them')
        taken.setdefault(address, name)


def check_pages(material: Material) -> Iterator[Finding]:
    """Each session has its page in `docs/sessions/`, and each page there its session."""
    pages = sorted((material.project / "docs" / "sessions").glob("*.md"))
    stems = {page.stem for page in pages}
    slugs = {session.slug: at for at, session in enumerate(material.edition.sessions)}
    for slug, at in slugs.items():
        if slug not in stems:
            message = f"docs/sessions/{slug}.md is missing; copy another session's page to that name"
            yield Finding(("sessions", at, "slug"), message)
    for page in pages:
        if page.stem not in slugs and re.fullmatch(PART, page.stem):
            hint = did_you_mean(page.stem, slugs) or "; add the session or remove the page"
            yield Finding(("sessions",), f'no session has the slug "{page.stem}" of docs/sessions/{page.name}{hint}')

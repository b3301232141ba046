"""The addresses that the pages in `docs/` have by the names of their files."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath

import yaml

from edition.document.addresses import PAGES
from edition.document.index import Index
from edition.loading.problems import Problem, did_you_mean
from edition.loading.validation import Material
from edition.records.records import Finding

FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*(?:\n|$)", re.DOTALL)
"""As MkDocs reads it."""

PART = "[a-z0-9]+(-[a-z0-9]+)*"
"""What an address has between two slashes."""


def page_addresses(project: Path) -> dict[PurePath, str]:
    """By its file, seen from `docs/`, the address of each page from the root of the site; the home page's is empty.

    As in MkDocs: hidden files and `templates/` are not pages, `index` and `README` are those of their folders.
    """
    files = (file.relative_to(project / "docs") for file in sorted((project / "docs").rglob("*.md")))
    pages = [file for file in files if not re.search(r"^templates/|(^|/)\.", file.as_posix())]
    return {file: re.sub(r"(^|/)(index|README)/$", r"\1", f"{file.with_suffix('').as_posix()}/") for file in pages}


def is_shown(front: Mapping[str, object], index: Index) -> bool:
    """Whether the edition has any of what a page with this front matter `needs`."""
    needs = [name for name in needs_of(front) if name in index.known_parts]
    return not needs or index.has(*needs)


def needs_of(front: Mapping[str, object]) -> list[str]:
    """The names under `needs`, or the one."""
    needs = front.get("needs") or []
    return [str(name) for name in needs] if isinstance(needs, list) else [str(needs)]


def front_matter(text: str) -> dict[str, object]:
    """The front matter of a page, as YAML has it; nothing where it has none, or none that can be read."""
    front = FRONT_MATTER.match(text)
    try:
        found = yaml.load(front[1], yaml.CSafeLoader) if front else {}
    except (yaml.YAMLError, ValueError):  # also a date that is none
        return {}
    return found if isinstance(found, dict) else {}


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
    """Each session has its page in `docs/sessions/`, each page there its session, and each note of a page its page."""
    pages = dict.fromkeys((*page_addresses(material.project).values(), *PAGES))
    known = [address.rstrip("/") for address in pages if address]
    for at, note in enumerate(material.edition.document.page_notes):
        if note.page not in known:
            message = f'there is no page "{note.page}"{did_you_mean(note.page, known)}'
            yield Finding(("document", "page_notes", at, "page"), message)
    stems = {page.stem for page in (material.project / "docs" / "sessions").glob("*.md")}
    slugs = {session.slug: at for at, session in enumerate(material.edition.sessions)}
    for slug in slugs.keys() - stems:
        message = f"docs/sessions/{slug}.md is missing; copy another session's page to that name"
        yield Finding(("sessions", slugs[slug], "slug"), message)
    for stem in stems - slugs.keys():
        if re.fullmatch(PART, stem):
            hint = did_you_mean(stem, slugs) or "; add the session or remove the page"
            yield Finding(("sessions",), f'no session has the slug "{stem}" of docs/sessions/{stem}.md{hint}')

"""What editors type by hand, in pages and settings: what is true of this document only, and what is left to do."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from edition.document.index import Index
from edition.kinds.event import Event
from edition.kinds.person import Person
from edition.loading.problems import Problem
from edition.loading.yaml_file import problem_after, read_text
from edition.pages.page_files import ABOUT_THIS_DOCUMENT, PageFile, shown_pages
from edition.records.fields import day, partial
from edition.records.shared_words import whole_words

NOT_PROSE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|`[^`\n]*`|\]\([^()]*\)|\{:.*?\}|^ {8,}\S.*$", re.DOTALL | re.MULTILINE)
"""Calls, code, and addresses."""
TO_DO = re.compile(r"""^(?:.*(?:#|:|-)[ ]+|[ ]*)["']?(?=TO[ ]DO:[ ](?P<what>.+?)["']?$)""", re.MULTILINE)
"""`TO DO: what`, as a value, in a comment or in a page."""


def check_official(project: Path, index: Index) -> Iterator[Problem]:
    """Where the settings of an official edition call it unofficial."""
    for name in ("mkdocs.yml", "CITATION.cff") if index.edition.document.edition == "official" else ():
        text = read_text(project / name, name)
        for found in re.finditer(r"\bunofficial\b", text, re.IGNORECASE):
            message = f'"{found[0]}", but the edition is official in data/document.yml; change one of them'
            yield problem_after(name, text[: found.start()], message)


def own_names(index: Index) -> set[str]:
    """What only this document can have: its author, publisher and date, its event with its days, and its people.

    Organizations and frameworks are not among them, for those may be in the prose of any edition. What has no capital
    letter and no digit is no name.
    """
    document = index.edition.document
    events = [event for event in index.of(Event) if event.id in (index.event.id, index.event.series)]
    found = {str(document.imprint.year), partial(document.imprint.date)}
    for whole in (document.imprint.author, document.imprint.publisher):
        found |= {whole, *re.findall(r"[^()]*[^()\s]", whole)}  # the name, and in brackets the acronym
    for event in events:
        days = (day(one).rpartition(" ")[0] for one in (event.start, event.end) if one)
        found |= {event.name, event.acronym or "", event.title or "", *days}
    for person in index.of(Person):
        found |= {person.name, person.supplied_name or ""}
    return {name for name in found if (len(name) > 1 and name != name.lower()) or name.isdigit()}


def check_prose(pages: Iterable[PageFile], index: Index) -> Iterator[Problem]:
    """Names and dates of this document that are typed by hand in pages without the mark of those about it only."""
    names = whole_words(own_names(index))
    for page in shown_pages(pages, index):
        text = NOT_PROSE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), page.text)
        for found in () if page.front.get(ABOUT_THIS_DOCUMENT) is True else names.finditer(text):
            message = (
                f'"{found[0]}" is of this document only; write a component in its place, or put the sentence into '
                f"page_notes in data/document.yml, or {ABOUT_THIS_DOCUMENT}: true into the front matter of the page"
            )
            yield problem_after(page.name, page.text[: found.start()], message)


def to_dos(project: Path) -> Iterator[Problem]:
    """All that an editor has left to do in a project, each at its place; or `DataError`: a file is no text."""
    patterns = "*.md", "mkdocs.yml", "CITATION.cff", "data/*.yml", "docs/**/*.md"
    for file in sorted({file for pattern in patterns for file in project.glob(pattern)}):
        name = file.relative_to(project).as_posix()
        text = read_text(file, name)
        for found in TO_DO.finditer(text) if "TO DO: " in text else ():
            yield problem_after(name, text[: found.end()], f"to do: {found['what']}")

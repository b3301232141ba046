"""A project, loaded once: its data and its pages in `docs/`, checked together, or every problem of both."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from edition.books.chapters import book_of
from edition.books.pdf import as_json, boxes
from edition.document.index import Index
from edition.loading.data import read_data
from edition.loading.ledger import FOLDER
from edition.loading.problems import DataError, Problem
from edition.loading.yaml_file import problem_after, read_text
from edition.pages.page import Docs
from edition.pages.page_files import check_calls, docs_of, read_pages
from edition.site.prose import check_official, check_prose


@dataclass(frozen=True)
class Project:
    """What a site is made of: the edition, and what is known of the pages in `docs/`."""

    folder: Path
    index: Index
    docs: Docs
    doubts: tuple[Problem, ...]
    """What an editor should look at, but for letters that the PDF lacks."""

    @cached_property
    def warnings(self) -> tuple[Problem, ...]:
        """What an editor should look at, though it can be published. To ask for it takes time: a book is made."""
        return tuple(doubt.as_warning() for doubt in (*self.doubts, *_boxes(self.folder, self.index)))


def load_index(folder: Path) -> Index:
    """The edition of the project in a folder; see `load_project`."""
    return load_project(folder).index


def load_project(folder: Path) -> Project:
    """Load and check `data/` and `docs/` in a folder, or raise `DataError` with every problem of every file.

    Loading again costs nothing as long as no file has changed.
    """
    files = sorted([*(folder / "data").glob("*"), *(folder / FOLDER).glob("*"), *(folder / "docs").rglob("*")])
    stamps = ((file, stat.st_mtime_ns, stat.st_size) for file in files for stat in [file.lstat()])
    return _load(folder, tuple(stamps))


@lru_cache(maxsize=2)
def _load(folder: Path, _stamps: tuple[tuple[Path, int, int], ...]) -> Project:
    pages, faults = read_pages(folder)
    faults += [problem for page in pages for problem in page.problems]
    index, problems, doubts = read_data(folder, addresses=not faults)
    problems += faults
    if index and not problems:  # or a call may name what is only lost for now
        problems += check_calls(pages, index)
    if problems or not index:
        raise DataError(problems)
    doubts += [*check_prose(pages, index), *check_official(folder, index)]
    return Project(folder, index, docs_of(pages, index), tuple(doubts))


def _boxes(folder: Path, index: Index) -> Iterator[Problem]:
    """Letters in the data of which the PDF would show boxes."""
    book = as_json(book_of(index, "/"))
    if lacking := boxes("".join(sorted(set(book)))):
        for file in sorted((folder / "data").glob("*.yml")):
            text = read_text(file)
            for run in re.finditer(f"[{re.escape(lacking)}]+", text):
                if run[0] in book:
                    message = f'the PDF shows boxes for "{run[0]}"; its fonts lack these letters'
                    yield problem_after(f"data/{file.name}", text[: run.start()], message)

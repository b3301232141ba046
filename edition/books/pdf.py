"""The PDF: tagged, with bookmarks, for reading aloud and for keeping. Typst sets it, in type that comes with us."""

import json
import re
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from edition.books.chapters import Book, book_of
from edition.document.index import Index
from edition.document.passages import Passage
from edition.formats.summary import published
from edition.loading.problems import ReportedError
from edition.records.records import Record

FOLDER = Path(__file__).parent
TYPST_TEMPLATES = FOLDER / "templates"
STANDARDS: list[Any] = ["ua-1", "a-2a"]
"""PDF/UA, for accessibility, and PDF/A, for archives. Typst checks both, and writes no PDF that fails."""
FONTS: dict[str, Any] = {"root": TYPST_TEMPLATES, "font_paths": [FOLDER / "fonts"], "ignore_system_fonts": True}
CARD = 72
"""Pixels to an inch: the template counts in points, so it has 1,200 by 630, as those who show it expect."""
PLACE = re.compile(r"┌─ (?P<file>.+):(?P<line>\d+):(?P<column>\d+)")


def write_pdf(index: Index, file: Path, site_url: str) -> None:
    """Write the document, with what the edition says of it, as PDF to `file`; its links lead to the site at `site_url`.

    The same data gives the same bytes on every machine: the only date in it is that of the release. Raises what
    `typeset` does.
    """
    file.write_bytes(typeset("book.typ", book_of(index, site_url), format="pdf", pdf_standards=STANDARDS))


def write_card(index: Index, file: Path, site_url: str) -> None:
    """Write the picture that is shown where the site is shared, as PNG to `file`; raises what `typeset` does."""
    file.write_bytes(typeset("card.typ", book_of(index, site_url), format="png", ppi=CARD))


def typeset(template: str, book: Book, **options: Any) -> bytes:
    """What Typst makes of a template and the book, which reaches it as JSON and is never read as markup.

    Of several pictures it gives the first: a cover with a very long title may need more than one.

    Raises:
        ReportedError: the template has a mistake.
    """
    try:
        made: bytes | list[bytes] = typst.compile(
            TYPST_TEMPLATES / "book" / template,
            sys_inputs={"book": as_json(book)},
            **FONTS,
            timestamp=datetime.combine(book["date"], time(), UTC),
            **options,
        )
    except typst.TypstError as error:
        raise ReportedError(f"{_place(error)}: {error.message}") from error
    return made if isinstance(made, bytes) else made[0]


@lru_cache(maxsize=8)  # most edits bring no letter that is new
def boxes(letters: str) -> str:
    """Those of some letters that the PDF shows as boxes, for no font of the book has them."""
    template = TYPST_TEMPLATES / "book" / "boxes.typ"
    given = json.dumps({"edition": "", "version": "", "letters": letters})
    found = typst.query(template, "<boxes>", field="value", one=True, sys_inputs={"book": given}, **FONTS)
    return str(json.loads(found))


def as_json(book: Book) -> str:
    """The book as JSON: every passage once, as in `data/summary.json`, and elsewhere by its id.

    PDF/A allows the word joiner, but not the character that it has replaced in Unicode.
    """
    page, index, site_url = book["page"], book["page"].index, book["site_url"]

    def plain(value: object) -> object:
        if isinstance(value, Passage):
            return value.id
        return vars(value) if isinstance(value, Record) else str(value)

    data = {
        **book,
        "page": None,
        "passages": {id_: published(index, passage, site_url) for id_, passage in index.passages.items()},
        "entries": {
            str(ref): {"name": to.chip, "short": to.short_name, "href": page.href(ref)}
            for ref, to in index.entities.items()
        },
    }
    return json.dumps(data, default=plain, ensure_ascii=False).replace("\ufeff", "\u2060")


def _place(error: typst.TypstError) -> str:
    """Where a mistake is, as editors count columns: from 1."""
    found = PLACE.search(error.diagnostic)
    if not found:
        return TYPST_TEMPLATES.name
    file = Path(found["file"]).resolve().relative_to(FOLDER.parent.parent).as_posix()
    return f"{file}:{found['line']}:{int(found['column']) + 1}"

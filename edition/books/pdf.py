"""The PDF: tagged, with bookmarks, its text in reading order. WeasyPrint sets it, with a style sheet of its own."""

import logging
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

from edition.books.chapters import book_of
from edition.loading.problems import ReportedError
from edition.model.index import Index
from edition.templating import templates

STYLE = Path(__file__).parent / "templates" / "book" / "book.css"
MISSING = """\
the PDF needs Pango, which draws its letters. Install it with your system's packages:
  Debian, Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0
  macOS: brew install pango"""


class PangoMissingError(ReportedError):
    """The system lacks a library; the message says what to install."""


def write_pdf(index: Index, file: Path, site_url: str) -> None:
    """Write the document and the notes as PDF/UA to `file`; its links lead to the site at `site_url`.

    The same data and fonts give the same bytes: the only date in it is that of the release.

    Raises:
        PangoMissingError: what WeasyPrint draws with is not there.
    """
    html, css = _weasyprint()
    book = replace(book_of(index, site_url), paged=True)
    text = templates().get_template("book/book.html").render(vars(book))
    html(string=text).write_pdf(file, stylesheets=[css(filename=STYLE)], pdf_variant="pdf/ua-1", pdf_tags=True)


def _weasyprint() -> tuple[Any, Any]:
    """Loaded only when a PDF is wanted; where a library is missing it would print advice of its own."""
    logging.getLogger("weasyprint").setLevel(logging.WARNING)  # not each of its steps
    try:
        with redirect_stdout(StringIO()):
            from weasyprint import CSS, HTML  # type: ignore[import-untyped]
    except OSError as error:
        raise PangoMissingError(MISSING) from error
    return HTML, CSS

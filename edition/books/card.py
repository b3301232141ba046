"""The picture that is shown where the site is shared."""

from pathlib import Path

from edition.books.chapters import book_of
from edition.books.pdf import typeset
from edition.document.index import Index

PIXELS_PER_INCH = 72
"""The template counts in points: so a point is a pixel, and the picture has 1,200 by 630, as its users expect."""


def write_card(index: Index, file: Path, site_url: str) -> None:
    """Write the picture as PNG to `file`.

    Raises:
        TypesettingError: the template has a mistake; nothing was written.
    """
    file.write_bytes(typeset("card.typ", book_of(index, site_url), format="png", ppi=PIXELS_PER_INCH))

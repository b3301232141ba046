"""The EPUB: a file for each chapter of the document, then notes, reached and left by links, lists and colophon."""

from pathlib import Path

from edition.books.chapters import book_of
from edition.books.pdf import typeset
from edition.document.index import Index
from edition.loading.files import STORED, write_zip
from edition.pages.filters import shown_on
from edition.templating import templates

STYLE = Path(__file__).parent / "templates" / "book" / "epub.css"
FACES = {file.name: file for file in sorted((Path(__file__).parent / "fonts").glob("EditionSerif-*.ttf"))}
"""The type of the document's words; ours are in whatever type the reader has chosen."""
COVER = 140
"""Points to an inch: 1,637 from top to bottom, as shops ask for."""


def write_epub(index: Index, file: Path, site_url: str) -> None:
    """Write the document and the notes as EPUB 3 to `file`; its links lead to the site at `site_url`.

    The same data gives the same bytes: the only date in it is that of the release.
    """
    book = book_of(index, site_url)

    def rendered(template: str, **more: object) -> bytes:
        with shown_on(book["page"]):
            return templates().get_template(f"book/{template}").render(book, faces=FACES, **more).encode()

    entries = {
        STORED: b"application/epub+zip",
        "META-INF/container.xml": rendered("container.xml"),
        "EPUB/package.opf": rendered("package.opf"),
        "EPUB/nav.xhtml": rendered("nav.xhtml"),
        "EPUB/epub.css": STYLE.read_bytes(),
        **{f"EPUB/{name}": face.read_bytes() for name, face in FACES.items()},
        "EPUB/cover.png": typeset("cover.typ", book, format="png", ppi=COVER),
        "EPUB/cover.xhtml": rendered("cover.xhtml"),
        **{f"EPUB/{chapter['name']}.xhtml": rendered("chapter.xhtml", chapter=chapter) for chapter in book["chapters"]},
        **{f"EPUB/{name}.xhtml": rendered(f"{name}.xhtml") for name in book["after"]},
    }
    write_zip(file, entries.items())

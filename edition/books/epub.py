"""The EPUB: a file for each chapter of the document, and the notes after them, linked both ways."""

from dataclasses import replace
from pathlib import Path

from edition.books.chapters import Chapter, book_of
from edition.books.zipped import STORED, write_zip
from edition.model.index import Index
from edition.templating import templates

STYLE = Path(__file__).parent / "templates" / "book" / "epub.css"


def write_epub(index: Index, file: Path, site_url: str) -> None:
    """Write the document and the notes as EPUB 3 to `file`; its links lead to the site at `site_url`.

    The same data gives the same bytes: the only date in it is that of the release.
    """
    book = book_of(index, site_url)

    def rendered(template: str, chapter: Chapter | None = None) -> bytes:
        context = vars(replace(book, chapter=chapter))
        return templates().get_template(f"book/{template}").render(context).encode()

    entries = {
        STORED: b"application/epub+zip",
        "META-INF/container.xml": rendered("container.xml"),
        "EPUB/package.opf": rendered("package.opf"),
        "EPUB/nav.xhtml": rendered("nav.xhtml"),
        "EPUB/epub.css": STYLE.read_bytes(),
    }
    for chapter in book.chapters:
        entries[f"EPUB/{chapter.name}.xhtml"] = rendered("chapter.xhtml", chapter)
    entries["EPUB/notes.xhtml"] = rendered("notes.xhtml")
    write_zip(file, entries.items())

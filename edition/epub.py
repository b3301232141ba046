"""The EPUB: a file for each chapter of the document, and the notes behind them, reached and left by links."""

from pathlib import Path

from edition.book import book_templates, chapters_of
from edition.index import Index
from edition.zipped import STORED, write_zip

STYLE = Path(__file__).parent / "templates" / "book" / "epub.css"


def write_epub(index: Index, file: Path, site_url: str) -> None:
    """Write the document and the notes as EPUB 3 to `file`; its links lead to the site at `site_url`.

    The same data gives the same bytes: the only date in it is that of the release.
    """
    templates = book_templates(index, site_url)

    def rendered(template: str, **options: object) -> bytes:
        return templates.get_template(f"book/{template}").render(paged=False, **options).encode()

    entries = {
        STORED: b"application/epub+zip",
        "META-INF/container.xml": rendered("container.xml"),
        "EPUB/package.opf": rendered("package.opf"),
        "EPUB/nav.xhtml": rendered("nav.xhtml"),
        "EPUB/epub.css": STYLE.read_bytes(),
    }
    for chapter in chapters_of(index):
        entries[f"EPUB/{chapter.name}.xhtml"] = rendered("chapter.xhtml", chapter=chapter)
    entries["EPUB/notes.xhtml"] = rendered("notes.xhtml")
    write_zip(file, entries.items())

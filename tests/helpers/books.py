"""Reading PDF and EPUB back, by programs that have not made them."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from pypdf import PdfReader

from edition.document import addresses
from edition.document.index import Index
from tests.helpers.pages import Site

HOME = "https://example.org/idm/"
XHTML = "{http://www.w3.org/1999/xhtml}"


def running(text: str) -> str:
    return " ".join(text.split())


@lru_cache
def words_of_pdf(file: Path) -> str:
    return running(" ".join(page.extract_text() for page in PdfReader(file).pages))


def addresses_of_pdf(file: Path) -> Iterator[str]:
    for page in PdfReader(file).pages:
        for annotation in page.annotations or []:
            action = annotation.get_object().get("/A", {})
            if action.get("/S") == "/URI":
                yield action["/URI"]


def outline_of_pdf(file: Path) -> list[tuple[int, str]]:
    """Every bookmark, with its depth."""

    def titles(items: object, depth: int) -> Iterator[tuple[int, str]]:
        for item in items if isinstance(items, list) else []:
            if isinstance(item, list):
                yield from titles(item, depth + 1)
            else:
                yield depth, item.title

    return list(titles(PdfReader(file).outline, 0))


def lines_of_pdf(file: Path) -> Iterator[tuple[int, float, float, str]]:
    """Every piece of text with its page and where it begins, in points from the bottom left."""
    for number, page in enumerate(PdfReader(file).pages):
        found: list[tuple[float, float, str]] = []

        def piece(text: str, matrix: Any, at: Any, *_: object, found: list[Any] = found) -> None:
            x, y = at[4], at[5]
            place = matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]
            found.append((*place, text))

        page.extract_text(visitor_text=piece)
        yield from ((number, x, y, text) for x, y, text in found if text.strip())


def xhtml_of(file: Path) -> dict[str, ElementTree.Element]:
    """The files of an EPUB that are marked up, in the order of the archive."""
    with ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xhtml", ".opf", ".xml"))]
        return {name: ElementTree.fromstring(archive.read(name)) for name in names}


def assert_in_order(index: Index, text: str) -> None:
    """Every passage is in `text` whole, as the source prints it, each after the one before."""
    at = 0
    for passage in index.passages.values():
        found = text.find(running(passage.in_source), at)
        assert found >= 0, passage.id
        at = found + len(passage.in_source)


def assert_leads_to_site(index: Index, site: Site, found: set[str]) -> None:
    """All links into the site lead to an element of it, and every passage but the title is among them."""
    ours = {address.removeprefix(HOME) for address in found if address.startswith(HOME)}
    for address in ours:
        page, _, anchor = address.partition("#")
        assert not anchor or site.pages[page].by_id(anchor) is not None, address
    passages = [passage for passage in index.passages.values() if passage.kind != "title"]
    assert {addresses.address_of(passage) for passage in passages} <= ours

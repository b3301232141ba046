"""The editions to take along: PDF, EPUB, and the site from a folder. Each has the whole document and leads back."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
from playwright.sync_api import BrowserContext, Locator, expect
from pypdf import PdfReader

from edition.books.epub import write_epub
from edition.books.offline import write_offline
from edition.books.pdf import PangoMissingError, write_pdf
from edition.model import addresses
from edition.model.index import Index
from tests.helpers.browsing import Tab, elapsed
from tests.helpers.pages import Site, check_links, text_of

HOME = "https://example.org/idm/"
XHTML = "{http://www.w3.org/1999/xhtml}"


def unpacked(site: Site, target: Path) -> Path:
    """Unpack the zip of a site; returns the folder in it."""
    with ZipFile(site.folder / addresses.OFFLINE) as archive:
        archive.extractall(target)
    (top,) = target.iterdir()
    return top


def running(text: str) -> str:
    return " ".join(text.split())


def words_of_pdf(file: Path) -> str:
    return running(" ".join(page.extract_text() for page in PdfReader(file).pages))


def xhtml_of(file: Path) -> dict[str, ElementTree.Element]:
    """The files of an EPUB that are marked up, in the order of the archive."""
    with ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xhtml", ".opf", ".xml"))]
        return {name: ElementTree.fromstring(archive.read(name)) for name in names}


def assert_in_order(index: Index, text: str) -> None:
    """Every passage stands in `text` whole, as the source prints it, each behind the one before."""
    at = 0
    for passage in index.passages.values():
        found = text.find(passage.in_source, at)
        assert found >= 0, passage.id
        at = found + len(passage.in_source)


def addresses_of_pdf(file: Path) -> Iterator[str]:
    for page in PdfReader(file).pages:
        for annotation in page.annotations or []:
            action = annotation.get_object().get("/A", {})
            if action.get("/S") == "/URI":
                yield action["/URI"]


def addresses_of_epub(file: Path) -> Iterator[str]:
    for name, root in xhtml_of(file).items():
        if name.endswith(".xhtml"):
            yield from (link.get("href", "") for link in root.iter(f"{XHTML}a"))


def assert_leads_to_site(index: Index, site: Site, found: set[str]) -> None:
    """All links into the site lead to an element of it, and every numbered passage is among them."""
    ours = {address.removeprefix(HOME) for address in found if address.startswith(HOME)}
    for address in ours:
        page, _, anchor = address.partition("#")
        assert not anchor or site.pages[page].by_id(anchor) is not None, address
    passages = [passage for passage in index.passages.values() if passage.kind != "title"]
    assert {addresses.address_of(passage) for passage in passages} <= ours


def test_pdf_has_the_document_word_for_word(index: Index, site: Site) -> None:
    assert_in_order(index, words_of_pdf(site.folder / addresses.PDF))


def test_pdf_is_tagged_and_tells_what_it_is(index: Index, site: Site) -> None:
    reader = PdfReader(site.folder / addresses.PDF)
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"] and root["/Lang"] == "en"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert reader.metadata and reader.metadata.title == index.passages[index.edition.document.id].words
    assert reader.metadata.author == f"[{index.edition.document.supplied.author}]"

    def titles(items: object) -> Iterator[str]:
        for item in items if isinstance(items, list) else []:
            if isinstance(item, list):
                yield from titles(item)
            else:
                yield item.title

    wanted = [f"{one.number} {one.short_title}" for one in index.edition.conclusions]
    assert [title for title in titles(reader.outline) if title in wanted] == wanted


def test_pages_of_pdf_are_numbered(site: Site) -> None:
    texts = [page.extract_text() for page in PdfReader(site.folder / addresses.PDF).pages]
    for number, text in enumerate(texts[1:], 2):
        assert text.split()[-1] == str(number)


def test_links_of_pdf_lead_to_the_site(index: Index, site: Site) -> None:
    assert_leads_to_site(index, site, set(addresses_of_pdf(site.folder / addresses.PDF)))


def test_links_of_epub_lead_to_the_site(index: Index, site: Site) -> None:
    assert_leads_to_site(index, site, set(addresses_of_epub(site.folder / addresses.EPUB)))


def test_epub_has_the_document_word_for_word(index: Index, site: Site) -> None:
    text = " ".join(running(text_of(root)) for name, root in xhtml_of(site.folder / addresses.EPUB).items())
    assert_in_order(index, text)


def test_epub_is_put_together_by_the_rules(site: Site) -> None:
    with ZipFile(site.folder / addresses.EPUB) as archive:
        first, *others = archive.infolist()
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert archive.read(first) == b"application/epub+zip"
    package = xhtml_of(site.folder / addresses.EPUB)["EPUB/package.opf"]
    listed = {f"EPUB/{item.get('href')}" for item in package.iter() if item.tag.endswith("}item")}
    packed = {other.filename for other in others}
    assert listed == packed - {"META-INF/container.xml", "EPUB/package.opf"}


def test_notes_of_epub_are_reached_and_left_by_links(index: Index, site: Site) -> None:
    files = xhtml_of(site.folder / addresses.EPUB)
    ids = {f"{name.removeprefix('EPUB/')}#{e.get('id')}" for name, root in files.items() for e in root.iter()}
    there, back = (
        [link.get("href") for root in files.values() for link in root.iter(f"{XHTML}a") if link.get("role") == role]
        for role in ("doc-noteref", "doc-backlink")
    )
    assert len(there) == len(back) == len(index.notes_on.keys() | index.links_from.keys())
    assert {*there, *back} <= ids


def test_links_of_the_folder_name_files(site: Site, tmp_path: Path) -> None:
    folder = unpacked(site, tmp_path)
    check_links(folder, folder, index="")


def test_site_works_from_a_folder(
    second_site: Site, second_index: Index, context: BrowserContext, tmp_path: Path
) -> None:
    index, folder = second_index, unpacked(second_site, tmp_path)
    tab = Tab(context.new_page(), f"{folder.as_uri()}/")
    page = tab.open("index.html")

    def follow(link: Locator) -> None:
        address: str = link.evaluate("link => link.href")
        assert address.startswith(tab.web) and address.partition("#")[0] != page.url.partition("#")[0]
        link.click()
        page.wait_for_url(lambda url: url == address)

    follow(page.locator(".hero__go a").first)
    passage = index.by_kind["paragraph"][0]
    expect(page.locator(f"#{passage.id} .verbatim")).to_have_text(passage.words, use_inner_text=True)
    page.locator("a.mention").first.hover()
    elapsed(page, 400)  # a preview would ask for another file
    follow(page.locator("a.mention").first)
    follow(page.locator(".mentioned-in a").first)
    follow(page.locator(".menu a", has_text="Explore"))
    page.locator("#page-filters select").first.select_option(index=1)
    expect(page.locator("#page-filters [role=status]")).to_contain_text(" of ")
    expect(page.locator(".site-search")).to_be_hidden()
    follow(page.locator(".site-full-text"))
    expect(page.locator("[data-verbatim]")).to_have_count(len(index.passages))
    tab.open("search/index.html")
    expect(page.locator("p.offline-only")).to_be_visible()
    expect(page.locator("#page-search")).to_be_hidden()
    assert tab.complaints == []


def test_site_on_a_server_has_its_search(tab: Tab) -> None:
    page = tab.open("")
    expect(page.locator(".site-search")).to_be_visible()
    expect(page.locator(".offline-only").first).to_be_hidden()


def test_same_data_gives_same_bytes(index: Index, site: Site, tmp_path: Path) -> None:
    write_pdf(index, tmp_path / "again.pdf", HOME)
    write_epub(index, tmp_path / "again.epub", HOME)
    before = (site.folder / addresses.OFFLINE).read_bytes()
    write_offline(site.folder, site.folder / addresses.OFFLINE)
    assert (site.folder / addresses.OFFLINE).read_bytes() == before
    assert (tmp_path / "again.pdf").read_bytes() == (site.folder / addresses.PDF).read_bytes()
    assert (tmp_path / "again.epub").read_bytes() == (site.folder / addresses.EPUB).read_bytes()


def test_awkward_characters_stay_as_they_are(second_index: Index, tmp_path: Path) -> None:
    write_pdf(second_index, tmp_path / "second.pdf", HOME)
    write_epub(second_index, tmp_path / "second.epub", HOME)
    assert_in_order(second_index, words_of_pdf(tmp_path / "second.pdf"))
    assert_in_order(
        second_index, " ".join(running(text_of(root)) for root in xhtml_of(tmp_path / "second.epub").values())
    )


def test_missing_library_is_named(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise OSError("cannot load library")

    monkeypatch.setattr("cffi.FFI.dlopen", missing)
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(PangoMissingError, match="apt-get install libpango"):
        write_pdf(index, tmp_path / "summary.pdf", HOME)

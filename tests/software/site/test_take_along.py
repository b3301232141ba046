"""What readers take along: the site from a folder, which asks for nothing outside; its tables; and the EPUB.

The EPUB is in the order of the PDF, and put together by the rules; that it has every word, `verify.py` finds.
"""

import re
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import ZIP_STORED, ZipFile

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from edition.document import addresses
from edition.document.index import Index
from edition.kinds.note import Note
from edition.kinds.sdg_link import SdgLink
from tests.helpers.books import XHTML, assert_leads_to_site, running, xhtml_of
from tests.helpers.browsing import Tab, elapsed
from tests.helpers.needs import needs
from tests.helpers.pages import Site, check_links, text_of

OPF = "{http://www.idpf.org/2007/opf}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
PARTS = {"notes": ("note", "sdg-link"), "outcomes": ("outcome",), "sources": ("source",), "names": ("mention",)}
"""After the document, each with what an edition needs for it."""
Files = dict[str, Element]


def unpacked(site: Site, target: Path) -> Path:
    """Unpack the zip of a site; returns the folder in it."""
    with ZipFile(site.folder / addresses.OFFLINE) as archive:
        archive.extractall(target)
    (top,) = target.iterdir()
    return top


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
    follow(page.locator(".menu a", has_text="Goals").first)
    expect(page.locator(".matrix")).to_be_visible()
    follow(page.locator(".menu a", has_text="Read"))
    expect(page.locator("[data-verbatim]")).to_have_count(len(index.passages))
    words = " ".join(passage.words.split()[:6])
    field = page.locator(".site-search input")
    field.fill(words)
    follow(page.locator("#page-found [role=option]").first)
    expect(page.locator(f"#{passage.id}")).to_be_in_viewport()
    field.fill(words)
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/index\.html\?q="))
    page.locator("#page-search-field").fill("harbours")
    expect(page.locator("#page-search-status")).to_contain_text("for “harbours”")
    follow(page.locator("#page-results a").first)
    follow(page.locator(".site-name"))
    tab.open(f"cite/index.html#cite-{passage.id}")
    expect(page.locator(".citation__text")).to_contain_text(passage.section)
    assert tab.complaints == []


def test_all_tables_are_in_one_zip_with_a_description_of_each(site: Site, second_site: Site) -> None:
    for built in (site, second_site):
        with ZipFile(built.folder / addresses.TABLES) as archive:
            files = {name.removeprefix("tables/"): archive.read(name) for name in archive.namelist()}
        readme = files.pop("README.txt").decode()
        assert files == {file.name: file.read_bytes() for file in (built.folder / "data").glob("*.csv")}
        about = built.pages["data/"]
        for name in files:
            heading = about.by_id(f"page-data-{name.replace('.', '-')}")
            (around,) = (one for one in about.root.iter() if heading in one)
            described = " ".join(text_of(around[list(around).index(heading) + 1]).split())
            assert f"{name} {described}" in " ".join(readme.split())


# --- the EPUB


@pytest.fixture(scope="module")
def book(site: Site) -> Path:
    return site.folder / addresses.EPUB


@pytest.fixture(scope="module")
def files(book: Path) -> Files:
    return xhtml_of(book)


def links_of(files: Files, role: str = "") -> list[Element]:
    """All links, or those with this role."""
    return [link for root in files.values() for link in root.iter(f"{XHTML}a") if role in ("", link.get("role"))]


def test_links_of_the_book_lead_to_the_site(index: Index, site: Site, files: Files) -> None:
    assert_leads_to_site(index, site, {link.get("href", "") for link in links_of(files)})


def test_the_book_is_put_together_by_the_rules(book: Path, files: Files) -> None:
    with ZipFile(book) as archive:
        first, *others = archive.infolist()
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert archive.read(first) == b"application/epub+zip"
        asked = re.findall(r'url\("([^"]+)"\)', archive.read("EPUB/epub.css").decode())
    package = files["EPUB/package.opf"]
    items = list(package.iter(f"{OPF}item"))
    packed = {other.filename for other in others}
    assert {f"EPUB/{item.get('href')}" for item in items} == packed - {"META-INF/container.xml", "EPUB/package.opf"}
    assert {item.get("href") for item in items if item.get("media-type") == "font/ttf"} == {*asked} != set()
    ids = [item.get("id") for item in items]
    read = [item.get("idref") for item in package.iter(f"{OPF}itemref")]
    assert len({*ids}) == len(ids) and len({*read}) == len(read)
    pages = {item.get("id") for item in items if item.get("media-type") == "application/xhtml+xml"}
    assert {*read} == pages  # each is somewhere in the order of reading


def test_the_book_has_a_cover_that_is_also_its_first_page(index: Index, book: Path, files: Files) -> None:
    package = files["EPUB/package.opf"]
    (cover,) = package.iterfind(f".//{OPF}item[@properties='cover-image']")
    assert (cover.get("href"), cover.get("media-type")) == ("cover.png", "image/png")
    (picture,) = files["EPUB/cover.xhtml"].iter(f"{XHTML}img")
    assert picture.get("src") == "cover.png"
    assert index.title.words in picture.get("alt", "")
    with ZipFile(book) as archive:
        png = archive.read("EPUB/cover.png")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[20:24]) > 1600 > int.from_bytes(png[16:20])  # height and width
    assert next(package.iter(f"{OPF}itemref")).get("idref") == "cover"


def test_the_order_of_the_book_is_that_of_the_pdf(index: Index, files: Files) -> None:
    package = files["EPUB/package.opf"]
    names = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    read = [names[item.get("idref")] for item in package.iter(f"{OPF}itemref")]
    chapters = [f"session-{one.slug}" for one in index.edition.sessions]
    parts = [name for name, needed in PARTS.items() if index.has(*needed)]
    before, after = ["introduction"] * index.has("introduction"), ["closing"] * index.has("closing")
    wanted = ["cover", "nav", "title", *before, *chapters, *after, *parts, "colophon"]
    assert read == [f"{name}.xhtml" for name in wanted]
    (contents,) = files["EPUB/nav.xhtml"].iterfind(f".//{XHTML}nav[@{EPUB_TYPE}='toc']")
    listed = [link.get("href", "").partition("#")[0] for link in contents.iter(f"{XHTML}a")]
    assert list(dict.fromkeys(listed)) == read[3:]


def test_every_link_within_the_book_leads_to_an_element(files: Files) -> None:
    ids = [f"{name}#{e.get('id')}" for name, root in files.items() for e in root.iter() if e.get("id")]
    assert len(ids) == len({*ids})
    for name, root in files.items():
        for link in root.iter(f"{XHTML}a"):
            page, _, anchor = link.get("href", "").partition("#")
            if ":" not in page:
                target = f"EPUB/{page}" if page else name
                assert target in files and (not anchor or f"{target}#{anchor}" in ids), link.get("href")


def test_notes_of_the_book_are_reached_and_left_by_links(index: Index, files: Files) -> None:
    there, back = (links_of(files, role) for role in ("doc-noteref", "doc-backlink"))
    noted = {one.passage for one in index.of(Note)} | {one.passage for one in index.of(SdgLink)}
    assert len(there) == len(back) == len(noted)


def test_names_lead_to_entries_within_the_book_and_these_say_what_each_is(index: Index, files: Files) -> None:
    needs(index, "mention")
    entries = {entry.get("id"): text_of(entry) for entry in files["EPUB/names.xhtml"].iter(f"{XHTML}li")}
    mentions = {link.get("href", "") for link in links_of(files) if link.get("class") == "mention"}
    mentioned = {ref for ref, passages in index.mentioned_in.items() if passages}
    assert mentions == {f"names.xhtml#{ref.kind}-{ref.id}" for ref in mentioned}
    for ref in mentioned:
        gist = getattr(index.entities[ref], "gist", None) or ""
        assert running(gist) in running(entries[f"{ref.kind}-{ref.id}"]), ref


def test_sources_of_the_book_are_numbered_and_cited_by_number(index: Index, files: Files) -> None:
    needs(index, "source")
    sources = {entry.get("id"): text_of(entry) for entry in files["EPUB/sources.xhtml"].iter(f"{XHTML}li")}
    cited = {(link.get("href", "").partition("#")[2], text_of(link)) for link in links_of(files, "doc-biblioref")}
    assert {id_ for id_, _ in cited} == sources.keys() != set()
    assert all(sources[id_].startswith(f"[{number}] ") for id_, number in cited)

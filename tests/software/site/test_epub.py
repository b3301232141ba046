"""The EPUB: in the order of the PDF, put together by the rules. That it has every word, `verify.py` finds."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import ZIP_STORED, ZipFile

import pytest

from edition.document import addresses
from edition.document.index import Index
from edition.kinds.note import Note
from edition.kinds.sdg_link import SdgLink
from tests.helpers.books import XHTML, addresses_of_epub, assert_leads_to_site, running, xhtml_of
from tests.helpers.needs import needs
from tests.helpers.pages import Site, text_of

OPF = "{http://www.idpf.org/2007/opf}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
Files = dict[str, Element]


@pytest.fixture(scope="module")
def file(site: Site) -> Path:
    return site.folder / addresses.EPUB


@pytest.fixture(scope="module")
def files(file: Path) -> Files:
    return xhtml_of(file)


def links_in(files: Files, role: str = "") -> list[Element]:
    """All links, or those with this role."""
    return [link for root in files.values() for link in root.iter(f"{XHTML}a") if role in ("", link.get("role"))]


def test_links_lead_to_the_site(index: Index, site: Site, file: Path) -> None:
    assert_leads_to_site(index, site, set(addresses_of_epub(file)))


def test_it_is_put_together_by_the_rules(file: Path, files: Files) -> None:
    with ZipFile(file) as archive:
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


def test_it_has_a_cover_that_is_also_its_first_page(index: Index, file: Path, files: Files) -> None:
    package = files["EPUB/package.opf"]
    (cover,) = package.iterfind(f".//{OPF}item[@properties='cover-image']")
    assert (cover.get("href"), cover.get("media-type")) == ("cover.png", "image/png")
    (picture,) = files["EPUB/cover.xhtml"].iter(f"{XHTML}img")
    assert picture.get("src") == "cover.png"
    assert index.title.words in picture.get("alt", "")
    with ZipFile(file) as archive:
        png = archive.read("EPUB/cover.png")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[20:24]) > 1600 > int.from_bytes(png[16:20])  # height and width
    assert next(package.iter(f"{OPF}itemref")).get("idref") == "cover"


PARTS = {"notes": ("note", "sdg-link"), "outcomes": ("outcome",), "sources": ("source",), "names": ("mention",)}
"""After the document, each with what an edition needs for it."""


def test_its_order_is_that_of_the_pdf(index: Index, files: Files) -> None:
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


def test_every_link_within_it_leads_to_an_element(files: Files) -> None:
    ids = [f"{name}#{e.get('id')}" for name, root in files.items() for e in root.iter() if e.get("id")]
    assert len(ids) == len({*ids})
    for name, root in files.items():
        for link in root.iter(f"{XHTML}a"):
            page, _, anchor = link.get("href", "").partition("#")
            if ":" not in page:
                target = f"EPUB/{page}" if page else name
                assert target in files and (not anchor or f"{target}#{anchor}" in ids), link.get("href")


def test_notes_are_reached_and_left_by_links(index: Index, files: Files) -> None:
    there, back = (links_in(files, role) for role in ("doc-noteref", "doc-backlink"))
    noted = {one.passage for one in index.of(Note)} | {one.passage for one in index.of(SdgLink)}
    assert len(there) == len(back) == len(noted)


def test_names_lead_to_entries_within_it_and_these_say_what_each_is(index: Index, files: Files) -> None:
    needs(index, "mention")
    entries = {entry.get("id"): text_of(entry) for entry in files["EPUB/names.xhtml"].iter(f"{XHTML}li")}
    mentions = {link.get("href", "") for link in links_in(files) if link.get("class") == "mention"}
    mentioned = {ref for ref, passages in index.mentioned_in.items() if passages}
    assert mentions == {f"names.xhtml#{ref.kind}-{ref.id}" for ref in mentioned}
    for ref in mentioned:
        gist = getattr(index.entities[ref], "gist", None) or ""
        assert running(gist) in running(entries[f"{ref.kind}-{ref.id}"]), ref


def test_sources_are_numbered_and_cited_by_number(index: Index, files: Files) -> None:
    needs(index, "source")
    sources = {entry.get("id"): text_of(entry) for entry in files["EPUB/sources.xhtml"].iter(f"{XHTML}li")}
    cited = {(link.get("href", "").partition("#")[2], text_of(link)) for link in links_in(files, "doc-biblioref")}
    assert {id_ for id_, _ in cited} == sources.keys() != set()
    assert all(sources[id_].startswith(f"[{number}] ") for id_, number in cited)

"""Citations: read by other people's readers, true in every format, and each leading to its passage."""

import json
import re
import shutil
import subprocess
import warnings
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import pytest
import rispy
import yaml
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from playwright.sync_api import expect
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from edition.document import addresses
from edition.document.addresses import page_of
from edition.document.edition import Imprint
from edition.document.index import Index
from edition.formats.citations import (
    BRACKETED,
    FILES,
    PAGES,
    STYLES,
    CslItem,
    cited_range,
    file_of,
    format_item,
    formatted,
    record_of,
    section_of,
    write_citations,
)
from edition.formats.history import state_of
from edition.loading.ledger import former_ids
from tests.helpers.browsing import NewPage, Tab, also_in_firefox, clipboard, violations
from tests.helpers.citing import texts_of
from tests.helpers.needs import needs_nothing_left_to_do
from tests.helpers.pages import Page, Site
from tests.helpers.projects import PROJECT

URL = "https://example.org/idm/"
AWKWARD = 'Title & “co”, 100 % of $5 #1 a_b {open {both} ~^\\ <b>bold</b> "quoted" été'
EVERY_MARK = 'A & B, 50 % of $5, #1 a_b~c^d {x} {{y}} }z{ @home -- it --- !? 1–2 <i>no</i> [n] "q" Größe, Ísland, 東京'


def latex_decoder() -> LatexNodes2Text:
    """Turns LaTeX into letters; the reader's own table knows circumflex and tilde as accents of letters only."""
    names = get_default_latex_context_db()
    lacking = {"~": "~", "^": "^"}
    names.add_context_category("lacking", [MacroTextSpec(*pair) for pair in lacking.items()], prepend=True)
    return LatexNodes2Text(latex_context=names, keep_braced_groups=True, math_mode="verbatim")


def read_bibtex(text: str) -> dict[str, str]:
    """The fields of a file's one entry, as bibtexparser reads them, with LaTeX turned into letters."""
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware(decoder=latex_decoder())])
    assert library.failed_blocks == []
    (entry,) = library.entries
    whole = re.compile(r"^\{(.*)\}$", re.DOTALL)
    return {field.key: whole.sub(r"\1", field.value) for field in entry.fields} | {"id": entry.key}


def read_ris(text: str) -> dict[str, Any]:
    """A file's one record, as rispy reads it."""
    (record,) = rispy.loads(text)
    return dict(record)


def cite(items: list[dict[str, Any]], style: str) -> list[str]:
    """The items in a style, straight from the processor."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = CiteProcJSON(items)
        made = CitationStylesStyle(style, locale="en-GB", validate=False)
    bibliography = CitationStylesBibliography(made, source, formatter.plain)
    cited = [Citation([CitationItem(item["id"])]) for item in items]
    for one in cited:
        bibliography.register(one)
    if made.has_bibliography():
        return [str(text) for text in bibliography.bibliography()]
    return [str(bibliography.cite(one, lambda _: None)) for one in cited]


@pytest.fixture(scope="module")
def files(document: Index, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cited")
    write_citations(document, folder, URL)
    return folder / "cite"


def renamed(index: Index) -> dict[str, str]:
    """By each id that led to a passage once, the id that it has now: files that had its name are still there."""
    former = {id_: str(moved.alias.to) for id_, moved in former_ids(index).items()}
    return {old: new for old, new in former.items() if new in index.passages}


def test_other_peoples_readers_find_the_same_in_every_file(document: Index, files: Path) -> None:
    imprint = document.edition.document.imprint
    title = document.passages[document.edition.document.id].words
    assert {file.stem for file in files.iterdir()} == {*document.passages, *renamed(document), "citations"}
    for passage in document.passages.values():
        texts = {suffix: (files / f"{passage.id}.{suffix}").read_text("utf-8") for suffix in FILES.values()}
        (csl,) = json.loads(texts["json"])
        bib, ris = read_bibtex(texts["bib"]), read_ris(texts["ris"])
        assert csl["title"] == bib["title"] == ris["title"] == passage.cited_as
        container = None if passage.kind == "title" else title
        assert csl.get("container-title") == bib.get("booktitle") == ris.get("secondary_title") == container
        assert csl["author"] == [{"literal": imprint.author}]
        assert bib["author"] == imprint.author
        assert ris["authors"] == [f"{imprint.author},"]  # the comma makes it one name
        publisher = bib["institution" if passage.kind == "title" else "publisher"]
        assert csl["publisher"] == publisher == ris["publisher"] == imprint.publisher
        assert csl["issued"] == {"date-parts": [[imprint.year]]}
        assert bib["year"] == ris["year"] == str(imprint.year)
        assert csl.get("section") == bib.get("pages") == ris.get("section") == ris.get("start_page")
        assert bool(csl.get("section")) == (passage.kind not in ("title", "heading"))
        assert "[" not in texts["bib"] + texts["ris"]
        assert csl["version"] == bib["version"] == ris["edition"] == document.version
        assert csl["note"] == bib["note"] == ris["notes"][0]
        assert csl["note"].startswith(f"{document.edition.document.this_edition}, version {document.version}.")
        assert csl["URL"] == bib["url"] == ris["urls"][0]
        assert csl["id"] == bib["id"] == ris["id"]
        assert csl["event-title"] == bib["eventtitle"]


def test_a_record_of_ours_formats_in_a_style_that_we_do_not_use(document: Index, files: Path) -> None:
    items = [json.loads(file.read_text("utf-8"))[0] for file in sorted(files.glob("*.json"))[:5]]
    for item, text in zip(items, cite(items, "modern-language-association"), strict=True):
        assert item["title"].casefold() in text.casefold()
        assert item["author"][0]["literal"] in text


def test_formatted_texts_are_what_the_processor_makes_of_the_record(document: Index) -> None:
    about = document.edition.document
    medium = {"medium": about.this_edition}
    records = [record_of(document, passage, URL) | medium for passage in document.passages.values()]
    for name, style in STYLES.items():
        placed = [record | ({"section": section_of(record)} if "section" in record else {}) for record in records]
        items = [bracketed(record, about.imprint) if name in BRACKETED else record for record in placed]
        expected = dict(zip([r["id"] for r in records], cite(items, style), strict=True))
        assert {r["id"]: texts_of(r, about)[name] for r in records} == expected


def bracketed(record: dict[str, Any], imprint: Imprint) -> dict[str, Any]:
    """The record with what is supplied in square brackets."""
    literal = {
        "author": [{"literal": f"[{imprint.author}]"}],
        "publisher": f"[{imprint.publisher}]",
        "date": {"literal": f"[{imprint.year}]"},
    }
    supplied = {name: literal[name] for name in imprint.supplied}
    return record | {"issued" if name == "date" else name: value for name, value in supplied.items()}


def test_the_processor_is_asked_once_for_each_sort_of_passage_and_heading(document: Index) -> None:
    format_item.cache_clear()
    for passage in document.passages.values():
        formatted(record_of(document, passage, URL), document.edition.document)
    assert format_item.cache_info().misses <= (5 + len(document.by_kind["heading"])) * len(STYLES)


def test_our_style_is_valid() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        CitationStylesStyle(STYLES["UN, footnote"], validate=True)


def test_awkward_characters_come_back_as_they_went(index: Index) -> None:
    record = record_of(index, index.by_kind["paragraph"][0], URL)
    record |= {"container-title": AWKWARD, "author": [{"literal": AWKWARD.replace(",", "")}]}
    bib, ris = read_bibtex(file_of(record, "bib")), read_ris(file_of(record, "ris"))
    assert json.loads(file_of(record, "json")) == [{key: value for key, value in record.items() if key != PAGES}]
    assert bib["booktitle"] == ris["secondary_title"] == AWKWARD
    assert bib["author"] == ris["authors"][0].removesuffix(",") == record["author"][0]["literal"]
    for text in texts_of(record, index.edition.document).values():
        assert "100 %" in text and "{open {both} ~^\\ <b>" in text.casefold()
    broken = file_of(record | {"note": "one\n\nER  - \nTY  - BOOK"}, "ris")
    assert read_ris(broken)["notes"][0] == "one ER - TY - BOOK"


def read_by_pandoc(text: str, format_: str) -> CslItem:
    """A file's one record, as pandoc reads it."""
    pandoc = shutil.which("pandoc")
    known = pandoc and subprocess.run([pandoc, "--list-input-formats"], capture_output=True, text=True).stdout.split()
    if not pandoc or format_ not in (known or ()):
        pytest.skip(f"reading {format_} back needs pandoc, from version 3 on for RIS, which is not installed")
    command = [pandoc, "--from", format_, "--to", "csljson"]
    (record,) = json.loads(subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout)
    return dict(record)


@pytest.mark.parametrize(("format_", "suffix"), [("bibtex", "bib"), ("ris", "ris")])
def test_pandoc_reads_our_record(index: Index, format_: str, suffix: str) -> None:
    made = record_of(index, index.by_kind["paragraph"][0], URL) | {"container-title": EVERY_MARK}
    read = read_by_pandoc(file_of(made, suffix), format_)
    assert read["container-title"] == EVERY_MARK
    assert read["page"] == made["section"]
    assert read["URL"] == made["URL"]
    (author,) = read["author"]
    assert {*author.values()} == {made["author"][0]["literal"]}  # one name, whatever pandoc calls it


@pytest.mark.parametrize(("format_", "suffix"), [("bibtex", "bib"), ("ris", "ris")])
@pytest.mark.parametrize("name", ["Ministry of the {Sea} & #1_b", "Port~Office (PO)", "A^B and C", "IOM"])
def test_pandoc_reads_a_corporate_author_as_one_name(index: Index, name: str, format_: str, suffix: str) -> None:
    made = record_of(index, index.by_kind["paragraph"][0], URL) | {"author": [{"literal": name}]}
    assert [[*one.values()] for one in read_by_pandoc(file_of(made, suffix), format_)["author"]] == [[name]]


def test_every_address_in_every_output_leads_to_its_passage(site: Site, index: Index) -> None:
    outputs = {file.stem for file in (site.folder / "cite").iterdir() if file.suffix != ".html"}
    assert outputs == {*index.passages, *renamed(index), "citations"}
    every = (site.folder / "cite" / "citations.txt").read_text("utf-8-sig").split("\n\n\n")
    for id_, texts in zip(index.passages, every, strict=True):
        files = [(site.folder / "cite" / f"{id_}.{suffix}").read_text("utf-8") for suffix in FILES.values()]
        for output in [*files, *texts.split("\n\n")[1:-1]]:
            (address,) = re.findall(rf'{re.escape(URL)}[^\s"}}]*[^\s"}}.]', output)
            name, _, anchor = address.removeprefix(URL).partition("#")
            assert (site.folder / name / "index.html").is_file()
            passage = site.pages[name.removeprefix(state_of(index).folder)].by_id(anchor)
            assert id_ in [element.get("data-verbatim") for element in passage.iter()], address


def test_every_passage_has_a_control_that_leads_to_its_citations(site: Site, index: Index) -> None:
    for name in ("", "full-text/", *map(page_of, index.parts)):
        page = site.pages[name]
        controls = {e.get("href") for e in page.root.iter("a") if e.get("class") == "cite"}
        passages = [e for e in page.having("id") if "passage" in (e.get("class") or "").split()]
        assert controls == {f"{'../' * name.count('/')}cite/#cite-{e.get('id')}" for e in passages}
    assert {e.get("id") for e in site.pages["cite/"].having("id")} >= {f"cite-{id_}" for id_ in index.passages}


ZOTERO_PREFIXES = {"bib", "bibo", "dc", "dcterms", "prism", "foaf", "vcard", "link", "z", "eprint", "eprints"}
ZOTERO_PREFIXES |= {"og", "article", "book", "music", "video", "so", "codemeta", "rdf"}
ZOTERO_TYPES = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
    "citation_inbook_title": "bookSection",
    "citation_conference_title": "conferencePaper",
}


def zotero_item(page: Page) -> dict[str, str]:
    """What Zotero's translator "Embedded Metadata" makes of a page: the type, and what it takes from where."""
    tags = [((e.get("name") or ""), (e.get("content") or "")) for e in page.root.iter("meta") if e.get("content")]
    known = {name: value for name, value in tags if ZOTERO_PREFIXES.isdisjoint(re.split("[.:_]", name.lower())[:2])}
    (type_,) = {made for name, made in ZOTERO_TYPES.items() if name in known} or {"webpage"}
    assert "citation_title" not in known or type_ != "webpage"  # it would be taken for an article
    times = [e.get("datetime", "") for e in page.root.iter("time") if e.get("datetime")]
    date = known.get("citation_publication_date") or dict(tags).get("DC.date") or next(iter(times), "")
    return {"type": type_, "date": date, "in": known.get("citation_inbook_title", "")} | {
        name: known.get(f"citation_{name}", "") for name in ("title", "author", "publisher", "public_url", "language")
    }


def test_zotero_makes_a_chapter_with_its_book_of_a_session_and_a_report_of_the_document(
    site: Site, second_site: Site, index: Index, second_index: Index
) -> None:
    for edition, built in ((index, site), (second_index, second_site)):
        title = edition.passages[edition.edition.document.id]
        cited = {page_of(one): one for one in edition.by_kind["heading"]}
        cited |= dict.fromkeys(("", "full-text/", "workshop/", "closing/"), title)
        for name, passage in cited.items():
            record = record_of(edition, passage, URL)
            page = built.pages[name]
            assert zotero_item(page) == {
                "type": "report" if passage == title else "bookSection",
                "title": record["title"],
                "in": "" if passage == title else title.words,
                "author": f"{record['author'][0]['literal']},",
                "date": str(record["issued"]["date-parts"][0][0]),
                "publisher": record["publisher"],
                "public_url": record["URL"],
                "language": record["language"],
            }
            tags = {e.get("name"): e.get("content") for e in page.having("content")}
            assert (tags["DC.title"], tags["DC.identifier"]) == (record["title"], record["URL"])
            assert (tags["DC.creator"], tags["DC.date"]) == (record["author"][0]["literal"], zotero_item(page)["date"])
            assert index.edition.document.this_edition in (tags["DC.description"] or "")


def test_no_page_offers_the_date_of_an_event_as_its_own(site: Site, index: Index) -> None:
    others = {name: page for name, page in site.pages.items() if name != "404.html"}
    dates = {zotero_item(page)["date"] for page in others.values()}
    assert dates == {str(index.edition.document.imprint.year), str(index.edition.releases[0].date)}


def test_only_pages_with_the_documents_words_have_a_record_in_the_head(site: Site) -> None:
    for name in ("about/", "sdgs/", "cite/", "outcomes/"):
        assert not any((e.get("name") or "").startswith("citation_") for e in site.pages[name].having("content"))


def test_the_repository_says_how_to_cite_it(index: Index) -> None:
    cff = yaml.safe_load((PROJECT / "CITATION.cff").read_text("utf-8"))
    newest = index.edition.releases[0]
    assert {"cff-version", "message", "title", "authors"} <= cff.keys()
    assert (cff["version"], cff["date-released"]) == (newest.version, newest.date)
    (document,) = cff["references"]
    assert document["title"] == index.passages[index.edition.document.id].words


def test_the_repository_says_whose_the_document_is_and_whether_the_edition_is_official(index: Index) -> None:
    needs_nothing_left_to_do()
    cff = yaml.safe_load((PROJECT / "CITATION.cff").read_text("utf-8"))
    assert cff["references"][0]["authors"] == [{"name": index.edition.document.imprint.shown("author")}]
    assert f" {index.edition.document.edition} " in cff["abstract"]


COMPOSED = """() => {
  const picker = document.querySelector(".citer");
  const [first, last, style] = ["first", "last", "style"].map((name) => picker.querySelector(`[data-choice=${name}]`));
  const every = (select, then) => [...select.options].map((option) => {
    select.value = option.value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    return then(option.textContent);
  });
  return every(first, () => every(last, (to) => (
    [first.value, to, every(style, () => picker.querySelector(".citation__text").textContent)]))).flat();
}"""
"""In the page: every citation that can be picked; the first passage, up to what, and the text in each style."""


def test_the_picker_composes_what_the_processor_makes(
    tab: Tab, second_tab: Tab, index: Index, second_index: Index
) -> None:
    for on, edition in ((tab, index), (second_tab, second_index)):
        made = on.open("cite/").evaluate(COMPOSED)
        wanted = []
        for one in edition.passages.values():
            record = record_of(edition, one, URL)
            wanted.append([one.id, "this only", [*texts_of(record, edition.edition.document).values()]])
            for last in filter(one.begins_range_to, edition.passages.values()):
                cited = cited_range(edition, one, last)
                wanted.append([one.id, last.cited_as, [*texts_of(record | cited, edition.edition.document).values()]])
        assert made == wanted


@also_in_firefox
def test_cite_opens_on_the_spot_and_one_press_copies(tab: Tab, index: Index) -> None:
    passage = index.by_kind["paragraph"][-1]
    page = tab.open(page_of(passage))
    link = page.get_by_role("link", name=f"Cite {passage.label}", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=f"Cite {passage.label}")
    expect(dialog).to_be_visible()
    expect(page).to_have_url(f"{tab.web}{page_of(passage)}")
    expect(dialog.get_by_role("combobox", name="Passage", exact=True)).to_have_value(passage.id)
    expect(dialog.get_by_text(sha256(passage.words.encode()).hexdigest())).to_be_visible()
    assert violations(page) == []
    for name, text in texts_of(record_of(index, passage, URL), index.edition.document).items():
        dialog.get_by_role("combobox", name="Style", exact=True).select_option(name)
        dialog.get_by_role("button", name="Copy the citation").click()
        expect(dialog.get_by_role("status")).to_have_text("Citation copied")
        assert clipboard(page) == text
    dialog.get_by_role("button", name="Copy BibTeX").click()
    expect(dialog.get_by_role("status")).to_have_text("BibTeX copied")
    assert read_bibtex(clipboard(page))["title"] == passage.cited_as
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()


def test_the_page_of_citations_has_the_passage_of_its_address_and_keeps_the_style(tab: Tab, index: Index) -> None:
    passage = index.by_kind["statement"][-1]
    page = tab.open(f"cite/#cite-{passage.id}")
    page.get_by_role("combobox", name="Style", exact=True).select_option("APA, reference list")
    page.get_by_role("button", name="Copy the citation").click()
    expect(page.locator("#page-status")).to_have_text("Citation copied")
    about = index.edition.document
    assert clipboard(page) == texts_of(record_of(index, passage, URL), about)["APA, reference list"]
    html = "() => navigator.clipboard.read().then(([item]) => item.getType('text/html')).then((blob) => blob.text())"
    assert f"<i>{index.passages[index.edition.document.id].words}</i>" in page.evaluate(html)
    other = index.by_kind["paragraph"][0]
    page.get_by_role("combobox", name="Passage", exact=True).select_option(other.id)
    expect(page).to_have_url(f"{tab.web}cite/#cite-{other.id}")
    page.reload()
    expect(page.get_by_role("combobox", name="Passage", exact=True)).to_have_value(other.id)
    expect(page.locator(".citation__text")).to_have_text(
        texts_of(record_of(index, other, URL), about)["APA, reference list"]
    )


def test_a_range_is_cited_as_a_footnote(second_tab: Tab, second_index: Index) -> None:
    page = second_tab.open("cite/#cite-k1-a")
    page.get_by_role("combobox", name="To", exact=True).select_option("Paragraph 1.2")
    page.get_by_role("combobox", name="Style", exact=True).select_option("UN, footnote")
    expect(page.locator(".citation__text")).to_contain_text(
        ", conclusion 1, paras. 1.1–1.2. Unofficial digital edition"
    )
    expect(page.locator(".citer a[download]:visible")).to_have_count(0)  # they are of one passage
    page.get_by_role("combobox", name="Passage", exact=True).select_option("heading")
    expect(page.get_by_role("combobox", name="To", exact=True)).to_be_disabled()
    expect(page.locator(".citer a[download]:visible")).to_have_count(len(FILES))
    assert violations(page) == []


def test_the_citation_of_the_document_has_the_content_address_of_all_its_words(tab: Tab, index: Index) -> None:
    page = tab.open(f"cite/#cite-{index.edition.document.id}")
    words = "\n".join(passage.words for passage in index.passages.values())
    expect(page.locator(".citation__sha256:visible")).to_contain_text(sha256(words.encode()).hexdigest())


def test_without_a_script_the_control_leads_to_the_entry_and_its_files(
    new_page: NewPage, web: str, index: Index
) -> None:
    passage = index.by_kind["paragraph"][-1]
    page = new_page(java_script_enabled=False)
    page.goto(web + page_of(passage))
    page.get_by_role("link", name=f"Cite {passage.label}", exact=True).click()
    expect(page).to_have_url(f"{web}cite/#cite-{passage.id}")
    entry = page.locator(f"[id='cite-{passage.id}']")
    expect(entry).to_be_in_viewport()
    expect(page.locator(".citer")).to_be_hidden()
    for name, suffix in FILES.items():
        with page.expect_download() as started:
            entry.get_by_role("link", name=f"{name} of {passage.cited_as}").click()
        assert started.value.suggested_filename == f"{record_of(index, passage, URL)['id']}.{suffix}"
        assert passage.label in started.value.path().read_text("utf-8")
    page.get_by_role("link", name="all citations as plain text").click()
    for text in texts_of(record_of(index, passage, URL), index.edition.document).values():
        expect(page.get_by_text(text)).to_be_visible()


def test_a_page_from_a_folder_has_the_picker(new_page: NewPage, site: Site, index: Index) -> None:
    """In the zip no script may fetch anything."""
    passage = index.by_kind["paragraph"][-1]
    with ZipFile(site.folder / addresses.OFFLINE) as packed, TemporaryDirectory() as folder:
        packed.extractall(folder)
        page = new_page()
        page.goto(f"{Path(folder, 'edition', 'cite', 'index.html').as_uri()}#cite-{passage.id}")
        expect(page.locator(".citation__text")).to_contain_text(passage.section)

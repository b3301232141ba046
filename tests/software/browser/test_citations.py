"""Citations: read by other people's readers, true in every format, and each leading to its passage."""

import json
import re
import shutil
import subprocess
import warnings
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import rispy
import yaml
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from playwright.sync_api import Browser, expect
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from edition.document.addresses import page_of
from edition.document.index import Index
from edition.formats.citations import (
    BRACKETED,
    FILES,
    STYLES,
    UNOFFICIAL,
    CslItem,
    file_of,
    format_item,
    formatted,
    record_of,
    write_citations,
)
from edition.formats.history import state_of
from edition.loading.ledger import former_ids
from edition.site.project import load_index
from tests.helpers.browsing import Tab, also_in_firefox, clipboard, violations
from tests.helpers.citing import texts_of
from tests.helpers.pages import Page, Site, text_of
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
    bibliography.register(Citation([CitationItem(item["id"]) for item in items]))
    return [str(text) for text in bibliography.bibliography()]


@pytest.fixture(scope="module", params=["real", "second"])
def cited(request: pytest.FixtureRequest, index: Index, second: Path) -> Index:
    """Either data set."""
    return index if request.param == "real" else load_index(second)


@pytest.fixture(scope="module")
def files(cited: Index, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cited")
    write_citations(cited, folder, URL)
    return folder / "cite"


def renamed(index: Index) -> dict[str, str]:
    """By each id that led to a passage once, the id that it has now: files that had its name are still there."""
    former = {id_: str(moved.alias.to) for id_, moved in former_ids(index).items()}
    return {old: new for old, new in former.items() if new in index.passages}


def test_other_peoples_readers_find_the_same_in_every_file(cited: Index, files: Path) -> None:
    supplied = cited.edition.document.supplied
    title = cited.passages[cited.edition.document.id].words
    assert {file.stem for file in files.iterdir()} == {*cited.passages, *renamed(cited)}
    for passage in cited.passages.values():
        texts = {suffix: (files / f"{passage.id}.{suffix}").read_text("utf-8") for suffix in FILES.values()}
        (csl,) = json.loads(texts["json"])
        bib, ris = read_bibtex(texts["bib"]), read_ris(texts["ris"])
        assert csl["title"] == bib["title"] == ris["title"] == passage.cited_as
        container = None if passage.kind == "title" else title
        assert csl.get("container-title") == bib.get("booktitle") == ris.get("secondary_title") == container
        assert csl["author"] == [{"literal": supplied.author}]
        assert bib["author"] == supplied.author
        assert ris["authors"] == [f"{supplied.author},"]  # the comma makes it one name
        publisher = bib["institution" if passage.kind == "title" else "publisher"]
        assert csl["publisher"] == publisher == ris["publisher"] == supplied.publisher
        assert csl["issued"] == {"date-parts": [[supplied.year]]}
        assert bib["year"] == ris["year"] == str(supplied.year)
        assert csl.get("section") == bib.get("pages") == ris.get("section") == ris.get("start_page")
        assert bool(csl.get("section")) == (passage.kind not in ("title", "heading"))
        assert "[" not in texts["bib"] + texts["ris"]
        assert csl["version"] == bib["version"] == ris["edition"] == cited.version
        assert csl["note"] == bib["note"] == ris["notes"][0]
        assert csl["note"].startswith(f"Unofficial digital edition, version {cited.version}.")
        assert csl["URL"] == bib["url"] == ris["urls"][0]
        assert csl["id"] == bib["id"] == ris["id"]
        assert csl["event-title"] == bib["eventtitle"]


def test_a_record_of_ours_formats_in_a_style_that_we_do_not_use(cited: Index, files: Path) -> None:
    items = [json.loads(file.read_text("utf-8"))[0] for file in sorted(files.glob("*.json"))[:5]]
    for item, text in zip(items, cite(items, "modern-language-association"), strict=True):
        assert item["title"].casefold() in text.casefold()
        assert item["author"][0]["literal"] in text


def test_formatted_texts_are_what_the_processor_makes_of_the_record(cited: Index) -> None:
    records = [record_of(cited, passage, URL) | {"medium": UNOFFICIAL} for passage in cited.passages.values()]
    for name, style in STYLES.items():
        items = [bracketed(record) if name in BRACKETED else record for record in records]
        expected = dict(zip([r["id"] for r in records], cite(items, style), strict=True))
        assert {r["id"]: texts_of(r)[name] for r in records} == expected


def bracketed(record: dict[str, Any]) -> dict[str, Any]:
    """The record with what is supplied in square brackets."""
    year = record["issued"]["date-parts"][0][0]
    supplied = {"author": [{"literal": f"[{record['author'][0]['literal']}]"}], "issued": {"literal": f"[{year}]"}}
    return record | supplied | {"publisher": f"[{record['publisher']}]"}


def test_formatted_texts_say_where_which_version_what_is_supplied_and_that_it_is_unofficial(cited: Index) -> None:
    supplied = cited.edition.document.supplied
    for passage in cited.passages.values():
        record = record_of(cited, passage, URL)
        for name, text in texts_of(record).items():
            for part in (supplied.author, supplied.publisher, str(supplied.year)):
                assert (f"[{part}]" if name in BRACKETED else part) in text
                assert name in BRACKETED or f"[{part}]" not in text
            assert record["URL"] in text
            assert f"version {cited.version}" in text.lower()
            assert "Unofficial" in text


def test_the_processor_is_asked_once_for_each_sort_of_passage_and_heading(cited: Index) -> None:
    format_item.cache_clear()
    for passage in cited.passages.values():
        formatted(record_of(cited, passage, URL))
    assert format_item.cache_info().misses <= (5 + len(cited.by_kind["heading"])) * len(STYLES)


def test_our_style_is_valid() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        CitationStylesStyle(STYLES["UN footnote"], validate=True)


def test_awkward_characters_come_back_as_they_went(index: Index) -> None:
    record = record_of(index, index.by_kind["paragraph"][0], URL)
    record |= {"container-title": AWKWARD, "author": [{"literal": AWKWARD.replace(",", "")}]}
    bib, ris = read_bibtex(file_of(record, "bib")), read_ris(file_of(record, "ris"))
    assert json.loads(file_of(record, "json")) == [record]
    assert bib["booktitle"] == ris["secondary_title"] == AWKWARD
    assert bib["author"] == ris["authors"][0].removesuffix(",") == record["author"][0]["literal"]
    for text in texts_of(record).values():
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
    assert outputs == {*index.passages, *renamed(index)}
    page = site.pages["cite/"]
    for id_ in index.passages:
        files = [(site.folder / "cite" / f"{id_}.{suffix}").read_text("utf-8") for suffix in FILES.values()]
        texts = [text_of(entry) for entry in page.by_id(f"cite-{id_}").iter("li")]
        for output in [*files, *texts[: len(STYLES)]]:
            (address,) = re.findall(rf'{re.escape(URL)}[^\s"}}]*[^\s"}}.]', output)
            name, _, anchor = address.removeprefix(URL).partition("#")
            assert (site.folder / name / "index.html").is_file()
            passage = site.pages[name.removeprefix(state_of(index).folder)].by_id(anchor)
            assert id_ in [element.get("data-verbatim") for element in passage.iter()], address


def test_every_passage_has_a_control_that_leads_to_its_citations(site: Site, index: Index) -> None:
    for name in (
        "full-text/",
        "",
        "workshop/",
        "closing/",
        *(page for page in site.pages if page.startswith("sessions/")),
    ):
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
        cited = {page_of(one): one for one in edition.by_kind["heading"]} | {"": title}
        for name, passage in cited.items():
            record = record_of(edition, passage, URL)
            assert zotero_item(built.pages[name]) == {
                "type": "report" if passage == title else "bookSection",
                "title": record["title"],
                "in": "" if passage == title else title.words,
                "author": f"{record['author'][0]['literal']},",
                "date": str(record["issued"]["date-parts"][0][0]),
                "publisher": record["publisher"],
                "public_url": record["URL"],
                "language": record["language"],
            }


def test_no_page_offers_the_date_of_an_event_as_its_own(site: Site, index: Index) -> None:
    others = {name: page for name, page in site.pages.items() if name != "404.html"}
    dates = {zotero_item(page)["date"] for page in others.values()}
    assert dates == {str(index.edition.document.supplied.year), str(index.edition.releases[0].date)}


def test_reference_managers_find_the_record_in_the_head(site: Site, index: Index) -> None:
    title = index.passages[index.edition.document.id]
    cited = dict.fromkeys(("", "full-text/", "workshop/", "closing/"), title)
    cited |= {page_of(heading): heading for heading in index.by_kind["heading"]}
    for name, passage in cited.items():
        tags = {e.get("name"): e.get("content") for e in site.pages[name].having("content")}
        record = record_of(index, passage, URL)
        author = record["author"][0]["literal"]
        assert tags["citation_title"] == tags["DC.title"] == (title.words if passage == title else passage.label)
        assert (tags["citation_author"], tags["DC.creator"]) == (f"{author},", author)
        assert tags["citation_publication_date"] == tags["DC.date"] == str(index.edition.document.supplied.year)
        assert tags["citation_public_url"] == tags["DC.identifier"] == record["URL"]
        assert "Unofficial" in (tags["DC.description"] or "")
        assert tags.get("citation_inbook_title") == record.get("container-title")


def test_only_pages_with_the_documents_words_have_a_record_in_the_head(site: Site) -> None:
    for name in ("about/", "sdgs/", "cite/", "explore/"):
        assert not any((e.get("name") or "").startswith("citation_") for e in site.pages[name].having("content"))


def test_the_repository_says_how_to_cite_it(index: Index) -> None:
    cff = yaml.safe_load((PROJECT / "CITATION.cff").read_text("utf-8"))
    newest = index.edition.releases[0]
    assert {"cff-version", "message", "title", "authors"} <= cff.keys()
    assert (cff["version"], cff["date-released"]) == (newest.version, newest.date)
    assert "unofficial" in cff["abstract"]
    (document,) = cff["references"]
    assert document["title"] == index.passages[index.edition.document.id].words
    assert document["authors"] == [{"name": f"[{index.edition.document.supplied.author}]"}]


@also_in_firefox
def test_cite_opens_on_the_spot_and_one_press_copies(tab: Tab, index: Index) -> None:
    passage = index.by_kind["paragraph"][-1]
    title = passage.cited_as
    page = tab.open(page_of(passage))
    link = page.get_by_role("link", name=f"Cite {passage.label}", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=f"Cite {passage.label}")
    expect(dialog).to_be_visible()
    expect(page).to_have_url(f"{tab.web}{page_of(passage)}")
    expect(dialog.get_by_text(sha256(passage.words.encode()).hexdigest())).to_be_visible()
    assert violations(page) == []
    texts = texts_of(record_of(index, passage, URL))
    for name, text in texts.items():
        dialog.get_by_role("button", name=f"Copy {name} citation of {title}").click()
        expect(dialog.get_by_role("status")).to_have_text(f"{name} citation of {title} copied")
        assert clipboard(page) == text
    dialog.get_by_role("button", name=f"Copy BibTeX of {title}").click()
    expect(dialog.get_by_role("status")).to_have_text(f"BibTeX of {title} copied")
    assert read_bibtex(clipboard(page))["title"] == title
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()


def test_the_page_of_citations_copies_too(tab: Tab, index: Index) -> None:
    passage = index.by_kind["statement"][-1]
    page = tab.open(f"cite/#cite-{passage.id}")
    page.get_by_role("button", name=f"Copy APA citation of {passage.cited_as}").click()
    expect(page.locator("#page-status")).to_have_text(f"APA citation of {passage.cited_as} copied")
    assert clipboard(page) == texts_of(record_of(index, passage, URL))["APA"]
    html = "() => navigator.clipboard.read().then(([item]) => item.getType('text/html')).then((blob) => blob.text())"
    assert f"<i>{index.passages[index.edition.document.id].words}</i>" in page.evaluate(html)


def test_the_citation_of_the_document_has_the_content_address_of_all_its_words(tab: Tab, index: Index) -> None:
    page = tab.open(f"cite/#cite-{index.edition.document.id}")
    words = "\n".join(passage.words for passage in index.passages.values())
    expect(page.locator(".citation__sha256:visible")).to_contain_text(sha256(words.encode()).hexdigest())


def test_without_a_script_the_control_leads_to_the_entry_and_its_files(
    browser: Browser, web: str, index: Index
) -> None:
    passage = index.by_kind["paragraph"][-1]
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(web + page_of(passage))
    page.get_by_role("link", name=f"Cite {passage.label}", exact=True).click()
    expect(page).to_have_url(f"{web}cite/#cite-{passage.id}")
    entry = page.locator(f"[id='cite-{passage.id}']")
    expect(entry).to_be_in_viewport()
    expect(entry.get_by_role("button")).to_have_count(0)
    expect(page.locator(".citation__sha256:visible")).to_have_count(1)  # it is shown where it was asked for
    expect(entry.get_by_text(sha256(passage.words.encode()).hexdigest())).to_be_visible()
    for name, suffix in FILES.items():
        with page.expect_download() as started:
            entry.get_by_role("link", name=f"Download {name} of {passage.cited_as}").click()
        assert started.value.suggested_filename == f"{record_of(index, passage, URL)['id']}.{suffix}"
        assert passage.label in started.value.path().read_text("utf-8")
    context.close()

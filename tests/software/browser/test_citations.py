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
from playwright.sync_api import expect
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from edition.document import addresses
from edition.document.addresses import page_of
from edition.document.index import Index
from edition.document.passages import Passage
from edition.formats import citations
from edition.formats.citations import FILES, STYLES, formatted, record_of
from edition.formats.history import state_of
from edition.loading.ledger import former_ids
from tests.helpers.browsing import NewPage, Tab, also_in_firefox, clipboard, script, violations
from tests.helpers.needs import needs_nothing_left_to_do, neighbours
from tests.helpers.pages import Built, Page, Site
from tests.helpers.projects import PROJECT

URL = "https://example.org/idm/"
AWKWARD = 'Title & “co”, 100 % of $5 #1 a_b {open {both} ~^\\ <b>bold</b> "quoted" été'
EVERY_MARK = 'A & B, 50 % of $5, #1 a_b~c^d {x} {{y}} }z{ @home -- it --- !? 1–2 <i>no</i> [n] "q" Größe, Ísland, 東京'


def read_bibtex(text: str) -> dict[str, str]:
    """The fields of a file's one entry, as bibtexparser reads them, with LaTeX turned into letters.

    The reader's own table of these knows circumflex and tilde as accents of letters only.
    """
    names = get_default_latex_context_db()
    names.add_context_category("lacking", [MacroTextSpec("~", "~"), MacroTextSpec("^", "^")], prepend=True)
    decoder = LatexNodes2Text(latex_context=names, keep_braced_groups=True, math_mode="verbatim")
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware(decoder=decoder)])
    assert library.failed_blocks == []
    (entry,) = library.entries
    whole = re.compile(r"^\{(.*)\}$", re.DOTALL)
    return {field.key: whole.sub(r"\1", field.value) for field in entry.fields} | {"id": entry.key}


def texts_in(index: Index, passage: Passage, last: Passage | None = None) -> dict[str, str]:
    """The citation of a passage, or of all up to the last, in each style."""
    cited = citations.cited_range(index, passage, last) if last else {}
    return formatted(record_of(index, passage, URL) | cited, index.edition.document)


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
    notes = (bibliography.cite(one, lambda _: None) for one in cited)
    return [*map(str, bibliography.bibliography() if made.has_bibliography() else notes)]


def test_other_peoples_readers_find_the_same_in_every_file_and_each_leads_to_its_passage(built: Built) -> None:
    index, site = built
    about, folder = index.edition.document, site.folder / "cite"
    imprint, title = about.imprint, index.passages[about.id].words
    outputs = {file.stem for file in folder.iterdir() if file.suffix != ".html"}
    renamed = {id_ for id_, moved in former_ids(index).items() if moved.alias.to in index.passages}  # still there
    assert outputs == {*index.passages, *renamed, "citations"}
    every = (folder / "citations.txt").read_text("utf-8-sig").split("\n\n\n")
    for passage, block in zip(index.passages.values(), every, strict=True):
        texts = {suffix: (folder / f"{passage.id}.{suffix}").read_text("utf-8") for suffix in FILES.values()}
        (csl,) = json.loads(texts["json"])
        bib, (ris,) = read_bibtex(texts["bib"]), rispy.loads(texts["ris"])
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
        assert csl["version"] == bib["version"] == ris["edition"] == index.version
        assert csl["note"] == bib["note"] == ris["notes"][0]
        assert csl["note"].startswith(f"{about.this_edition}, version {index.version}.")
        assert csl["URL"] == bib["url"] == ris["urls"][0]
        assert csl["id"] == bib["id"] == ris["id"]
        assert csl["event-title"] == bib["eventtitle"]
        for output in [*texts.values(), *block.split("\n\n")[1:-1]]:
            (address,) = re.findall(rf'{re.escape(URL)}[^\s"}}]*[^\s"}}.]', output)
            name, _, anchor = address.removeprefix(URL).partition("#")
            assert (site.folder / name / "index.html").is_file()
            shown = site.pages[name.removeprefix(state_of(index).folder)].by_id(anchor)
            assert passage.id in [element.get("data-verbatim") for element in shown.iter()], address


def test_a_record_of_ours_formats_in_a_style_that_we_do_not_use(document: Index) -> None:
    items = [record_of(document, one, URL) for one in [*document.passages.values()][:5]]
    for item, text in zip(items, cite(items, "modern-language-association"), strict=True):
        assert item["title"].casefold() in text.casefold()
        assert item["author"][0]["literal"] in text


def test_formatted_texts_are_what_the_processor_makes_of_the_record(document: Index) -> None:
    about = document.edition.document
    imprint = about.imprint
    records = [record_of(document, one, URL) | {"medium": about.this_edition} for one in document.passages.values()]
    bracketed: dict[str, Any] = {
        "author": [{"literal": f"[{imprint.author}]"}],
        "publisher": f"[{imprint.publisher}]",
        "date": {"literal": f"[{imprint.year}]"},
    }
    supplied = {"issued" if name == "date" else name: bracketed[name] for name in imprint.supplied}
    for name, style in STYLES.items():
        changes = supplied if name in citations.BRACKETED else {}
        placed = ({"section": citations.section_of(one)} if "section" in one else {} for one in records)
        items = [record | place | changes for record, place in zip(records, placed, strict=True)]
        assert [formatted(record, about)[name] for record in records] == cite(items, style)


def test_the_processor_is_asked_once_for_each_sort_of_passage_and_heading(document: Index) -> None:
    citations.format_item.cache_clear()
    for passage in document.passages.values():
        citations.formatted(record_of(document, passage, URL), document.edition.document)
    assert citations.format_item.cache_info().misses <= (5 + len(document.by_kind["heading"])) * len(STYLES)


def test_our_style_is_valid() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        CitationStylesStyle(STYLES["UN, footnote"], validate=True)


def test_awkward_characters_come_back_as_they_went(index: Index) -> None:
    record = record_of(index, index.by_kind["paragraph"][0], URL)
    record |= {"container-title": AWKWARD, "author": [{"literal": AWKWARD.replace(",", "")}]}
    bib, (ris,) = read_bibtex(citations.file_of(record, "bib")), rispy.loads(citations.file_of(record, "ris"))
    assert json.loads(citations.file_of(record, "json")) == [
        {key: value for key, value in record.items() if key != citations.PAGES}
    ]
    assert bib["booktitle"] == ris["secondary_title"] == AWKWARD
    assert bib["author"] == ris["authors"][0].removesuffix(",") == record["author"][0]["literal"]
    for text in formatted(record, index.edition.document).values():
        assert "100 %" in text and "{open {both} ~^\\ <b>" in text.casefold()
    broken = citations.file_of(record | {"note": "one\n\nER  - \nTY  - BOOK"}, "ris")
    assert rispy.loads(broken)[0]["notes"][0] == "one ER - TY - BOOK"


def read_by_pandoc(text: str, format_: str) -> dict[str, Any]:
    """A file's one record, as pandoc reads it."""
    pandoc = shutil.which("pandoc")
    known = pandoc and subprocess.run([pandoc, "--list-input-formats"], capture_output=True, text=True).stdout.split()
    if not pandoc or format_ not in (known or ()):
        pytest.skip(f"reading {format_} back needs pandoc, from version 3 on for RIS, which is not installed")
    command = [pandoc, "--from", format_, "--to", "csljson"]
    (record,) = json.loads(subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout)
    return dict(record)


@pytest.mark.parametrize(("format_", "suffix"), [("bibtex", "bib"), ("ris", "ris")])
def test_pandoc_reads_our_record_and_a_corporate_author_as_one_name(index: Index, format_: str, suffix: str) -> None:
    made = record_of(index, index.by_kind["paragraph"][0], URL) | {"container-title": EVERY_MARK}
    names = ["Ministry of the {Sea} & #1_b", "Port~Office (PO)", "A^B and C", "IOM", made["author"][0]["literal"]]
    for name in names:
        read = read_by_pandoc(citations.file_of(made | {"author": [{"literal": name}]}, suffix), format_)
        assert (read["container-title"], read["page"], read["URL"]) == (EVERY_MARK, made["section"], made["URL"])
        assert [[*one.values()] for one in read["author"]] == [[name]]  # whatever pandoc calls it


def tags_of(page: Page) -> dict[str, str]:
    """What a page says to reference managers.

    Zotero makes a report of one that names an institution, a chapter of one that names a book, and else an article.
    Where no tag has a date, it takes the first that is on the page.
    """
    tags = {e.get("name") or "": e.get("content") or "" for e in page.root.iter("meta")}
    return {name: content for name, content in tags.items() if name.startswith(("citation_", "DC."))}


def test_zotero_makes_a_chapter_with_its_book_of_a_session_and_a_report_of_the_document(built: Built) -> None:
    index, site = built
    title = index.passages[index.edition.document.id]
    cited = {page_of(one): one for one in index.by_kind["heading"]}
    cited |= dict.fromkeys(("", "full-text/", "workshop/", "closing/"), title)
    for name, passage in cited.items():
        record = record_of(index, passage, URL)
        author, year = record["author"][0]["literal"], str(record["issued"]["date-parts"][0][0])
        of_document = {"citation_technical_report_institution": record["publisher"]}
        of_session = {"citation_inbook_title": title.words}
        assert index.edition.document.this_edition in record["note"]
        assert tags_of(site.pages[name]) == {
            "citation_title": record["title"],
            "citation_author": f"{author},",
            "citation_publication_date": year,
            "citation_public_url": record["URL"],
            "citation_abstract": record["note"],
            "DC.title": record["title"],
            "DC.creator": author,
            "DC.date": year,
            "DC.identifier": record["URL"],
            "DC.description": record["note"],
            **{f"{to}{key}": record[key] for to in ("citation_", "DC.") for key in ("publisher", "language")},
            **(of_document if passage == title else of_session),
        }


def test_other_pages_have_no_record_and_none_has_the_date_of_an_event(site: Site, index: Index) -> None:
    released = str(index.edition.releases[0].date)
    for name in ("about/", "sdgs/", "cite/", "outcomes/"):
        assert tags_of(site.pages[name]) == {"DC.date": released}
    dates = {tags_of(page)["DC.date"] for name, page in site.pages.items() if name != "404.html"}
    assert dates == {str(index.edition.document.imprint.year), released}


def test_the_repository_says_how_to_cite_it_whose_the_document_is_and_what_the_edition_is(index: Index) -> None:
    cff = yaml.safe_load((PROJECT / "CITATION.cff").read_text("utf-8"))
    newest = index.edition.releases[0]
    assert {"cff-version", "message", "title", "authors"} <= cff.keys()
    assert (cff["version"], cff["date-released"]) == (newest.version, newest.date)
    (document,) = cff["references"]
    assert document["title"] == index.passages[index.edition.document.id].words
    needs_nothing_left_to_do()
    assert document["authors"] == [{"name": index.edition.document.imprint.shown("author")}]
    assert f" {index.edition.document.edition} " in cff["abstract"]


def test_the_picker_composes_what_the_processor_makes(
    tab: Tab, second_tab: Tab, index: Index, second_index: Index
) -> None:
    for on, edition in ((tab, index), (second_tab, second_index)):
        made = on.open("cite/").evaluate(script("everyCitation"))
        wanted = []
        for one in edition.passages.values():
            wanted.append([one.id, "this only", [*texts_in(edition, one).values()]])
            for last in filter(one.begins_range_to, edition.passages.values()):
                wanted.append([one.id, last.cited_as, [*texts_in(edition, one, last).values()]])
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
    for name, text in texts_in(index, passage).items():
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
    page.set_viewport_size({"width": 390, "height": 500})  # in a small window it can be closed from wherever one is
    page.keyboard.press("Enter")
    close = dialog.get_by_role("button", name="Close")
    expect(close).to_be_in_viewport(ratio=1)
    close.click()
    expect(dialog).to_be_hidden()


def test_the_page_of_citations_has_the_passage_of_its_address_and_keeps_the_style(tab: Tab, index: Index) -> None:
    """A range has no files, and what begins none has no end."""
    passage = index.by_kind["statement"][-1]
    page = tab.open(f"cite/#cite-{passage.id}")
    page.get_by_role("combobox", name="Style", exact=True).select_option("APA, reference list")
    page.get_by_role("button", name="Copy the citation").click()
    expect(page.locator("#page-status")).to_have_text("Citation copied")
    assert clipboard(page) == texts_in(index, passage)["APA, reference list"]
    assert f"<i>{index.passages[index.edition.document.id].words}</i>" in page.evaluate(script("copiedHtml"))
    other, _ = neighbours(index)
    page.get_by_role("combobox", name="Passage", exact=True).select_option(other.id)
    expect(page).to_have_url(f"{tab.web}cite/#cite-{other.id}")
    page.reload()
    expect(page.get_by_role("combobox", name="Passage", exact=True)).to_have_value(other.id)
    expect(page.locator(".citation__text")).to_have_text(texts_in(index, other)["APA, reference list"])
    end, files = page.get_by_role("combobox", name="To", exact=True), page.locator(".citer a[download]:visible")
    end.select_option(index=1)
    expect(files).to_have_count(0)
    page.get_by_role("combobox", name="Passage", exact=True).select_option(index.edition.document.id)
    expect(end).to_be_disabled()
    expect(files).to_have_count(len(FILES))
    assert violations(page) == []
    words = "\n".join(one.words for one in index.passages.values())  # all that it has
    expect(page.locator(".citation__sha256:visible")).to_contain_text(sha256(words.encode()).hexdigest())


def test_without_a_script_the_control_leads_to_the_entry_and_its_files(
    new_page: NewPage, web: str, index: Index
) -> None:
    passage = index.by_kind["paragraph"][-1]
    page = new_page(web + page_of(passage), java_script_enabled=False)
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
    for text in texts_in(index, passage).values():
        expect(page.get_by_text(text)).to_be_visible()


def test_a_page_from_a_folder_has_the_picker(new_page: NewPage, site: Site, index: Index, tmp_path: Path) -> None:
    """In the zip no script may fetch anything."""
    passage = index.by_kind["paragraph"][-1]
    shutil.unpack_archive(site.folder / addresses.OFFLINE, tmp_path)
    page = new_page(f"{(tmp_path / 'edition' / 'cite' / 'index.html').as_uri()}#cite-{passage.id}")
    expect(page.locator(".citation__text")).to_contain_text(passage.section)

"""Pages on paper, as Chromium prints them: the words in full, no ways to go elsewhere, no sheet for a line or two."""

from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from edition.document.index import Index
from edition.kinds.note import Note
from edition.kinds.outcome import Outcome
from tests.helpers.browsing import Tab
from tests.helpers.renaming import now

READ = ["", "full-text/", "workshop/", "closing/"]
READ += [f"sessions/{name}/" for name in ("development-connections", "track-and-report", "partnerships")]
"""The pages that are read from the first word to the last."""
WAYS = "Related conclusions", "Mentioned", "Next", "Previous", "Home", "Menu", "Explore the", "Read the", "Cite", "¶"
"""What leads elsewhere."""
Sheets = Callable[..., list[str]]


@pytest.fixture(scope="module")
def sheets(browser: Browser, web: str) -> Iterator[Sheets]:
    """Print a page, and give the text of each sheet."""
    page = browser.new_page()

    @cache
    def printed(name: str, size: str = "A4") -> list[str]:
        page.goto(web + name)
        return [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format=size))).pages]

    yield printed
    page.close()


def bare(text: str) -> str:
    """A text without white space and ligatures, which a PDF has in its own way."""
    return "".join(normalize("NFKC", text).split())


def test_the_first_page_prints_with_all_conclusions(sheets: Sheets, index: Index) -> None:
    printed = bare("".join(sheets("")))
    passages = index.by_kind["heading"] + index.by_kind["statement"]
    assert [passage.id for passage in passages if bare(passage.words) not in printed] == []


def test_the_full_text_and_the_notes_print_in_full(sheets: Sheets, index: Index) -> None:
    printed = bare("".join(sheets("full-text/")))
    assert [passage.id for passage in index.passages.values() if bare(passage.words) not in printed] == []
    session = bare("".join(sheets(now(index, "sessions/partnerships/"))))
    conclusion = index.passages[now(index, "c6")]
    notes = [note for one in (conclusion, *index.paragraphs[conclusion.id]) for note in index.on(Note, one)]
    assert notes
    assert [note.note for note in notes if bare(note.note) not in session] == []


def test_what_is_closed_prints_without_a_script(browser: Browser, web: str, index: Index) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{web}outcomes/")
    printed = bare("".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf())).pages))
    page.close()
    assert [one.id for one in index.of(Outcome) if bare(one.title) not in printed] == []


@pytest.mark.parametrize("name", READ)
def test_navigation_does_not_print(sheets: Sheets, index: Index, name: str) -> None:
    name = now(index, name)
    printed = bare("".join(sheets(name)))
    assert [words for words in WAYS if bare(words) in printed] == []
    assert bare(f"Printed from https://example.org/idm/{name}") in printed


@pytest.mark.parametrize("size", ["A4", pytest.param("Letter", marks=pytest.mark.sweep)])
@pytest.mark.parametrize("name", READ)
def test_no_sheet_is_left_to_a_few_words(sheets: Sheets, index: Index, name: str, size: str) -> None:
    assert min(len(sheet.split()) for sheet in sheets(now(index, name), size)) > 40


def test_paper_is_light(tab: Tab, index: Index) -> None:
    page = tab.open(now(index, "sessions/partnerships/"))
    words = page.locator(now(index, "#c6-p1 > .verbatim"))
    ink = words.evaluate("words => getComputedStyle(words).color")
    page.get_by_role("button", name="Dark colours").click()
    expect(words).not_to_have_css("color", ink)
    page.emulate_media(media="print")
    expect(words).to_have_css("color", ink)

"""Getting about in this document on a screen, and reading it on paper, as Chromium prints it: the words in full."""

from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from typing import Any
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from pypdf import PdfReader

from edition.document.addresses import address_of, page_of
from edition.document.index import Index
from edition.kinds.note import Note
from edition.kinds.outcome import Outcome
from edition.kinds.source import Source
from tests.edition import now
from tests.helpers.browsing import NewPage, Tab, also_in_firefox, elapsed, move_focus
from tests.helpers.pages import Site
from tests.helpers.sampling import Sample


def test_each_page_has_its_own_description(site: Site) -> None:
    found = [
        (name, {e.get("name"): e.get("content") for e in page.root.iter("meta")}.get("description"))
        for name, page in site.pages.items()
    ]
    whole, *_ = [description for name, description in found if not name]
    own = [description for _, description in found if description != whole]  # a page that says nothing has that of all
    assert len({*own}) == len(own) > 20


def test_no_page_is_longer_than_a_reader_has_patience_for(tab: Tab, site: Site, sample: Sample) -> None:
    """But the whole, and what editors look things up in."""
    tab.page.set_viewport_size({"width": 1440, "height": 900})
    pages = [name for name in site.pages if name not in ("full-text/", "how-to-edit/")]
    heights = {
        name: tab.open(name).evaluate("document.documentElement.scrollHeight")
        for name in ("outcomes/", "sources/", "frameworks/", *sample(pages, every=6))
    }
    assert {name: height for name, height in heights.items() if height > 8000} == {}


@also_in_firefox
@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_into_a_closed_list_opens_it(context: BrowserContext, web: str, index: Index, scripts: bool) -> None:
    assert context.browser
    page = context.browser.new_page(java_script_enabled=scripts)
    for one in (index.of(Outcome)[-1], index.of(Source)[0]):
        page.goto(web + address_of(one.ref))
        expect(page.locator(f"#{one.id}")).to_be_in_viewport()
        expect(page.locator("details[open]")).to_have_count(1)
        page.goto(web + page_of(one.ref))
        expect(page.locator(f"#{one.id}")).to_be_hidden()
    page.close()


def touches(preview: Any, line: Any) -> bool:
    """Whether the box of a preview begins where that of a line ends, or the other way round."""
    gaps: list[float] = [preview["y"] - line["bottom"], line["top"] - (preview["y"] + preview["height"])]
    return min(map(abs, gaps)) <= 1


@pytest.mark.parametrize("width", [390, 1280])
def test_a_preview_opens_at_the_line_under_the_pointer(tab: Tab, index: Index, width: int) -> None:
    """Of a mention over several lines, too; on the way from the line into the preview nothing makes it vanish."""
    tab.page.set_viewport_size({"width": width, "height": 844})
    page = tab.open(now(index, "sessions/partnerships/"))
    preview = page.locator(".preview")
    mention = page.locator(now(index, "#c6-p1 a[data-ref='event:summit-refugees-migrants']")).first
    mention.evaluate("link => scrollTo({top: link.getBoundingClientRect().top - 300, behavior: 'instant'})")
    lines = mention.evaluate("link => [...link.getClientRects()].map(box => box.toJSON())")
    assert len(lines) > 1
    for line in lines:
        x, y = line["right"] - 3, line["top"] + line["height"] / 2
        page.mouse.move(x, y)
        expect(preview).to_be_visible()
        box = preview.bounding_box()
        assert box and touches(box, line)
        assert box["x"] <= x <= box["x"] + box["width"]
        elapsed(page, 400)
        page.mouse.move(x, box["y"] + 20, steps=20)
        elapsed(page, 400)
        expect(preview).to_be_visible()
        page.mouse.move(2, 2)
        expect(preview).to_be_hidden()
    page.locator(now(index, "#c6 > .permalink")).focus()
    while not mention.evaluate("node => node === document.activeElement"):
        move_focus(page)
    expect(preview).to_be_visible()
    first, box = mention.evaluate("link => link.getClientRects()[0].toJSON()"), preview.bounding_box()
    assert box and touches(box, first)


@pytest.mark.parametrize("scripts", [True, False], ids=["with a script", "without"])
def test_the_old_addresses_of_the_closing_lead_to_its_page(
    new_page: NewPage, web: str, index: Index, scripts: bool
) -> None:
    page = new_page(java_script_enabled=scripts)
    for passage in index.by_kind["closing"]:
        page.goto("about:blank")
        page.goto(f"{web}workshop/#{passage.id}")
        if not scripts:
            page.locator(f"[id='{passage.id}'] a").click()
        page.wait_for_url(web + address_of(passage))
        expect(page.locator(f"[id='{passage.id}'] > .verbatim")).to_be_in_viewport()


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


def test_all_words_and_notes_print_in_full(sheets: Sheets, index: Index) -> None:
    first = index.by_kind["heading"] + index.by_kind["statement"]
    for name, passages in {"": first, "full-text/": [*index.passages.values()]}.items():
        printed = bare("".join(sheets(name)))
        assert [passage.id for passage in passages if bare(passage.words) not in printed] == [], name
    session = bare("".join(sheets(now(index, "sessions/partnerships/"))))
    conclusion = index.passages[now(index, "c6")]
    notes = index.on(Note, conclusion, *index.below[conclusion.id])
    assert notes
    assert [note.note for note in notes if bare(note.note) not in session] == []


def test_what_is_closed_prints_without_a_script(browser: Browser, web: str, index: Index) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{web}outcomes/")
    printed = bare("".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf())).pages))
    page.close()
    assert [one.id for one in index.of(Outcome) if bare(one.title) not in printed] == []


@pytest.mark.parametrize("name", READ)
def test_no_navigation_prints_and_no_sheet_is_left_to_a_few_words(
    sheets: Sheets, index: Index, name: str, sample: Sample
) -> None:
    name = now(index, name)
    printed = bare("".join(sheets(name)))
    assert [words for words in WAYS if bare(words) in printed] == []
    assert bare(f"Printed from https://example.org/idm/{name}") in printed
    for size in sample(["A4", "Letter"], every=2):
        assert min(len(sheet.split()) for sheet in sheets(name, size)) > 40, size


def test_paper_is_light(tab: Tab, index: Index) -> None:
    page = tab.open(now(index, "sessions/partnerships/"))
    words = page.locator(now(index, "#c6-p1 > .verbatim"))
    ink = words.evaluate("words => getComputedStyle(words).color")
    page.get_by_role("button", name="Dark colours").click()
    expect(words).not_to_have_css("color", ink)
    page.emulate_media(media="print")
    expect(words).to_have_css("color", ink)

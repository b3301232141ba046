"""Getting about in this document on a screen, and reading it on paper, as Chromium prints it: the words in full."""

from io import BytesIO
from unicodedata import normalize

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from edition.document.addresses import address_of, page_of
from edition.document.index import Index
from edition.kinds.note import Note
from edition.kinds.outcome import Outcome
from edition.kinds.source import Source
from tests.edition import now
from tests.helpers.browsing import NewPage, Tab, also_in_firefox
from tests.helpers.pages import Site
from tests.helpers.sampling import Sample


def test_no_page_is_longer_than_a_reader_has_patience_for(tab: Tab, site: Site, sample: Sample) -> None:
    """But the whole, and what editors look things up in."""
    pages = [name for name in site.pages if name not in ("full-text/", "how-to-edit/")]
    heights = {
        name: tab.open(name, {"width": 1440, "height": 900}).evaluate("document.documentElement.scrollHeight")
        for name in ("outcomes/", "sources/", "frameworks/", *sample(pages, every=6))
    }
    assert {name: height for name, height in heights.items() if height > 8000} == {}


@also_in_firefox
@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_into_a_closed_list_opens_it(context: BrowserContext, web: str, index: Index, scripts: bool) -> None:
    assert context.browser
    with context.browser.new_page(java_script_enabled=scripts) as page:
        for one in (index.of(Outcome)[-1], index.of(Source)[0]):
            page.goto(web + address_of(one.ref))
            expect(page.locator(f"#{one.id}")).to_be_in_viewport()
            expect(page.locator("details[open]")).to_have_count(1)
            page.goto(web + page_of(one.ref))
            expect(page.locator(f"#{one.id}")).to_be_hidden()


READ = ["", "full-text/", "workshop/", "closing/"]
READ += [f"sessions/{name}/" for name in ("development-connections", "track-and-report", "partnerships")]
"""The pages that are read from the first word to the last."""
WAYS = "Related conclusions", "Mentioned", "Next", "Previous", "Home", "Menu", "Explore the", "Read the", "Cite", "¶"
"""What leads elsewhere."""


def printed(page: Page, size: str = "A4") -> list[str]:
    """The text of each sheet on which a page is printed."""
    return [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format=size))).pages]


def bare(*texts: str) -> str:
    """Texts without white space and ligatures, which a PDF has in its own way."""
    return "".join(normalize("NFKC", "".join(texts)).split())


@pytest.mark.parametrize("name", READ)
def test_words_and_notes_print_in_full_no_navigation_does_and_no_sheet_is_left_to_a_few_words(
    tab: Tab, index: Index, name: str, sample: Sample
) -> None:
    name = now(index, name)
    listed = {"": index.by_kind["heading"] + index.by_kind["statement"], "full-text/": [*index.passages.values()]}
    passages = listed.get(name) or [one for one in index.passages.values() if page_of(one) == name]
    notes = [] if name in listed else index.on(Note, *passages)
    page = tab.open(name)
    for size in sample(["A4", "Letter"], every=2):
        sheets = printed(page, size)
        text = bare(*sheets)
        assert [passage.id for passage in passages if bare(passage.words) not in text] == []
        assert [note.note for note in notes if bare(note.note) not in text] == []
        assert [words for words in WAYS if bare(words) in text] == []
        assert bare(f"Printed from https://example.org/idm/{name}") in text
        assert min(len(sheet.split()) for sheet in sheets) > 40, size


def test_what_is_closed_prints_without_a_script(new_page: NewPage, web: str, index: Index) -> None:
    text = bare(*printed(new_page(f"{web}outcomes/", java_script_enabled=False)))
    assert [one.id for one in index.of(Outcome) if bare(one.title) not in text] == []

"""The page on growth says what was measured, and a page does not grow with the rest of the edition."""

import json

import html5lib
import pytest

from edition.document.index import Index
from edition.kinds.organization import Organization
from edition.kinds.sdg_link import SdgLink
from edition.pages.components import COMPONENTS
from edition.pages.page import Page
from edition.site.project import load_index
from tests.helpers.pages import Site, text_of
from tools import report
from tools.bench import article_of
from tools.grow import grow


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> list[Index]:
    """Two larger editions, of 60 and 600 conclusions."""
    folders = {size: tmp_path_factory.mktemp(str(size)) for size in (60, 600)}
    for size, folder in folders.items():
        grow(folder, size)
    return [*map(load_index, folders.values())]


def test_the_page_is_made_of_the_last_measures() -> None:
    measures = json.loads(report.DATA.read_text(encoding="utf-8"))
    assert report.page(measures) == report.PAGE.read_text(encoding="utf-8")


def test_a_grown_edition_is_in_proportion(grown: list[Index]) -> None:
    small, large = (
        [
            len(one.passages),
            sum(len(passage.mentions) for passage in one.passages.values()),
            len(one.edition.of(Organization)),
            len({link.passage for link in one.of(SdgLink)}),
        ]
        for one in grown
    )
    assert all(8 <= more / few <= 12 for few, more in zip(small, large, strict=True))


def test_a_session_page_does_not_grow_with_the_edition(grown: list[Index]) -> None:
    pages = [Page(index, "sessions/session-5/", "https://example.org/", "", "", "../../") for index in grown]
    small, large = (len(COMPONENTS["session"].render(page)) for page in pages)
    assert large < 1.1 * small


def test_other_generators_get_the_whole_content_of_every_page(site: Site) -> None:
    for name, page in site.pages.items():
        (article,) = html5lib.parseFragment(article_of(page.file.read_text("utf-8")), namespaceHTMLElements=False)
        assert text_of(article) == text_of(page.by_id("page-content")), name

"""Searches in this document that were tried by hand first."""

import pytest
from playwright.sync_api import Page

from edition.model.index import Index
from tests.helpers.browsing import Tab
from tests.helpers.searching import check_phrases, found_by


@pytest.fixture
def page(tab: Tab) -> Page:
    return tab.open("search/")


@pytest.mark.parametrize("quotes", ['"{}"', "“{}”"])
def test_phrases_give_exactly_the_passages_that_have_them(index: Index, page: Page, quotes: str) -> None:
    check_phrases(index, page, ["migration", "of the", "IOM's", "migrant", "governance  framework"], quotes)
    assert found_by(page, [quotes.format("governance migration of")]) == [[]]


def test_a_phrase_and_other_words_are_both_wanted(page: Page) -> None:
    assert found_by(page, ['"big data" migration zzzz', '"big data" migration'])[0] == []
    assert found_by(page, ['"big data" migration']) != [[]]

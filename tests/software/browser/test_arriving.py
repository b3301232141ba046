"""Addresses that changed on their way: what they mean is found, or the page says that it is not there."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from edition.document.addresses import address_of, page_of
from edition.document.index import Index
from tests.helpers.browsing import Tab, clipboard, violations
from tests.helpers.sampling import Sample

CHANGED = [
    *[
        "{}.",
        "{},",
        "{})",
        "{}).",
        '{}"',
        "{}>",
        "{};",
        "{}:",
        "{}!",
        "{}'",
        "{}*",
        "{}_",
        "{}/",
        "{}...",
        "{}]",
        "{}}}",
    ],
    *["{}%20", "{}%E2%80%9D", "{}%E2%80%8B", "{}%22%3E", "{}%E2%80", "{}%", "{}&gt;", "{}?x=y", "{}&x=y", "{},%20the"],
    *["{}%3A~%3Atext=", "{}%3A~%3Atext=some%20words", "{}:~:text=", "{}:~:text", "({})", "%20{}", "#{}", "/{}", "{}’s"],
]
"""What mails, messengers and auto-linkers make of an anchor."""
GO = """async ([anchors, wanted]) => {
  const wait = async (test) => {
    for (let at = 0; !test() && at < 200; at += 1) await new Promise((done) => setTimeout(done));
  };
  const arrived = () => document.querySelector("[data-arrived]")?.id === wanted;
  const lost = [];
  for (const anchor of anchors) {
    location.hash = "page-content";
    await wait(() => !arrived());
    location.hash = anchor;
    await wait(() => arrived() && location.hash === `#${wanted}`);
    if (!arrived() || location.hash !== `#${wanted}` || document.querySelector(".lost")) lost.push(anchor);
  }
  return lost;
}"""
"""In the page: goes to each anchor; those that do not lead where they should."""


def test_an_address_with_marks_or_other_letters_leads_to_its_passage(second_tab: Tab, second_index: Index) -> None:
    passage = second_index.by_kind["paragraph"][0]
    page = second_tab.open(page_of(passage))
    dashed = passage.id.replace("-", "–")
    anchors = [*(form.format(passage.id) for form in CHANGED), passage.id.upper(), f"{passage.id.title()}.", dashed]
    lost = page.evaluate(GO, [anchors, passage.id])
    assert lost == []
    expect(page).to_have_url(f"{second_tab.web}{address_of(passage)}")


@pytest.mark.parametrize("end", [".", ")%E2%80%9D", "%3A~%3Atext="])
def test_so_does_one_that_is_opened(second_tab: Tab, second_index: Index, end: str) -> None:
    passage = second_index.by_kind["paragraph"][-1]
    page = second_tab.open(address_of(passage).upper().replace(page_of(passage).upper(), page_of(passage)) + end)
    expect(page.locator("[data-arrived]")).to_have_attribute("id", passage.id)
    expect(page.locator(f"[id='{passage.id}']")).to_be_in_viewport()
    expect(page).to_have_url(f"{second_tab.web}{address_of(passage)}")


def test_so_does_one_to_an_entry(second_tab: Tab) -> None:
    page = second_tab.open("sdgs/#Target-14.4).")
    expect(page.locator("#target-14\\.4")).to_be_in_viewport()
    assert page.evaluate("document.querySelector(':target').id") == "target-14.4"


def notice(page: Page) -> str:
    return page.locator("main .lost").inner_text()


def test_where_there_is_no_such_passage_the_page_says_so(second_tab: Tab, second_index: Index) -> None:
    elsewhere = second_index.by_kind["paragraph"][-1]
    page = second_tab.open(f"sessions/first-watch/#{elsewhere.id}.")
    expect(page.locator("main .lost")).to_be_in_viewport()
    assert notice(page).startswith(f"There is nothing at #{elsewhere.id} on this page.")
    expect(page.locator("#page-status")).to_have_text(notice(page))
    assert violations(page) == []
    page.evaluate("location.hash = 'k77'")
    expect(page.locator("main .lost")).to_contain_text("#k77")
    page.evaluate("location.hash = ''")
    expect(page.locator(".lost")).to_have_count(0)
    page.go_back()
    page.locator("main .lost a", has_text="full text").click()
    expect(page).to_have_url(f"{second_tab.web}full-text/")
    page.goto(f"{second_tab.web}sessions/first-watch/#{elsewhere.id}.")
    page.locator("main .lost a", has_text="search").click()
    expect(page).to_have_url(f"{second_tab.web}search/?q={elsewhere.id}")
    expect(page.locator("#page-results a").first).to_have_attribute("href", re.compile(f"#{elsewhere.id}$"))


@pytest.mark.parametrize("anchor", ["", "#", "#top", "#:~:text=tide", "#%3A~%3Atext=tide", "#...", "#page-content"])
def test_an_address_that_names_nothing_is_no_mistake(second_tab: Tab, anchor: str) -> None:
    page = second_tab.open(f"sessions/first-watch/{anchor}")
    expect(page.locator("html")).to_have_attribute("data-ready", "")
    expect(page.locator(".lost")).to_have_count(0)


def test_a_link_to_words_marks_their_passage_in_the_navigator_and_c_copies_it(
    tab: Tab, index: Index, sample: Sample
) -> None:
    """The words are in the middle of the window, where what comes before may begin in its upper part."""
    tab.page.set_viewport_size({"width": 1440, "height": 900})
    for passage in sample(index.by_kind["paragraph"], every=9, first=2):
        last = " ".join(passage.words.rstrip(".").split()[-4:])
        tab.page.goto("about:blank")
        page = tab.open(f"{address_of(passage)}:~:text={quote(last, safe='').replace('-', '%2D')}")
        here = page.locator(f".navigator a[aria-current][href$='#{passage.id}']")
        expect(here.first).to_be_visible()
        page.keyboard.press("c")
        expect(page.locator("#page-status")).to_have_text(re.compile(f"{re.escape(passage.label)} copied$"))


def test_c_at_the_top_of_a_page_copies_the_link_to_its_first_passage(tab: Tab, index: Index) -> None:
    for heading in index.by_kind["heading"]:
        page = tab.open(page_of(heading))
        first = page.locator(".passage").first.get_attribute("id")
        page.keyboard.press("c")
        expect(page.locator("#page-status")).to_have_text(re.compile("copied$"))
        assert clipboard(page) == f"{tab.web}{page_of(heading)}#{first}"

"""What goes wrong on the way: changed addresses, scripts that fail or do not come, browsers that lack something."""

import re
from collections.abc import Callable

import pytest
import yaml
from playwright.sync_api import BrowserContext, Route, expect

from edition.document.addresses import address_of, page_of
from edition.document.index import Index
from tests.helpers.browsing import Tab, also_in_firefox, script, violations
from tests.helpers.pages import Site
from tests.helpers.projects import PROJECT


@pytest.mark.parametrize("part", ["menu", "sheet", "navigator", "notes", "search/loader", "search/header", "quoting"])
def test_a_part_that_throws_takes_no_other_with_it(
    context: BrowserContext, second_web: str, second_index: Index, part: str
) -> None:
    """The first concern of the scripts works, and the last, and one between."""
    begins = f'start("js/{part}.js", () => {{'

    def broken(route: Route) -> None:
        text = route.fetch().text()
        assert text.count(begins) == 1
        route.fulfill(body=text.replace(begins, f"{begins} throw new Error();"), content_type="text/javascript")

    page = context.new_page()
    page.route("**/edition.js*", broken)
    passage = second_index.by_kind["paragraph"][0]
    page.goto(second_web + address_of(passage))
    page.locator("[data-action=scheme]").click()
    expect(page.locator("html")).to_have_attribute("data-scheme", re.compile("light|dark"))
    expect(page.locator("[data-arrived]")).to_have_attribute("id", passage.id)
    page.keyboard.press("?")
    expect(page.locator("#page-keys")).to_be_visible()


MISSING = (
    "delete window.ResizeObserver",
    "window.matchMedia = undefined",
    "delete HTMLDialogElement.prototype.showModal",
    "history.pushState = history.replaceState = () => { throw new Error('too many'); }",
    "new MutationObserver(() => document.getElementById('page-sheet')?.remove())"
    ".observe(document, { childList: true, subtree: true })",
)


@pytest.mark.parametrize("missing", MISSING)
def test_a_browser_or_a_page_that_lacks_something_has_the_rest(
    context: BrowserContext, second_web: str, second_index: Index, missing: str
) -> None:
    page = context.new_page()
    page.add_init_script(missing)
    page.goto(second_web + address_of(second_index.by_kind["paragraph"][0]))
    expect(page.locator("[data-arrived]")).to_have_attribute("id", second_index.by_kind["paragraph"][0].id)
    page.locator("a.permalink").first.click()
    expect(page.locator("#page-status")).to_contain_text("copied")
    page.keyboard.press("/")
    expect(page.locator(".site-search input")).to_be_focused()
    page.goto(f"{second_web}search/")
    page.get_by_role("main").get_by_role("searchbox").fill("harbour")
    expect(page.locator("#page-results a").first).to_be_visible()


ANSWERS: dict[str, Callable[[Route], None]] = {
    "none": lambda route: route.abort(),
    "not understood": lambda route: route.fulfill(body="not #a script", content_type="text/javascript"),
    "of a folder": lambda route: route.continue_(),
}


@pytest.mark.parametrize(("name", "answer"), [*(("search", answer) for answer in ANSWERS), ("check", "of a folder")])
def test_without_its_script_a_page_shows_only_what_works(
    context: BrowserContext, web: str, site: Site, name: str, answer: str
) -> None:
    """A browser runs no module of a folder; the zip for reading offline has others."""
    page = context.new_page()
    page.route("**/edition.js*", ANSWERS[answer])
    page.goto((site.folder / name / "index.html").as_uri() if answer == "of a folder" else f"{web}{name}/")
    expect(page.locator("html")).to_have_class("no-js")
    for useless in page.locator(".needs-script, button.site-button").all():
        expect(useless).to_be_hidden()
    expect(page.locator("#page-content .no-script-only")).to_be_visible()


@also_in_firefox
def test_what_the_security_policy_forbids_is_complained_of(tab: Tab) -> None:
    page = tab.open("")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = true' }))"
    )
    page.wait_for_function("!window.ran")
    assert any("Refused: script-src" in complaint for complaint in tab.complaints)
    tab.complaints.clear()


CHANGED = yaml.safe_load((PROJECT / "tests" / "typed.yml").read_text(encoding="utf-8"))["anchors"]


def test_an_address_with_marks_or_other_letters_leads_to_its_passage_or_entry(
    second_tab: Tab, second_index: Index
) -> None:
    passage = second_index.by_kind["paragraph"][0]
    page = second_tab.open(page_of(passage))
    dashed = passage.id.replace("-", "–")
    anchors = [*(form.format(passage.id) for form in CHANGED), passage.id.upper(), f"{passage.id.title()}.", dashed]
    assert page.evaluate(script("lostAmong"), [anchors, passage.id]) == []
    expect(page).to_have_url(f"{second_tab.web}{address_of(passage)}")
    for end in (".", ")%E2%80%9D", "%3A~%3Atext="):
        second_tab.open(f"{page_of(passage)}#{passage.id.upper()}{end}")
        expect(page.locator("[data-arrived]"), end).to_have_attribute("id", passage.id)
        expect(page.locator(f"[id='{passage.id}']"), end).to_be_in_viewport()
        expect(page, end).to_have_url(f"{second_tab.web}{address_of(passage)}")
    page = second_tab.open("sdgs/#Target-14.4).")
    expect(page.locator("#target-14\\.4")).to_be_in_viewport()
    assert page.evaluate("document.querySelector(':target').id") == "target-14.4"


def test_where_there_is_no_such_passage_the_page_says_so(second_tab: Tab, second_index: Index) -> None:
    elsewhere = second_index.by_kind["paragraph"][-1]
    page = second_tab.open(f"sessions/first-watch/#{elsewhere.id}.")
    lost = page.locator("main .lost")
    expect(lost).to_be_in_viewport()
    expect(lost).to_contain_text(f"There is nothing at #{elsewhere.id} on this page.")
    expect(page.locator("#page-status")).to_have_text(lost.inner_text())
    assert violations(page) == []
    page.evaluate("location.hash = 'k77'")
    expect(lost).to_contain_text("#k77")
    page.evaluate("location.hash = ''")
    expect(page.locator(".lost")).to_have_count(0)
    page.go_back()
    lost.locator("a", has_text="full text").click()
    expect(page).to_have_url(f"{second_tab.web}full-text/")
    page.goto(f"{second_tab.web}sessions/first-watch/#{elsewhere.id}.")
    lost.locator("a", has_text="search").click()
    expect(page).to_have_url(f"{second_tab.web}search/?q={elsewhere.id}")
    expect(page.locator("#page-results a").first).to_have_attribute("href", re.compile(f"#{elsewhere.id}$"))


def test_a_page_works_whatever_its_address_ends_in_and_one_that_names_nothing_is_no_mistake(second_tab: Tab) -> None:
    nothing = "", "#", "#top", "#:~:text=tide", "#%3A~%3Atext=tide", "#...", "#page-content"
    for anchor in (*nothing, "#%", "#%zz", "#%C3", "#nothing-of-this-name"):
        page = second_tab.open(f"sessions/first-watch/{anchor}")
        expect(page.locator("html"), anchor).to_have_attribute("data-ready", "")
        assert anchor not in nothing or page.locator(".lost").count() == 0, anchor
        page.keyboard.press("?")
        expect(page.get_by_role("dialog"), anchor).to_be_visible()

"""What fails in a browser fails alone, and where no script of the page runs, the page is one without scripts."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from edition.document.addresses import address_of
from edition.document.index import Index
from tests.helpers.browsing import Tab, also_in_firefox
from tests.helpers.pages import Site


def works(page: Page, index: Index) -> None:
    """The first concern of the scripts works, and the last, and one between."""
    page.locator("[data-action=scheme]").click()
    expect(page.locator("html")).to_have_attribute("data-scheme", re.compile("light|dark"))
    expect(page.locator("[data-arrived]")).to_have_attribute("id", index.by_kind["paragraph"][0].id)
    page.keyboard.press("?")
    expect(page.locator("#page-keys")).to_be_visible()


@pytest.mark.parametrize("part", ["menu", "sheet", "navigator", "notes", "search/loader", "search/header", "quoting"])
def test_a_part_that_throws_takes_no_other_with_it(
    context: BrowserContext, second_web: str, second_index: Index, part: str
) -> None:
    begins = f'start("js/{part}.js", () => {{'

    def broken(route: Route) -> None:
        text = route.fetch().text()
        assert text.count(begins) == 1
        route.fulfill(body=text.replace(begins, f"{begins} throw new Error();"), content_type="text/javascript")

    page = context.new_page()
    page.route("**/edition.js*", broken)
    page.goto(second_web + address_of(second_index.by_kind["paragraph"][0]))
    works(page, second_index)


@pytest.mark.parametrize(
    "missing",
    [
        "delete window.ResizeObserver",
        "window.matchMedia = undefined",
        "delete HTMLDialogElement.prototype.showModal",
        "new MutationObserver(() => document.getElementById('page-sheet')?.remove())"
        ".observe(document, { childList: true, subtree: true })",
    ],
)
def test_a_browser_or_a_page_that_lacks_something_has_the_rest(
    context: BrowserContext, second_web: str, second_index: Index, missing: str
) -> None:
    page = context.new_page()
    page.add_init_script(missing)
    page.goto(second_web + address_of(second_index.by_kind["paragraph"][0]))
    expect(page.locator("[data-arrived]")).to_have_attribute("id", second_index.by_kind["paragraph"][0].id)
    page.keyboard.press("/")
    expect(page.locator(".site-search input")).to_be_focused()


def is_without_scripts(page: Page) -> None:
    expect(page.locator("html")).to_have_class("no-js")
    for useless in page.locator(".needs-script, button.site-button").all():
        expect(useless).to_be_hidden()
    expect(page.locator("#page-content .no-script-only")).to_be_visible()


@pytest.mark.parametrize("name", ["search", "check"])
def test_a_page_from_the_folder_of_the_site_shows_only_what_works_there(
    context: BrowserContext, site: Site, name: str
) -> None:
    """A browser runs no module of a folder; the zip for reading offline has others."""
    page = context.new_page()
    page.goto((site.folder / name / "index.html").as_uri())
    is_without_scripts(page)


@pytest.mark.parametrize("body", ["", "not #a script"])
def test_a_script_that_does_not_come_or_is_not_understood(context: BrowserContext, web: str, body: str) -> None:
    page = context.new_page()
    page.route(
        "**/edition.js*",
        lambda route: route.fulfill(body=body, content_type="text/javascript") if body else route.abort(),
    )
    page.goto(f"{web}search/")
    is_without_scripts(page)


@also_in_firefox
def test_what_the_security_policy_forbids_is_complained_of(tab: Tab) -> None:
    page = tab.open("")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = true' }))"
    )
    page.wait_for_function("!window.ran")
    assert any("Refused: script-src" in complaint for complaint in tab.complaints)
    tab.complaints.clear()

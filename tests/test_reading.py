"""Getting about: permalinks, previews, keys, the navigator, and what a page weighs."""

import gzip

import pytest
from playwright.sync_api import Browser, expect

from edition.index import Index
from edition.urls import address_of
from tests.browser import Tab
from tests.site import Site

SESSION = "sessions/track-and-report/"


def test_a_journey_by_keyboard(tab: Tab) -> None:
    """From the first page to a passage, its link copied, opened in another place, and back."""
    page = tab.open("")
    link = page.locator(".navigator__conclusions a[href$='#c6']")
    for _ in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/sessions/partnerships/#c6")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.url.endswith("#c6-p2")
    page.keyboard.press("Enter")  # the focus is on the permalink
    expect(page.locator("#page-status")).to_have_text("Link to 6.2 copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{tab.web}sessions/partnerships/#c6-p2"
    page.goto(f"{tab.web}about/")
    page.goto(copied)
    expect(page.locator("#c6-p2")).to_be_in_viewport()
    page.go_back()
    assert page.url.endswith("/about/")


def test_arriving_by_a_link_shows_the_passage_clear_of_the_header(tab: Tab, index: Index) -> None:
    for passage in index.passages.values():
        tab.page.goto("about:blank")
        page = tab.open(address_of(passage))
        box = page.locator(f"[id='{passage.id}'] [data-verbatim]").first.bounding_box()
        header = page.locator(".site-header").bounding_box()
        assert box and header
        assert box["y"] >= header["y"] + header["height"] - 1, passage.id
        expect(page.locator(f"[id='{passage.id}']")).to_be_in_viewport()
        if passage.kind == "paragraph":
            shadow = page.locator(f"[id='{passage.id}'] > .verbatim").evaluate(
                "node => getComputedStyle(node).boxShadow"
            )
            assert shadow != "none"


def test_permalinks_show_on_hover_on_focus_and_on_touch(tab: Tab, browser: Browser) -> None:
    page = tab.open(SESSION)
    link = page.locator("#c5-p3 > .tools > .permalink")
    assert link.evaluate("node => getComputedStyle(node).opacity") == "0"
    page.locator("#c5-p3 > .verbatim").hover()
    assert link.evaluate("node => getComputedStyle(node).opacity") == "1"
    page.mouse.move(0, 0)
    page.keyboard.press("Tab")
    link.focus()
    assert link.evaluate("node => getComputedStyle(node).opacity") == "1"
    phone = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    touched = phone.new_page()
    touched.goto(tab.web + SESSION)
    assert (
        float(touched.locator("#c5-p3 > .tools > .permalink").evaluate("node => getComputedStyle(node).opacity")) == 1
    )
    phone.close()


def test_a_permalink_of_the_full_text_is_that_of_the_sessions_page(tab: Tab) -> None:
    page = tab.open("full-text/")
    page.locator("#c5-p3").hover()
    page.locator("#c5-p3 > .tools > .permalink").click()
    expect(page.locator("#page-status")).to_have_text("Link to 5.3 copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{tab.web}{SESSION}#c5-p3"
    assert page.url == f"{tab.web}full-text/"


def test_a_preview_says_what_a_mention_is(tab: Tab) -> None:
    page = tab.open("sessions/development-connections/")
    mention = page.locator("#c4-p2 a.mention", has_text="Sendai Framework")
    mention.hover()
    preview = page.locator(".preview")
    expect(preview).to_be_visible()
    for words in (
        "Framework",
        "Sendai Framework for Disaster Risk Reduction 2015–2030",
        "18 March 2015",
        "Mentioned in 1 passage",
    ):
        expect(preview).to_contain_text(words)
    assert mention.get_attribute("aria-describedby") == "page-preview"
    preview.hover()  # hoverable, persistent
    page.wait_for_timeout(700)
    expect(preview).to_be_visible()
    page.keyboard.press("Escape")  # dismissible
    expect(preview).to_be_hidden()
    assert mention.get_attribute("aria-describedby") is None
    mention.hover()
    expect(preview).to_be_visible()
    page.mouse.move(5, 5)
    expect(preview).to_be_hidden()


def test_a_preview_comes_by_keyboard_too(tab: Tab) -> None:
    page = tab.open("sessions/development-connections/")
    page.locator("#c1-p4 > .tools > .permalink").focus()
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".preview")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".preview")).to_be_hidden()


def test_the_navigator_follows_the_reading(tab: Tab) -> None:
    page = tab.open("sessions/development-connections/")
    for id_ in ("c3", "c1", "c4"):
        page.locator(f"#{id_}-p1").evaluate("node => scrollTo({top: node.offsetTop, behavior: 'instant'})")
        here = page.locator(".navigator [aria-current=location]")
        expect(here).to_have_attribute("href", f"../../sessions/development-connections/#{id_}")


def test_keys_move_list_themselves_and_can_be_turned_off(tab: Tab) -> None:
    page = tab.open("sessions/track-and-report/")
    page.keyboard.press("j")
    first = page.url
    page.keyboard.press("j")
    assert page.url != first
    page.keyboard.press("k")
    assert page.url == first
    page.keyboard.press("n")
    page.wait_for_url("**/sessions/partnerships/**")
    page.keyboard.press("p")
    page.wait_for_url("**/sessions/track-and-report/**")
    page.keyboard.press("/")
    field = page.locator(".site-search input")
    expect(field).to_be_focused()
    page.keyboard.type("j?")
    expect(field).to_have_value("j?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    field.blur()
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Use these keys").uncheck()
    page.keyboard.press("Escape")
    before = page.url
    for key in "jknp?/":
        page.keyboard.press(key)
    assert page.url == before
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.reload()
    page.keyboard.press("j")
    assert page.url == before
    page.get_by_role("button", name="Keys").click()
    page.get_by_role("checkbox", name="Use these keys").check()


def test_the_choice_of_dark_is_kept(tab: Tab) -> None:
    page = tab.open("")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Dark colours").click()
    assert page.evaluate(paper) != light
    dark = page.evaluate(paper)
    tab.open("sdgs/")
    assert page.evaluate(paper) == dark


def test_related_conclusions_say_what_they_share(tab: Tab) -> None:
    page = tab.open("sessions/development-connections/")
    related = page.locator("section.related").nth(2)  # of conclusion 3
    expect(related).to_contain_text("4 Holistic approaches")
    expect(related).to_contain_text("Target 1.5")


def test_no_page_asks_another_host_or_breaks_the_security_policy(tab: Tab, site: Site) -> None:
    for name, page in site.pages.items():
        policy = [
            e.get("content") or "" for e in page.root.iter("meta") if e.get("http-equiv") == "Content-Security-Policy"
        ]
        assert len(policy) == 1 and "unsafe-inline" not in policy[0], name
        assert [
            e for e in page.root.iter("script") if "src" not in e.attrib and e.get("type") != "application/ld+json"
        ] == []
        assert list(page.having("style")) == [], name
        tab.open(name)


@pytest.mark.parametrize("name", ["", SESSION, "sdgs/", "explore/"])
def test_a_first_visit_is_light(tab: Tab, name: str) -> None:
    """At most 75 KiB for a session page, gzip, all resources."""
    sizes: dict[str, int] = {}
    tab.page.on("response", lambda answer: sizes.__setitem__(answer.url, len(gzip.compress(answer.body()))))
    tab.open(name)
    tab.page.wait_for_load_state("networkidle")
    print(name, sum(sizes.values()), sizes)
    assert sum(sizes.values()) <= 75 * 1024


def test_what_nobody_loads_is_not_published(site: Site) -> None:
    unwanted = [
        file
        for file in site.folder.rglob("*")
        if file.suffix == ".map" or "lunr" in file.parts or "bundle" in file.name
    ]
    assert unwanted == []


def test_each_page_has_its_own_title_and_description_and_a_card(site: Site) -> None:
    titles, descriptions = set(), set()
    for name, page in site.pages.items():
        meta = {e.get("property") or e.get("name"): e.get("content") for e in page.root.iter("meta")}
        titles.add(meta["og:title"])
        descriptions.add(meta["og:description"])
        assert (site.folder / "assets" / "card.png").is_file()
        assert meta["og:image"] == "https://example.org/idm/assets/card.png"
        if name != "404.html":
            assert meta["og:url"] == f"https://example.org/idm/{name}"
    assert len(titles) >= len(site.pages) - 1
    assert len(descriptions) >= len(site.pages) - 1

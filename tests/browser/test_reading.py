"""Getting about: permalinks, previews, keys, the navigator, and what a page weighs."""

import gzip

import pytest
from playwright.sync_api import Browser, Response, expect

from edition.model.addresses import address_of, page_of
from edition.model.index import Index
from edition.pages.related import related_conclusions
from tests.helpers.browsing import Tab, clipboard, elapsed, move_focus, painted
from tests.helpers.pages import Site, classes_of, policy_of, text_of
from tests.helpers.sampling import Sample

TIDES = "sessions/shore-and-town/"
"""In the second document, a session with mentions."""


def test_a_journey_by_keyboard(tab: Tab, index: Index) -> None:
    """From the first page to a passage, its link copied, opened in another place, and back."""
    statement = index.by_kind["statement"][-1]
    page = tab.open("")
    link = page.locator(f".navigator__conclusions a[href$='#{statement.id}']")
    for _ in range(40 + 3 * len(index.by_kind["statement"])):
        move_focus(page)
        if link.evaluate("node => node === document.activeElement"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{address_of(statement)}")
    painted(page)  # by then it is scrolled to
    paragraph = index.paragraphs[statement.id][:2][-1]
    for _ in range(4):  # the first on a short page, which cannot be scrolled, lead to where one is
        if page.url != tab.web + address_of(paragraph):
            page.keyboard.press("j")
    expect(page).to_have_url(tab.web + address_of(paragraph))
    page.keyboard.press("Enter")  # the focus is on the permalink
    expect(page.locator("#page-status")).to_have_text(f"Link to {paragraph.label} copied")
    copied = clipboard(page)
    assert copied == tab.web + address_of(paragraph)
    page.goto(f"{tab.web}about/")
    page.goto(copied)
    expect(page.locator(f"[id='{paragraph.id}']")).to_be_in_viewport()
    page.go_back()
    expect(page).to_have_url(f"{tab.web}about/")


def test_arriving_by_a_link_shows_the_passage_clear_of_the_header(tab: Tab, index: Index, sample: Sample) -> None:
    for passage in sample(index.passages.values(), every=3):
        tab.page.goto("about:blank")
        page = tab.open(address_of(passage))
        painted(page)
        box = page.locator(f"[id='{passage.id}'] [data-verbatim]").first.bounding_box()
        header = page.locator(".site-header").bounding_box()
        assert box and header
        assert box["y"] >= header["y"] + header["height"] - 1, passage.id
        expect(page.locator(f"[id='{passage.id}']")).to_be_in_viewport()
        if passage.kind == "paragraph":
            expect(page.locator(f"[id='{passage.id}'] > .verbatim")).not_to_have_css("box-shadow", "none")


def test_the_number_of_a_passage_is_its_permalink(site: Site, index: Index) -> None:
    """One each, under the name that it is cited by; a title or heading, which has no number, has a sign of its own."""
    for name in ("full-text/", "workshop/", *map(page_of, index.by_kind["heading"])):
        for element in site.pages[name].having("class"):
            if "passage" not in classes_of(element):
                continue
            passage = index.passages[element.get("id") or ""]
            (link,) = (e for e in element.iter("a") if "permalink" in classes_of(e))
            assert link.get("aria-label") == f"Permalink to {passage.label}"
            unnumbered = passage.kind in ("title", "heading")
            number = f"{passage.label}." if passage.kind == "statement" else passage.label
            assert text_of(link) == ("¶" if unnumbered else number)


def test_tools_show_on_hover_on_focus_and_on_touch_and_numbers_always(tab: Tab, browser: Browser, index: Index) -> None:
    passage = index.by_kind["paragraph"][-1]
    page = tab.open(page_of(passage))
    link = page.locator(f"[id='{passage.id}'] > .tools > .cite")
    expect(page.locator(f"[id='{passage.id}'] > .permalink")).to_have_css("opacity", "1")
    expect(link).to_have_css("opacity", "0")
    page.locator(f"[id='{passage.id}'] > .verbatim").hover()
    expect(link).to_have_css("opacity", "1")
    page.mouse.move(0, 0)
    expect(link).to_have_css("opacity", "0")
    move_focus(page)
    link.focus()
    expect(link).to_have_css("opacity", "1")
    phone = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    touched = phone.new_page()
    touched.goto(tab.web + page_of(passage))
    expect(touched.locator(f"[id='{passage.id}'] > .tools > .cite")).to_have_css("opacity", "1")
    phone.close()


def test_a_permalink_of_the_full_text_is_that_of_the_sessions_page(tab: Tab, index: Index) -> None:
    passage = index.by_kind["paragraph"][-1]
    page = tab.open("full-text/")
    page.locator(f"[id='{passage.id}']").hover()
    page.locator(f"[id='{passage.id}'] > .permalink").click()
    expect(page.locator("#page-status")).to_have_text(f"Link to {passage.label} copied")
    assert clipboard(page) == tab.web + address_of(passage)
    expect(page).to_have_url(f"{tab.web}full-text/")


def test_a_preview_says_what_a_mention_is(second_tab: Tab) -> None:
    page = second_tab.open(TIDES)
    mention = page.locator("#k3 a.mention")
    mention.hover()
    preview = page.locator(".preview")
    expect(preview).to_be_visible()
    for words in (
        "Framework",
        "Charter on the <Rights> of Tides & the Duties of Quays",
        "28 February 2027",
        "Mentioned in 3 passages",
    ):
        expect(preview).to_contain_text(words)
    expect(mention).to_have_attribute("aria-describedby", "page-preview")
    preview.hover()  # hoverable, persistent
    elapsed(page, 700)
    expect(preview).to_be_visible()
    page.keyboard.press("Escape")  # dismissible
    expect(preview).to_be_hidden()
    expect(page.locator("a[aria-describedby]")).to_have_count(0)
    mention.hover()
    expect(preview).to_be_visible()
    page.mouse.move(5, 5)
    expect(preview).to_be_hidden()


def test_a_preview_comes_by_keyboard_too(second_tab: Tab) -> None:
    page = second_tab.open(TIDES)
    page.locator("#k3-a > .permalink").focus()
    while not page.evaluate("document.activeElement.matches('.mention')"):
        move_focus(page, "Shift+Tab")
    expect(page.locator(".preview")).to_be_visible()
    while page.evaluate("document.activeElement.matches('.mention')"):
        move_focus(page)
    expect(page.locator(".preview")).to_be_hidden()


def test_the_navigator_follows_the_reading(tab: Tab, index: Index) -> None:
    session, conclusions = max(index.statements.items(), key=lambda session: len(session[1]))
    tab.page.set_viewport_size({"width": 1280, "height": 320})  # short, so that each can come to the top
    page = tab.open(page_of(index.passages[session]))
    for statement in (*conclusions[::-1], *conclusions):
        first = index.paragraphs[statement.id][0]
        page.locator(f"[id='{first.id}']").evaluate("node => scrollTo({top: node.offsetTop, behavior: 'instant'})")
        here = page.locator(".navigator [aria-current=location]")
        expect(here).to_have_attribute("href", f"../../{address_of(statement)}")


def test_keys_move_list_themselves_and_can_be_turned_off(second_tab: Tab) -> None:
    page = second_tab.open(TIDES)
    top = page.url
    page.keyboard.press("j")
    expect(page).not_to_have_url(top)
    first = page.url
    page.keyboard.press("j")
    expect(page).not_to_have_url(first)
    page.keyboard.press("k")
    expect(page).to_have_url(first)
    page.keyboard.press("n")
    page.wait_for_url("**/sessions/code-and-cargo/**")
    page.keyboard.press("p")
    page.wait_for_url(f"**/{TIDES}**")
    page.keyboard.press("/")
    field = page.locator(".site-search input")
    expect(field).to_be_focused()
    page.keyboard.type("j?")
    expect(field).to_have_value("j?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    field.blur()
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Use these shortcuts").uncheck()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    before = page.url
    for key in "jknp?/":
        page.keyboard.press(key)
    elapsed(page, 300)  # time to go elsewhere
    expect(page).to_have_url(before)
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(field).not_to_be_focused()
    page.reload()
    page.keyboard.press("j")
    elapsed(page, 300)
    expect(page).to_have_url(before)
    page.get_by_role("button", name="Keyboard shortcuts").click()
    page.get_by_role("checkbox", name="Use these shortcuts").check()


def test_the_choice_of_dark_is_kept(tab: Tab) -> None:
    page = tab.open("")
    body, paper = page.locator("body"), "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Dark colours").click()
    expect(body).not_to_have_css("background-color", light)
    dark = page.evaluate(paper)
    tab.open("sdgs/")
    expect(body).to_have_css("background-color", dark)


def test_related_conclusions_say_what_they_share(site: Site, index: Index) -> None:
    related = related_conclusions(index)
    for heading in index.by_kind["heading"]:
        shown = [text_of(e) for e in site.pages[page_of(heading)].having("class") if "related" in classes_of(e)]
        wanted = [related[one.id] for one in index.statements[heading.id] if related.get(one.id)]
        assert len(shown) == len(wanted)
        for text, others in zip(shown, wanted, strict=True):
            for other in others:
                conclusion = other.statement.conclusion
                assert conclusion and f"{conclusion.number} {conclusion.short_title}" in " ".join(text.split())


POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
AHEAD = {"next", "prev", "prefetch", "preload", "prerender", "preconnect", "dns-prefetch", "modulepreload"}
"""Links for which browsers may load something that the page did not ask for; Firefox does for `next`."""


def test_no_page_asks_another_host_or_breaks_the_security_policy(tab: Tab, site: Site) -> None:
    for name, page in site.pages.items():
        assert policy_of(page) == [("Content-Security-Policy", POLICY), ("referrer", "no-referrer")], name
        ahead = [e.get("rel") for e in page.root.iter("link") if not AHEAD.isdisjoint((e.get("rel") or "").split())]
        assert ahead == [], name
        assert [
            e for e in page.root.iter("script") if "src" not in e.attrib and e.get("type") != "application/ld+json"
        ] == []
        assert list(page.having("style")) == [], name
        tab.open(name)


@pytest.mark.parametrize("name", ["", "session", "sdgs/", "explore/"])
def test_a_first_visit_is_light(tab: Tab, index: Index, name: str) -> None:
    """At most 75 KiB for a session page, gzip, all resources."""
    answers: list[Response] = []
    tab.page.on("response", lambda answer: answers.append(answer))
    tab.open(page_of(index.by_kind["heading"][-1]) if name == "session" else name)
    tab.page.wait_for_load_state("networkidle")
    sizes = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    print(name, sum(sizes.values()), sizes)
    assert sum(sizes.values()) <= 75 * 1024


@pytest.mark.parametrize("part", ["%", "%zz", "%C3", "nothing-of-this-name"])
def test_a_page_works_whatever_its_address_ends_in(tab: Tab, part: str) -> None:
    page = tab.open(f"about/#{part}")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_what_nobody_loads_is_not_published(site: Site) -> None:
    unwanted = [
        file
        for file in site.folder.rglob("*")
        if file.suffix == ".map" or "lunr" in file.parts or "bundle" in file.name
    ]
    assert unwanted == []


def test_each_page_has_its_own_title_and_description_and_a_card(site: Site) -> None:
    titles = set()
    for name, page in site.pages.items():
        meta = {e.get("property") or e.get("name"): e.get("content") for e in page.root.iter("meta")}
        titles.add(meta["og:title"])
        assert meta["og:description"] and meta["og:description"] == meta["description"]
        assert (site.folder / "assets" / "card.png").is_file()
        assert meta["og:image"] == "https://example.org/idm/assets/card.png"
        if name != "404.html":
            assert meta["og:url"] == f"https://example.org/idm/{name}"
    assert len(titles) >= len(site.pages) - 1

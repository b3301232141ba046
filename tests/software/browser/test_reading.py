"""Getting about: permalinks, previews, keys, the navigator, and what a page weighs."""

import gzip
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import FloatRect, Response, expect

from edition.document.addresses import address_of, page_of
from edition.document.index import Index
from edition.records.records import Ref
from tests.helpers.browsing import NewPage, Tab, also_in_firefox, box_of, clipboard, elapsed, move_focus, script
from tests.helpers.needs import lacks, neighbours
from tests.helpers.pages import Site, having_class, policy_of, text_of
from tests.helpers.sampling import Sample

NARROW: Any = {"width": 390, "height": 844}
TIDES = "sessions/shore-and-town/"
"""In the second document, a session with mentions."""


@pytest.mark.parametrize("width", [1280, 320])
def test_arriving_by_a_link_shows_the_passage_clear_of_the_header(
    tab: Tab, index: Index, sample: Sample, width: int
) -> None:
    for passage in sample(index.passages.values(), every=3):
        page = tab.open(address_of(passage), {"width": width, "height": 700})
        words = box_of(page.locator(f"[id='{passage.id}'] [data-verbatim]").first)
        header = box_of(page.locator(".site-header"))
        assert words["y"] >= header["y"] + header["height"] - 1, passage.id
        expect(page.locator(f"[id='{passage.id}']")).to_be_in_viewport()
        if passage.kind == "paragraph":
            expect(page.locator(f"[id='{passage.id}'] > .verbatim")).not_to_have_css("box-shadow", "none")


def test_the_number_of_a_passage_is_its_permalink_and_cite_leads_to_its_citations(
    tab: Tab, site: Site, index: Index
) -> None:
    """One each, under the name that it is cited by; a title or heading, which has no number, has a sign of its own.

    In the full text, too, it is that of the session's page.
    """
    for name in ("", "full-text/", *map(page_of, index.parts)):
        for element in having_class(site.pages[name].root, "passage"):
            passage = index.passages[element.get("id") or ""]
            (link,) = (e for e in having_class(element, "permalink") if e.tag == "a")
            assert link.get("aria-label") == f"Permalink to {passage.label}"
            unnumbered = passage.kind in ("title", "heading")
            number = f"{passage.label}." if passage.kind == "statement" else passage.label.split()[-1]
            assert text_of(link) == ("¶" if unnumbered else number)
            cited = f"{'../' * name.count('/')}cite/#cite-{passage.id}"
            assert [e.get("href") for e in having_class(element, "cite")] == [cited]
    passage = index.by_kind["paragraph"][-1]
    page = tab.open("full-text/")
    page.locator(f"[id='{passage.id}']").hover()
    page.locator(f"[id='{passage.id}'] > .permalink").click()
    expect(page.locator("#page-status")).to_have_text(f"Link to {passage.label} copied")
    assert clipboard(page) == tab.web + address_of(passage)
    expect(page).to_have_url(f"{tab.web}full-text/")


def test_tools_show_on_hover_on_focus_and_on_touch_and_numbers_always(
    tab: Tab, new_page: NewPage, index: Index
) -> None:
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
    touched = new_page(tab.web + page_of(passage), has_touch=True, is_mobile=True, viewport=NARROW)
    expect(touched.locator(f"[id='{passage.id}'] > .tools > .cite")).to_have_css("opacity", "1")


def touches(preview: FloatRect, line: dict[str, float]) -> bool:
    """Whether the box of a preview begins where that of a line ends, or the other way round."""
    gaps = preview["y"] - line["bottom"], line["top"] - (preview["y"] + preview["height"])
    return min(map(abs, gaps)) <= 1


@also_in_firefox
@pytest.mark.parametrize("width", [390, 1280])
def test_a_preview_says_what_a_mention_is_at_its_line_by_pointer_and_by_key(tab: Tab, index: Index, width: int) -> None:
    """Of a mention over several lines; on the way from the line into the preview nothing makes it vanish."""
    page = tab.open("full-text/", {"width": width, "height": 844})
    preview, mentions = page.locator(".preview"), page.locator(".passage--paragraph a.mention")
    at = mentions.evaluate_all("all => all.findIndex(link => link.getClientRects().length > 1)")
    if at < 0:
        lacks("has no mention that is over several lines")
    mention = mentions.nth(at)
    mention.evaluate("link => scrollTo({top: link.getBoundingClientRect().top - 300, behavior: 'instant'})")
    ref = Ref.parse(mention.get_attribute("data-ref") or "")
    lines = mention.evaluate("link => [...link.getClientRects()].map(box => box.toJSON())")
    for line in lines:
        x = line["right"] - 3
        page.mouse.move(x, line["top"] + line["height"] / 2)
        for words in (index.entities[ref].name, f"Mentioned in {len(index.mentioned_in[ref])} passage"):
            expect(preview).to_contain_text(words)
        expect(preview).to_be_visible()
        expect(mention).to_have_attribute("aria-describedby", "page-preview")
        box = box_of(preview)
        assert touches(box, line) and box["x"] <= x <= box["x"] + box["width"]
        elapsed(page, 400)
        page.mouse.move(x, box["y"] + 20, steps=20)
        elapsed(page, 700)
        expect(preview).to_be_visible()
        if line == lines[0]:
            page.keyboard.press("Escape")  # dismissible
        else:
            page.mouse.move(2, 2)
        expect(preview).to_be_hidden()
        expect(page.locator("a[aria-describedby]")).to_have_count(0)
        page.mouse.move(2, 2)
    mention.evaluate("link => link.closest('.passage').querySelector('.permalink').focus()")  # it comes by key, too
    while not mention.evaluate("link => link === document.activeElement"):
        move_focus(page, "Shift+Tab")
    expect(preview).to_be_visible()
    assert touches(box_of(preview), mention.evaluate("link => link.getClientRects()[0].toJSON()"))
    while page.evaluate("document.activeElement.matches('.mention')"):
        move_focus(page, "Shift+Tab")
    expect(preview).to_be_hidden()


def test_the_navigator_follows_the_reading(tab: Tab, index: Index) -> None:
    """Down to the paragraph, on each page that has a part of the document."""
    for name in ("full-text/", *map(page_of, index.parts)):
        page = tab.open(name, {"width": 1280, "height": 420})  # low, so that each can come to the top
        text = [one for kind in ("introduction", "paragraph", "closing") for one in index.by_kind[kind]]
        paragraphs = [one for one in text if name in (page_of(one), "full-text/")]
        for passage in (*paragraphs[::-1], *paragraphs):
            page.locator(f"[id='{passage.id}']").evaluate(script("bringToTop"))
            here = page.locator(".navigator__paragraphs [aria-current=location]")
            expect(here).to_have_count(1)
            expect(here).to_have_accessible_name(passage.label)
            stop = page.locator(".navigator [data-stop][aria-current=location]")
            expect(stop).to_have_attribute("data-stop", str(passage.conclusion.number) if passage.conclusion else "")


def test_the_focus_is_visible_and_the_navigator_cuts_off_no_mark_of_it(tab: Tab, index: Index) -> None:
    page = tab.open(page_of(index.by_kind["heading"][-1]))
    for _ in range(25):
        move_focus(page)  # by key, so that the ring shows
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")
    for height in (300, 900):
        page.set_viewport_size({"width": 1280, "height": height})
        assert page.locator(".navigator__list").evaluate(script("clipped")) == [], height


@also_in_firefox
def test_the_bar_leads_through_the_whole_document(tab: Tab, index: Index) -> None:
    for stops, way in ((index.stops, "Next"), (index.stops[::-1], "Previous")):
        page = tab.open(address_of(stops[0]), NARROW)
        for stop in stops[1:]:
            link = page.locator(".navigator__bar").get_by_role("link", name=f"{way}: ")
            expect(link).to_be_in_viewport(ratio=1)
            link.click()
            expect(page).to_have_url(tab.web + address_of(stop))
            expect(page.locator(f"[id='{stop.id}']")).to_be_focused()
            title = stop.conclusion.short_title if stop.conclusion else stop.kind.title()
            expect(page.locator(".navigator__bar button")).to_contain_text(title)
        expect(page.locator(".navigator__bar").get_by_role("link", name=f"{way}: ")).to_have_count(0)


@also_in_firefox
def test_the_bar_opens_the_navigator_as_a_sheet(tab: Tab, index: Index) -> None:
    statement = index.by_kind["statement"][-1]
    page = tab.open(address_of(statement), NARROW)
    button = page.locator(".navigator__bar button")
    sheet = page.get_by_role("dialog", name="The document")
    expect(page.locator(".navigator__list")).to_be_hidden()
    closing: tuple[Callable[[], None], ...] = (
        lambda: page.keyboard.press("Escape"),
        lambda: sheet.get_by_role("button", name="Close").click(),
        lambda: page.mouse.click(195, 20),
    )
    for close in closing:
        button.click()
        expect(sheet).to_be_visible()
        expect(sheet.locator("[data-stop][aria-current=location]")).to_be_focused()
        box = box_of(sheet)
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390 and round(box["y"] + box["height"], 2) <= 844
        close()
        expect(sheet).to_be_hidden()
        expect(button).to_be_focused()
    button.click()
    sheet.locator(f"[data-stop='{statement.label}']").click()
    expect(sheet).to_be_hidden()
    expect(page.locator(f"[id='{statement.id}']")).to_be_focused()
    button.click()
    sheet.locator("[data-stop]").first.click()
    page.wait_for_url(f"**/{address_of(index.stops[0])}")


@also_in_firefox
def test_a_journey_through_the_whole_document_by_key(tab: Tab, index: Index) -> None:
    """Every passage takes the focus in its order, has a name and is described by its words; then stop by stop."""
    page = tab.open("")
    for passage in [*index.passages.values()][1:]:  # all but the title, where one is
        page.keyboard.press("j")
        page.wait_for_url(f"**/{address_of(passage)}")
        at = page.locator(f"[id='{passage.id}']")
        expect(at).to_be_focused()
        expect(at).to_be_in_viewport()
        name = {"statement": "Conclusion ", "paragraph": "Paragraph "}.get(passage.kind, "") + passage.label
        expect(at).to_have_accessible_name(name)
        words = passage.words
        for place in index.page_starts.get(passage.id, ()):  # where a browser hears a space
            words = f"{words[:place]}\0{words[place:]}"
        heard = re.escape(" ".join(words.split())).replace(re.escape("\0"), " ?")
        expect(at).to_have_accessible_description(re.compile(f"^ ?{heard}$"))
    up = [("k", [*index.passages.values()][-2]), ("j", [*index.passages.values()][-1])]
    back = [("p", stop) for stop in index.stops[-2::-1]]
    forth = [("n", stop) for stop in index.stops[1:]]
    for key, stop in [*up, *back, *forth, *((one.label, one) for one in index.by_kind["statement"][:9])]:
        page.keyboard.press(key)
        page.wait_for_url(f"**/{address_of(stop)}")
        expect(page.locator(f"[id='{stop.id}'][data-arrived]")).to_be_focused()


def test_from_the_top_of_a_page_the_keys_lead_on_from_there(tab: Tab, index: Index) -> None:
    """Even where no passage begins in the upper part of the window."""
    for part in index.parts[1:]:
        for key, ahead in (("j", (0, 1)), ("k", (-9, -1))):
            page = tab.open(page_of(part), {"width": 1280, "height": 400})
            page.keyboard.press(key)
            page.wait_for_selector("[data-arrived]")
            arrived = page.locator("[data-arrived]").get_attribute("id") or ""
            assert ahead[0] <= index.order[arrived] - index.order[part.id] <= ahead[1], (part.id, key, arrived)


@pytest.mark.parametrize("colours", ["none", "active"])
def test_a_passage_that_is_reached_is_marked_in_the_text_and_in_the_navigator(
    new_page: NewPage, web: str, index: Index, colours: Any
) -> None:
    """By a link or by a key, and it alone; in forced colours there are no shadows and backgrounds, but outlines."""
    first, second = neighbours(index)
    page = new_page(web + address_of(first), forced_colors=colours, viewport={"width": 1280, "height": 900})
    mark = ("outline-style", "none") if colours == "active" else ("box-shadow", "none")
    words = {one.id: page.locator(f"[id='{one.id}'] > .verbatim") for one in (first, second)}
    expect(words[first.id]).not_to_have_css(*mark)
    expect(words[second.id]).to_have_css(*mark)
    seen = "link => { const {color, borderLeftWidth} = getComputedStyle(link); return color + borderLeftWidth; }"
    for links in ("[data-stop]", ".navigator__paragraphs a"):
        here = page.locator(f".navigator {links}[aria-current=location]")
        expect(here).to_have_count(1)
        others = page.locator(f".navigator {links}:not([aria-current])").evaluate_all(f"all => all.map({seen})")
        assert others
        assert here.evaluate(seen) not in others
    page.keyboard.press("j")
    expect(words[second.id]).not_to_have_css(*mark)
    expect(words[first.id]).to_have_css(*mark)


@also_in_firefox
def test_a_mention_opens_as_a_sheet_where_there_is_little_room(second_tab: Tab) -> None:
    page = second_tab.open(TIDES, NARROW)
    mention = page.locator("#k3 a.mention")
    target = mention.evaluate("link => link.href")
    before = page.url
    mention.click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("28 February 2027")
    expect(page.locator(".preview")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(mention).to_be_focused()
    expect(page).to_have_url(before)
    mention.click()
    sheet.get_by_role("link", name="Open the entry").click()
    expect(page).to_have_url(target)


@also_in_firefox
def test_keys_move_list_themselves_and_can_be_turned_off(second_tab: Tab) -> None:
    page = second_tab.open(TIDES)
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
    for key in "jknp14?/":
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


@also_in_firefox
def test_the_choice_of_dark_is_kept(tab: Tab) -> None:
    page = tab.open("")
    body, paper = page.locator("body"), "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Dark colours").click()
    expect(body).not_to_have_css("background-color", light)
    dark = page.evaluate(paper)
    tab.open("sdgs/")
    expect(body).to_have_css("background-color", dark)


POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
AHEAD = {"next", "prev", "prefetch", "preload", "prerender", "preconnect", "dns-prefetch", "modulepreload"}
"""Links for which browsers may load something that the page does not use; Firefox does for `next`. Our type it uses."""


def test_every_page_has_the_security_policy_and_what_it_is_shared_by(site: Site) -> None:
    """Nothing breaks the policy. That no page asks another host is seen wherever one is opened: see `Tab`."""
    titles, descriptions = set(), {}
    for name, page in site.pages.items():
        assert policy_of(page) == [("Content-Security-Policy", POLICY), ("referrer", "no-referrer")], name
        links = [e for e in page.root.iter("link") if not AHEAD.isdisjoint((e.get("rel") or "").split())]
        assert [(e.get("rel"), e.get("as")) for e in links] == [("preload", "font")] * 2, name
        inline = [e.get("type") for e in page.root.iter("script") if "src" not in e.attrib]
        assert {*inline} <= {"application/ld+json", "application/json"}, name
        assert list(page.having("style")) == [], name
        meta = {e.get("property") or e.get("name"): e.get("content") for e in page.root.iter("meta")}
        titles.add(meta["og:title"])
        descriptions[name] = meta["description"]
        assert meta["og:description"] and meta["og:description"] == meta["description"], name
        assert meta["og:image"] == "https://example.org/idm/assets/card.png", name
        assert meta.get("og:url") == f"https://example.org/idm/{name}" or name == "404.html", name
    assert len(titles) >= len(site.pages) - 1
    own = [one for one in descriptions.values() if one != descriptions[""]]  # a page that says nothing has that of all
    assert len({*own}) == len(own) > len(site.pages) / 2
    assert (site.folder / "assets" / "card.png").is_file()


@pytest.mark.parametrize("name", ["", "session", "sdgs/", "full-text/"])
def test_a_first_visit_is_light(tab: Tab, index: Index, name: str) -> None:
    """At most 120 KiB, gzip, all resources, of which at most 54,000 bytes are the two faces of our type."""
    answers: list[Response] = []
    tab.page.on("response", lambda answer: answers.append(answer))
    tab.open(page_of(index.by_kind["heading"][-1]) if name == "session" else name)
    tab.page.wait_for_load_state("networkidle")
    sizes = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    faces = [size for url, size in sizes.items() if url.endswith(".woff2")]
    assert len(faces) == 2 and sum(faces) <= 54_000
    assert sum(sizes.values()) <= 120 * 1024, sizes

"""For everybody: axe over every page, the keyboard, small and zoomed windows, no script, no colours of ours."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from edition.document.addresses import address_of, page_of
from edition.document.index import Index
from edition.kinds.note import Note
from edition.site.build import build_site
from tests.helpers.books import running
from tests.helpers.browsing import NewPage, Tab, also_in_firefox, box_of, move_focus, script, served, violations
from tests.helpers.needs import lacks, needs_some
from tests.helpers.pages import Site, classes_of, having_class, text_of
from tests.helpers.projects import spoil
from tests.helpers.sampling import Sample, some

PHONE = ViewportSize(width=390, height=844)
WIDTHS = 320, 360, 390, 412, 1280
DESKTOP = ViewportSize(width=1440, height=900)  # notes are in the margin
OPEN_ALL = "all => all.forEach(it => { it.open = true; })"
VIEWS = [(size, scheme) for size in (PHONE, DESKTOP) for scheme in ("light", "dark")]


@pytest.fixture(params=range(len(VIEWS)), ids=["phone, light", "phone, dark", "desktop, light", "desktop, dark"])
def view(request: pytest.FixtureRequest, new_page: NewPage) -> tuple[int, Page]:
    """A page of either width in either scheme, and the number of this view."""
    size, scheme = VIEWS[request.param]
    return request.param, new_page(color_scheme=scheme, viewport=size, reduced_motion="reduce")


def test_no_page_has_a_violation_or_shifts(view: tuple[int, Page], web: str, site: Site, sample: Sample) -> None:
    number, page = view
    page.add_init_script(f"{script('watchShifts')}()")
    tab = Tab(page, web)
    for name in sample(site.pages, every=len(VIEWS), first=number):
        tab.open(name)
        assert page.evaluate("window.shifts") == [], name
        assert violations(page) == [], name
    assert tab.complaints == []


State = tuple[Callable[[Page], object], str]
"""What a reader does on a page, and what is shown then."""
STATES: dict[str, State] = {
    "notes": (lambda page: page.locator("details").evaluate_all(OPEN_ALL), "details[open]"),
    "words": (lambda page: page.locator(".passage--paragraph .verbatim").first.select_text(), ".word-bar"),
    "citations": (lambda page: page.locator(".passage--paragraph .cite").first.press("Enter"), "dialog[open]"),
    "keys": (lambda page: page.keyboard.press("?"), "dialog[open]"),
    "results": (
        lambda page: page.locator(".site-search input").fill("harbour towns"),
        "#page-found-list [role=option]",
    ),
    "drawing": (lambda page: page.locator(".drawing__passages a").first.focus(), ".drawing__said"),
    "all results": (lambda page: page.locator("main [type=search]").fill("harbour towns"), "#page-results a"),
}
ADDRESSES = {"drawing": "", "all results": "search/"}
"""Where that is not in a session."""
WIDE: dict[str, State] = {"preview": (lambda page: page.locator("a.mention").first.hover(), ".preview")}
NARROW: dict[str, State] = {
    "menu": (lambda page: page.get_by_role("button", name="Menu").click(), "#page-menu"),
    "navigator": (lambda page: page.locator(".navigator__bar button").click(), "dialog[open]"),
    "entry": (lambda page: page.locator("a.mention").first.click(), "dialog[open]"),
}


def test_axe_finds_nothing_in_any_state(view: tuple[int, Page], second_web: str, sample: Sample) -> None:
    number, page = view
    tab = Tab(page, second_web)
    size, scheme = VIEWS[number]
    states = STATES | (WIDE if size == DESKTOP else NARROW)
    for name in sample(states, every=2, first=(size == DESKTOP) ^ (scheme == "dark")):
        do, shown = states[name]
        do(tab.open(ADDRESSES.get(name, "sessions/first-watch/")))
        expect(page.locator(f"{shown}:visible").first, name).to_be_visible()
        assert violations(page) == [], name
    assert tab.complaints == []


@also_in_firefox
def test_axe_sees_a_fault(tab: Tab) -> None:
    page = tab.open("")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"data:,\">')")
    assert any(line.startswith("image-alt") for line in violations(page))


@also_in_firefox
def test_every_page_begins_with_a_way_to_its_content_and_fits_every_window(
    tab: Tab, site: Site, sample: Sample
) -> None:
    """Nor is any wider than the window, text squeezed, or part of another left edge."""
    for name in site.pages:
        page = tab.open(name, {"width": 1280, "height": 720})
        move_focus(page)
        expect(page.locator(":focus"), name).to_have_text("Skip to the content")
        page.keyboard.press("Enter")
        expect(page.locator("#page-content"), name).to_be_focused()
        for kind, after in page.locator("#page-content").evaluate(script("partsAfter")):
            assert after == (kind not in ("crumbs", "navigator")), (name, kind)
        for width in sample([320, 390, 1000, 1200, 1440, 768, 2200, 960, 1024], every=2):
            page.set_viewport_size({"width": width, "height": 640})
            assert page.evaluate("innerWidth") == width
            assert page.evaluate(script("misfits")) == [], (name, width)


def test_the_tools_of_a_passage_lie_over_nothing_and_cover_no_words(tab: Tab, index: Index, sample: Sample) -> None:
    """Nor does what says that a link is copied."""
    for name in ("", "workshop/", *map(page_of, index.by_kind["heading"]), "full-text/", "publications/"):
        page = tab.open(name)
        expect(page.locator(".tools > *, .entry__head > a").first, name).to_be_attached()
        for width in sample(WIDTHS, every=2):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate(script("toolsOverText")) == [], (name, width)
            assert page.evaluate(script("copiedOverText")) == [], (name, width)


@pytest.mark.parametrize("width", some([390, 320, 768], every=3))
def test_a_finger_presses_what_it_wants(new_page: NewPage, web: str, site: Site, width: int, sample: Sample) -> None:
    page = new_page(viewport={"width": width, "height": 844}, has_touch=True, is_mobile=True)
    for name in ("", *sample(site.pages, every=5, first=2)):
        page.goto(web + name)
        assert page.evaluate(script("hardToPress")) == [], name


def test_long_headings_overlap_nothing_and_fit(new_page: NewPage, second: Path, tmp_path: Path, sample: Sample) -> None:
    """And their long words; with many references in a row."""
    project = shutil.copytree(second, tmp_path / "project")
    for name in ("sessions", "conclusions"):
        file = project / "data" / f"{name}.yml"
        long = r"\1Multistakeholder responsibilities, intergovernmental and otherwise, for \2"
        text = re.sub(r'(?m)^(  short_title: "?)(.*)', long, file.read_text(encoding="utf-8"))
        file.write_text(text, encoding="utf-8")
    spoil(project / "data" / "plain_summary.yml", "[k1, k1-a]", "[preface-1, preface-2, k1-a, k1-b, k2-a, end-1]")
    site = Site(tmp_path / "web" / "idm", tmp_path / "web")
    build_site(project, site.folder, "https://example.org/idm/", preview=True)
    page = new_page()
    with served(site.root) as address:
        for name in ("", *sample(site.pages, every=6, first=5)):
            page.goto(f"{address}idm/{name}")
            for width in sample(WIDTHS, every=2):
                page.set_viewport_size({"width": width, "height": 844})
                assert page.evaluate(script("toolsOverText")) == [], (name, width)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, name


@also_in_firefox
@pytest.mark.parametrize(("width", "height", "room"), [(390, 844, 200), (360, 740, 190), (640, 420, 200)])
def test_on_a_phone_the_menu_opens_where_one_reads_scrolls_by_itself_and_leaves_the_page_where_it_was(
    tab: Tab, index: Index, width: int, height: int, room: int
) -> None:
    page = tab.open(address_of(index.by_kind["paragraph"][-1]), {"width": width, "height": height})
    place = page.evaluate("scrollY")
    if place <= height:
        lacks("ends with a session that is not longer than the screen")
    button, menu = page.get_by_role("button", name="Menu"), page.locator("#page-menu")
    last = menu.get_by_role("link").last
    expect(menu).to_be_hidden()  # and takes no focus
    button.dispatch_event("click")  # in Firefox, Playwright scrolls to what it presses
    header, box = box_of(page.locator(".site-header")), box_of(menu)
    assert box["y"] == pytest.approx(header["y"] + header["height"], abs=1)
    assert box["y"] + box["height"] <= height
    expect(menu.get_by_role("link").first).to_be_in_viewport(ratio=1)
    browser = page.context.browser
    if browser and browser.browser_type.name == "chromium":  # in Firefox, a menu that fits leaves the wheel to the page
        page.mouse.move(width / 2, box["y"] + 20)
        page.mouse.wheel(0, 2000)  # in the menu, which may be longer than the screen
        expect(last).to_be_in_viewport(ratio=1)
    assert menu.evaluate("menu => menu.scrollWidth <= menu.clientWidth")
    last.focus()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    assert page.evaluate("scrollY") == place
    for key, opened in (("Enter", True), ("Tab", True), ("Shift+Tab", True), ("Space", False), ("Enter", True)):
        page.keyboard.press(key)
        expect(page.locator(".menu:focus-within" if key == "Tab" else "[data-action=menu]:focus")).to_have_count(1)
        expect(menu).to_be_visible(visible=opened)
        expect(button).to_have_attribute("aria-expanded", str(opened).lower())
    last.focus()
    move_focus(page)  # out of the menu
    expect(menu).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(menu).to_be_visible()
    page.mouse.click(2, 2)  # beside the name of the site
    expect(menu).to_be_hidden()
    page.locator(".site-search input").focus()  # what is typed has room
    assert page.locator(".site-search input").evaluate("it => it.clientWidth") > room
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    button.press("Enter")
    target = str(last.evaluate("link => link.href"))
    last.press("Enter")
    expect(page).to_have_url(target)


def test_on_a_phone_the_text_begins_in_the_first_screen_and_a_line_holds_38_characters(tab: Tab, index: Index) -> None:
    """Above the bar; with the number in it, and of so many lines that one of them must be full."""
    long = [one for one in index.by_kind["paragraph"] if len(one.words) > 200]
    needs_some(long, "paragraphs of more than 200 characters")
    for heading in index.by_kind["heading"]:
        page = tab.open(page_of(heading), PHONE)
        first = index.below[index.below[heading.id][0].id][0]
        words = page.locator(f"[id='{first.id}'] > .verbatim")
        line = words.evaluate("words => parseFloat(getComputedStyle(words).lineHeight)")
        assert box_of(words)["y"] + line <= box_of(page.locator(".navigator__bar"))["y"], heading.id
        for paragraph in (one for one in long if page_of(one) == page_of(heading)):
            words = page.locator(f"[id='{paragraph.id}'] > .verbatim")
            assert words.evaluate(script("longestLine")) >= 38, paragraph.id


def test_in_a_low_window_neither_header_nor_bar_stays(tab: Tab, index: Index) -> None:
    page = tab.open(address_of(index.by_kind["paragraph"][-1]), {"width": 844, "height": 390})
    expect(page.locator(".site-header")).not_to_be_in_viewport()
    expect(page.locator(".navigator__bar")).not_to_be_in_viewport()
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    expect(page.locator(".navigator__bar button")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_mentions_are_seen_by_their_underlines(new_page: NewPage, second_web: str, scheme: Any) -> None:
    page = new_page(f"{second_web}sessions/first-watch/", color_scheme=scheme)
    assert min(page.evaluate(script("contrasts"), ["a.mention", ["textDecorationColor"]])) >= 3


def test_headings_name_parts_conclusions_and_entries_and_nothing_else(site: Site, index: Index) -> None:
    """And they are the way to a conclusion: a dozen landmarks on a page help nobody."""
    home = [running(text_of(one)) for one in site.pages[""].root.iter() if one.tag in ("h2", "h3")]
    conclusions = [one.conclusion for one in index.by_kind["statement"] if one.conclusion]
    assert {f"{one.number} {one.short_title}" for one in conclusions} <= {*home}
    assert {one.label for one in index.by_kind["heading"]} <= {*home}
    ends = {"Introduction": "introduction", "Closing": "closing"}
    assert {title for title, part in ends.items() if index.has(part)} == {*ends} & {*home}
    for name, page in site.pages.items():
        for heading in (one for one in page.root.iter() if one.tag in ("h1", "h2", "h3")):
            controls = {"permalink", "edit", "cite"}
            assert all(controls.isdisjoint(classes_of(one)) for one in heading.iter()), (name, text_of(heading))
    for name in map(page_of, index.by_kind["heading"]):
        sections = site.pages[name].root.iter("section")
        assert [one for one in sections if one.attrib.keys() & {"aria-label", "aria-labelledby"}] == [], name


def heard(page: Page) -> list[tuple[str, str]]:
    """What a screen reader has of a page, in its order: roles, and names or texts."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    nodes = {one["nodeId"]: one for one in tree}

    def below(one: dict[str, Any]) -> Iterator[tuple[str, str]]:
        if not one["ignored"] and one["role"]["value"] != "InlineTextBox":
            yield one["role"]["value"], one.get("name", {}).get("value", "")
        for child in one["childIds"]:
            if child in nodes:
                yield from below(nodes[child])

    return list(below(tree[0]))


def test_the_words_are_heard_first_then_their_number_once(tab: Tab, index: Index) -> None:
    """Beside it only as a part of what a control is called, and by the passage only when that takes the focus."""
    name = page_of(index.by_kind["heading"][-1])
    page = tab.open(name, DESKTOP)
    found = heard(page)
    for passage in (one for one in index.by_kind["paragraph"] if page_of(one) == name):
        (number,) = (at for at, one in enumerate(found) if one == ("link", f"Permalink to {passage.label}"))
        start = max(at for at, one in enumerate(found) if at < number and one[0] == "paragraph")
        said = "".join(name for role, name in found[start:number] if role == "StaticText")
        assert running(said) == running(passage.words)
        ends = (at for at, one in enumerate(found) if at > number and one[0] == "paragraph")
        own = found[start : next(ends, len(found))]
        assert ("link", f"Cite {passage.label}") in own
        assert [one for one in own if one[1] == passage.label] == [("StaticText", passage.label)]
        assert ("group", f"Paragraph {passage.label}") not in found
        page.locator(f"[id='{passage.id}']").focus()
        expect(page.locator(":focus")).to_have_accessible_name(f"Paragraph {passage.label}")


def test_a_note_says_what_it_is_on_before_what_it_says(second_site: Site, second_index: Index) -> None:
    for note in second_index.of(Note):
        passage = second_site.pages[page_of(second_index.passages[note.passage])].by_id(note.passage)
        notes = [[running(text_of(part)) for part in one] for one in having_class(passage, "sidenote")]
        on, says = f"Note: {note.quote}", running(note.note)
        assert any(summary == on and said.startswith(says) for summary, said in notes), notes


def test_everything_is_there_without_a_script(
    new_page: NewPage, web: str, site: Site, index: Index, sample: Sample
) -> None:
    plain = new_page(java_script_enabled=False, viewport=PHONE)
    for name in sample(site.pages, every=3, first=1):
        plain.goto(web + name)
        expect(plain.locator("[data-action]").first, name).to_be_hidden()
        expect(plain.locator("#page-menu"), name).to_be_hidden()
        plain.get_by_role("link", name="Menu", exact=True).click()
        expect(plain.locator("#page-menu a").first, name).to_be_in_viewport()
        expect(plain.locator("#page-menu a").last, name).to_be_visible()
    for part in index.parts:
        plain.goto(web + page_of(part))
        expect(plain.locator(".navigator__list a").first).to_be_visible()
        expect(plain.locator(".navigator__bar")).to_be_hidden()
        expect(plain.locator(".steps a").last).to_be_visible()


def test_notes_mentions_and_back_references_work_without_a_script(new_page: NewPage, second_web: str) -> None:
    plain = new_page(f"{second_web}sessions/first-watch/", java_script_enabled=False, viewport=PHONE)
    plain.locator("#k1-a summary").click()
    expect(plain.locator("#k1-a .sidenote > p").first).to_be_visible()
    plain.locator("#k1-a .permalink").click()
    expect(plain).to_have_url(f"{second_web}sessions/first-watch/#k1-a")
    plain.locator("#k1-a a.mention").click()
    expect(plain).to_have_url(f"{second_web}sdgs/#goal-14")
    plain.locator("#goal-14 .mentioned-in a").first.click()
    expect(plain).to_have_url(f"{second_web}sessions/first-watch/#k1-a")

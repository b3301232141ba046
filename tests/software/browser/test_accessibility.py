"""For everybody: axe over every page, the keyboard, small and zoomed windows, no script, no colours of ours."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from edition.document.addresses import address_of, page_of
from edition.document.index import Index
from edition.kinds.note import Note
from edition.site.build import build_site
from tests.helpers.browsing import CONTRASTS, NewPage, Tab, also_in_firefox, move_focus, painted, served, violations
from tests.helpers.needs import lacks, needs_some
from tests.helpers.pages import Site, classes_of, text_of
from tests.helpers.projects import spoil
from tests.helpers.sampling import Sample, some

PHONE = ViewportSize(width=390, height=844)
WIDTHS = some([320, 360, 390, 412, 1280], every=2)
DESKTOP = ViewportSize(width=1440, height=900)  # notes are in the margin


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["phone", "desktop"])
def any_context(request: pytest.FixtureRequest, browser: Browser, scheme: Any) -> Iterator[BrowserContext]:
    """A browser in either scheme and of either width."""
    size = PHONE if request.param == "phone" else DESKTOP
    context = browser.new_context(color_scheme=scheme, viewport=size, reduced_motion="reduce")
    yield context
    context.close()


def test_axe_finds_nothing_on_any_page(
    any_context: BrowserContext, web: str, site: Site, sample: Sample, request: pytest.FixtureRequest
) -> None:
    tab = Tab(any_context.new_page(), web)
    first = ("phone-light", "phone-dark", "desktop-light", "desktop-dark").index(request.node.callspec.id)
    for name in sample(site.pages, every=4, first=first):
        assert violations(tab.open(name)) == [], name
    assert tab.complaints == []


def opened(page: Page, name: str) -> None:
    """Bring a page into a state that it is in only after a reader has done something."""
    paragraph = page.locator(".passage--paragraph").first
    match name:
        case "menu":
            page.get_by_role("button", name="Menu").click()
            expect(page.locator("#page-menu")).to_be_visible()
        case "navigator":
            page.locator(".navigator__bar button").click()
            expect(page.get_by_role("dialog", name="The document")).to_be_visible()
        case "entry":
            page.locator("a.mention").first.click()
            expect(page.get_by_role("dialog")).to_be_visible()
        case "preview":
            page.locator("a.mention").first.focus()
            move_focus(page, "Shift+Tab")
            move_focus(page)
            expect(page.locator(".preview")).to_be_visible()
        case "notes":
            for part in page.locator("details").all():
                if part.locator("summary").is_visible():
                    part.locator("summary").click()
                    expect(part).to_have_attribute("open", "")
        case "words":
            paragraph.locator(".verbatim").select_text()
            expect(page.get_by_role("toolbar", name="Selected words")).to_be_visible()
        case "citations":
            paragraph.locator(".cite").focus()
            page.keyboard.press("Enter")
            expect(page.get_by_role("dialog")).to_be_visible()
        case "keys":
            page.keyboard.press("?")
            expect(page.get_by_role("dialog")).to_be_visible()
        case "drawing":
            page.locator(".crumbs").get_by_role("link", name="Home").click()
            page.locator(".drawing__passages a").first.focus()
        case "results":
            page.locator(".site-search input").fill("harbour towns")
            expect(page.locator("#page-found-list [role=option]").first).to_be_visible()


STATES = ("notes", "words", "citations", "keys", "results", "drawing")
NARROW_STATES, WIDE_STATES = ("menu", "navigator", "entry"), ("preview",)


def test_axe_finds_nothing_in_any_state(
    any_context: BrowserContext, second_web: str, sample: Sample, request: pytest.FixtureRequest
) -> None:
    tab = Tab(any_context.new_page(), second_web)
    wide, dark = ("desktop" in request.node.callspec.id, "dark" in request.node.callspec.id)
    for name in sample([*STATES, *(WIDE_STATES if wide else NARROW_STATES)], every=2, first=wide ^ dark):
        page = tab.open("sessions/first-watch/")
        opened(page, name)
        assert violations(page) == [], name
    assert tab.complaints == []


@also_in_firefox
def test_axe_sees_a_fault(tab: Tab) -> None:
    page = tab.open("")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"data:,\">')")
    assert any(line.startswith("image-alt") for line in violations(page))


SQUEEZED = """[...document.querySelectorAll("main :is(p, li, dd, td, .verbatim):not(.drawing *)")]
  .filter(it => it.checkVisibility() && it.textContent.length > 60 && it.clientWidth < 100
    && !["inline", "contents"].includes(getComputedStyle(it).display))
  .map(it => it.textContent)"""
"""As examples of components were, which have no margin of their own."""


@also_in_firefox
@pytest.mark.parametrize(
    "width", [320, 1024, *(pytest.param(one, marks=pytest.mark.sweep) for one in (390, 768, 960, 1200, 1440, 2200))]
)
def test_no_page_is_wider_than_the_window_and_no_text_is_squeezed(tab: Tab, site: Site, width: int) -> None:
    tab.page.set_viewport_size({"width": width, "height": 640})
    for name in site.pages:
        page = tab.open(name)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, (name, wide)
        assert page.evaluate(SQUEEZED) == [], (name, width)


OVERLAPS = """() => [...document.querySelectorAll(".passage > .tools > *, .entry__head > a")].flatMap(tool => {
  const own = tool.getBoundingClientRect(), words = document.createRange(), found = [];
  const texts = document.createTreeWalker(tool.closest(".passage, .entry__head"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (tool.contains(element) || element.closest(".visually-hidden") || !tool.checkVisibility()) continue;
    words.selectNodeContents(texts.currentNode);
    if ([...words.getClientRects()].some(box => box.width > 1 && box.left < own.right && box.right > own.left
      && box.top < own.bottom && box.bottom > own.top)) found.push(`${tool.textContent} on ${element.className}`);
  }
  return found;
})"""
"""The tools of passages and entries that are printed over their words, or over ours."""


CLOSE = """() => {
  const boxes = it => [...it.getClientRects()].filter(box => box.width > 1 && box.height > 1);
  const between = (it, least) => getComputedStyle(it).display === "inline"
    && [...it.parentElement.childNodes].some(node => node.nodeType === 3 && node.data.trim().length > least);
  const all = [...document.querySelectorAll("a[href], button, summary, input, select")].filter(it =>
    it.checkVisibility({contentVisibilityAuto: true})
    && !it.closest(".visually-hidden, .skip, svg") && !between(it, 1));
  const said = it => `${it.textContent.trim()} in ${it.parentElement.className}`;
  return all.flatMap(it => {
    const {width, height} = it.getBoundingClientRect();
    if (boxes(it).length && Math.min(width, height) < 24) return [`${said(it)}: ${width} x ${height}`];
    const [x, y] = [width, height].map(size => Math.max(0, 32 - size) / 2 - 1);
    if (it.closest(".drawing, .navigator__bar") || between(it, 0)) return [];
    const meets = (own, box) => box.left < own.right + x && box.right > own.left - x
      && box.top < own.bottom + y && box.bottom > own.top - y;
    return all.filter(other => other !== it && !other.closest(".navigator__bar")
      && boxes(it).some(own => boxes(other).some(box => meets(own, box))))
      .map(other => `${said(it)}, beside ${said(other)}`);
  });
}"""
"""What is smaller than 24 pixels, or has something else within 16 of its middle, other than links between words.

Rows of the drawing are 24 high, and the bar lies over the page.
"""


@pytest.mark.parametrize("width", [390, *(pytest.param(one, marks=pytest.mark.sweep) for one in (320, 768))])
def test_a_finger_presses_what_it_wants(new_page: NewPage, web: str, site: Site, width: int, sample: Sample) -> None:
    page = new_page(viewport={"width": width, "height": 844}, has_touch=True, is_mobile=True)
    for name in ("", *sample(site.pages, every=5, first=2)):
        page.goto(web + name)
        assert page.evaluate(CLOSE) == [], name


def test_on_a_phone_the_whole_menu_is_in_view_and_what_is_typed_has_room(tab: Tab) -> None:
    tab.page.set_viewport_size(PHONE)
    page = tab.open("about/")
    page.get_by_role("button", name="Menu").click()
    expect(page.locator("#page-menu a").last).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    page.locator(".site-search input").focus()
    assert page.locator(".site-search input").evaluate("it => it.clientWidth") > 200
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_citation_can_be_closed_wherever_one_is_in_it(tab: Tab, index: Index) -> None:
    tab.page.set_viewport_size({"width": 390, "height": 500})
    page = tab.open(page_of(index.by_kind["heading"][-1]))
    page.locator(".passage--paragraph .cite").first.press("Enter")
    close = page.get_by_role("dialog").get_by_role("button", name="Close")
    expect(close).to_be_in_viewport(ratio=1)
    close.click()
    expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.fixture(scope="session")
def long_site(second: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The second edition, with long words in long headings, and many references in a row."""
    root = tmp_path_factory.mktemp("long")
    project = shutil.copytree(second, root / "project")
    for name in ("sessions", "conclusions"):
        file = project / "data" / f"{name}.yml"
        long = r"\1Multistakeholder responsibilities, intergovernmental and otherwise, for \2"
        text = re.sub(r'(?m)^(  short_title: "?)(.*)', long, file.read_text(encoding="utf-8"))
        file.write_text(text, encoding="utf-8")
    spoil(project / "data" / "plain_summary.yml", "[k1, k1-a]", "[preface-1, preface-2, k1-a, k1-b, k2-a, end-1]")
    build_site(project, root / "web" / "idm", "https://example.org/idm/", preview=True)
    return Site(root / "web" / "idm", root / "web")


@pytest.mark.parametrize("width", WIDTHS)
def test_long_headings_overlap_nothing_and_fit(new_page: NewPage, long_site: Site, width: int, sample: Sample) -> None:
    page = new_page(viewport={"width": width, "height": 844})
    with served(long_site.root) as address:
        for name in ("", *sample(long_site.pages, every=6, first=5)):
            page.goto(f"{address}idm/{name}")
            assert page.evaluate(OVERLAPS) == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name


COVERS = """() => [...document.querySelectorAll("a.permalink")].filter(it => it.checkVisibility()).flatMap(link => {
  link.dataset.copied = "";
  const said = getComputedStyle(link, "::after"), words = document.createRange();
  const box = link.getBoundingClientRect(), size = name => parseFloat(said[name]), within = said.position === "static";
  const [left, top] = within ? [box.left, box.top] : [box.left + size("left"), box.top + size("top")];
  const [right, bottom] = within ? [box.right, box.bottom] : [left + size("width"), top + size("height")];
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), found = [];
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (element.closest(".visually-hidden, .tools, .navigator") || !element.checkVisibility()) continue;
    words.selectNodeContents(texts.currentNode);
    if ([...words.getClientRects()].some(it => it.width > 1 && it.left < right && it.right > left
      && it.top + 3 < bottom && it.bottom - 3 > top)) found.push(`${link.href} on ${texts.currentNode.data}`);
  }
  if (!said.content.includes("Copied") || right - left < 20) found.push(`${link.href} says nothing`);
  delete link.dataset.copied;
  return found;
})"""
"""The permalinks that cover words while they say that they are copied; a line is higher than its letters."""


@pytest.mark.parametrize("width", WIDTHS)
def test_the_tools_of_a_passage_lie_over_nothing_and_cover_no_words(tab: Tab, index: Index, width: int) -> None:
    """Nor does what says that a link is copied."""
    tab.page.set_viewport_size({"width": width, "height": 844})
    for name in ("", "workshop/", *map(page_of, index.by_kind["heading"]), "full-text/", "publications/"):
        page = tab.open(name)
        expect(page.locator(".tools > *, .entry__head > a").first, name).to_be_attached()
        assert page.evaluate(OVERLAPS) == page.evaluate(COVERS) == [], name


def test_the_layout_never_shifts(tab: Tab, site: Site, sample: Sample) -> None:
    tab.page.add_init_script(
        "window.shifts = []; new PerformanceObserver(list => window.shifts.push(...list.getEntries()"
        ".map(entry => entry.value))).observe({type: 'layout-shift', buffered: true})"
    )
    for name in sample(site.pages, every=2):
        page = tab.open(name)
        painted(page)
        assert page.evaluate("window.shifts") == [], name


def test_the_first_stop_on_every_page_skips_to_the_content(tab: Tab, site: Site, sample: Sample) -> None:
    for name in sample(site.pages, every=3):
        page = tab.open(name)
        move_focus(page)
        expect(page.locator(":focus"), name).to_have_text("Skip to the content")
        page.keyboard.press("Enter")
        expect(page.locator("#page-content"), name).to_be_focused()
        before = (
            "node => [...document.querySelectorAll('h1, .crumbs, .navigator:not(.navigator--full)')]"
            ".map(one => [one.className, node.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING])"
        )
        for kind, after in page.locator("#page-content").evaluate(before):
            assert bool(after) == (kind not in ("crumbs", "navigator")), (name, kind)


def test_on_a_phone_the_closed_menu_takes_no_focus_and_the_button_works_by_key(tab: Tab, index: Index) -> None:
    tab.page.set_viewport_size(PHONE)
    page = tab.open(page_of(index.by_kind["heading"][-1]))
    seen = []
    for _ in range(9):
        move_focus(page)
        seen.append(page.evaluate("document.activeElement.closest('.menu') !== null"))
        visible = page.evaluate(
            "(() => { const box = document.activeElement.getBoundingClientRect(); return box.width > 0; })()"
        )
        assert visible
    assert not any(seen)
    button = page.get_by_role("button", name="Menu")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    move_focus(page)
    expect(page.locator(".menu :focus")).to_have_count(1)
    move_focus(page, "Shift+Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#page-menu")).to_be_hidden()


SIZES = pytest.mark.parametrize("size", [(390, 844), (360, 740), (640, 420)])


@also_in_firefox
@SIZES
def test_on_a_phone_the_menu_opens_where_one_reads(tab: Tab, index: Index, size: tuple[int, int]) -> None:
    width, height = size
    tab.page.set_viewport_size({"width": width, "height": height})
    page = tab.open(address_of(index.by_kind["paragraph"][-1]))
    painted(page)
    if page.evaluate("scrollY") <= height:
        lacks("ends with a session that is not longer than the screen")
    button, menu = page.get_by_role("button", name="Menu"), page.locator("#page-menu")
    button.click()
    header, box = page.locator(".site-header").bounding_box(), menu.bounding_box()
    assert header and box
    assert box["y"] == pytest.approx(header["y"] + header["height"], abs=1)
    assert box["y"] + box["height"] <= height
    expect(menu.get_by_role("link").first).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    last = menu.get_by_role("link").last
    target = str(last.evaluate("link => link.href"))
    last.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(target)


@SIZES
def test_the_open_menu_scrolls_by_itself_and_leaves_the_page_where_it_was(
    tab: Tab, index: Index, size: tuple[int, int]
) -> None:
    width, height = size
    tab.page.set_viewport_size({"width": width, "height": height})
    page = tab.open(address_of(index.by_kind["paragraph"][-1]))
    painted(page)
    place = page.evaluate("scrollY")
    button, menu = page.get_by_role("button", name="Menu"), page.locator("#page-menu")
    button.click()
    box = menu.bounding_box()
    assert box
    page.mouse.move(width / 2, box["y"] + 20)
    page.mouse.wheel(0, 2000)  # in the menu, which may be longer than the screen
    expect(menu.get_by_role("link").last).to_be_in_viewport(ratio=1)
    assert menu.evaluate("menu => menu.scrollWidth <= menu.clientWidth")
    menu.get_by_role("link").last.focus()
    page.keyboard.press("Escape")
    assert page.evaluate("scrollY") == place
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    menu.get_by_role("link").last.focus()
    move_focus(page)  # out of the menu
    expect(menu).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(menu).to_be_visible()
    page.mouse.click(2, 2)  # beside the name of the site
    expect(menu).to_be_hidden()


def test_the_focus_is_visible(tab: Tab, index: Index) -> None:
    page = tab.open(page_of(index.by_kind["heading"][-1]))
    for _ in range(25):
        move_focus(page)
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")


FITS = """passages => passages.map(passage => {
  const words = document.createRange(), lines = new Map();
  const walker = document.createTreeWalker(passage.querySelector(".verbatim"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (let at = 0; at < walker.currentNode.length; at += 1) {
      words.setStart(walker.currentNode, at);
      words.setEnd(walker.currentNode, at + 1);
      const bottom = Math.round(words.getBoundingClientRect().bottom);
      lines.set(bottom, (lines.get(bottom) ?? 0) + 1);
    }
  }
  return [...lines.values()];
}).map(lines => Math.max(...lines))"""
"""How many characters the longest line of each passage holds."""


def test_on_a_phone_the_text_begins_in_the_first_screen(tab: Tab, index: Index) -> None:
    """Above the bar."""
    tab.page.set_viewport_size(PHONE)
    for heading in index.by_kind["heading"]:
        page = tab.open(page_of(heading))
        first = index.paragraphs[index.statements[heading.id][0].id][0]
        words, bar = page.locator(f"[id='{first.id}'] > .verbatim").bounding_box(), page.locator(".navigator__bar")
        line = float(
            page.locator(f"[id='{first.id}'] > .verbatim").evaluate("e => parseFloat(getComputedStyle(e).lineHeight)")
        )
        place = bar.bounding_box()
        assert words and place
        assert words["y"] + line <= place["y"], heading.id


def test_on_a_phone_a_line_holds_38_characters(tab: Tab, index: Index) -> None:
    """With the number of the paragraph in it, and in paragraphs of so many lines that one of them must be full."""
    tab.page.set_viewport_size(PHONE)
    long = [one for one in index.by_kind["paragraph"] if len(one.words) > 200]
    for paragraph in needs_some(long, "paragraphs of more than 200 characters"):
        page = tab.open(page_of(paragraph))
        (longest,) = page.locator(f"[id='{paragraph.id}']").evaluate_all(FITS)
        assert longest >= 38, paragraph.id


def test_in_a_low_window_nothing_stays(tab: Tab, index: Index) -> None:
    tab.page.set_viewport_size({"width": 844, "height": 390})
    page = tab.open(address_of(index.by_kind["paragraph"][-1]))
    painted(page)
    expect(page.locator(".site-header")).not_to_be_in_viewport()
    expect(page.locator(".navigator__bar")).not_to_be_in_viewport()
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    expect(page.locator(".navigator__bar button")).to_be_visible()


def test_mentions_are_seen_by_their_underlines(new_page: NewPage, second_web: str, scheme: Any) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(f"{second_web}sessions/first-watch/")
    assert min(page.evaluate(CONTRASTS, ["a.mention", ["textDecorationColor"]])) >= 3


def test_headings_name_parts_conclusions_and_entries_and_nothing_else(site: Site, index: Index) -> None:
    home = [" ".join(text_of(one).split()) for one in site.pages[""].root.iter() if one.tag in ("h2", "h3")]
    conclusions = [one.conclusion for one in index.by_kind["statement"] if one.conclusion]
    assert {f"{one.number} {one.short_title}" for one in conclusions} <= {*home}
    assert {one.label for one in index.by_kind["heading"]} <= {*home}
    ends = {"Introduction": "introduction", "Closing": "closing"}
    assert {title for title, part in ends.items() if index.has(part)} == {*ends} & {*home}
    for name, page in site.pages.items():
        for heading in (one for one in page.root.iter() if one.tag in ("h1", "h2", "h3")):
            controls = {"permalink", "edit", "cite"}
            assert all(controls.isdisjoint(classes_of(one)) for one in heading.iter()), (name, text_of(heading))


def test_a_conclusion_makes_no_landmark(site: Site, index: Index) -> None:
    """Its heading is the way to it; a dozen landmarks on a page help nobody."""
    for heading in index.by_kind["heading"]:
        page = site.pages[page_of(heading)]
        labelled = [
            one for one in page.root.iter("section") if "aria-label" in one.attrib or "aria-labelledby" in one.attrib
        ]
        assert labelled == []


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
    tab.page.set_viewport_size(DESKTOP)
    page = tab.open(page_of(index.by_kind["heading"][-1]))
    painted(page)
    found = heard(page)
    shown = [one for one in index.by_kind["paragraph"] if page_of(one) == page_of(index.by_kind["heading"][-1])]
    for passage in shown:
        (number,) = (at for at, one in enumerate(found) if one == ("link", f"Permalink to {passage.label}"))
        start = max(at for at, one in enumerate(found) if at < number and one[0] == "paragraph")
        said = " ".join("".join(name for role, name in found[start:number] if role == "StaticText").split())
        assert said == " ".join(passage.words.split())
        ends = (at for at, one in enumerate(found) if at > number and one[0] == "paragraph")
        own = found[start : next(ends, len(found))]
        assert ("link", f"Cite {passage.label}") in own
        assert [one for one in own if one[1] == passage.label] == [("StaticText", passage.label)]
        assert ("group", f"Paragraph {passage.label}") not in found
        page.locator(f"[id='{passage.id}']").focus()
        expect(page.locator(":focus")).to_have_accessible_name(f"Paragraph {passage.label}")


def test_a_note_says_what_it_is_on_before_what_it_says(second_site: Site, second_index: Index) -> None:
    for note in second_index.edition.of(Note):
        page = second_site.pages[page_of(second_index.passages[note.passage])]
        notes = [
            [" ".join(text_of(part).split()) for part in one]
            for one in page.by_id(note.passage).iter("details")
            if "sidenote" in classes_of(one)
        ]
        assert any(
            summary == f"Note: {note.quote}" and said.startswith(" ".join(note.note.split())) for summary, said in notes
        ), notes


@pytest.fixture
def plain(new_page: NewPage) -> Page:
    """A page of a phone without scripts."""
    return new_page(java_script_enabled=False, viewport=PHONE)


def test_everything_is_there_without_a_script(plain: Page, web: str, site: Site, sample: Sample) -> None:
    for name in sample(site.pages, every=3, first=1):
        plain.goto(web + name)
        expect(plain.locator("[data-action]").first, name).to_be_hidden()
        expect(plain.locator("#page-menu"), name).to_be_hidden()
        plain.get_by_role("link", name="Menu", exact=True).click()
        expect(plain.locator("#page-menu a").first, name).to_be_in_viewport()
        expect(plain.locator("#page-menu a").last, name).to_be_visible()


def test_without_a_script_a_list_and_steps_lead_through_the_document(plain: Page, web: str, index: Index) -> None:
    plain.goto(web + page_of(index.parts[0]))
    for following in index.parts[1:]:
        expect(plain.locator(".navigator__list a").first).to_be_visible()
        expect(plain.locator(".navigator__bar")).to_be_hidden()
        plain.locator(".steps [rel=next]").click()
        expect(plain).to_have_url(web + page_of(following))


def test_notes_mentions_and_back_references_work_without_a_script(plain: Page, second_web: str) -> None:
    plain.goto(f"{second_web}sessions/first-watch/")
    plain.locator("#k1-a summary").click()
    expect(plain.locator("#k1-a .sidenote > p").first).to_be_visible()
    plain.locator("#k1-a .permalink").click()
    expect(plain).to_have_url(f"{second_web}sessions/first-watch/#k1-a")
    plain.locator("#k1-a a.mention").click()
    expect(plain).to_have_url(f"{second_web}sdgs/#goal-14")
    plain.locator("#goal-14 .mentioned-in a").first.click()
    expect(plain).to_have_url(f"{second_web}sessions/first-watch/#k1-a")


def test_our_words_and_colours_survive_forced_colours(new_page: NewPage, second_web: str) -> None:
    page = new_page(forced_colors="active")
    page.goto(f"{second_web}sdgs/")
    badges = [page.locator(f".basis--{strength}").first for strength in ("named", "close", "interpretation")]
    assert len({badge.inner_text() for badge in badges}) == len(badges)

"""The face of the pages: the type, the margin, one left edge, and what can be taken from a table or the picture."""

from playwright.sync_api import ViewportSize, expect

from edition.document.addresses import address_of, page_of
from edition.document.index import Index
from edition.kinds.sdg_link import SdgLink
from edition.records.records import Ref
from tests.helpers.browsing import CONTRASTS, NewPage, Tab, painted
from tests.helpers.pages import Site, classes_of, text_of
from tests.helpers.projects import PROJECT
from tests.helpers.sampling import Sample

WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=1000, height=900)


def sessions(index: Index) -> list[str]:
    return [page_of(heading) for heading in index.by_kind["heading"]]


def test_every_character_is_set_in_our_type(tab: Tab) -> None:
    page = tab.open("full-text/")
    page.evaluate("document.fonts.ready")
    page.reload()  # a face that is late is not used: nothing may move
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    for selector, face in {
        ".verbatim": "Edition Serif",
        ".passage--paragraph > .passage__number": "Edition Sans",
    }.items():
        found = devtools.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]
        assert found
        for node in found:
            fonts = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
            assert {font["familyName"] for font in fonts} == {face}


FIGURES = """element => {
  const figures = element.appendChild(document.createElement("span"));
  figures.textContent = "1111";
  const shown = figures.getBoundingClientRect().width;
  figures.style.fontVariantNumeric = "normal";
  return shown / figures.getBoundingClientRect().width;
}"""


def test_figures_are_old_style_in_words_of_the_document_only(tab: Tab, index: Index) -> None:
    """Of the type, an old-style 1 that is as wide as it needs to be is narrower than a lining one."""
    page = tab.open(sessions(index)[0])
    page.evaluate("document.fonts.ready")
    page.reload()
    assert page.locator(".passage--paragraph > .verbatim").first.evaluate(FIGURES) < 1
    assert page.locator(".passage__number").first.evaluate(FIGURES) == 1


def test_the_type_is_light() -> None:
    faces = (PROJECT / "docs" / "assets" / "fonts").glob("*.woff2")
    assert sum(face.stat().st_size for face in faces) <= 54_000


MARGIN = """() => [...document.querySelectorAll(".passage > .apparatus > ul")].map(list => {
  const passage = list.closest(".passage");
  const [own, words] = [list, passage.querySelector(".verbatim")].map(it => it.getBoundingClientRect());
  return {left: own.left, right: own.right, top: own.top, bottom: own.bottom, edge: words.right,
    ahead: passage.getBoundingClientRect().top,
    seen: list.checkVisibility({contentVisibilityAuto: true}) && own.height > 0};
})"""


def test_on_a_wide_page_notes_are_beside_their_paragraph(tab: Tab, index: Index) -> None:
    tab.page.set_viewport_size(WIDE)
    for name in [*sessions(index), "workshop/"]:
        page = tab.open(name)
        painted(page)
        boxes = page.evaluate(MARGIN)
        assert boxes
        end = 0.0
        for box in boxes:
            assert box["seen"]
            assert box["left"] > box["edge"] and box["right"] <= 1440, name
            assert box["top"] >= max(end, box["ahead"] - 1), name  # none lies on the one before it, or begins too high
            end = box["bottom"]
        assert end <= page.locator(".site-footer").bounding_box()["y"], name  # type: ignore[index]
        expect(page.locator("[data-action=notes]")).to_be_hidden()


COVERED = """() => [...document.querySelectorAll("a[href], button, summary")].flatMap(one => {
  const boxes = () => [...one.getClientRects()].filter(box => box.width > 1 && box.height > 1);
  if (one.matches(".skip") || !boxes().length || !one.checkVisibility({contentVisibilityAuto: true})) return [];
  one.scrollIntoView({block: "center", behavior: "instant"});
  const hits = boxes().map(box => document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2));
  const covered = hits.some(hit => !hit || !one.contains(hit));
  return covered ? [`${one.textContent.trim()}, in ${one.parentElement.className}`] : [];
})"""
"""What can be pressed, each line of it, and has something else lying on it."""
WIDTHS = 1280, 1344, 1366, 1440, 1536, 1600, 1760, 1920


def test_nothing_lies_on_a_link(tab: Tab, index: Index, sample: Sample) -> None:
    places = [(name, width) for width in WIDTHS for name in ("", "workshop/", *sessions(index), "full-text/")]
    wanted = sample(places, every=12, first=2)
    for name, width in wanted:
        tab.page.set_viewport_size({"width": width, "height": 900})
        page = tab.open(name)
        for is_open in (False, True):
            page.evaluate(
                "wanted => { for (const it of document.querySelectorAll('details')) it.open = wanted; }", is_open
            )
            painted(page)
            assert page.evaluate(COVERED) == [], (name, width, is_open)


def test_what_lies_on_a_link_is_seen(tab: Tab, index: Index) -> None:
    tab.page.set_viewport_size(WIDE)
    page = tab.open(sessions(index)[-1])
    page.locator(".passage").first.evaluate(
        "it => { it.style.zIndex = 9; it.style.paddingBottom = '9rem'; it.style.marginBottom = '-9rem'; }"
    )
    assert page.evaluate(COVERED) != []


def test_long_notes_make_no_gap_between_paragraphs(tab: Tab, index: Index) -> None:
    tab.page.set_viewport_size(WIDE)
    for name in sessions(index):
        gaps = tab.open(name).evaluate(
            "[...document.querySelectorAll('.conclusion > .passage')].map(it => it.getBoundingClientRect().bottom"
            " - it.querySelector('.verbatim').getBoundingClientRect().bottom)"
        )
        assert all(gap < 60 for gap in gaps), (name, gaps)


def test_where_there_is_little_room_marks_say_what_a_target_is_about_and_how_firm_that_is(
    tab: Tab, index: Index, sample: Sample
) -> None:
    tab.page.set_viewport_size(NARROW)
    for name in sessions(index):
        page = tab.open(name)
        expect(page.locator(".apparatus > ul:visible")).to_have_count(0)
        for passage in sample(index.passages.values(), every=3):
            if page_of(passage) != name:
                continue
            marks = page.locator(f"#{passage.id} > .apparatus .apparatus__mark")
            links = index.on(SdgLink, passage)
            expect(marks).to_have_count(len(links))
            for mark, link in zip(marks.all(), links, strict=True):
                ref = Ref.parse(link.to)
                entity = index.entities[ref]
                about = getattr(entity, "name" if ref.kind == "goal" else "title")
                said = " ".join(mark.inner_text().split())
                assert said == f"{ref.kind.title()} {ref.id} {about} {link.strength}"


def test_all_notes_open_at_once_and_close(tab: Tab, index: Index) -> None:
    tab.page.set_viewport_size(NARROW)
    page = tab.open(sessions(index)[-1])
    lists = page.locator(".apparatus > ul")
    page.get_by_role("button", name="Open all notes").click()
    assert all(one.is_visible() for one in lists.all())
    page.get_by_role("button", name="Close all notes").click()
    assert not any(one.is_visible() for one in lists.all())


def test_the_key_is_where_one_reads(tab: Tab, index: Index) -> None:
    for size in (WIDE, NARROW):
        tab.page.set_viewport_size(size)
        page = tab.open(sessions(index)[0])
        if size is NARROW:
            page.get_by_text("Key", exact=True).click()
        for words in ("Named in the text", "Close to the wording", "Interpretation"):
            expect(page.locator(".key").get_by_text(words)).to_be_visible()


def test_each_conclusion_has_its_goals_in_their_official_wording_with_every_reason(site: Site, index: Index) -> None:
    for statement in index.by_kind["statement"]:
        passages = [statement, *index.paragraphs[statement.id]]
        links = [link for one in passages for link in index.on(SdgLink, one)]
        place = site.pages[page_of(statement)]
        section = next(
            conclusion
            for conclusion in place.root.iter("section")
            if "conclusion" in classes_of(conclusion)
            and any(one.get("id") == statement.id for one in conclusion.iter())
        )
        shown = [text_of(one) for one in section.iter("details") if "goals-of" in classes_of(one)]
        assert len(shown) == bool(links)
        said = " ".join(" ".join(shown).split())
        for link in links:
            assert getattr(index.entities[Ref.parse(link.to)], "wording") in said  # noqa: B009
            assert " ".join((getattr(link, "quote", "") or getattr(link, "rationale", "")).split()) in said


def test_the_colour_of_every_goal_can_be_seen_in_the_dark(new_page: NewPage, web: str) -> None:
    page = new_page(color_scheme="dark")
    page.goto(f"{web}sdgs/")
    ratios = page.evaluate(CONTRASTS, [".goals .badge__colour rect", ["fill", "stroke"]])
    assert ratios and min(ratios) >= 3, ratios


def test_the_colour_of_a_goal_is_on_the_line_of_its_number(tab: Tab) -> None:
    beside = (
        "badges => badges.filter(it => it.checkVisibility()).map(it => ['.badge__colour', '.badge__number']"
        ".map(part => it.querySelector(part).getBoundingClientRect()))"
        ".map(([colour, number]) => colour.top > number.top && colour.bottom < number.bottom)"
    )
    for width in (320, 1440):
        tab.page.set_viewport_size({"width": width, "height": 900})
        found = tab.open("sdgs/").locator(".badge").evaluate_all(beside)
        assert len(found) > 10 and all(found), width


def test_what_holds_for_all_goals_is_said_once(site: Site) -> None:
    said = text_of(site.pages["sdgs/"].by_id("page-content"))
    assert said.count("Source of the wording") == said.count(" and the number") == 1


def test_at_320_pixels_the_header_is_as_high_as_links_reckon_with(tab: Tab, index: Index) -> None:
    tab.page.set_viewport_size(ViewportSize(width=320, height=700))
    passage = index.by_kind["paragraph"][-1]
    page = tab.open(address_of(passage))
    painted(page)
    header, words = page.locator(".site-header").bounding_box(), page.locator(f"#{passage.id} .verbatim").bounding_box()
    assert header and words
    assert words["y"] >= header["y"] + header["height"]


def test_the_menu_has_six_words_at_most(site: Site) -> None:
    menu = site.pages[""].by_id("page-menu")
    top = menu[0]
    assert len([item for item in top if item.tag == "li"]) <= 6
    assert all(len(text_of(item[0]).split()) == 1 for item in top)


def test_every_page_has_one_left_edge(tab: Tab, site: Site, sample: Sample) -> None:
    for name in sample(sorted(site.pages.keys() - {"404.html"}), every=3):
        page = tab.open(name)
        for width in (390, 1000, 1440, 2200):
            page.set_viewport_size({"width": width, "height": 900})
            edges = page.evaluate(
                "['.crumbs', '.with-navigator', '#page-content'].map(it => document.querySelector(it))"
                ".filter(it => it && !(it.id && it.closest('.with-navigator')))"
                ".map(it => Math.round(it.getBoundingClientRect().left))"
            )
            assert len(set(edges)) == 1, (width, name, edges)

"""The face of the pages: the type, the margin, one left edge, and what can be taken from a table or the picture."""

from itertools import pairwise, product

from playwright.sync_api import Page, ViewportSize, expect

from edition.document.addresses import page_of
from edition.document.index import Index
from edition.kinds.goal import Goal
from edition.kinds.note import Note
from edition.kinds.sdg_link import SdgLink
from edition.records.records import Ref
from tests.helpers.browsing import NewPage, Tab, also_in_firefox, box_of, painted, script
from tests.helpers.needs import needs
from tests.helpers.pages import Site, text_of
from tests.helpers.sampling import Sample

WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=1000, height=900)


def test_every_character_is_set_in_our_type_with_old_style_figures_in_the_documents_words_only(tab: Tab) -> None:
    """Of the type, an old-style 1 that is as wide as it needs to be is narrower than a lining one."""
    page = tab.open("full-text/")
    page.evaluate("document.fonts.ready")
    page.reload()  # a face that is late is not used: nothing may move
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    number = ".passage--paragraph > .passage__number"
    for selector, face in {".verbatim": "Edition Serif", number: "Edition Sans"}.items():
        found = devtools.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]
        assert found
        for node in found:
            fonts = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
            assert {font["familyName"] for font in fonts} == {face}
    assert page.locator(".passage--paragraph > .verbatim").first.evaluate(script("widthOfFigures")) < 1
    assert page.locator(number).first.evaluate(script("widthOfFigures")) == 1


PLACES = "() => [...document.querySelectorAll('.verbatim')].map(it => it.getBoundingClientRect().top)"


def test_notes_stand_beside_their_words_and_move_none_of_them(tab: Tab, index: Index, sample: Sample) -> None:
    needs(index, "note", "sdg-link")
    for name in sample([*map(page_of, index.parts), "full-text/"], every=2):
        for width in (1200, 1440, 1920):
            page = tab.open(name, {"width": width, "height": 900})
            words = page.evaluate(PLACES)
            closed = page.evaluate(script("boxesOfNotes"))
            assert closed, name
            for box in closed:
                assert -0.5 < box["away"] <= 2 and box["height"] < 40, (name, width, box)
            for at in sample(range(len(closed)), every=4):
                page.evaluate("at => document.querySelectorAll('details.sidenote')[at].open = true", at)
            assert page.evaluate(PLACES) == words, (name, width)
            boxes = page.evaluate(script("boxesOfNotes"))
            assert all(box["left"] > box["edge"] and box["right"] <= width for box in boxes), (name, width)
            assert one_below_the_other(boxes), (name, width)
            assert boxes[-1]["bottom"] <= box_of(page.locator(".site-footer"))["y"], (name, width)


def one_below_the_other(boxes: list[dict[str, float]]) -> bool:
    return all(below["top"] >= above["bottom"] - 1 for above, below in pairwise(boxes))


WIDTHS = 390, 1200, 1280, 1344, 1366, 1440, 1536, 1600, 1760, 1920
OPENINGS = (
    "",
    "[...document.querySelectorAll('details')].at(document.querySelectorAll('details').length / 2).open = true",
    "document.querySelectorAll('details').forEach(it => { it.open = true; })",
    "document.querySelector('[data-action=notes]').click()",
)
"""With notes as they are, with one of them open, and with all, one after another and at once."""


def test_nothing_lies_on_a_link(tab: Tab, index: Index, sample: Sample) -> None:
    places = [(name, width) for width in WIDTHS for name in ("", *map(page_of, index.parts), "full-text/")]
    for name, width in sample(places, every=12, first=2):
        page = tab.open(name, {"width": width, "height": 900})
        for opening in OPENINGS if page.locator("details").count() else OPENINGS[:1]:
            page.evaluate(opening)
            painted(page)
            assert page.evaluate(script("covered")) == [], (name, width, opening)


def test_what_lies_on_a_link_is_seen(tab: Tab, index: Index) -> None:
    page = tab.open(page_of(index.by_kind["heading"][-1]), WIDE)
    page.locator(".passage").first.evaluate(
        "it => { it.style = 'position: relative; z-index: 9; padding-bottom: 9rem; margin-bottom: -9rem'; }"
    )
    assert page.evaluate(script("covered")) != []


def test_where_there_is_little_room_notes_say_what_they_are_on_and_open_below_the_words(
    tab: Tab, index: Index, sample: Sample
) -> None:
    for name in map(page_of, index.by_kind["heading"]):
        page = tab.open(name, NARROW)
        expect(page.locator(".sidenote > p:visible")).to_have_count(0)
        for passage in (one for one in sample(index.passages.values(), every=3) if page_of(one) == name):
            notes = page.locator(f"#{passage.id} > .apparatus > details")
            said = {" ".join(one.split()) for one in notes.locator("summary").all_inner_texts()}
            for link in index.on(SdgLink, passage):
                term = index.entities[Ref.parse(link.to)]
                title = getattr(term, "title", "")
                called = f"Goal {term.id} {term.name}" if isinstance(term, Goal) else f"{term.id} {title}"
                strength = {"close": "close to the wording", "named": "named in the text"}.get(link.strength)
                assert f"{called} {strength or link.strength}" in said, (passage.id, said)
            assert {f"Note: {note.quote}" for note in index.on(Note, passage)} <= said, passage.id
            if said:
                notes.first.locator("summary").click()
                words = box_of(page.locator(f"#{passage.id} > .verbatim"))
                assert box_of(notes.first)["y"] >= words["y"] + words["height"]


def test_all_notes_open_at_once_and_close(tab: Tab, index: Index) -> None:
    needs(index, "note", "sdg-link")
    session = page_of(index.by_kind["heading"][-1])
    for name, size in product((session, "full-text/"), (NARROW, WIDE)):
        page = tab.open(name, size)
        texts = page.locator("details.sidenote > p")
        page.get_by_role("button", name="Open all notes").click()
        assert all(one.is_visible() for one in texts.all()), (name, size)
        assert size is NARROW or one_below_the_other(page.evaluate(script("boxesOfNotes"))), name
        page.get_by_role("button", name="Close all notes").click()
        assert not any(one.is_visible() for one in texts.all()), (name, size)


OURS = ".full-text :is(.sidenote, .beyond, .outcomes):visible"


def the_words_alone(page: Page, index: Index) -> None:
    expect(page.locator(OURS)).to_have_count(0)
    expect(page.locator(".verbatim:visible")).to_have_count(len(index.passages))


@also_in_firefox
def test_a_switch_leaves_the_words_alone(tab: Tab, index: Index) -> None:
    needs(index, "note", "sdg-link")
    page = tab.open("full-text/")
    assert page.locator(OURS).count() > 20
    page.get_by_label("The words alone").check()
    the_words_alone(page, index)


def test_paper_is_light_and_has_the_words_alone(tab: Tab, index: Index) -> None:
    page = tab.open("full-text/")
    words = page.locator(".verbatim").first
    ink = words.evaluate("words => getComputedStyle(words).color")
    page.get_by_role("button", name="Dark colours").click()
    expect(words).not_to_have_css("color", ink)
    page.emulate_media(media="print")
    expect(words).to_have_css("color", ink)
    the_words_alone(page, index)


def test_the_colour_of_every_goal_can_be_seen_in_the_dark_on_the_line_of_its_number(
    new_page: NewPage, web: str, index: Index
) -> None:
    needs(index, "goal")
    page = new_page(f"{web}sdgs/", color_scheme="dark")
    ratios = page.evaluate(script("contrasts"), [".goals .badge__colour rect", ["fill", "stroke"]])
    assert ratios and min(ratios) >= 3, ratios
    for width in (320, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        found = page.locator(".badge").evaluate_all(script("coloursBesideNumbers"))
        assert len(found) > 10 and all(found), width


def test_what_holds_for_all_goals_is_said_once(site: Site) -> None:
    said = text_of(site.pages["sdgs/"].by_id("page-content"))
    assert said.count("Source of the wording") == said.count(" and the number") == 1


def test_the_menu_has_six_words_at_most(site: Site) -> None:
    top = site.pages[""].by_id("page-menu")[0]
    assert len([item for item in top if item.tag == "li"]) <= 6
    assert all(len(text_of(item[0]).split()) == 1 for item in top)

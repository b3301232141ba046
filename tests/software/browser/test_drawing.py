"""The drawing on the first page has every link of the data once, and is read by pointer, key, finger and ear."""

import gzip
import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from edition.document.addresses import address_of
from edition.document.index import Index
from edition.document.passages import Passage
from edition.kinds.goal import Goal
from edition.kinds.sdg_link import SdgLink
from edition.pages.drawing import Drawing, drawing_of
from edition.records.shared_words import sentences_of
from tests.helpers.browsing import NewPage, Tab, also_in_firefox, box_of, painted, script
from tests.helpers.needs import needs
from tests.helpers.pages import Built, classes_of, having_class, text_of

PHONE = {"width": 390, "height": 844}
WORDS = {"named": "named in the text", "close": "close to the wording", "interpretation": "interpretation"}


def drawing_in(index: Index) -> Drawing:
    needs(index, "sdg-link")
    drawing = drawing_of(index)
    assert drawing
    return drawing


def linked(index: Index) -> list[Passage]:
    needs(index, "sdg-link")
    return [passage for passage in index.passages.values() if index.on(SdgLink, passage)]


def test_every_link_of_the_data_is_drawn_once_and_light_and_what_it_joins_is_named(built: Built) -> None:
    index, site = built
    drawing = drawing_in(index)
    (svg,) = having_class(site.pages[""].root, "drawing__lines")
    found: Counter[tuple[str, str, str]] = Counter()
    for path in svg:
        strength, passage, goal = classes_of(path)
        places = int(passage.removeprefix("from-")) - 1, int(goal.removeprefix("to-")) - 1
        found[strength.removeprefix("line--"), drawing.passages[places[0]].id, drawing.goals[places[1]].id] += 1
        assert re.fullmatch(r"M0 (\d+)C50 \1 50 (\d+) 100 \2", path.attrib["d"])  # all are whole numbers
    assert found == Counter((link.strength, link.passage, link.goal.id) for link in index.of(SdgLink))
    ends = [line.end for line in drawing.lines]
    assert len({*ends}) == len(ends)
    (html,) = re.findall(r'<svg class="drawing__lines".*?</svg>', site.pages[""].file.read_text("utf-8"), re.DOTALL)
    assert len(gzip.compress(html.encode())) <= 1024
    for list_, names in (  # for those who see no lines
        ("drawing__passages", [passage.label for passage in drawing.passages]),
        ("drawing__goals", [goal.name for goal in drawing.goals]),
    ):
        (named,) = having_class(site.pages[""].root, list_)
        assert all(name in text_of(item) for item, name in zip(named, names, strict=True))


def test_a_name_begins_with_what_is_seen_and_says_the_first_sentence_and_how_firm_each_link_is(
    tab: Tab, index: Index
) -> None:
    page = tab.open("")
    links = page.locator(".drawing__passages a")
    expect(links).to_have_count(len(linked(index)))
    for link, passage in zip(links.all(), linked(index), strict=True):
        _, end = sentences_of(passage.words)[0]
        said = "; ".join(
            f"{one.to.partition(':')[0].title()} {one.to.partition(':')[2]}, {WORDS[one.strength]}"
            for one in index.on(SdgLink, passage)
        )
        name = " ".join((link.text_content() or "").split())
        assert name.startswith(passage.label) and name.endswith(f"{passage.words[:end].rstrip()} {said}"), passage.id
        expect(link).to_have_attribute("href", address_of(passage))
        expect(page.get_by_role("link", name=name, exact=True)).to_have_count(1)


def test_lines_begin_and_end_at_what_they_join_and_a_goal_brings_out_its_own(tab: Tab, index: Index) -> None:
    needs(index, "sdg-link")
    page = tab.open("")
    for width in (320, 390, 768, 1200, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(script("linesThatMiss")) == [], width
        assert min(box_of(link)["height"] for link in page.locator(".drawing__field a").all()) >= 24, width
    goal = next(goal for goal in index.of(Goal) if index.on(SdgLink, goal.ref))
    link = page.locator(".drawing__goals a").first
    expect(link).to_have_attribute("href", address_of(goal.ref))
    link.hover()
    lines = page.locator(".drawing__lines path").evaluate_all(script("linesThatStandOut"))
    assert [to for _, to in lines] == [f"to-{index.of(Goal).index(goal) + 1}"] * len(index.on(SdgLink, goal.ref))


@also_in_firefox
@pytest.mark.parametrize("how", ["pointer", "key"])
def test_what_is_pointed_at_is_read_below_the_button_and_its_lines_stand_out(tab: Tab, index: Index, how: str) -> None:
    needs(index, "sdg-link")
    page = tab.open("", {"width": 1440, "height": 1000})
    lines = page.locator(".drawing__lines path")
    assert len(lines.evaluate_all(script("linesThatStandOut"))) == lines.count()
    link = page.locator(".drawing__passages a").nth(3)
    if how == "pointer":
        link.hover()
    else:
        page.locator(".drawing__passages a").nth(2).focus()
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
    said = link.locator(".drawing__said")
    passage = linked(index)[3]
    place = [*drawing_in(index).passages].index(passage) + 1
    ends = lines.evaluate_all(script("linesThatStandOut"))
    assert [start for start, _ in ends] == [f"from-{place}"] * len(index.on(SdgLink, passage))
    box, button = box_of(said), box_of(page.locator(".hero__go .button"))
    assert box["width"] > 300 and box["y"] >= button["y"] + button["height"]


def test_a_finger_reads_first_and_goes_there_with_the_second_tap(new_page: NewPage, web: str, index: Index) -> None:
    needs(index, "sdg-link")
    page = new_page(web, viewport=PHONE, has_touch=True, is_mobile=True)
    links, sheet = page.locator(".drawing__passages a"), page.locator("#page-sheet")
    page.locator(".drawing").evaluate("it => it.scrollIntoView()")
    place = page.evaluate("scrollY")
    for number in (4, 5):  # one after the other: the sheet that is open says the next
        passage = linked(index)[number]
        links.nth(number).tap()
        expect(sheet).to_contain_text(passage.words[: sentences_of(passage.words)[0][1]].rstrip())
        expect(sheet.get_by_role("link")).to_have_attribute("href", f"{web}{address_of(passage)}")
        expect(page.locator("[data-read]")).to_have_count(1)
    painted(page)
    assert page.evaluate("scrollY") == place and page.url == web
    sheet.get_by_role("button", name="Close").tap()
    expect(sheet).to_be_hidden()
    expect(page.locator("[data-read]")).to_have_count(0)
    links.nth(4).tap()
    expect(sheet).to_be_visible()
    links.nth(4).tap()
    expect(page).to_have_url(f"{web}{address_of(linked(index)[4])}")


def test_without_a_script_a_tap_leads_there_and_a_pointer_reads(new_page: NewPage, web: str, index: Index) -> None:
    page = new_page(web, viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=False)
    page.locator(".drawing__passages a").nth(4).tap()
    expect(page).to_have_url(f"{web}{address_of(linked(index)[4])}")
    page = new_page(web, java_script_enabled=False, viewport={"width": 1440, "height": 1000})
    page.locator(".drawing__passages a").nth(4).hover()
    assert box_of(page.locator(".drawing__said").nth(4))["width"] > 300

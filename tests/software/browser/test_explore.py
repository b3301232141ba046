"""The page Explore says all that the data says and no more, with the script and without it."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from playwright.sync_api import Browser, Locator, expect
from playwright.sync_api import Page as BrowserPage

from edition.document.addresses import address_of, relative
from edition.document.index import Index
from edition.kinds.attribution import Attribution
from edition.kinds.event import Event
from edition.kinds.framework import Framework
from edition.kinds.outcome import Outcome
from edition.kinds.sdg_link import SdgLink
from edition.pages.diagram_layout import NARROW, WIDE, Layout, picture
from edition.pages.filters import stage
from edition.pages.page import Page as AtPage
from edition.pages.strands import marks, matrix, strands, with_targets
from edition.records.records import Ref
from tests.helpers.browsing import Tab
from tests.helpers.pages import Page, Site, classes_of, text_of

EXPLORE = "explore/"
MATRIX_KINDS = "goal", "framework"
"""Of these there is a matrix; entries say of all others where they are mentioned."""
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="session")
def explore(site: Site) -> Page:
    return site.pages[EXPLORE]


def having_class(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if name in classes_of(element))


def in_data(index: Index) -> set[tuple[str, str, str]]:
    """Entity, passage and strength of every mention of a framework, goal or target, and of every link, in the data."""
    kinds = (*MATRIX_KINDS, "target")
    found = {
        (str(ref), one.id, "named") for one in index.passages.values() for ref in one.mentions if ref.kind in kinds
    }
    return found | {(link.to, link.passage, link.strength) for link in index.edition.of(SdgLink)}


def in_tables(index: Index, page: Page) -> set[tuple[str, str, str]]:
    """The same as the cells of the matrix have it; each cell must stand under its own conclusion."""
    addresses = {relative(address_of(passage), EXPLORE): passage for passage in index.passages.values()}
    statements = [passage.id for passage in index.by_kind["statement"]]
    found = set()
    for table in having_class(page.root, "matrix"):
        for row in (row for body in table.iter("tbody") for row in body.iter("tr")):
            entity = next(row.iter("a")).attrib["data-ref"]
            cells = list(row.iter("td"))
            assert len(cells) == len(statements) + 1
            for column, cell in zip([*statements, None], cells, strict=True):
                for item in cell.iter("li"):
                    passage = addresses[next(item.iter("a")).attrib["href"]]
                    assert text_of(item).strip() == f"{item.attrib['data-strength']}: {passage.label}"
                    assert (passage.conclusion.id if passage.conclusion else None) == column
                    assert item.get("data-session") == (passage.session.id if passage.session else "")
                    found.add((entity, passage.id, item.attrib["data-strength"]))
    return found


def check_matrix(index: Index, page: Page) -> None:
    assert in_tables(index, page) == in_data(index)


def check_words(index: Index, page: Page) -> None:
    """Every curve of both drawings stands in the words below them, and the words say nothing else."""
    said = {}
    for item in page.having("data-strand"):
        links = [link.get("href") for link in item.iter("a")]
        said[item.attrib["data-strand"]] = links
        assert item.attrib["data-strand"].split()[-1] in text_of(item)
    for layout in (WIDE, NARROW):
        drawn = {}
        for curve in picture(index, layout).curves:
            strand = curve.strand
            addresses = [address_of(strand.entity), *map(address_of, strand.passages)]
            links = [relative(address, EXPLORE) for address in addresses]
            drawn[f"{strand.conclusion.id} {strand.entity} {strand.strength}"] = links
        assert drawn == said
    for drawing in having_class(page.root, "glance__drawing"):
        (base,) = having_class(drawing, "glance__strands")
        assert len(list(base.iter(f"{SVG}path"))) == len(said)
        assert len(list(drawing.iter(f"{SVG}path"))) == 3 * len(said)  # and once more at each end
        assert all(link.get("href") for link in drawing.iter(f"{SVG}a"))
        names = [" ".join((link.get("aria-label") or text_of(link)).split()) for link in drawing.iter(f"{SVG}a")]
        for entity in {strand.entity for strand in strands(index)}:
            assert any(index.entities[entity].name in name for name in names), entity
        for statement in index.by_kind["statement"]:
            assert any(statement.short_title in name and statement.label in name for name in names), statement.id


def test_the_matrix_has_every_mention_and_every_link(index: Index, explore: Page) -> None:
    check_matrix(index, explore)


def test_the_picture_is_told_in_words(index: Index, explore: Page) -> None:
    check_words(index, explore)


def test_another_document_is_explored_as_well(second_index: Index, second_site: Site) -> None:
    check_matrix(second_index, second_site.pages[EXPLORE])
    check_words(second_index, second_site.pages[EXPLORE])
    assert [matrix(second_index, kind) != [] for kind in MATRIX_KINDS] == [True] * len(MATRIX_KINDS)


def told(index: Index) -> set[tuple[Ref, str, str]]:
    """Entity, passage and strength of what the strands stand for."""
    return {(s.entity, passage.id, s.strength) for s in strands(index) for passage in s.passages}


def test_strands_are_the_marks_under_conclusions(index: Index) -> None:
    for kind in ("framework", "goal"):
        for ref in index.refs[kind]:
            wanted = {(ref, m.passage.id, m.strength) for m in marks(index, *with_targets(index, ref))}
            assert {one for one in told(index) if one[0] == ref} == {
                one for one in wanted if index.passages[one[1]].conclusion is not None
            }


def test_strands_lead_to_a_goal_that_is_named_and_to_one_by_way_of_its_target(second_index: Index) -> None:
    assert (Ref("goal", "14"), "k1-a", "named") in told(second_index)
    assert (Ref("goal", "11"), "k3-b", "close") in told(second_index)


def test_table_headers_are_scoped(index: Index, explore: Page) -> None:
    tables = list(having_class(explore.root, "matrix"))
    assert len(tables) == sum(matrix(index, kind) != [] for kind in MATRIX_KINDS)
    for table in tables:
        assert next(table.iter("caption")).text
        assert all(header.get("scope") for header in table.iter("th"))
        scopes = [header.get("scope") for header in next(table.iter("thead")).iter("th")]
        assert scopes.count("colgroup") == len(index.edition.sessions)
        assert scopes.count("col") == len(index.edition.conclusions) + 2
        for row in (row for body in table.iter("tbody") for row in body.iter("tr")):
            assert [header.get("scope") for header in row.iter("th")] == ["row"]


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_nothing_in_the_picture_overlaps(index: Index, layout: Layout) -> None:
    drawn = picture(index, layout)
    for column in (drawn.frameworks, drawn.conclusions, drawn.goals):
        edges = [edge for node in column for edge in (node.y - node.height / 2, node.y + node.height / 2)]
        assert edges == sorted(edges)
        assert all(0 < edge < drawn.height for edge in edges)
    nodes = {node.ref: node for node in drawn.frameworks + drawn.conclusions + drawn.goals}
    for curve in drawn.curves:
        ends = {curve.strand.entity: curve.end, Ref("passage", curve.strand.conclusion.id): curve.start}
        if curve.strand.entity.kind == "framework":
            ends = dict(zip(ends, reversed(ends.values()), strict=True))
        for ref, (_, y) in ends.items():
            assert abs(y - nodes[ref].y) < nodes[ref].height / 2
    ports = [curve.start for curve in drawn.curves] + [curve.end for curve in drawn.curves]
    assert len(ports) == len(set(ports))


def test_the_timeline_tells_past_from_upcoming_and_whose_a_date_is(index: Index, explore: Page) -> None:
    items = list(having_class(explore.root, "timeline__item--event"))
    dated = [event for event in index.of(Event) if event.start]
    assert [next(item.iter("time")).get("datetime") for item in items] == [str(event.start) for event in dated]
    for item, event in zip(items, dated, strict=True):
        text = text_of(item)
        assert event.name in text and stage(AtPage(index, "", "", "", "", ""), event) in text
        quotes = [(quote.get("data-quote"), text_of(quote)) for quote in item.iter("q")]
        assert quotes == ([(event.stated.passage, event.stated.quote)] if event.stated else [])
        assert ("In the document" in text, "Our date" in text) == (bool(event.stated), not event.stated)
        assert ("is-reported" in classes_of(item)) == (event.id == index.edition.document.event)
    undated = [text_of(item) for item in having_class(explore.root, "timeline__undated")]
    assert len(undated) + len(items) == len(index.edition.of(Event))


def test_the_timeline_has_frameworks_and_what_followed_in_the_order_of_time(index: Index, explore: Page) -> None:
    items = list(having_class(explore.root, "timeline__item"))
    days = [next(item.iter("time")).get("datetime", "") for item in items]
    assert [f"{day}-99-99"[:10] for day in days] == sorted(f"{day}-99-99"[:10] for day in days)
    frameworks = [text_of(item) for item in having_class(explore.root, "timeline__item--framework")]
    in_time = sorted(index.edition.of(Framework), key=lambda one: one.date)
    for text, framework in zip(frameworks, in_time, strict=True):
        assert framework.name in text and framework.date_label in text
    links = [link.get("href") for item in items for link in item.iter("a")]
    for outcome in index.edition.of(Outcome):
        at_event = Ref.parse(outcome.entry or "").kind == "event"
        shown_once = bool(outcome.date) or at_event
        assert links.count(f"../outcomes/#{outcome.id}") == shown_once, outcome.id
        if at_event:
            holders = [
                item for item in items if f"../outcomes/#{outcome.id}" in [a.get("href") for a in item.iter("a")]
            ]
            assert ["timeline__item--event" in classes_of(item) for item in holders] == [True]


def test_no_inline_style_and_no_inline_script(explore: Page) -> None:
    (content,) = having_class(explore.root, "prose")
    assert [element for element in content.iter() if {"style", "onclick"} & set(element.attrib)] == []
    assert [element for element in content.iter() if element.tag in ("style", "script")] == []


def shown(page: BrowserPage) -> Locator:
    return page.locator(".marks > li:visible")


def test_filters_show_what_is_asked_for_and_say_so_in_the_address(second_tab: Tab, second_index: Index) -> None:
    index, page = second_index, second_tab.open(EXPLORE)
    everything = len(in_data(index))
    expect(shown(page)).to_have_count(everything)
    page.get_by_label("Session").select_option("water-day")
    page.get_by_label("Kind").select_option("sdgs")
    page.get_by_label("Strength").select_option("close")
    of_session = {id_ for id_, passage in index.passages.items() if getattr(passage.session, "id", "") == "water-day"}
    wanted = [link for link in index.edition.of(SdgLink) if link.passage in of_session and link.strength == "close"]
    expect(shown(page)).to_have_count(len(wanted))
    expect(page.locator(".filters__status")).to_have_text(f"{len(wanted)} of {everything} links are shown.")
    expect(page).to_have_url(f"{second_tab.web}explore/?session=water-day&kind=sdgs&strength=close#page-matrix")
    expect(page.get_by_role("table")).to_have_count(1)
    expect(page.get_by_role("columnheader")).to_have_count(3)  # the entities, the session, its conclusion
    expect(page.get_by_role("rowheader")).to_have_count(
        len({link.to for link in wanted}) + len({Ref.parse(link.to).id.partition(".")[0] for link in wanted})
    )


def test_the_matrix_can_be_narrowed_to_who_says_so(second_tab: Tab, second_index: Index) -> None:
    index, page = second_index, second_tab.open(EXPLORE)
    for value, wanted in (
        ("participants", {one.passage for one in index.edition.of(Attribution) if one.kind == "participants"}),
        ("none", index.passages.keys() - {one.passage for one in index.edition.of(Attribution)}),
    ):
        page.get_by_label("Who says so").select_option(value)
        expect(shown(page)).to_have_count(sum(id_ in wanted for _, id_, _ in in_data(index)))
        expect(page).to_have_url(f"{second_tab.web}explore/?attributed={value}#page-matrix")


def test_back_and_forward_lead_through_the_views(second_tab: Tab, second_index: Index) -> None:
    index, page = second_index, second_tab.open(EXPLORE)
    of_kind = [(id_, strength) for entity, id_, strength in in_data(index) if Ref.parse(entity).kind == "framework"]
    sessions = {id_: passage.session.id for id_, passage in index.passages.items() if passage.session}
    of_session = [strength for id_, strength in of_kind if sessions.get(id_) == "shore-day"]
    counts = [len(in_data(index)), len(of_kind), len(of_session), of_session.count("interpretation")]
    assert counts == sorted(set(counts), reverse=True) and counts[-1] == 0
    views = [("Kind", "frameworks"), ("Session", "shore-day"), ("Strength", "interpretation")]
    for (label, value), count in zip(views, counts[1:], strict=True):
        page.get_by_label(label).select_option(value)
        expect(shown(page)).to_have_count(count)
    for count in reversed(counts[:-1]):
        page.go_back()
        expect(shown(page)).to_have_count(count)
    expect(page).to_have_url(second_tab.web + EXPLORE)
    expect(page.get_by_label("Kind")).to_have_value("")
    page.go_forward()
    expect(shown(page)).to_have_count(counts[1])
    page.get_by_role("button", name="Show all").click()
    expect(shown(page)).to_have_count(counts[0])
    expect(page).to_have_url(f"{second_tab.web}{EXPLORE}#page-matrix")


def test_a_shared_address_shows_the_same_view(second_tab: Tab) -> None:
    page = second_tab.open("explore/?kind=frameworks&session=shore-day#page-matrix")
    expect(page.get_by_label("Kind")).to_have_value("frameworks")
    expect(page.get_by_label("Session")).to_have_value("shore-day")
    expect(page.get_by_role("table")).to_have_count(1)
    expect(shown(page)).to_have_text(["named: 3", "named: 3.1", "named: Shore and town"])
    page = second_tab.open("explore/?kind=nonsense&session=%3Cb%3E")
    expect(page.get_by_role("table")).to_have_count(len(MATRIX_KINDS))
    expect(page.get_by_label("Kind")).to_have_value("")


def test_a_heading_belongs_to_its_session(second_tab: Tab) -> None:
    page = second_tab.open("explore/?session=shore-day&kind=frameworks")
    expect(shown(page).filter(has_text="Shore and town")).to_have_count(1)
    expect(page.get_by_role("columnheader", name="Elsewhere")).to_be_visible()
    page = second_tab.open("explore/?session=opening-day&kind=sdgs")
    expect(page.get_by_role("columnheader", name="Elsewhere")).to_be_hidden()


def test_without_a_script_the_page_shows_everything(browser: Browser, web: str, index: Index) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{web}explore/?kind=speakers&session={index.edition.sessions[-1].id}")
    expect(page.locator("#page-filters")).to_be_hidden()
    expect(shown(page)).to_have_count(len(in_data(index)))
    context.close()


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
def test_the_page_never_scrolls_sideways(tab: Tab, width: int) -> None:
    tab.page.set_viewport_size({"width": width, "height": 700})
    page = tab.open(EXPLORE)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator(".glance__drawing:visible")).to_have_count(1)
    outside = """drawing => { const box = drawing.getBoundingClientRect(); return [...drawing.querySelectorAll("text")]
        .filter(text => { const own = text.getBoundingClientRect();
            return own.left < box.left - 1 || own.right > box.right + 1 }).map(text => text.textContent) }"""
    assert page.locator(".glance__drawing:visible").evaluate(outside) == []


def test_pointing_at_a_thing_brings_out_its_curves(second_tab: Tab, second_index: Index) -> None:
    second_tab.page.emulate_media(reduced_motion="reduce")
    page = second_tab.open(EXPLORE)
    node = page.locator(".glance__drawing:visible .glance__node").filter(has_text="A promise to the shore")
    own = sum(1 for strand in strands(second_index) if strand.conclusion.id == "k3")
    expect(node.locator(".strand")).to_have_count(own)
    expect(node.locator(".strand").first).to_have_css("opacity", "0")
    node.locator("a").focus()
    expect(node.locator(".strand").first).to_have_css("opacity", "1")
    expect(page.locator(".glance__strands .strand:visible").first).not_to_have_css("opacity", "1")

"""The document's words in a reader's hand: copied as they are, with their citation, or as a link to them."""

import re
from itertools import pairwise
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Locator, Page, expect

from edition.document.addresses import address_of, page_of
from edition.document.index import Index
from edition.document.passages import Passage
from edition.formats.citations import formatted, record_of
from tests.helpers.browsing import NewPage, Tab, also_in_firefox, clipboard, drag_over, elapsed, script, violations
from tests.helpers.needs import neighbours
from tests.helpers.projects import PROJECT
from tests.helpers.sampling import Sample


def select(page: Page, first: Passage, start: int, last: Passage, end: int) -> None:
    """Select from a place in the words of one passage to one in those of another, or the same."""
    page.evaluate(script("select"), [first.id, start, last.id, end])


def footnote(index: Index, passage: Passage) -> str:
    return formatted(record_of(index, passage, "https://example.org/idm/"), index.edition.document)["UN, footnote"]


def bar_of(page: Page) -> Locator:
    return page.get_by_role("toolbar", name="Selected words")


def says(page: Page, what: str) -> None:
    expect(page.locator("#page-status")).to_have_text(what)


@also_in_firefox
def test_a_copy_of_the_whole_document_is_its_words_without_numbers_and_tools(tab: Tab, index: Index) -> None:
    every = [*index.passages.values()]
    pages = {"full-text/": every}
    for heading in index.by_kind["heading"]:
        pages[page_of(heading)] = [one for one in every if one.session is heading.session]
    for name, passages in pages.items():
        page = tab.open(name)
        for left_out in (".tools", ".passage__number"):  # of a selection, by the style sheet alone
            marked = "all => all.length && all.every(one => getComputedStyle(one).userSelect === 'none')"
            assert page.locator(left_out).evaluate_all(marked), (name, left_out)
        page.locator("details").evaluate_all("all => all.forEach(part => { part.open = true; })")
        select(page, passages[0], 0, passages[-1], len(passages[-1].words))
        page.keyboard.press("ControlOrMeta+c")
        assert clipboard(page) == "\n\n".join(passage.words for passage in passages), name


@also_in_firefox
def test_a_copy_is_cut_where_the_selection_is_has_no_shape_of_ours_and_cites_both_paragraphs(
    tab: Tab, index: Index
) -> None:
    first, last = neighbours(index)
    page = tab.open("full-text/")
    select(page, first, 4, last, 9)
    page.keyboard.press("ControlOrMeta+c")
    words = f"{first.words[4:].strip()}\n\n{last.words[:9].strip()}"
    assert clipboard(page) == words
    html = page.evaluate(script("copiedHtml"))
    assert html.count("<p") == 2
    assert not any(sign in html for sign in ("href", "class=", "style=", "<abbr"))
    bar_of(page).get_by_role("button", name="Copy quotation with citation").click()
    says(page, "Quotation with citation copied")
    assert clipboard(page) == f"“{words}”\n\n{footnote(index, first)}\n{footnote(index, last)}"


def test_what_the_edition_says_is_copied_as_it_is_and_has_no_bar(second_tab: Tab) -> None:
    page = second_tab.open("sessions/first-watch/")
    page.locator("#k1-a summary").click()
    note = page.locator("#k1-a .sidenote > p").first
    note.select_text()
    page.keyboard.press("ControlOrMeta+c")
    assert clipboard(page).split() == note.inner_text().split()
    elapsed(page, 500)
    expect(page.get_by_role("toolbar")).to_have_count(0)


@also_in_firefox
@pytest.mark.parametrize("by", ["mouse", "key"])
def test_words_are_copied_with_their_citation(tab: Tab, index: Index, by: str) -> None:
    passage = index.by_kind["paragraph"][-1]
    page = tab.open(address_of(passage))
    start, end = sentences(passage)[-1]
    words, bar = passage.words[start:end], bar_of(page)
    if by == "mouse":
        drag_over(page, passage.id, words)
        bar.get_by_role("button", name="Copy quotation with citation").click()
    else:
        select(page, passage, start, passage, end)
        expect(bar).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    says(page, "Quotation with citation copied")
    assert clipboard(page) == f"“{words}”\n\n{footnote(index, passage)}"
    assert "<blockquote>" in page.evaluate(script("copiedHtml"))
    assert page.evaluate("getSelection().toString()") == words
    page.keyboard.press("Tab")
    expect(bar.get_by_role("button").nth(1 if by == "key" else 0)).to_be_focused()
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    page.locator(".site-search input").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".word-bar button").first).not_to_be_focused()


@pytest.mark.parametrize("how", ["translateWrapped", "translateInPlace"])
@pytest.mark.parametrize("early", [False, True], ids=["late", "before the scripts"])
def test_a_translation_is_never_cited_as_the_document(tab: Tab, index: Index, how: str, early: bool) -> None:
    """Whether the browser translates the page when it is there, or somebody has done so on the way."""
    passage = index.by_kind["paragraph"][0]
    if early:
        tab.page.add_init_script(f"document.addEventListener('readystatechange', {script(how)}, {{ once: true }})")
    page = tab.open(page_of(passage))
    if not early:
        page.evaluate(script(how))
    page.evaluate("navigator.clipboard.writeText('before')")
    select(page, passage, 0, passage, 20)
    button = bar_of(page).get_by_role("button").first
    button.click()
    expect(page.locator("#page-status")).to_contain_text("these are not the document’s words")
    expect(button).to_contain_text("Not copied")  # as seen
    assert clipboard(page) == "before"


def test_a_citation_that_has_not_come_is_asked_for_again_and_said_to_be_missing(tab: Tab, index: Index) -> None:
    passage = index.by_kind["paragraph"][0]
    page = tab.open(page_of(passage))
    page.route("**/cite/", lambda route: route.fulfill(status=503, body="<p>Service unavailable</p>"))
    select(page, passage, 0, passage, 20)
    copy = page.locator(".word-bar button").first
    copy.click()
    says(page, "Quotation copied with a link: the citation could not be loaded")
    expect(copy).to_contain_text("could not be loaded")
    assert clipboard(page).endswith(f"”\n\n{tab.web}{address_of(passage)}")
    page.unroute("**/cite/")
    copy.click()
    says(page, "Quotation with citation copied")
    assert clipboard(page).endswith(footnote(index, passage))
    assert all("503" in complaint for complaint in tab.complaints)
    tab.complaints.clear()


def sentences(passage: Passage) -> list[tuple[int, int]]:
    """Where the sentences of a passage begin and end."""
    ends = [match.end() for match in re.finditer(r"[.:](?= )|$", passage.words)]
    return [(start + (start > 0), end) for start, end in pairwise([0, *ends]) if end > start]


@also_in_firefox
def test_a_link_to_words_leads_to_them_and_marks_their_passage(tab: Tab, index: Index, sample: Sample) -> None:
    """In a window so low that the words are not in view with the beginning of the passage."""
    passages = (one for one in index.passages.values() if one.kind not in ("title", "heading"))
    wanted = [(passage, *place) for passage in passages for place in sentences(passage)]
    for passage, start, end in sample(wanted, every=9):
        page = tab.open(page_of(passage), {"width": 500, "height": 330})
        select(page, passage, start, passage, end)
        page.get_by_role("button", name="Copy link to these words").click()
        says(page, "Link to these words copied")
        link = clipboard(page)
        assert link.startswith(f"{tab.web}{address_of(passage)}:~:text=")
        page.goto("about:blank")
        page.goto(link)
        expect(page.locator(f"[id='{passage.id}'][data-arrived] > .verbatim")).not_to_have_css("box-shadow", "none")
        select(page, passage, start, passage, end)
        page.wait_for_function(script("selectionIsInView"))


def test_a_link_to_words_marks_their_passage_in_the_navigator_and_c_copies_it(
    tab: Tab, index: Index, sample: Sample
) -> None:
    """The words are in the middle of the window, where what comes before may begin in its upper part."""
    tab.page.set_viewport_size({"width": 1440, "height": 900})
    for passage in sample(index.by_kind["paragraph"], every=9, first=2):
        last = " ".join(passage.words.rstrip(".").split()[-4:])
        page = tab.open(f"{address_of(passage)}:~:text={quote(last, safe='').replace('-', '%2D')}")
        here = page.locator(f".navigator a[aria-current][href$='#{passage.id}']")
        expect(here.first).to_be_visible()
        page.keyboard.press("c")
        expect(page.locator("#page-status")).to_have_text(re.compile(f"{re.escape(passage.label)} copied$"))
    for heading in index.by_kind["heading"]:  # at the top of a page it is that to the first passage
        page = tab.open(page_of(heading))
        page.keyboard.press("c")
        expect(page.locator("#page-status")).to_have_text(re.compile("copied$"))
        assert clipboard(page) == tab.web + address_of(heading)


def test_where_the_same_words_are_elsewhere_too_a_link_says_what_is_around_them(tab: Tab, index: Index) -> None:
    passage = next(one for one in index.by_kind["paragraph"] if one.words.split()[3:4])
    words = passage.words.split()
    page = tab.open("full-text/")  # from here, the page that is linked to is not seen
    start = len(" ".join(words[:3])) + 1
    select(page, passage, start, passage, start + len(words[3]))
    page.get_by_role("button", name="Copy link to these words").click()
    says(page, "Link to these words copied")
    before, after = (quote(" ".join(some), safe="").replace("-", "%2D") for some in (words[:3], words[4:7]))
    assert clipboard(page) == f"{tab.web}{address_of(passage)}:~:text={before}-,{quote(words[3])},-{after}"


def test_a_link_to_words_survives_markdown_and_mails(new_page: NewPage) -> None:
    """Nothing in it ends a link there, or the directive itself."""
    source = (PROJECT / "docs" / "assets" / "js" / "fragments.js").read_text(encoding="utf-8")
    words = "Tides (and quays) - *both*, [so] `they` say: 'a_b' & <c> ~ \"d\"!"
    link = new_page().evaluate(script("fragmentFor"), [source, words])
    directive, _, rest = link.partition("text=")
    assert directive == ":~:"
    start, _, end = rest.partition(",")
    assert not set(start + end) & set("()[]<>*_`'\"-~!&, ")
    assert (unquote(start), unquote(end)) == (" ".join(words.split()[:5]), " ".join(words.split()[-5:]))


def test_a_browser_without_such_links_finds_the_passage(new_page: NewPage) -> None:
    """There the directive is part of the hash, which then names nothing."""
    source = (PROJECT / "docs" / "assets" / "js" / "arriving.js").read_text(encoding="utf-8")
    page = new_page()
    page.set_content("<p class='passage' id='k1-a'></p>")
    assert page.evaluate(script("arrivalWithDirective"), source) == ["#k1-a", True]


def test_with_a_finger_the_bar_is_at_the_bottom_and_shares(new_page: NewPage, web: str, index: Index) -> None:
    passage = index.by_kind["paragraph"][0]
    page = new_page(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    page.add_init_script("navigator.share = async (what) => { window.shared = what; }")
    page.goto(web + page_of(passage))
    select(page, passage, 0, passage, 20)
    bar = bar_of(page)
    expect(bar).to_be_visible()
    box = bar.bounding_box()
    assert box and box["x"] == 0 and box["y"] + box["height"] == pytest.approx(844, abs=1)
    assert violations(page) == []
    bar.get_by_role("button", name="Share").tap()
    page.wait_for_function("window.shared")
    assert page.evaluate("window.shared.url").startswith(f"{web}{address_of(passage)}:~:text=")
    assert page.evaluate("window.shared.text") == f"“{passage.words[:20].strip()}”"

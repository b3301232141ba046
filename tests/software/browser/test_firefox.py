"""Readers' journeys once more, in Firefox: what another engine might do otherwise."""

from collections.abc import Callable, Iterator

import pytest

from edition.document.addresses import address_of, page_of
from edition.document.index import Index
from edition.document.passages import Passage
from edition.formats.citations import record_of
from tests.helpers.citing import texts_of
from tests.helpers.firefox import Firefox, executable, started
from tests.helpers.pages import Site

pytestmark = pytest.mark.sweep

DESKTOP, PHONE = (1280, 900), (390, 844)
URL = "https://example.org/idm/"
FOCUSED = "return document.activeElement.id === arguments[0]"
STATUS = "return document.getElementById('page-status').textContent === arguments[0]"
PREVIEWED = """
const { hidden, textContent } = document.querySelector(".preview");
return !hidden && textContent.includes(arguments[0]);
"""
BOX = """
const box = document.querySelector(arguments[0]).getBoundingClientRect();
return {left: box.left, top: box.top, right: box.right, bottom: box.bottom};
"""
LETTERS = """
const [id, from, to] = arguments;
const walker = document.createTreeWalker(document.querySelector(`[data-verbatim='${id}']`), NodeFilter.SHOW_TEXT);
const range = document.createRange();
let at = 0;
for (let node = walker.nextNode(); node; at += node.data.length, node = walker.nextNode()) {
  if (from >= at && from < at + node.data.length) range.setStart(node, from - at);
  if (to > at && to <= at + node.data.length) range.setEnd(node, to - at);
}
const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
"""
"""Where letters of a passage are in the window: a box for each line."""
IN_VIEW = LETTERS + "return boxes[0].top >= 0 && boxes.at(-1).bottom <= innerHeight;"
TO_TOP = LETTERS + "scrollTo({top: boxes[0].top + scrollY - 200, behavior: 'instant'});"
ENDS = (
    LETTERS
    + "return [boxes[0].left + 1, (boxes[0].top + boxes[0].bottom) / 2, "
    + "boxes.at(-1).right - 1, (boxes.at(-1).top + boxes.at(-1).bottom) / 2];"
)


@pytest.fixture(scope="module")
def running() -> Iterator[Firefox]:
    if executable() is None:
        pytest.skip("Firefox is not installed, so no journey was tried in it: sudo apt-get install firefox-esr")
    with started() as firefox:
        yield firefox


@pytest.fixture
def firefox(running: Firefox, web: str, second_web: str) -> Iterator[Firefox]:
    """A window as on a desk, with nothing kept from before. At the end no page of the site may have hit an error."""
    running.resize(*DESKTOP)
    yield running
    assert running.complaints(web) + running.complaints(second_web) == []
    running.run("localStorage.clear()")


def select(firefox: Firefox, first: Passage, start: int, last: Passage, end: int) -> None:
    """With the mouse, from a letter of one passage to one of another, or the same."""
    firefox.run(TO_TOP, first.id, start, start + 1)
    left, top, *_ = firefox.run(ENDS, first.id, start, start + 1)
    *_, right, bottom = firefox.run(ENDS, last.id, end - 1, end)
    firefox.drag((left, top), (right, bottom))


def arrived(firefox: Firefox, web: str, passage: Passage) -> None:
    """Wait until one is at a passage, all scripts of its page have run, and it has the focus."""
    firefox.until("return location.href === arguments[0]", web + address_of(passage))
    firefox.until("return document.readyState === 'complete'")
    firefox.until(FOCUSED, passage.id)


def test_a_fault_is_seen(firefox: Firefox, web: str) -> None:
    """Here what the security policy forbids."""
    firefox.open(web)
    firefox.run("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = true'}))")
    assert not firefox.run("return window.ran")
    (told,) = firefox.complaints(web)
    assert told.startswith("CSP_")


@pytest.mark.parametrize("width", [320, 390, 1440, 2200])
def test_no_page_is_wider_than_the_window(firefox: Firefox, web: str, site: Site, width: int) -> None:
    firefox.resize(width, 844)
    for name in site.pages:
        firefox.open(web + name)
        assert firefox.run("return document.documentElement.scrollWidth") <= width, name
        assert firefox.complaints(web) == [], name


@pytest.mark.parametrize("way", [1, -1])
def test_reading_from_the_introduction_to_the_closing_and_back(
    firefox: Firefox, web: str, index: Index, way: int
) -> None:
    firefox.resize(*PHONE)
    stops = index.stops[::way]
    firefox.open(web + address_of(stops[0]))
    for stop in stops[1:]:
        firefox.find(f".navigator__bar [data-way='{way}'][href$='{address_of(stop).partition('/')[2]}']")
        firefox.click(f".navigator__bar [data-way='{way}']")
        arrived(firefox, web, stop)
    assert firefox.run(f"return document.querySelector(\".navigator__bar [data-way='{way}']\").hidden")


def test_the_navigator_opens_as_a_sheet_on_a_phone(firefox: Firefox, web: str, index: Index) -> None:
    firefox.resize(*PHONE)
    statement = index.by_kind["statement"][-1]
    firefox.open(web + address_of(statement))
    ways: list[Callable[[], None]] = [lambda: firefox.press("Escape"), lambda: firefox.click("#page-sheet .close")]
    for close in ways:
        firefox.click(".navigator__bar button")
        firefox.find("dialog[open] .navigator__list")
        assert firefox.until("return document.activeElement.dataset.stop") == statement.label
        box = firefox.run(BOX, "dialog[open]")
        assert box["left"] >= 0 and box["right"] <= PHONE[0] and box["bottom"] <= PHONE[1]
        close()
        firefox.until("return !document.querySelector('dialog[open]')")
        firefox.until("return document.activeElement.matches('.navigator__bar button')")
    firefox.click(".navigator__bar button")
    firefox.click("dialog[open] [data-stop]", "Closing")
    arrived(firefox, web, index.stops[-1])


def test_results_come_while_one_types_and_open_by_key(firefox: Firefox, web: str, index: Index) -> None:
    passage = max(index.by_kind["paragraph"], key=lambda one: len(one.words))
    firefox.open(f"{web}speakers/")
    firefox.press("/")
    firefox.until("return document.activeElement.matches('.site-search input')")
    firefox.press(*" ".join(passage.words.split()[5:11]).strip("“”.,;:()"))
    firefox.find(f"#page-found-list [role=option]:first-child[href$='{address_of(passage)}']")
    firefox.press("ArrowDown", "Enter")
    arrived(firefox, web, passage)


def test_a_link_to_words_leads_to_them_and_their_passage(firefox: Firefox, web: str, index: Index) -> None:
    """The last words of a long passage, copied as a link in one window and opened in a low one."""
    passage = max(index.by_kind["paragraph"], key=lambda one: len(one.words))
    start = passage.words.rindex(" ", 0, len(passage.words) - 40) + 1
    firefox.open(web + page_of(passage))
    select(firefox, passage, start, passage, len(passage.words))
    firefox.click(".word-bar button", "Copy link to these words")
    firefox.until(STATUS, "Link to these words copied")
    link = firefox.clipboard()
    assert link.startswith(f"{web}{address_of(passage)}:~:text=")
    firefox.open("about:blank")
    firefox.resize(500, 330)
    firefox.open(link)
    firefox.until("return document.getElementById(arguments[0]).dataset.arrived === ''", passage.id)
    firefox.until(IN_VIEW, passage.id, start, len(passage.words))


def test_words_are_copied_with_their_citation(firefox: Firefox, web: str, index: Index) -> None:
    passage = index.by_kind["paragraph"][-1]
    end = passage.words.index(" ", 20)
    firefox.open(web + page_of(passage))
    select(firefox, passage, 0, passage, end)
    firefox.click(".word-bar button", "Copy quotation with citation")
    firefox.until(STATUS, "Quotation with citation copied")
    citation = texts_of(record_of(index, passage, URL))["UN footnote"]
    assert firefox.clipboard() == f"“{passage.words[:end]}”\n\n{citation}"
    firefox.press("Escape")
    firefox.until("return document.querySelector('.word-bar').hidden")


def test_a_copy_over_paragraphs_is_their_words(firefox: Firefox, web: str, index: Index) -> None:
    firefox.resize(1280, 1600)
    paragraphs = max((index.paragraphs[one.id] for one in index.by_kind["statement"]), key=len)[:3]
    for name in (page_of(paragraphs[0]), "full-text/"):
        firefox.open(web + name)
        select(firefox, paragraphs[0], 0, paragraphs[-1], len(paragraphs[-1].words))
        firefox.press("Control+c")
        assert firefox.clipboard() == "\n\n".join(one.words for one in paragraphs), name


def test_a_quotation_is_checked(firefox: Firefox, web: str, index: Index) -> None:
    passage = max(index.by_kind["paragraph"], key=lambda one: len(one.words))
    words = passage.words.split()
    said = "return document.getElementById('page-check-status').textContent === arguments[0]"
    firefox.open(f"{web}check/")
    for text, answer in (
        (" ".join(words[3:14]), f"Word for word, {passage.label}"),
        (" ".join([*words[3:7], "lemonade", *words[8:14]]), f"Changed, {passage.label}"),
        ("Lemonade is served to mermaids twice on Fridays", "Not in this document"),
    ):
        firefox.run("document.getElementById('page-check-words').value = ''")
        firefox.write("#page-check-words", text)
        firefox.click("#page-check button")
        firefox.until(said, answer)


def test_a_mention_shows_what_it_is(firefox: Firefox, second_web: str) -> None:
    """On a desk by the mouse and by key, on a phone as a sheet."""
    firefox.open(f"{second_web}sessions/shore-and-town/")
    firefox.run("document.querySelector('#k3 a.mention').scrollIntoView({block: 'center', behavior: 'instant'})")
    box = firefox.run(BOX, "#k3 a.mention")
    firefox.hover(box["left"] + 8, box["top"] + 8)
    firefox.until(PREVIEWED, "28 February 2027")
    firefox.press("Escape")
    firefox.until("return document.querySelector('.preview').hidden")
    firefox.run("document.querySelector('#k3 > .permalink').focus()")
    while not firefox.run("return document.activeElement.matches('.mention')"):
        firefox.press("Tab")
    firefox.until(PREVIEWED, "28 February 2027")
    firefox.resize(*PHONE)
    firefox.click("#k3 a.mention")
    firefox.find("dialog[open]")
    firefox.until("return document.querySelector('dialog[open]').textContent.includes('28 February 2027')")
    firefox.click("dialog[open] a", "Open the entry")
    firefox.until("return location.pathname.endsWith('/frameworks/')")


def test_keys_move_through_the_document_and_list_themselves(firefox: Firefox, web: str, index: Index) -> None:
    firefox.open(web)
    for passage in [*index.passages.values()][1:]:
        firefox.press("j")
        arrived(firefox, web, passage)
    for stop in index.stops[-2::-1]:
        firefox.press("p")
        arrived(firefox, web, stop)
    for statement in index.by_kind["statement"][:9]:
        firefox.press(statement.label)
        arrived(firefox, web, statement)
    firefox.press("c")
    firefox.until(STATUS, f"Link to {statement.label} copied")
    assert firefox.clipboard() == web + address_of(statement)
    firefox.press("?")
    firefox.find("#page-keys[open]")
    firefox.press("Escape")
    firefox.until("return !document.querySelector('dialog[open]')")


def test_the_menu_opens_on_a_phone_where_one_reads(firefox: Firefox, web: str, index: Index) -> None:
    firefox.resize(*PHONE)
    firefox.open(web + address_of(index.by_kind["paragraph"][-1]))
    firefox.click("[data-action=menu]")
    firefox.find("#page-menu")
    header, menu = firefox.run(BOX, ".site-header"), firefox.run(BOX, "#page-menu")
    assert menu["top"] == pytest.approx(header["bottom"], abs=1)
    assert menu["bottom"] <= PHONE[1]
    firefox.press("Escape")
    firefox.until("return !document.getElementById('page-menu').checkVisibility()")
    firefox.until("return document.activeElement.matches('[data-action=menu]')")
    firefox.press("Enter")
    target = firefox.until("return [...document.querySelectorAll('#page-menu a')].at(-1).href")
    firefox.run("[...document.querySelectorAll('#page-menu a')].at(-1).focus()")
    firefox.press("Enter")
    firefox.until("return location.href === arguments[0]", target)


def test_cite_opens_on_the_spot_and_copies(firefox: Firefox, web: str, index: Index) -> None:
    passage = index.by_kind["paragraph"][-1]
    firefox.open(web + address_of(passage))
    firefox.click(f"[id='{passage.id}'] > .tools > .cite")
    firefox.click("dialog[open] [data-what^='UN footnote']")
    firefox.until("return document.querySelector('dialog[open] [role=status]').textContent.endsWith(' copied')")
    assert firefox.clipboard() == texts_of(record_of(index, passage, URL))["UN footnote"]


def test_dark_is_kept_from_page_to_page(firefox: Firefox, web: str) -> None:
    paper = "return getComputedStyle(document.body).backgroundColor"
    firefox.open(web)
    light = firefox.run(paper)
    firefox.click("[data-action=scheme]")
    firefox.until(f"return (() => {{ {paper} }})() !== arguments[0]", light)
    dark = firefox.run(paper)
    firefox.open(f"{web}sdgs/")
    assert firefox.run(paper) == dark

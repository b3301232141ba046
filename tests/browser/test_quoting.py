"""The document's words in a reader's hand: copied as they are."""

from playwright.sync_api import Page

from edition.model.addresses import page_of
from edition.model.index import Index
from edition.model.passages import Passage
from tests.helpers.browsing import Tab, clipboard

SELECT = """([first, from, last, to]) => {
  const point = (id, offset) => {
    const walker = document.createTreeWalker(document.querySelector(`[data-verbatim='${id}']`), NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    while (offset > node.data.length) { offset -= node.data.length; node = walker.nextNode(); }
    return [node, offset];
  };
  getSelection().setBaseAndExtent(...point(first, from), ...point(last, to));
}"""


def select(page: Page, first: Passage, start: int, last: Passage, end: int) -> None:
    """Select from a place in the words of one passage to one in those of another, or the same."""
    page.evaluate(SELECT, [first.id, start, last.id, end])


HTML = """() => navigator.clipboard.read()
  .then(([item]) => item.getType("text/html")).then((blob) => blob.text())"""


def test_a_copy_of_the_whole_document_is_its_words(tab: Tab, index: Index) -> None:
    for name, passages in [
        ("full-text/", [*index.passages.values()]),
        *(
            (page_of(one), [p for p in index.passages.values() if p.session is one.session])
            for one in index.by_kind["heading"]
        ),
    ]:
        page = tab.open(name)
        for part in page.locator("details").all():
            part.evaluate("part => { part.open = true; }")
        select(page, passages[0], 0, passages[-1], len(passages[-1].words))
        page.keyboard.press("ControlOrMeta+c")
        assert clipboard(page) == "\n\n".join(passage.words for passage in passages), name


def test_a_copy_is_cut_where_the_selection_is_and_has_no_shape_of_ours(tab: Tab, index: Index) -> None:
    first, last = index.by_kind["paragraph"][0:2]
    page = tab.open(page_of(first))
    select(page, first, 4, last, 9)
    page.keyboard.press("ControlOrMeta+c")
    assert clipboard(page) == f"{first.words[4:].strip()}\n\n{last.words[:9].strip()}"
    html = page.evaluate(HTML)
    assert html.count("<p") == 2
    assert not any(sign in html for sign in ("href", "class=", "style=", "<abbr"))


def test_what_the_edition_says_is_copied_as_it_is(second_tab: Tab) -> None:
    page = second_tab.open("sessions/first-watch/")
    page.locator("#k1-a summary").click()
    note = page.locator("#k1-a .apparatus li").first
    note.select_text()
    page.keyboard.press("ControlOrMeta+c")
    assert clipboard(page).split() == note.inner_text().split()


def test_without_the_script_numbers_and_tools_are_not_copied(tab: Tab, index: Index) -> None:
    """By the style sheet alone: what is marked so is left out of a selection."""
    page = tab.open("full-text/")
    for name in (".tools", ".passage__number"):
        assert page.locator(name).evaluate_all("all => all.every(one => getComputedStyle(one).userSelect === 'none')")

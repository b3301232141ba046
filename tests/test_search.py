"""Search: the words of a passage lead to it, every name to its entry; nothing is loaded before it is wanted."""

import filecmp
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from edition.index import Index
from edition.load import load_index
from edition.model import Entity, Person, names_of
from edition.passages import Passage
from edition.search import search_records, write_search
from edition.urls import address_of
from tests.browser import Tab, elapsed
from tests.site import Site
from tests.test_accessibility import violations

SEARCH = """async (queries) => {
  const { search } = await import(new URL("../assets/search.js", location));
  const found = [];
  for (const query of queries) found.push((await search(query)).found.map((one) => one.url));
  return found;
}"""
"""In the page: its own search function for many queries; for each the paths of the results, best first."""


@pytest.fixture
def page(tab: Tab) -> Page:
    return tab.open("search/")


def found_by(page: Page, queries: list[str]) -> list[list[str]]:
    """For each query, the addresses found, from the root of the site."""
    answer: list[list[str]] = page.evaluate(SEARCH, queries)
    return [[url.removeprefix("/idm/") for url in urls] for urls in answer]


def field(page: Page) -> Any:
    return page.get_by_role("search", name="Search", exact=True).get_by_role("searchbox")


def status(page: Page) -> Any:
    return page.locator("#page-search-status")


def windows(passage: Passage, size: int) -> Iterator[str]:
    words = passage.words.split()
    return (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))


def test_any_six_words_give_their_paragraph_first(index: Index, page: Page) -> None:
    asked = [(passage, window) for passage in index.by_kind["paragraph"] for window in windows(passage, 6)]
    answers = found_by(page, [window for _, window in asked])
    firsts = [answer[:1] == [address_of(passage)] for (passage, _), answer in zip(asked, answers, strict=True)]
    missed = [window for (_, window), first in zip(asked, firsts, strict=True) if not first]
    rate = sum(firsts) / len(firsts)
    print(f"\n{rate:.2%} of {len(asked)} windows of {len(index.by_kind['paragraph'])} paragraphs; missed: {missed}")
    assert len(index.by_kind["paragraph"]) == 19
    assert rate >= 0.98


def plain(text: str) -> str:
    """A text but for case and the shapes of apostrophes and dashes."""
    return re.sub("[–—‑-]", "-", text.lower().replace("’", "'").replace("‘", "'"))


def has(passage: Passage, phrase: str) -> bool:
    """Whether the passage has the phrase, and no word of it is cut."""
    return bool(re.search(rf"(?<!\w){re.escape(plain(phrase))}(?!\w)", plain(passage.words)))


@pytest.mark.parametrize("quotes", ['"{}"', "“{}”"])
def test_a_phrase_in_quotes_gives_exactly_the_passages_that_have_it(index: Index, page: Page, quotes: str) -> None:
    every = {
        window.strip("“”.,;:()") for p in index.passages.values() for size in (1, 2, 3) for window in windows(p, size)
    }
    clean = sorted(phrase for phrase in every if phrase and not set(phrase) & set("“”") and phrase[0].isalnum())
    phrases = [*random.Random(1).sample(clean, 200), "migration", "of the", "IOM's", "migrant", "governance  framework"]
    addresses = {address_of(passage) for passage in index.passages.values()}
    answers = found_by(page, [quotes.format(phrase) for phrase in phrases])
    for phrase, answer in zip(phrases, answers, strict=True):
        having = {address_of(p) for p in index.passages.values() if has(p, " ".join(phrase.split()))}
        assert set(answer) & addresses == having, phrase
    assert found_by(page, [quotes.format("governance migration of")]) == [[]]


def test_a_phrase_and_other_words_are_both_wanted(index: Index, page: Page) -> None:
    (answer,) = found_by(page, ['"big data" migration zzzz'])
    assert answer == []
    (answer,) = found_by(page, ['data "of the" migration'])
    for passage in index.passages.values():
        if address_of(passage) in answer:
            assert has(passage, "of the") and "data" in plain(passage.words)


def test_everything_is_found_by_every_name(index: Index, page: Page) -> None:
    asked = []
    for ref, thing in index.things.items():
        names = [*names_of(thing)] if isinstance(thing, Entity) else [*names_of(thing), f"SDG {ref.id}"]
        names += [thing.supplied_name] if isinstance(thing, Person) and thing.supplied_name else []
        asked += [(address_of(ref), name) for name in names]
    answers = found_by(page, [name for _, name in asked])
    assert [name for (address, name), found in zip(asked, answers, strict=True) if found[:1] != [address]] == []


def test_passages_are_found_by_their_labels(index: Index, page: Page) -> None:
    answers = found_by(page, [passage.label for passage in index.passages.values()])
    for passage, answer in zip(index.passages.values(), answers, strict=True):
        assert answer[0] == address_of(passage)


def test_a_result_says_where_it_leads_and_leads_there(index: Index, page: Page) -> None:
    passage = index.passages["c5-p2"]
    field(page).fill("Tremendous work to address this gap")
    link = page.locator("#page-results a").first
    expect(link).to_have_text(re.compile(r"^5\.2 .*Track and report$"))
    quote = page.locator("#page-results .quote").first
    expect(quote).to_have_attribute("data-quote", "c5-p2")
    assert quote.text_content() in passage.words  # type: ignore[operator]
    expect(quote.locator("mark")).to_have_text(["Tremendous work to address this gap"])
    link.click()
    expect(page).to_have_url(re.compile(r"/idm/sessions/track-and-report/#c5-p2$"))


def test_every_quote_is_of_its_passage(index: Index, page: Page) -> None:
    for query in ("migration", "the", "data", "governance"):
        field(page).fill(query)
        expect(status(page)).to_contain_text(f"for “{query}”")
        quotes = page.locator("#page-results .quote").evaluate_all(
            "all => all.map(q => [q.dataset.quote, q.textContent])"
        )
        assert len(quotes) > 1
        for id_, text in quotes:
            assert text in index.passages[id_].words


def test_the_status_tells_the_count(page: Page) -> None:
    expect(status(page)).to_have_attribute("role", "status")
    expect(status(page)).to_have_text("")
    field(page).fill("zzzz")
    expect(status(page)).to_have_text("No results for “zzzz”")
    field(page).fill("Gallup discussed the")
    expect(status(page)).to_have_text(re.compile(r"^\d+ results? for “Gallup discussed the”$|^No results"))
    field(page).fill('"10 October 1900"')
    expect(status(page)).to_have_text('No results for "10 October 1900"')
    field(page).fill("")
    expect(status(page)).to_have_text("")
    expect(page.locator("#page-results a")).to_have_count(0)


def test_a_search_is_an_address_and_back_goes_to_the_one_before(tab: Tab) -> None:
    page = tab.open("search/?q=GMDAC")
    expect(page.locator("#page-results a").first).to_contain_text("Global Migration Data")
    expect(field(page)).to_have_value("GMDAC")
    field(page).fill("“big da")
    field(page).fill("World Bank")
    expect(page).to_have_url(re.compile(r"\?q=World\+Bank$"))
    expect(page.locator("#page-results a").first).to_contain_text("World Bank")
    field(page).press("Enter")
    field(page).fill("Gallup")
    field(page).press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=Gallup$"))
    for query, first in (("World Bank", "World Bank"), ("GMDAC", "Global Migration Data")):
        page.go_back()
        expect(field(page)).to_have_value(query)
        expect(page.locator("#page-results a").first).to_contain_text(first)


def test_the_header_of_any_page_searches(tab: Tab) -> None:
    page = tab.open("sessions/partnerships/")
    page.get_by_role("searchbox").first.fill("Denis Coderre")
    page.get_by_role("searchbox").first.press("Enter")
    expect(page).to_have_url(re.compile(r"/idm/search/\?q=Denis\+Coderre$"))
    expect(page.locator("#page-results a").first).to_contain_text("Denis Coderre")


def test_nothing_is_loaded_before_it_is_wanted(tab: Tab, site: Site) -> None:
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url))
    for name in site.pages:
        tab.open(name)
    page = tab.open("search/")
    field(page).focus()
    elapsed(page, 500)  # time to ask for something
    assert [url for url in asked if "pagefind" in url] == []
    field(page).press("G")
    expect(status(page)).to_contain_text("for “G”")
    pieces = [url for url in asked if "/pagefind/" in url and "/fragment/" not in url]
    assert len(pieces) == 5, pieces  # script, list, numbers, program, and of the index one piece


def test_the_keyboard_is_enough(page: Page) -> None:
    field(page).focus()
    page.keyboard.type("migration governance")
    expect(status(page)).to_contain_text("“migration governance”")
    links = page.locator("#page-results a")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("migration governance")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    target = links.nth(0).get_attribute("href") or "nowhere"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(target) + "$"))


def test_axe_finds_nothing_in_results(tab: Tab) -> None:
    page = tab.open("search/?q=migration+data")
    expect(page.locator("#page-results a").first).to_be_visible()
    assert violations(page) == []


def test_without_scripts_the_full_text_is_offered(browser: Browser, web: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{web}search/")
    expect(page.locator("noscript p")).to_contain_text("Search needs JavaScript")
    page.locator("noscript a").click()
    expect(page).to_have_url(f"{web}full-text/")
    context.close()


def test_a_search_that_cannot_be_loaded_says_so_and_can_be_tried_again(context: BrowserContext, web: str) -> None:
    page = context.new_page()
    page.route("**/pagefind/*.pagefind", lambda route: route.abort())
    page.goto(f"{web}search/?q=data")
    expect(status(page)).to_contain_text("could not be loaded")
    page.unroute("**/pagefind/*.pagefind")
    field(page).press("Enter")
    expect(page.locator("#page-results a").first).to_be_visible()


def test_a_record_for_each_passage_and_each_entry(index: Index) -> None:
    records = list(search_records(index))
    assert {record.passage: record.text for record in records if record.passage} == {
        passage.id: passage.words for passage in index.passages.values()
    }
    addresses = [*map(address_of, index.passages.values()), *map(address_of, index.things)]
    assert [record.address for record in records] == addresses


def test_another_document_is_indexed_with_the_same_code(second: Path, tmp_path: Path) -> None:
    write_search(load_index(second), tmp_path)
    assert (tmp_path / "pagefind" / "pagefind.js").is_file()


def test_the_same_data_gives_the_same_bytes(index: Index, tmp_path: Path) -> None:
    folders = tmp_path / "one", tmp_path / "two"
    for folder in folders:
        write_search(index, folder)
    one, two = ([file for file in sorted(folder.rglob("*")) if file.is_file()] for folder in folders)
    assert [file.relative_to(folders[0]) for file in one] == [file.relative_to(folders[1]) for file in two]
    assert all(filecmp.cmp(a, b, shallow=False) for a, b in zip(one, two, strict=True))
    assert not [file for file in one if "ui" in file.name or "highlight" in file.name or "worker" in file.name]

"""Search: the words of a passage lead to it, every name to its entry; nothing is loaded before it is wanted."""

import filecmp
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from edition.formats.search_index import search_records, write_search
from edition.model.addresses import address_of
from edition.model.edition import NamedEntity, Person, names_of
from edition.model.index import Index
from tests.helpers.browsing import Tab, elapsed, violations
from tests.helpers.pages import Site
from tests.helpers.searching import check_phrases, found_by, has, windows


@pytest.fixture
def page(tab: Tab) -> Page:
    return tab.open("search/")


@pytest.fixture
def second_page(second_tab: Tab) -> Page:
    return second_tab.open("search/")


@pytest.fixture(params=["real", "second"])
def searched(request: pytest.FixtureRequest) -> tuple[Index, Page]:
    """Both editions in turn: the index, and the page of the search."""
    names = ("index", "page") if request.param == "real" else ("second_index", "second_page")
    index, page = map(request.getfixturevalue, names)
    return index, page


def field(page: Page) -> Any:
    return page.get_by_role("search", name="Search", exact=True).get_by_role("searchbox")


def status(page: Page) -> Any:
    return page.locator("#page-search-status")


def test_any_six_words_give_a_passage_that_has_them_first(index: Index, page: Page) -> None:
    asked = sorted({window for passage in index.by_kind["paragraph"] for window in windows(passage, 6)})
    having = [{address_of(p) for p in index.passages.values() if window in p.words} for window in asked]
    firsts = [bool({*answer[:1]} & wanted) for answer, wanted in zip(found_by(page, asked), having, strict=True)]
    missed = [window for window, first in zip(asked, firsts, strict=True) if not first]
    rate = sum(firsts) / len(firsts)
    print(f"\n{rate:.2%} of {len(asked)} windows of {len(index.by_kind['paragraph'])} paragraphs; missed: {missed}")
    assert rate >= 0.98


@pytest.mark.parametrize("quotes", ['"{}"', "“{}”"])
def test_a_phrase_in_quotes_gives_exactly_the_passages_that_have_it(index: Index, page: Page, quotes: str) -> None:
    every = {
        window.strip("“”.,;:()") for p in index.passages.values() for size in (1, 2, 3) for window in windows(p, size)
    }
    clean = sorted(phrase for phrase in every if phrase and not set(phrase) & set('“”"') and phrase[0].isalnum())
    phrases = random.Random(1).sample(clean, min(200, len(clean)))
    turned = [" ".join(reversed(phrase.split())) for phrase in phrases if " " in phrase]
    check_phrases(index, page, [*phrases, *turned, *(phrase.replace(" ", "  ") for phrase in phrases[:9])], quotes)


def test_a_phrase_and_other_words_are_both_wanted(index: Index, page: Page) -> None:
    passage = max(index.passages.values(), key=lambda passage: len(passage.words))
    *_, phrase, other = (window.strip(".,;:()") for window in windows(passage, 2))
    both, none = found_by(page, [f'{other} "{phrase}"', f'"{phrase}" {other} zzzz'])
    assert none == []
    assert address_of(passage) in both
    for passage in index.passages.values():
        assert address_of(passage) not in both or has(passage, phrase)


def test_everything_is_found_by_every_name(searched: tuple[Index, Page]) -> None:
    index, page = searched
    asked: dict[str, set[str]] = {}
    for ref, entity in index.entities.items():
        names = [*names_of(entity)] if isinstance(entity, NamedEntity) else [*names_of(entity), f"SDG {ref.id}"]
        names += [entity.supplied_name] if isinstance(entity, Person) and entity.supplied_name else []
        for name in names:
            asked.setdefault(name, set()).add(address_of(ref))
    answers = zip(asked, found_by(page, list(asked)), strict=True)
    assert [(name, found[:1]) for name, found in answers if not {*found[:1]} & asked[name]] == []


def test_an_entry_of_which_nothing_is_said_is_found_and_not_repeated(second_page: Page) -> None:
    field(second_page).fill("Rope Code")
    first = second_page.locator("#page-results li").first
    expect(first.locator("a")).to_contain_text("Rope Code")
    expect(first.locator(".result__words")).to_have_count(0)


def test_passages_are_found_by_their_labels(searched: tuple[Index, Page]) -> None:
    index, page = searched
    answers = found_by(page, [passage.label for passage in index.passages.values()])
    for passage, answer in zip(index.passages.values(), answers, strict=True):
        assert answer[0] == address_of(passage)


def test_a_result_says_where_it_leads_and_leads_there(index: Index, page: Page) -> None:
    passage = index.by_kind["paragraph"][-1]
    words = next(windows(passage, min(6, len(passage.words.split())))).strip("“”.,;:()")
    field(page).fill(words)
    link = page.locator("#page-results a").first
    place = passage.session.short_title if passage.session else ""
    expect(link).to_have_text(re.compile(rf"^{re.escape(passage.label)} .*{re.escape(place)}$"))
    quote = page.locator("#page-results .quote").first
    expect(quote).to_have_attribute("data-quote", passage.id)
    assert quote.text_content() in passage.words  # type: ignore[operator]
    expect(quote.locator("mark")).to_have_text([words])
    link.click()
    expect(page).to_have_url(re.compile(rf"/idm/{re.escape(address_of(passage))}$"))


def test_every_quote_is_of_its_passage(index: Index, page: Page) -> None:
    having = Counter(
        word for passage in index.passages.values() for word in {*re.findall(r"\b[a-z]{3,}\b", passage.words)}
    )
    for query, count in having.most_common(4):
        field(page).fill(query)
        expect(status(page)).to_contain_text(f"for “{query}”")
        quotes = page.locator("#page-results .quote").evaluate_all(
            "all => all.map(q => [q.dataset.quote, q.textContent])"
        )
        assert len(quotes) >= min(count, 2)
        for id_, text in quotes:
            assert text in index.passages[id_].words


def test_the_status_tells_the_count(index: Index, page: Page) -> None:
    expect(status(page)).to_have_attribute("role", "status")
    expect(status(page)).to_have_text("")
    field(page).fill("zzzz")
    expect(status(page)).to_have_text("No results for “zzzz”")
    words = " ".join(index.by_kind["paragraph"][0].words.split()[:3])
    field(page).fill(words)
    expect(status(page)).to_have_text(re.compile(rf"^\d+ results? for “{re.escape(words)}”$"))
    field(page).fill('"10 October 1900"')
    expect(status(page)).to_have_text('No results for "10 October 1900"')
    field(page).fill("")
    expect(status(page)).to_have_text("")
    expect(page.locator("#page-results a")).to_have_count(0)


def test_a_search_is_an_address_and_back_goes_to_the_one_before(second_tab: Tab) -> None:
    page = second_tab.open("search/?q=LHT")
    expect(page.locator("#page-results a").first).to_contain_text("League of Harbour Towns")
    expect(field(page)).to_have_value("LHT")
    field(page).fill("“tides &")
    field(page).fill("Saltmarsh Institute")
    expect(page).to_have_url(re.compile(r"\?q=Saltmarsh\+Institute$"))
    expect(page.locator("#page-results a").first).to_contain_text("Saltmarsh Institute")
    field(page).press("Enter")
    field(page).fill("Warden")
    field(page).press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=Warden$"))
    for query, first in (("Saltmarsh Institute", "Saltmarsh Institute"), ("LHT", "League of Harbour Towns")):
        page.go_back()
        expect(field(page)).to_have_value(query)
        expect(page.locator("#page-results a").first).to_contain_text(first)


def test_the_header_of_any_page_searches(second_tab: Tab) -> None:
    page = second_tab.open("sessions/salt-water/")
    page.get_by_role("searchbox").first.fill("Mirela Sandoz-Pike")
    page.get_by_role("searchbox").first.press("Enter")
    expect(page).to_have_url(re.compile(r"/idm/search/\?q=Mirela\+Sandoz-Pike$"))
    expect(page.locator("#page-results a").first).to_contain_text("Mirela Sandoz-Pike")


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


def test_the_keyboard_is_enough(second_page: Page) -> None:
    page = second_page
    field(page).focus()
    page.keyboard.type("harbour towns")
    expect(status(page)).to_contain_text("“harbour towns”")
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
    expect(field(page)).to_have_value("harbour towns")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    target = links.nth(0).get_attribute("href") or "nowhere"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(target) + "$"))


def test_axe_finds_nothing_in_results(second_tab: Tab) -> None:
    page = second_tab.open("search/?q=harbour+towns")
    expect(page.locator("#page-results a").first).to_be_visible()
    assert violations(page) == []


def test_without_scripts_the_full_text_is_offered(browser: Browser, web: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{web}search/")
    expect(page.locator(".no-script-only")).to_contain_text("Search needs JavaScript")
    page.locator(".no-script-only a").click()
    expect(page).to_have_url(f"{web}full-text/")
    context.close()


def test_a_search_that_cannot_be_loaded_says_so_and_can_be_tried_again(
    context: BrowserContext, second_web: str
) -> None:
    page = context.new_page()
    page.route("**/pagefind/*.pagefind", lambda route: route.abort())
    page.goto(f"{second_web}search/?q=harbour")
    expect(status(page)).to_contain_text("could not be loaded")
    page.unroute("**/pagefind/*.pagefind")
    field(page).press("Enter")
    expect(page.locator("#page-results a").first).to_be_visible()


def test_a_record_for_each_passage_and_each_entry(index: Index) -> None:
    records = list(search_records(index))
    assert {record.passage: record.text for record in records if record.passage} == {
        passage.id: passage.words for passage in index.passages.values()
    }
    addresses = [*map(address_of, index.passages.values()), *map(address_of, index.entities)]
    assert [record.address for record in records] == addresses


def test_the_same_data_gives_the_same_bytes(index: Index, tmp_path: Path) -> None:
    folders = tmp_path / "one", tmp_path / "two"
    for folder in folders:
        write_search(index, folder)
    one, two = ([file for file in sorted(folder.rglob("*")) if file.is_file()] for folder in folders)
    assert [file.relative_to(folders[0]) for file in one] == [file.relative_to(folders[1]) for file in two]
    assert all(filecmp.cmp(a, b, shallow=False) for a, b in zip(one, two, strict=True))
    assert not [file for file in one if "ui" in file.name or "highlight" in file.name or "worker" in file.name]

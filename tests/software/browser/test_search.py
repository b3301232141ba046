"""Search: the words of a passage lead to it, every name to its entry; nothing is loaded before it is wanted."""

import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from itertools import product
from typing import Any

import pytest
import yaml
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from edition.document.addresses import address_of
from edition.document.index import Index
from edition.document.passages import Passage
from edition.formats.search_index import search_records
from edition.kinds.event import Event
from edition.kinds.framework import Framework
from edition.kinds.person import Person
from edition.kinds.source import Source
from edition.records.records import Ref
from edition.site.sections import sections_of
from tests.helpers.browsing import NewPage, Tab, also_in_firefox, elapsed, script, violations
from tests.helpers.needs import needs_some
from tests.helpers.pages import Site
from tests.helpers.projects import PROJECT
from tests.helpers.sampling import Sample
from tests.helpers.searching import answers_to, found_by, has, in_words, windows

STATUS, RESULTS = "#page-search-status", "#page-results li"
FOUND = "#page-found"
"""What the header shows as one types."""
TYPED = yaml.safe_load((PROJECT / "tests" / "typed.yml").read_text(encoding="utf-8"))


@pytest.fixture
def page(tab: Tab) -> Page:
    return tab.open("search/")


@pytest.fixture
def second_page(second_tab: Tab) -> Page:
    return second_tab.open("search/")


@pytest.fixture(params=[("index", "page"), ("second_index", "second_page")], ids=["real", "second"])
def searched(request: pytest.FixtureRequest) -> tuple[Index, Page]:
    """Both editions in turn: the index, and the page of the search."""
    index, page = map(request.getfixturevalue, request.param)
    return index, page


def field(page: Page) -> Locator:
    return page.get_by_role("search", name="Search", exact=True).get_by_role("searchbox")


def missed(page: Page, wanted: dict[str, set[str]]) -> list[tuple[str, list[str]]]:
    """The queries whose first result is at none of the addresses wanted, with the address that it has."""
    answers = zip(wanted, found_by(page, list(wanted)), strict=True)
    return [(query, found[:1]) for query, found in answers if not {*found[:1]} & wanted[query]]


def test_any_six_words_give_a_passage_that_has_them_first(searched: tuple[Index, Page], sample: Sample) -> None:
    """Or the entry of that name; so do all the words of a long passage, of which only the beginning is searched for."""
    index, page = searched
    passages = index.passages.values()
    asked = sample(sorted({window for passage in passages for window in windows(passage, 6)}), every=4)
    asked.append(max((passage.words for passage in passages), key=len))
    named = {in_words(name): address_of(ref) for ref, one in index.entities.items() for name in one.in_words()}
    wanted = {window: {address_of(p) for p in passages if in_words(window) in in_words(p.words)} for window in asked}
    assert missed(page, {window: found | {named.get(in_words(window), "")} for window, found in wanted.items()}) == []


def test_a_phrase_in_quotes_gives_exactly_the_passages_that_have_it(index: Index, page: Page) -> None:
    every = {
        window.strip("“”.,;:()") for p in index.passages.values() for size in (1, 2, 3) for window in windows(p, size)
    }
    clean = sorted(phrase for phrase in every if phrase and not set(phrase) & set('“”"') and phrase[0].isalnum())
    phrases = random.Random(1).sample(clean, min(200, len(clean)))
    turned = [" ".join(reversed(phrase.split())) for phrase in phrases if " " in phrase]
    asked = [*phrases, *turned, *(phrase.replace(" ", "  ") for phrase in phrases[:9])]
    addresses = {address_of(passage): passage for passage in index.passages.values()}
    for quotes in ('"{}"', "“{}”"):
        answers = found_by(page, [quotes.format(phrase) for phrase in asked])
        for phrase, answer in zip(asked, answers, strict=True):
            having = {address for address, one in addresses.items() if has(one, " ".join(phrase.split()))}
            assert {*answer} & addresses.keys() == having, phrase


def test_a_phrase_and_other_words_are_both_wanted(index: Index, page: Page) -> None:
    passage = max(index.passages.values(), key=lambda passage: len(passage.words))
    *_, phrase, other = (window.strip(".,;:()") for window in windows(passage, 2))
    having = {address_of(passage) for passage in index.passages.values() if has(passage, phrase)}
    both, near, none = found_by(page, [f'{other} "{phrase}"', f'"{phrase}" {other} zzzz', f'"{phrase} zzzz" {other}'])
    assert address_of(passage) in both and address_of(passage) in near
    assert {*both, *near} & {*map(address_of, index.passages.values())} <= having
    assert none == []


def test_everything_is_found_by_every_name_and_identifier(searched: tuple[Index, Page]) -> None:
    index, page = searched
    wanted: dict[str, set[str]] = {}

    def bears(what: Passage | Ref, *names: str) -> None:
        for name in names:
            wanted.setdefault(name, set()).add(address_of(what))

    for id_, passage in index.passages.items():
        bears(passage, id_, id_.upper(), f"#{id_}", f"https://example.org/{address_of(passage)}.", passage.label)
    labels = {passage.label for passage in index.passages.values()}
    for ref, entity in index.entities.items():
        bears(ref, *entity.in_words())
        if isinstance(entity, Person) and entity.supplied_name:
            bears(ref, entity.supplied_name)
        if ref.kind in ("goal", "target"):
            bears(ref, *{f"{ref.kind} {ref.id}", f"SDG {ref.id}", f"#{ref.kind}-{ref.id}", ref.id} - labels)
    borne = {framework.symbol for framework in index.of(Framework)}
    bearers: list[Framework | Source] = [*index.of(Framework)]
    bearers += (source for source in index.of(Source) if source.symbol not in borne)
    for one in bearers:
        if one.symbol:
            bears(one.ref, one.symbol, one.symbol.lower())
    assert missed(page, wanted) == []


def forms_of(day: date) -> list[str]:
    """A day as people type it."""
    american = ["%m/%d/%Y"] if day.day > 12 else []
    capitals = [f"{day:%-d %B, %Y}".lower(), f"{day:%-d %B}".upper()]
    return [*(day.strftime(form) for form in TYPED["days"] + american), *capitals]


def test_a_date_in_any_form_leads_to_the_events_of_that_day(searched: tuple[Index, Page], sample: Sample) -> None:
    index, page = searched
    spans = {event.ref: (event.start, event.end or event.start) for event in index.of(Event) if event.start}
    needs_some(spans, "events with a day")
    days = {start + timedelta(days=more) for start, end in spans.values() for more in range((end - start).days + 1)}
    asked = sample([(day, form) for day in sorted(days) for form in forms_of(day)], every=3)
    wanted: dict[str, set[str]] = {}
    for day, form in asked:
        wanted.setdefault(form, set()).update(address_of(e) for e, (start, end) in spans.items() if start <= day <= end)
    assert missed(page, wanted) == []


def test_numbers_that_are_no_dates_stay_what_they_are(second_page: Page) -> None:
    absent = ["31/31/1900", "1.2.3", "99 March 1900", "2016-13-45", "1/2/3/4"]
    assert found_by(second_page, absent) == [[]] * len(absent)


def test_a_name_is_found_with_any_apostrophe_or_none(new_page: NewPage, second_site: Site) -> None:
    rows = [[f"#{at}", name, "", f"Of {name}’s end.", [], "", [], []] for at, name in enumerate(TYPED["names"])]
    engine = (second_site.folder / "assets" / "search-engine.js").read_text(encoding="utf-8")
    asked = [
        (at, words.replace("@", form))
        for at, name in enumerate(TYPED["names"])
        for spelt in [re.sub("[’'ʻ]", "@", name)]
        for words in (spelt, spelt.split()[-1].lower(), f"{spelt}’s", f'"{spelt}"')
        for form in TYPED["apostrophes"]
        if form or '"' not in words
    ]
    found = new_page().evaluate(script("rowsFound"), [engine, rows, [query for _, query in asked]])
    assert [(query, got) for (at, query), got in zip(asked, found, strict=True) if got[:1] != [[at, True]]] == []


def test_the_status_tells_the_count_and_a_result_where_it_leads(index: Index, page: Page) -> None:
    expect(page.locator(STATUS)).to_have_attribute("role", "status")
    expect(page.locator(STATUS)).to_have_text("")
    passage = index.by_kind["paragraph"][-1]
    words = next(windows(passage, min(6, len(passage.words.split())))).strip("“”.,;:()")
    says: dict[str, Any] = {words: re.compile(rf"^\d+ results? for “{re.escape(words)}”$"), "": ""}
    says |= {"zzzz": "No results for “zzzz”", '"10 October 1900"': 'No results for "10 October 1900"'}
    for query in (*says, words):
        field(page).fill(query)
        expect(page.locator(STATUS)).to_have_text(says[query])
        expect(page.locator(RESULTS).first).to_be_visible(visible=query == words)
    link = page.locator(RESULTS).first.locator("a")
    place = passage.session.short_title if passage.session else ""
    expect(link).to_have_text(re.compile(rf"^{re.escape(passage.label)} .*{re.escape(place)}$"))
    quote = page.locator("#page-results .quote").first
    expect(quote).to_have_attribute("data-quote", passage.id)
    assert (quote.text_content() or "nothing") in passage.words
    expect(quote.locator("mark")).to_have_text([words])
    link.click()
    expect(page).to_have_url(re.compile(rf"/idm/{re.escape(address_of(passage))}$"))


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


@also_in_firefox
def test_the_header_of_any_page_finds_as_one_types_and_is_used_by_key(second_tab: Tab) -> None:
    page = second_tab.open("sessions/salt-water/")
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Search the edition")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("harbour tow")
    says = re.compile(r"^\d+ results for “harbour tow”\. Press Enter for all\.$")
    expect(page.locator(FOUND).get_by_role("status")).to_have_text(says)
    expect(box).to_have_attribute("aria-expanded", "true")
    groups = page.locator(FOUND).get_by_role("group")
    assert [group.get_attribute("aria-label") for group in groups.all()] == ["Passages", "Entries", "Pages"]
    options = page.locator(FOUND).get_by_role("option")
    for key, at in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowDown", 1)):
        page.keyboard.press(key)
        expect(options.nth(at)).to_have_attribute("aria-selected", "true")
        expect(box).to_have_attribute("aria-activedescendant", options.nth(at).get_attribute("id") or "")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(FOUND).get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("harbour tow")
    page.keyboard.press("ArrowDown")
    expect(page.locator(FOUND).get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    target = options.nth(0).get_attribute("href") or "nowhere"
    page.keyboard.press("Enter")
    expect(page).to_have_url(target)


def test_the_header_closes_when_the_focus_leaves_and_enter_and_a_press_lead_on(second_tab: Tab) -> None:
    page = second_tab.open("sessions/salt-water/")
    box, listed = page.locator(".site-search input"), page.locator(FOUND).get_by_role("listbox")
    box.fill("Mirela Sandoz-Pike")
    option = listed.get_by_role("group", name="Entries").get_by_role("option").first
    expect(option).to_contain_text("Mirela Sandoz-Pike")
    page.locator(".site-footer").click()
    expect(listed).to_be_hidden()
    box.press("Enter")
    expect(page).to_have_url(f"{second_tab.web}search/?q=Mirela+Sandoz-Pike")
    expect(page.locator(RESULTS).first).to_contain_text("Mirela Sandoz-Pike")
    box.fill("Mirela")
    target = option.get_attribute("href") or "nowhere"
    option.click()
    expect(page).to_have_url(target)
    expect(listed).to_be_hidden()


@also_in_firefox
def test_a_question_is_answered_first_with_a_link_and_what_is_none_is_not(second_tab: Tab, second_index: Index) -> None:
    """A question with more words has no answer; an entry of which nothing is known is not repeated."""
    place = second_index.event.place
    for query in ("Where was it held?", "where was the document held"):
        page = second_tab.open(f"search/?q={query}")
        first = page.locator(RESULTS).first
        expect(first).to_contain_text(f"It was held at {place}.")
        expect(first.get_by_role("link")).to_have_attribute("href", re.compile("/events/#harbour-forum$"))
    assert violations(page) == []
    refs = dict.fromkeys(ref for one in second_index.passages.values() for ref in one.mentions)
    names = [second_index.entities[ref].name for ref in refs if ref.kind == "framework"]
    field(page).fill("which codes are mentioned")
    expect(first).to_contain_text(f": {', '.join(names)}.")
    field(page).fill("where was it held in winter")
    expect(page.locator(STATUS)).to_contain_text("“where was it held in winter”")
    expect(page.get_by_text("It was held at")).to_have_count(0)
    field(page).fill("Rope Code")
    expect(first.locator("a")).to_contain_text("Rope Code")
    expect(first.locator(".result__words")).to_have_count(0)
    page = second_tab.open("speakers/")
    page.locator(".site-search input").fill("where was it held")
    option = page.locator(FOUND).get_by_role("group", name="Answer").get_by_role("option")
    expect(option).to_contain_text(f"It was held at {place}.")
    option.click()
    expect(page).to_have_url(f"{second_tab.web}events/#harbour-forum")


def test_pages_and_their_parts_are_found_after_passages_and_entries(searched: tuple[Index, Page]) -> None:
    _, page = searched
    asked = ["download", "privacy", "sources", "words of the document", "version"]
    for query, answer in zip(asked, answers_to(page, asked), strict=True):
        kinds = [result["kind"] for result in answer if result["degree"] < 3]  # others are only similar
        assert {*kinds[kinds.index("page") :]} == {"page"}, query


def test_every_part_of_a_page_that_is_found_is_there(site: Site, second_site: Site) -> None:
    for built in (site, second_site):
        addresses = [address for address, _ in sections_of(built.folder, ())]
        assert {"about/", "about/#page-rights", "cite/", "take-along/", "data/"} <= {*addresses}
        assert "how-to-edit/" not in addresses  # it is not in the menu
        for address in addresses:
            page, _, anchor = address.partition("#")
            assert not anchor or built.pages[page].by_id(anchor) is not None


def test_nothing_is_loaded_before_it_is_wanted(tab: Tab, site: Site, sample: Sample) -> None:
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url))
    for name in sample(site.pages, every=4, first=1):
        tab.open(name)
    page = tab.open("search/")
    field(page).focus()
    page.locator(".site-search input").focus()
    elapsed(page, 500)  # time to ask for something
    assert [url for url in asked if re.search("search-(index|engine)", url)] == []
    field(page).press("G")
    expect(page.locator(STATUS)).to_contain_text("for “G”")
    assert sorted(re.findall(r"search-[a-z]+\.js", " ".join(asked))) == ["search-engine.js", "search-index.js"]


DEGREES = {
    "harbours": (0, "results for"),
    "HARBÓURS": (0, "results for"),
    "harbors": (1, "other forms or spellings"),
    "delegate asking": (1, "other forms or spellings"),
    "pledges to the shore": (2, "words for the same"),
    "harbuors": (3, "similar"),
    "harbours zzzz": (4, "come near"),
}


def test_each_degree_of_nearness_says_so_and_a_typing_mistake_is_corrected_by_a_link(second_page: Page) -> None:
    page = second_page
    for query, (degree, says) in DEGREES.items():
        field(page).fill(query)
        expect(page.locator(STATUS)).to_have_text(re.compile(f"{says}.*“{query}”$"))
        expect(page.locator(RESULTS).first).to_have_attribute("data-degree", str(degree))
    field(page).fill("Where are smal harbuors?")
    meant = page.locator("#page-search-meant a")
    expect(meant).to_have_text("Where are smal harbours?")
    meant.click()
    expect(field(page)).to_have_value("Where are smal harbours?")
    expect(page.locator("#page-search-meant")).to_be_hidden()


def test_an_excerpt_begins_with_a_sentence_or_says_that_it_does_not(index: Index, page: Page, sample: Sample) -> None:
    long = [passage for passage in index.passages.values() if len(passage.words.split()) > 60]
    for passage in needs_some(long, "passages of more than 60 words"):
        for window in sample(list(windows(passage, 6))[:: len(passage.words) // 60], every=3):
            field(page).fill(f'"{window.strip("“”.,;:()")}"')
            field(page).press("Enter")
            quote = page.locator(f'[data-quote="{passage.id}"]').first
            expect(quote.locator("mark").first).to_be_visible()
            shown = quote.text_content() or ""
            start = passage.words.index(shown)
            cut = quote.evaluate("quote => quote.parentElement.classList.contains('is-cut-before')")
            assert cut == (start > 0 and not re.search(r"[.!?][”’)]*\s+$", passage.words[:start])), shown


def test_the_keyboard_is_enough(second_page: Page) -> None:
    page = second_page
    field(page).focus()
    page.keyboard.type("harbour towns")
    expect(page.locator(STATUS)).to_contain_text("“harbour towns”")
    box, links = field(page), page.locator("#page-results a")
    first, second = links.nth(0), links.nth(1)
    keys = ["ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowDown", "Escape", "ArrowDown"]
    for key, focused in zip(keys, (first, second, first, box, first, box, first), strict=True):
        page.keyboard.press(key)
        expect(focused).to_be_focused()
    expect(box).to_have_value("harbour towns")
    target = first.get_attribute("href") or "nowhere"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(target) + "$"))


def test_without_scripts_the_header_leads_to_the_page_that_offers_the_full_text(new_page: NewPage, web: str) -> None:
    page = new_page(f"{web}about/", java_script_enabled=False)
    page.get_by_role("searchbox", name="Search the edition").fill("data")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{web}search/?q=data")
    expect(page.locator("#page-content .no-script-only")).to_contain_text("Search needs JavaScript")
    page.locator(".no-script-only a").click()
    expect(page).to_have_url(f"{web}full-text/")


def test_of_a_long_text_the_beginning_is_searched_for_and_the_status_says_so(second_page: Page) -> None:
    page = second_page
    header, says_header = page.locator(".site-search input"), page.locator(FOUND).get_by_role("status")
    for box, says in ((field(page), page.locator(STATUS)), (header, says_header)):
        for piece in ("a", "1 ", '"', "𝒜", "no ", "harbuor ", "1/1/", "1 May "):
            box.fill(piece * (50_000 // len(piece)))
            expect(says, piece).to_have_text(re.compile("^Only the first 400 characters were searched for"))
            assert len(says.text_content() or "") < 1_200
            assert len(page.url) < 4_000 and len(page.title()) < 500
            box.fill("")
            expect(says).to_have_text("")


NO_INDEX = ["", "<!doctype html>", "globalThis.searchIndex = 1;", "globalThis.searchIndex = [[[]], [[]]];"]
ANSWERS: dict[str, Callable[[Route], None]] = {
    "none yet": lambda route: None,
    "none": lambda route: route.abort(),
    **{body: partial(Route.fulfill, body=body, content_type="text/javascript") for body in NO_INDEX},
}
TYPED_INTO = product(["search/", "speakers/"], ["index", "engine"], ["none yet"])
OPENED = product(["search/?q=harbou"], ["index"], ["none", *NO_INDEX])


@pytest.mark.parametrize(("where", "file", "answer"), [*TYPED_INTO, *OPENED])
def test_a_search_that_does_not_come_or_is_none_says_so_and_is_tried_again(
    context: BrowserContext, second_web: str, where: str, file: str, answer: str
) -> None:
    """At the next letter, or when one presses Enter on the page of the search."""
    page = context.new_page()
    page.clock.install()
    page.route(f"**/search-{file}.js*", ANSWERS[answer])
    page.goto(second_web + where)
    box = field(page) if where.startswith("search") else page.locator(".site-search input")
    says = page.locator(STATUS) if where.startswith("search") else page.locator(FOUND).get_by_role("status")
    if "?" not in where:
        box.press_sequentially("harbou")
    page.clock.run_for(1_000)
    if answer == "none yet":
        expect(says).to_have_text("Searching…")
    page.clock.run_for(15_000)
    expect(says).to_contain_text("could not be loaded")
    page.unroute(f"**/search-{file}.js*")
    if answer == "none":
        box.press("Enter")
    else:
        box.fill("harbour")
    page.clock.run_for(1_000)
    expect(says).to_have_text(re.compile("[0-9] results for “harbou"))


def test_a_record_for_each_passage_with_what_it_mentions_and_each_entry(index: Index) -> None:
    records = list(search_records(index))
    of_passages = {record.passage: record for _, record in records if record.passage}
    assert {id_: record.text for id_, record in of_passages.items()} == {
        passage.id: passage.words for passage in index.passages.values()
    }
    for id_, record in of_passages.items():
        assert {index.entities[ref].name for ref in index.passages[id_].mentions} <= {*record.also}
    borne = {framework.symbol for framework in index.edition.of(Framework)} | {None}
    left_out = {source.ref for source in index.of(Source) if source.symbol in borne}
    found = (ref for ref in index.entries if ref not in left_out)
    addresses = [*map(address_of, index.passages.values()), *map(address_of, found)]
    assert [address for address, _ in records] == addresses
    places = {record.place for address, record in records if address.startswith("speakers/")}
    assert places <= {"People"}  # not that they spoke

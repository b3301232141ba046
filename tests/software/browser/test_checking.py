"""A quotation is checked: found where it is word for word, and whatever is changed is shown as changed."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from edition.document import addresses
from edition.document.addresses import address_of
from edition.document.index import Index
from edition.document.passages import Passage
from edition.formats.citations import formatted, record_of
from edition.kinds.attribution import Attribution
from tests.helpers.browsing import Tab, also_in_firefox, script, violations
from tests.helpers.needs import needs_some, neighbours
from tests.helpers.pages import Site
from tests.helpers.projects import PROJECT
from tests.helpers.sampling import Sample
from tests.helpers.searching import windows


class Answer(NamedTuple):
    """What is said of a text: the verdict, the passages of its first part, and the milliseconds that it took."""

    verdict: str
    places: list[str]
    time: float


Compare = Callable[[list[dict[str, str]], list[str]], list[Answer]]
"""Compares texts with passages."""


@pytest.fixture(scope="module")
def compare(browser: Browser) -> Iterator[Compare]:
    """By the module alone."""
    module = (PROJECT / "docs" / "assets" / "js" / "comparing.js").read_text(encoding="utf-8")
    with browser.new_page() as page:
        yield lambda passages, texts: [
            Answer(*found) for found in page.evaluate(script("compared"), [module, passages, texts])
        ]


def passages_of(index: Index) -> list[dict[str, str]]:
    return [{"id": one.id, "label": one.label, "words": one.words} for one in index.passages.values()]


def assert_verdicts(compare: Compare, index: Index, cases: dict[str, str]) -> None:
    """Each text has the verdict that it should have."""
    answers = compare(passages_of(index), [*cases])
    assert {text: answer.verdict for text, answer in zip(cases, answers, strict=True)} == cases


def test_every_window_of_four_words_up_is_found_word_for_word(
    compare: Compare, document: Index, sample: Sample
) -> None:
    wanted = [
        (passage.id, text)
        for passage in document.passages.values()
        for size in range(min(4, len(passage.words.split())), len(passage.words.split()) + 1)
        for text in windows(passage, size)
    ]
    chosen = sample(wanted, every=29)
    answers = compare(passages_of(document), [text for _, text in chosen])
    for (id_, text), answer in zip(chosen, answers, strict=True):
        assert answer.verdict == "exact" and id_ in answer.places, text


def lookalike(word: str) -> str:
    """A word that is seen as the same, with letters of another script."""
    return word.translate(str.maketrans("aeop", "аеор"))


def changes(passage: Passage, foreign: list[str]) -> Iterator[str]:
    """A passage with one word changed, each in turn: negated, another number, other capitals, a word of elsewhere."""
    words = passage.words.split()
    for at, word in enumerate(words):
        digits = word.translate(str.maketrans("0123456789", "1234567890"))
        others = [
            f"{word}1" if word[-1].isalnum() else lookalike(word),
            lookalike(word),
            f"not {word}",
            f"{word} never {word}",
            "lemonade",
            foreign[at * 7 % len(foreign)],
            digits,
            word.swapcase(),
        ]
        for other in others:
            if other.casefold() != word.casefold() or (at and other != word):
                yield " ".join([*words[:at], other, *words[at + 1 :]])
        if 0 < at < len(words) - 1:
            yield " ".join([*words[:at], *words[at + 1 :]])


def test_every_change_of_a_single_word_is_a_change(compare: Compare, document: Index, sample: Sample) -> None:
    foreign = sorted({word for passage in document.passages.values() for word in passage.words.split()})
    long = [passage for passage in document.passages.values() if len(passage.words.split()) > 3]
    wanted = [(passage.id, text) for passage in long for text in changes(passage, foreign)]
    chosen = sample([(id_, text) for id_, text in wanted if text != document.passages[id_].words], every=101)
    answers = compare(passages_of(document), [text for _, text in chosen])
    for (id_, text), answer in zip(chosen, answers, strict=True):
        assert (answer.verdict, answer.places) == ("changed", [id_]), text


def test_words_that_are_joined_or_left_out_or_in_a_sentence_are_seen_as_such(compare: Compare, document: Index) -> None:
    long = [words for one in document.by_kind["paragraph"] if len(words := one.words.split()) >= 20]
    one, other, *_ = needs_some(sorted(long, key=len, reverse=True), "paragraphs of 20 words", 2)
    cases = {" ".join(one[2:9]) + join + " ".join(other[1:9]): "joined" for join in (" ", " … ", "\n\n")}
    for mark in ("…", "...", "[…]", "[...]", "(…)", ". . .", "[. . .]"):
        cases[f"“{' '.join(one[:6])} {mark} {' '.join(one[-6:])}”"] = "exact"
    cases[" ".join(one[:6] + one[7:20])] = "changed"
    whole, changed = " ".join(other[2:9]), " ".join([*other[2:5], "lemonade", *other[6:9]])
    for first, last in ("“”", '""', "‘’", "«»"):
        said = f"A sailor wrote {first}{' '.join(one[3:6])}{last} and then {first}{{}}{last}, which was true."
        cases |= {said.format(whole): "exact", said.format(changed): "changed"}
    assert_verdicts(compare, document, cases)


def test_the_whole_document_is_word_for_word(compare: Compare, document: Index) -> None:
    words = [passage.words for passage in document.passages.values()]
    numbered = [passage.in_source for passage in document.passages.values()]
    texts = ["\n\n".join(words), "\n".join(words), "\n\n".join(numbered), " ".join(words)]
    assert_verdicts(compare, document, {**dict.fromkeys(texts, "exact"), texts[0].upper(): "changed"})


def test_files_of_the_published_site_are_word_for_word(compare: Compare, index: Index, site: Site) -> None:
    files = (PROJECT / "data" / "source.txt", site.folder / "data" / "summary.txt")
    assert_verdicts(compare, index, {file.read_text(encoding="utf-8"): "exact" for file in files})


def hyphenated(text: str) -> str:
    """A text in lines, each long word in two of them."""
    return re.sub(r"([a-z]{4})([a-z]{4})", r"\1-\n\2", text)


CARRIED: dict[str, Callable[[str], str]] = {
    "lines of a PDF": hyphenated,
    "lines of a PDF in one": lambda text: hyphenated(text).replace("\n", " "),
    "soft hyphens": lambda text: text.replace("tion", "ti\u00adon"),
    "ligatures": lambda text: text.replace("ffi", "\ufb03").replace("ff", "\ufb00").replace("fi", "\ufb01"),
    "a mail": lambda text: "> " + re.sub(r"(.{50}\S*) |\n", r"\1\n> ", text),
    "bullets": lambda text: "• " + text.replace("\n", "\n• "),
    "marks of footnotes": lambda text: re.sub(r"(?<=[a-z])\.(?=\s|$)", ".1", text).replace(", ", "[12], "),
    "superscripts": lambda text: re.sub(r"(?<=[a-z])([.,])(?=\s|$)", r"\1¹²", text),
    "a reference": lambda text: text + " (IOM, 2016, para. 5.2)",
    "a source": lambda text: f"“{text}”\n— IOM, 2016",
    "marks of stress": lambda text: f"*{text}*",
    "non-breaking spaces": lambda text: text.replace(" ", "\u00a0").replace("\n", "\r\n"),
}


def test_the_marks_of_a_carrier_are_no_change_but_a_word_is(compare: Compare, document: Index) -> None:
    one, other = (passage.words for passage in neighbours(document))
    words = other.split()
    changed = " ".join([*words[:3], "lemonade", *words[4:]])
    for carry in CARRIED.values():
        cases = {carry(f"{one}\n{other}"): "exact", carry(f"{one}\n{changed}"): "changed"}
        assert_verdicts(compare, document, cases)


def test_several_paragraphs_are_found_each_in_its_place(compare: Compare, document: Index) -> None:
    one, other = neighbours(document)
    own = "I think that nobody in any harbour has expected this."
    cases = {
        f"{one.words}\n\n{other.words}": "exact",
        f"{one.words} {other.words}": "exact",
        f"{one.label} {one.words}\n{other.label} {other.words}": "exact",
        f"({one.label}) {one.words} ({other.label}) {other.words}": "exact",
        f"{other.label} {one.words}\n{other.label} {other.words}": "changed",
        f"{other.words}\n\n{one.words}": "joined",
        f"{one.words}\n\n{one.words}": "joined",
        f"{one.words}\n\n{own}\n\n{other.words}": "mixed",
        f"{one.words} {own} {other.words}": "mixed",
        f"{one.words}\n\nnot {other.words}": "changed",
        one.words.upper(): "changed",
        " ".join(word[:1].upper() + word[1:] for word in one.words.split()): "changed",
    }
    assert_verdicts(compare, document, cases)


HOSTILE = [*" \n\"',([-a…*¹é", "> ", "1.", "a-\n", "a ", "“a” ", "(A, ", "\u00ad\n"]
"""Signs and pieces; each is repeated to the length of the document."""


def test_strange_input_takes_no_longer_than_the_document(compare: Compare, index: Index) -> None:
    """Up to its length; what is more than four times as long is refused."""
    whole = "\n".join(one.words for one in index.passages.values())
    texts = [whole, whole, *((one * len(whole))[: len(whole)] for one in [*HOSTILE, *whole.split("\n")[::9]])]
    _, usual, *strange = compare(passages_of(index), texts)
    assert usual.verdict == "exact"
    # as many tokens as letters, at most six times as many as in words
    slow = [text[:9] for text, one in zip(texts[2:], strange, strict=True) if one.time > 10 * usual.time + 50]
    assert slow == []
    long = compare(passages_of(index), [one * (4 * len(whole) + 1) for one in HOSTILE])
    assert {answer.verdict for answer in long} == {"long"}


def test_what_editors_write_in_another_way_is_the_same_and_nothing_else(compare: Compare) -> None:
    known = yaml.safe_load((PROJECT / "tests" / "checked_texts.yml").read_text(encoding="utf-8"))
    for verdict, texts in known["verdicts"].items():
        answers = compare([{"id": "a", "label": "7.1", "words": known["words"]}], texts)
        assert [text for text, answer in zip(texts, answers, strict=True) if answer.verdict != verdict] == []


def answer(page: Page, text: str) -> Locator:
    """Have a text checked; gives the line that says what was found."""
    page.get_by_label("Words to check").fill(text)
    page.get_by_role("button", name="Check", exact=True).click()
    return page.locator("#page-check-status")


@also_in_firefox
def test_the_page_answers_with_place_citation_and_every_difference(tab: Tab, index: Index) -> None:
    long = [one for one in index.by_kind["paragraph"] if len(one.words.split()) >= 14]
    passage = max(needs_some(long, "paragraphs of 14 words"), key=lambda one: len(one.words))
    page = tab.open("search/")
    page.get_by_role("main").get_by_role("link", name="Check a quotation").click()
    page.wait_for_url("**/check/")  # and all that it loads
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    words = passage.words.split()
    expect(answer(page, f"“{' '.join(words[3:12])}”")).to_have_text(f"Word for word, {passage.label}")
    part = page.locator(".check__part")
    expect(part.locator("a.passage-link")).to_have_attribute("href", f"../{address_of(passage)}")
    texts = formatted(record_of(index, passage, "https://example.org/idm/"), index.edition.document)
    expect(part.locator(".check__citation")).to_have_text(texts["UN, footnote"])
    part.get_by_role("link", name=f"Cite {passage.label}", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    changed = " ".join([*words[3:7], "lemonade", *words[8:14]])
    expect(answer(page, changed)).to_have_text(f"Changed, {passage.label}")
    expect(part.locator(".check__words ins")).to_have_text("added: lemonade")
    expect(part.locator(".check__words del")).to_have_text(f"missing: {words[7].strip(',.')}")
    assert violations(page) == []
    expect(answer(page, "Lemonade is served to mermaids twice on Fridays")).to_have_text("Not in this document")
    own = "/cite/", "/favicon.svg"  # the citations, and what Firefox asks for late; nothing of what was pasted
    assert [url for url in asked if not any(part in url for part in own)] == []


def test_a_copy_of_the_whole_pdf_has_the_document_word_for_word(tab: Tab, site: Site, index: Index) -> None:
    pdf = "\n".join(page.extract_text() for page in PdfReader(site.folder / addresses.PDF).pages)
    page = tab.open("check/")
    expect(answer(page, pdf)).to_have_text(
        "Word for word, the whole document. The rest is this edition’s, not the document’s."
    )
    exact = page.locator("[data-verdict=exact] .passage-link").all_inner_texts()
    assert exact == [passage.label for passage in index.passages.values()]
    assert page.locator(".check__part").evaluate_all("all => new Set(all.map((one) => one.dataset.verdict)).size") == 2


ANSWERS = {
    "{0}\n\n{1}": "Word for word, {a} and {b}",
    "{1}\n\n{0}": "Word for word, but joined from several places: {b} and {a}",
    "{0}\n\nNobody in any harbour has said so.\n\n{1}": "Partly in this document: word for word, {a} and {b}. "
    "Other words are not in this document.",
    "{2}": "Changed, {a}: only capital letters",
    "They say “{0}” in a harbour.": "Word for word, {a}. "
    "The words outside the quotation marks are not in this document.",
    "In lines\nof its own": "Not in this document",
    "{3}": "This is too long to check at once. Paste at most {limit} characters.",
}


def test_the_answer_says_in_a_line_what_is_found_where(tab: Tab, index: Index) -> None:
    one, other = neighbours(index)
    limit = f"{4 * sum(len(passage.words) for passage in index.passages.values()):,}"
    page = tab.open("check/")
    for text, says in ANSWERS.items():
        filled = text.format(one.words, other.words, one.words.upper(), "x " * 24_000)
        expect(answer(page, filled)).to_have_text(says.format(a=one.label, b=other.label, limit=limit))
    # what the edition quotes, too, is the document's
    for quote in (one.quote for one in index.edition.of(Attribution) if len(one.quote.split()) > 3):
        expect(answer(page, f"They say “{quote}” in a harbour.")).to_have_text(re.compile("^Word for word, "))

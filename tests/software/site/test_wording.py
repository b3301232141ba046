"""Word for word: source, data and pages say the same."""

import re

import pytest

from edition.document.addresses import page_of
from edition.document.index import Index
from edition.document.passages import Passage
from edition.loading.source_text import departures_from, normalize
from tests.helpers.pages import Built, text_of
from tests.helpers.projects import PROJECT, SECOND


def source_words(index: Index) -> str:
    """The source by the rule of the issue, written down once more: lines may end in a hyphen."""
    words = ""
    for line in (PROJECT / "data" / index.edition.document.source).read_text(encoding="utf-8").splitlines():
        words += line.strip() if words.endswith("-") else " " + line.strip()
    return re.sub(r"\s+", " ", words).strip()


def test_data_in_order_is_the_source(index: Index) -> None:
    assert " ".join(passage.in_source for passage in index.passages.values()) == source_words(index)


def test_normalize_joins_lines_that_end_in_a_hyphen() -> None:
    assert normalize(" a  b \n(LH- \n TOWN) well-\nmanaged\n\nend\n") == "a b (LH-TOWN) well-managed end"


def test_every_passage_is_on_its_page_once_and_once_in_the_full_text_in_order(built: Built) -> None:
    index, site = built
    for passage in index.passages.values():
        holder = site.pages[page_of(passage)].by_id(passage.id)
        found = [element for element in holder.iter() if element.get("data-verbatim") == passage.id]
        on_page = site.pages[page_of(passage)].having("data-verbatim")
        outside_navigation = [e for e in on_page if e.get("data-verbatim") == passage.id and e.tag != "span"]
        assert len(found) == 1 and outside_navigation == found, passage.id
    full_text = site.pages["full-text/"]
    assert [element.get("data-verbatim") for element in full_text.having("data-verbatim")] == list(index.passages)
    assert all(text_of(full_text.by_id(id_)) for id_ in index.passages)


def test_words_and_quotes_are_exactly_those_of_their_passages(built: Built) -> None:
    index, site = built
    verbatim = quotes = 0
    for page in site.pages.values():
        for element in page.having("data-verbatim"):
            assert text_of(element) == index.passages[element.attrib["data-verbatim"]].words, page.name
            verbatim += 1
        for element in page.having("data-quote"):
            words = text_of(element)
            assert words and words in index.passages[element.attrib["data-quote"]].words, (page.name, words)
            quotes += 1
    mentions = sum(len(passage.mentions) for passage in index.passages.values())
    assert verbatim >= 2 * len(index.passages) and quotes >= mentions


def test_words_that_no_passage_has_are_told(second_index: Index) -> None:
    source = (SECOND / "data" / "text.txt").read_text(encoding="utf-8")
    (more,) = departures_from(source + "One more line.", second_index.passages.values())
    assert more.message == 'the source goes on with "One more line.", which no passage has'
    (between,) = departures_from(source.replace("WATER:", "Left out. WATER:"), second_index.passages.values())
    message = 'before this the source has "Left out.", which no passage has'
    assert between == (("sessions", 3, "heading"), message, 0)


def findings(*texts: str, source: str = "Yes. No. Nets [two] left. Yes. The end.") -> list[str]:
    """What is told of passages with these texts: which, how many characters into its text, and the message."""
    passages = [Passage(f"p{at}", "paragraph", "", text, ("p", at)) for at, text in enumerate(texts)]
    return [f"{path[1]}:{offset} {message}" for path, message, offset in departures_from(source, passages)]


def test_words_may_come_twice_and_in_brackets() -> None:
    assert findings("Yes.", "No.", "Nets [two] [left](a:b).", "Yes.", "The end.") == []


def test_behind_a_departure_the_next_passage_that_stands_in_the_source_says_where_to_go_on() -> None:
    assert findings("Yes.", "Now.", "[Newts](a:b).", "Yes.", "The ends.") == [
        '1:0 reads "Now." where the source has "No. Nets [two] left. Yes."',
        '2:1 "Newts." is not here in the source',
        '4:4 reads "ends." where the source has "end."',
    ]


@pytest.mark.parametrize(
    ("texts", "source", "expected"),
    {
        "two swapped": ("B. A. C.", "A. B. C.", ["1:0 p1 p0"]),
        "the first last": ("B. C. D. A.", "A. B. C. D.", ["3:0 p3 p0"]),
        "the last first": ("D. A. B. C.", "A. B. C. D.", ["1:0 p1 p0"]),
        "two times two swapped": ("B. A. D. C.", "A. B. C. D.", ["1:0 p1 p0", "3:0 p3 p2"]),
        "two swapped that come twice": ("B. A. B. A. C.", "A. B. A. B. C.", ["3:0 p3 p0"]),
    }.values(),
)
def test_passages_in_another_order_than_the_source_are_told_with_both(
    texts: str, source: str, expected: list[str]
) -> None:
    order = "the order differs: in the source, {} comes before {}"
    told = [f"{place} {order.format(*ids.split())}" for place, _, ids in (one.partition(" ") for one in expected)]
    assert findings(*texts.split(), source=source) == told


def test_passages_that_are_swapped_hide_no_words_that_no_passage_has() -> None:
    assert findings("B.", "A.", "D.", source="A. B. C. D. E.") == [
        "1:0 the order differs: in the source, p1 comes before p0",
        '2:0 before this the source has "C.", which no passage has',
        '2:2 the source goes on with "E.", which no passage has',
    ]


def test_a_passage_has_whole_words_of_the_source() -> None:
    assert findings("The end", source="The end.") == ['0:4 reads "end" where the source has "end."']
    assert findings("he end.", source="The end.") == ['0:0 reads "he end." where the source has "The end."']
    assert findings("Yes", "No.", source="Yes. No.") == ['0:0 reads "Yes" where the source has "Yes. No."']


@pytest.mark.parametrize(
    ("text", "source", "place", "own", "other"),
    {
        "an accent apart": ("cafe\u0301 here", "café here", 3, "e U+0301 (combining acute accent)", "é"),
        "an accent together": ("café here", "cafe\u0301 here", 3, "é", "e U+0301 (combining acute accent)"),
        "a soft hyphen": ("so\u00adft", "soft", 2, "U+00AD (soft hyphen)", "nothing"),
        "no soft hyphen": ("soft", "so\u00adft", 2, "nothing", "U+00AD (soft hyphen)"),
        "no width": ("wi\u200bd th", "wid th", 2, "U+200B (zero width space)", "nothing"),
        "a mark of direction at the end": ("the en\u200ed.", "the end.", 6, "U+200E (left-to-right mark)", "nothing"),
        "a ligature": ("the \ufb01rst", "the first", 4, "U+FB01 (latin small ligature fi)", "f i"),
        "a dash": ("1\u20112", "1-2", 1, "U+2011 (non-breaking hyphen)", "U+002D (hyphen-minus)"),
    }.values(),
)
def test_what_looks_like_the_source_is_told_by_its_characters(
    text: str, source: str, place: int, own: str, other: str
) -> None:
    (told,) = findings(text, source=source)
    word = next(word for word in source.split() if word not in text)
    message = f'"{word}" only looks like the source: it has {own} where that has {other}; copy the word from there'
    assert told == f"0:{place} {message}"


def test_what_a_reader_sees_differ_is_told_in_words() -> None:
    assert findings("résumé", source="resume") == ['0:0 reads "résumé" where the source has "resume"']


def test_a_departure_in_a_mention_is_told_at_its_first_letter() -> None:
    assert findings("Yes.", "No.", "Nets [two] [right](a:b).", "Yes.", "The end.") == [
        '2:12 reads "right." where the source has "left. Yes. The end."'
    ]


def test_a_passage_with_a_broken_link_is_passed_over() -> None:
    assert findings("Yes.", "[No](a:b.", "Newts.", "Yes.", "The end.") == ['2:0 "Newts." is not here in the source']


def test_the_source_may_end_before_the_passages_and_the_passages_before_the_source() -> None:
    assert findings("Yes.", "No way.", source="Yes. No") == ['1:0 reads "No way." where the source has "No"']
    assert findings("[Yes.](a:b)", source="Yes. No.") == ['0:11 the source goes on with "No.", which no passage has']
    assert findings("Yes.", "Now.", source="Yes. No. More.") == ['1:0 reads "Now." where the source has "No. More."']

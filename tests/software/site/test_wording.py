"""Word for word: source, data and pages say the same."""

import re
from typing import Any

import pytest
import yaml

from edition.document.addresses import page_of
from edition.document.index import Index
from edition.document.passages import Passage
from edition.loading.source_text import departures_from, normalize
from tests.helpers.pages import Built, text_of
from tests.helpers.projects import PROJECT


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


CASES = yaml.safe_load((PROJECT / "tests" / "departures.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_departure_is_told_at_its_place(case: dict[str, Any]) -> None:
    passages = [Passage(f"p{at}", "paragraph", "", text, ("p", at)) for at, text in enumerate(case["texts"])]
    found = departures_from(case.get("source", "Yes. No. Nets [two] left. Yes. The end."), passages)
    assert [f"{one.path[1]}:{one.offset} {one.message}" for one in found] == case["told"]

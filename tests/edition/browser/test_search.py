"""Searches in this document that were tried by hand first."""

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page

from edition.document.addresses import address_of
from edition.document.index import Index
from tests.helpers.browsing import Tab
from tests.helpers.renaming import now
from tests.helpers.searching import found_by


@pytest.fixture
def page(tab: Tab) -> Page:
    return tab.open("search/")


def test_of_hundred_questions_ninety_five_are_answered_in_the_first_three_results(index: Index, page: Page) -> None:
    questions = yaml.safe_load((Path(__file__).parent / "questions.yml").read_text(encoding="utf-8"))
    assert len(questions) >= 100
    places = {id_: address_of(passage) for id_, passage in index.passages.items()}
    places |= {str(ref): address_of(ref) for ref in index.entities}
    answers = found_by(page, [question["query"] for question in questions])
    missed = [
        question["query"]
        for question, answer in zip(questions, answers, strict=True)
        if not (
            {places.get(now(index, id_), id_) for id_ in question["wanted"]} & {*answer[:3]}
            if question["wanted"]
            else not answer
        )
    ]
    print(f"\n{len(questions) - len(missed)} of {len(questions)}; missed: {missed}")
    assert len(missed) <= 0.05 * len(questions)


def test_what_is_not_in_the_edition_has_no_answer(page: Page) -> None:
    absent = ["bitcoin", "blockchain", "Brexit", "football", "nuclear weapons", "penguins", "vaccine", "quarks"]
    absent += ["Who won the Olympics?", "recipe for soup", '"migration is a human right"', "7.4", "c9-p1", "A/RES/1/1"]
    assert dict(zip(absent, found_by(page, absent), strict=True)) == {query: [] for query in absent}


def test_labor_finds_labour_and_no_labs(index: Index, page: Page) -> None:
    assert {address.partition("#")[0] for address in found_by(page, ["labor"])[0]} == {
        now(index, "sessions/track-and-report/"),
        "organizations/",
        "parallels/",
        "sdgs/",
    }

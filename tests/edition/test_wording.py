"""What this document consists of, and how departures from its words are reported."""

from dataclasses import replace

import pytest

from edition.document.index import Index
from edition.loading.source_text import departures_from
from tests.helpers.projects import PROJECT


def test_four_lines_of_the_source_end_in_a_hyphen() -> None:
    lines = (PROJECT / "data" / "source.txt").read_text(encoding="utf-8").splitlines()
    assert [line.split()[-1] for line in lines if line.rstrip().endswith("-")] == ["well-", "(UN-", "high-", "well-"]


def test_document_has_its_36_passages(index: Index) -> None:
    counts = {kind: len(passages) for kind, passages in index.by_kind.items()}
    assert counts == {"title": 1, "introduction": 5, "heading": 3, "statement": 6, "paragraph": 19, "closing": 2}
    assert [len(index.paragraphs[one.id]) for one in index.by_kind["statement"]] == [4, 2, 2, 2, 6, 3]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (("human mobility", "humane mobility"), 'reads "humane mobility in its history." where the source'),
        (("mega trend of our time", "mega trend"), 'reads "trend, migration does not need" where the source'),
        (("Migration and migrants are key to", "Migrants are key to"), 'reads "Migrants are key to reducing"'),
    ],
)
def test_a_departure_is_told_with_the_words_that_differ(index: Index, edit: tuple[str, str], expected: str) -> None:
    source = (PROJECT / "data" / "source.txt").read_text(encoding="utf-8")
    assert list(departures_from(source, index.passages.values())) == []
    passages = [replace(passage, markup=passage.markup.replace(*edit)) for passage in index.passages.values()]
    (departure,) = departures_from(source, passages)
    assert departure.message.startswith(expected)

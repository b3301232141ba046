"""The words that two texts share."""

import pytest

from edition.records.shared_words import shared_with, whole_words


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("the tide is in", "The tide, IS out", ["the tide is"]),
        ("well-kept walls’ ends", "well kept walls' ends", ["well-kept walls’ ends"]),
        ("nets and boats, then walls", "walls, then nets and boats", ["nets and boats", "then", "walls"]),
        ("a wall", "a town", []),
        ("see it", "saw it", []),
        ("harbour", "the harbours", []),
        ("harbour harbour", "one harbour", ["harbour"]),
        ("a crane is seen by the town is seen", "what is seen is seen by a town", ["is seen by", "town", "is seen"]),
        ("what is seen is seen by a town", "a crane is seen by the town is seen", ["is seen", "is seen by", "town"]),
        ("", "nothing", []),
    ],
)
def test_the_longest_runs_are_shared_in_any_order_whatever_the_capitals_and_hyphens(
    first: str, second: str, shared: list[str]
) -> None:
    assert [text for text, marked in shared_with(first, second) if marked] == shared


def test_each_text_is_whole_and_runs_are_apart() -> None:
    first, second = "nets at sea, boats ashore", "Boats ashore: nets at sea."
    here, there = shared_with(first, second), shared_with(second, first)
    assert here == [("nets at sea", True), (", ", False), ("boats ashore", True)]
    assert there == [("Boats ashore", True), (": ", False), ("nets at sea", True), (".", False)]


def test_of_phrases_the_longest_is_found_and_nothing_where_there_are_none() -> None:
    assert whole_words(["A", "A.B"]).split("A.B, AxB A") == ["", "A.B", ", AxB ", "A", ""]
    assert whole_words([]).split("a, b") == ["a, b"]

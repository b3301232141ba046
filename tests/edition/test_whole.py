"""This edition has all that an edition can have. So no test is skipped on it for want of that: it fails instead."""

import pytest

from edition.document.index import Index
from tests.helpers.needs import has_part, needs_nothing_left_to_do, needs_page, needs_some


def test_this_edition_has_all_that_an_edition_can_have(index: Index, left_out: frozenset[str]) -> None:
    parts = [*index.known_parts, *type(index.edition.document).model_fields]
    assert [part for part in parts if not has_part(index, part)] == []
    assert left_out == set()
    needs_nothing_left_to_do()


def test_what_another_edition_would_skip_fails_here() -> None:
    with pytest.raises(pytest.fail.Exception, match="this edition has no songs"):
        needs_some([], "songs")
    with pytest.raises(pytest.fail.Exception, match="this edition has no page songs/"):
        needs_page("songs/", {"songs/"})

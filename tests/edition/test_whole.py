"""This edition has all that an edition can have, so that no test of the software is skipped on it for want of that."""

from edition.document.index import Index
from tests.helpers.needs import has_part


def test_no_test_is_skipped_for_what_this_edition_does_not_have(index: Index, left_out: frozenset[str]) -> None:
    parts = [*index.known_parts, *type(index.edition.document).model_fields]
    assert [part for part in parts if not has_part(index, part)] == []
    assert left_out == set()

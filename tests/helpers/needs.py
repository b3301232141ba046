"""What tests need of the data. An edition that does not have it skips them and says so, unless it says it has all."""

from collections.abc import Collection
from typing import NoReturn, TypeVar

import pytest

from edition.document.index import Index
from edition.document.passages import Passage
from edition.site.prose import to_dos
from tests.helpers.projects import PROJECT

WHOLE = PROJECT / "tests" / "edition" / "test_whole.py"
"""Where an edition says that it has all that an edition can have."""
Found = TypeVar("Found")


def lacks(what: str) -> NoReturn:
    """Skip a test because an edition lacks something; fail it where none may, so that each test runs somewhere."""
    (pytest.fail if WHOLE.exists() else pytest.skip)(f"this edition {what}")
    raise AssertionError


def has_part(index: Index, name: str) -> bool:
    """Whether the edition has this: what `Index.has` knows, or a field of `document.yml`."""
    return index.has(name) if name in index.known_parts else bool(getattr(index.edition.document, name))


def needs(index: Index, *names: str) -> None:
    """A test needs one of these: records of a kind, a part, a key of `document.yml`."""
    if not any(has_part(index, name) for name in names):
        lacks(f"has no {' and no '.join(names)}")


def needs_some(found: Collection[Found], what: str, least: int = 1) -> Collection[Found]:
    """A test needs at least so many of what was found in the data: `what`, in the plural. Returns it."""
    return found if len(found) >= least else lacks(f"has no {what}" if least == 1 else f"has not {least} {what}")


def neighbours(index: Index) -> tuple[Passage, Passage]:
    """Two paragraphs with nothing between them: the first of a conclusion."""
    several = [found for one in index.by_kind["statement"] if len(found := index.below[one.id]) > 1]
    (first, second, *_), *_ = needs_some(several, "conclusions with two paragraphs")
    return first, second


def needs_page(address: str, left_out: Collection[str]) -> None:
    """A test needs a page; those left out have nothing that would be on them."""
    if address in left_out:
        lacks(f"has no page {address}")


def needs_nothing_left_to_do() -> None:
    """A test needs the real edition to be finished, as one that `new` has just made is not."""
    if left := len(list(to_dos(PROJECT))):
        lacks(f"is not finished: `make check` lists what is left to do ({left})")

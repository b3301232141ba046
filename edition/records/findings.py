"""Where a value is, and what a check says of it; which of many are repeated, and which belong together."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import NamedTuple, TypeVar

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)

DataPath = tuple[str | int, ...]
"""Where a value is in the data: `("frameworks", 3, "date")`; the first part is the file's stem."""


class Location(NamedTuple):
    """A place in a file. Lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Finding(NamedTuple):
    """What is wrong, where in the data, and how many characters into that text."""

    path: DataPath
    message: str
    offset: int | None = None

    def under(self, path: DataPath) -> "Finding":
        """The same, for a record that is at `path` in the data."""
        return self._replace(path=(*path, *self.path))


def repeated(records: Iterable[Item], key: Callable[[Item], Hashable]) -> Iterator[tuple[int, Item]]:
    """Those of `records`, each with its place in the list, that have the `key` of an earlier one."""
    seen: set[Hashable] = set()
    for at, record in enumerate(records):
        if key(record) in seen:
            yield at, record
        seen.add(key(record))


def grouped(pairs: Iterable[tuple[Key, Item]]) -> dict[Key, list[Item]]:
    """By each key, its values in their order; by any other key, none."""
    found: dict[Key, list[Item]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found

"""What a check says, and a question that many checks ask."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from edition.records.locations import DataPath

Item = TypeVar("Item")


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

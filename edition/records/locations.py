"""Places: where a value is in the data, and where in which file that is written."""

from typing import NamedTuple

DataPath = tuple[str | int, ...]
"""Where a value is in the data: `("frameworks", 3, "date")`; the first part is the file's stem."""


class Location(NamedTuple):
    """A place in a file. Lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

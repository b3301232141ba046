"""What an editor is told: one line for each problem, with the place to mend."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """One line of the report. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class ReportedError(Exception):
    """What an editor or a publisher can put right. `str()` says it, a line for each reason."""


class DataError(ReportedError):
    """The data cannot be published. `str()` is the whole report, sorted, a line for each problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The tail of a message: `; did you mean "x"?`, or nothing where no known word is near."""
    near = get_close_matches(word, list(known), n=1)
    return f'; did you mean "{near[0]}"?' if near else ""

"""What editors read: one line for each problem, with the place to correct."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from edition.loading.characters import INVISIBLE, named

LONGEST = 300
"""Characters of a message. A longer one repeats a long value: its middle is left out."""


@dataclass(frozen=True, order=True)
class Problem:
    """One line of the report. Lines and columns count from 1. Invisible characters in it are named."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        said = INVISIBLE.sub(lambda found: f"<{named(found[0])}>", self.message)
        if len(said) > LONGEST:
            said = f"{said[: LONGEST // 2]} … {said[-LONGEST // 2 :]}"
        return f"{self.file}:{self.line}:{self.column}: {said}"


class ReportedError(Exception):
    """What an editor or a publisher can correct. `str()` explains it, one line for each reason."""


class DataError(ReportedError):
    """The data cannot be published. `str()` is the whole report, sorted, a line for each problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like `word`, capitals or not, if one is near."""
    by_letters = {other.lower(): other for other in known}
    near = get_close_matches(word.lower(), by_letters, n=1)
    return by_letters[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The tail of a message: `; did you mean "x"?`, or nothing where no known word is near."""
    near = nearest(word, known)
    return f'; did you mean "{near}"?' if near else ""

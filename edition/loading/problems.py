"""What editors read: one line for each problem, with the place to correct.

Faults that a library found are in words that an editor understands: see `messages.yml`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import BaseModel

from edition.document.edition import FILES
from edition.loading.characters import INVISIBLE, named, unquoted
from edition.records.fields import PATTERNS

WORDS = yaml.load(Path(__file__).with_name("messages.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
"""Our messages, by the library's: a text of PyYAML's, a kind of error of pydantic's."""

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

    def as_warning(self) -> "Problem":
        """The same as what keeps nothing from being published."""
        return replace(self, message=f"warning: {self.message}")


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


def syntax_message(error: yaml.MarkedYAMLError) -> tuple[Any, str]:
    """The place to correct, as PyYAML's mark, and the message for it."""
    says = f"{error.problem or error.context}"
    place = error.problem_mark or error.context_mark
    if error.context_mark and any(part in says for part in WORDS["at_opening"]):
        place = error.context_mark
    return place, next((words for part, words in WORDS["syntax"].items() if part in says), says)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The records that a value of this type can be, and those inside of them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for info in annotation.model_fields.values():
            yield from _models(info.annotation)
    for part in get_args(annotation):
        yield from _models(part)


FIELDS = sorted({name for kind in FILES.values() for model in _models(kind) for name in model.model_fields})


def invalid_message(error: Mapping[str, Any], meant: str | None = None) -> str:
    """The message for one of pydantic's errors; of an unknown key, with the one that was meant."""
    key, value = error["loc"][-1], error["input"]
    if error["type"] == "extra_forbidden":
        what = f'the key "{key}" does not belong in this record' if key in FIELDS else f'unknown key "{key}"'
        return f'{what}; did you mean "{meant}"?' if meant else what
    if error["type"] == "union_tag_not_found" and (near := nearest("basis", value.keys() - FIELDS)):
        return f'unknown key "{near}"; did you mean "basis"?'
    if isinstance(value, str) and (advice := unquoted(value)):
        return advice
    if error["type"] == "string_pattern_mismatch":
        return f'"{value}" {PATTERNS[error["ctx"]["pattern"]]}'
    known: str = WORDS["invalid"].get(error["type"], error["msg"].replace("{", "{{").replace("}", "}}"))
    return known.format(key=key, input=value, **error.get("ctx", {}))

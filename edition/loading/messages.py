"""Messages for faults that a library found, in words that an editor understands: see `messages.yml`."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import BaseModel

from edition.document.edition import FILES
from edition.loading.characters import unquoted
from edition.loading.problems import nearest
from edition.records.fields import PATTERNS
from edition.records.locations import DataPath

WORDS = yaml.load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
"""Our messages, by the library's: a text of PyYAML's, a kind of error of pydantic's."""


def syntax_message(error: yaml.MarkedYAMLError) -> tuple[Any, str]:
    """The place to correct, as PyYAML's mark, and the message for it."""
    says = f"{error.problem or error.context}"
    place = error.problem_mark or error.context_mark
    if error.context_mark and any(part in says for part in WORDS["at_opening"]):
        place = error.context_mark
    return place, next((words for part, words in WORDS["syntax"].items() if part in says), says)


def keys_at(place: DataPath) -> set[str]:
    """The keys that a record at this place of an error of pydantic's can have."""
    stem, *steps = place
    kinds = [*_models(FILES[str(stem)])]
    for step in steps:
        fields = [(kind, kind.model_fields) for kind in kinds]
        if below := [own[str(step)].annotation for _, own in fields if step in own]:
            kinds = [kind for annotation in below for kind in _models(annotation)]
        elif isinstance(step, str):  # the tag of a union, which one of its kinds has as a literal
            kinds = [kind for kind, own in fields if any(step in get_args(info.annotation) for info in own.values())]
    return {name for kind in kinds for name in kind.model_fields}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _all_below(annotation: Any) -> Iterator[type[BaseModel]]:
    for model in _models(annotation):
        yield model
        for info in model.model_fields.values():
            yield from _all_below(info.annotation)


FIELDS = sorted({name for kind in FILES.values() for model in _all_below(kind) for name in model.model_fields})


def meant_key(place: DataPath, present: Collection[str]) -> str | None:
    """The key that was meant by an unknown one at this place of an error, in a record that has the keys `present`."""
    *record, key = place
    return nearest(str(key), sorted(keys_at(tuple(record)) - set(present)))


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

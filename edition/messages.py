"""What is said of a fault that a library found, in words that an editor understands: see `messages.yml`."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from edition import model
from edition.forms import FORMS
from edition.problems import did_you_mean

WORDS = yaml.load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
"""What is said, by what the library says: a text of PyYAML's, a kind of error of pydantic's."""

UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""What no text has; line ends that only YAML knows are among them."""

INVISIBLE = re.compile("[\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
LOOK_ALIKE = re.compile("[\u00b4\u02b9\u02bb\u02bc\u02bd\u02ca\u02cb\u201a\u201b\u201e\u201f\u2032-\u2037]")
"""Characters that a keyboard does not make but word processors do: primes, accents and low marks for quotes."""

LONG = 80
"""Characters of a value that are repeated in a message."""

FIELDS = sorted({name for kind in vars(model).values() for name in getattr(kind, "model_fields", ())})


def syntax_message(error: yaml.MarkedYAMLError) -> tuple[Any, str]:
    """The place to mend, as PyYAML's mark, and what to say of it."""
    says = f"{error.problem or error.context}"
    place = error.problem_mark or error.context_mark
    if error.context_mark and any(part in says for part in WORDS["at_opening"]):
        place = error.context_mark
    return place, next((words for part, words in WORDS["syntax"].items() if part in says), says)


def invalid_message(error: Mapping[str, Any]) -> str:
    """What to say of one of pydantic's errors."""
    key, value = error["loc"][-1], error["input"]
    if isinstance(value, str) and len(value) > LONG:
        value = f"{value[:LONG]}…"
    if error["type"] == "extra_forbidden" and key in FIELDS:
        return f'the key "{key}" does not belong in this record'
    if error["type"] == "extra_forbidden":
        return f'unknown key "{key}"{did_you_mean(str(key), FIELDS)}'
    if error["type"] == "string_pattern_mismatch":
        return f'"{value}" {FORMS[error["ctx"]["pattern"]]}'
    known: str = WORDS["invalid"].get(error["type"], error["msg"].replace("{", "{{").replace("}", "}}"))
    return known.format(key=key, input=value, **error.get("ctx", {}))

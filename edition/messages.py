"""What is said of a fault that a library found, in words that an editor understands."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from edition import model
from edition.forms import FORMS
from edition.problems import did_you_mean

SYNTAX = {
    "tab character": "a tab stands in the indentation; use spaces",
    "unexpected end of stream": "the quotation mark that opens here is never closed",
    "expected '-' indicator": 'this line is indented differently from the records above; a record begins with "- "',
    "mapping values are not allowed": 'a ": " is not allowed here; put the text in quotes, or mend the indentation',
    "could not find expected ':'": "this is neither value nor key; a key has a colon and a space, a text is indented",
    "expected ',' or": "what opens here with { or [ is never closed; if it is text, put the text in quotes",
    "expected key": "this does not fit here; mend the indentation, or put the whole text in quotes",
    "cannot start any token": "a text cannot begin with this character; put it in quotes",
    "unknown escape character": "in double quotes a backslash has a meaning of its own; use single quotes",
    "expected comment or line break": "nothing may follow > or | on its line; the text begins on the next one",
    "expected alphabetic or numeric": "a text that begins with *, & or ! goes in quotes; aliases and tags are not read",
    "mapping keys are not allowed": 'a text cannot begin with "? "; put it in quotes',
    "block sequence entries are not": "a list begins on the next line; if this is text, put it in quotes",
    "expected node content": "a value is missing here, or what opened with { or [ is not closed; put text in quotes",
}
"""Parts of what the YAML parser says, and what an editor is told instead."""

AT_OPENING = "unexpected end of stream", "could not find expected ':'", "expected ',' or", "expected alphabetic"
"""Faults that are to be mended where the value opens, not where the parser gave up."""

UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""What no text has; line ends that only YAML knows are among them."""

INVISIBLE = re.compile("[\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
LOOK_ALIKE = re.compile("[\u00b4\u02b9\u02bb\u02bc\u02bd\u02ca\u02cb\u201a\u201b\u201e\u201f\u2032-\u2037]")
"""Characters that a keyboard does not make but word processors do: primes, accents and low marks for quotes."""

INVALID = {
    "missing": 'the key "{key}" is missing',
    "string_too_short": "the value is empty; write one, or remove its line",
    "too_short": "at least one record is needed here",
    "string_type": "a text is due here, not a list or keys",
    "tuple_type": 'a list is due here, of records that begin with "- "',
    "model_type": 'keys and values are due here, one to a line: "key: value"',
    "model_attributes_type": 'keys and values are due here, one to a line: "key: value"',
    "dataclass_type": 'keys and values are due here, one to a line: "key: value"',
    "union_tag_invalid": '"{tag}" is no basis; write source or editorial',
    "union_tag_not_found": 'the key "basis" is missing; it says source or editorial',
    "date_parsing": '"{input}" is no date; write it as 2016-02-29',
    "date_from_datetime_parsing": '"{input}" is no date; write it as 2016-02-29',
    "date_from_datetime_inexact": '"{input}" is no date; write it as 2016-02-29',
    "date_type": "a date is due here, as 2016-02-29",
    "int_parsing": '"{input}" is no whole number',
    "int_parsing_size": '"{input}" is too large',
    "int_type": "a whole number is due here",
    "greater_than_equal": "the number must be at least {ge}",
}
"""pydantic's kinds of error; for others, its own words."""

LONG = 80
"""Characters of a value that are repeated in a message."""

FIELDS = sorted({name for kind in vars(model).values() for name in getattr(kind, "model_fields", ())})


def syntax_message(error: yaml.MarkedYAMLError) -> tuple[Any, str]:
    """The place to mend, as PyYAML's mark, and what to say of it."""
    says = f"{error.problem or error.context}"
    place = error.problem_mark or error.context_mark
    if error.context_mark and any(part in says for part in AT_OPENING):
        place = error.context_mark
    return place, next((words for part, words in SYNTAX.items() if part in says), says)


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
    known: str = INVALID.get(error["type"], error["msg"].replace("{", "{{").replace("}", "}}"))
    return known.format(key=key, input=value, **error.get("ctx", {}))

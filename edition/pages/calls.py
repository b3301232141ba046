"""The calls of macros in a page, read with Jinja's own lexer, so that a wrong one has a line and a column."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment


@dataclass(frozen=True)
class Argument:
    """An argument of a call: its keyword, if any, its value, and where in the text it is.

    The value is a string or a number; `None` where it is anything but a literal.
    """

    keyword: str | None
    value: object
    at: int


@dataclass(frozen=True)
class Call:
    """`{{ name(arguments) }}`, and where in the text its name is."""

    name: str
    arguments: tuple[Argument, ...]
    at: int


Token = tuple[str, str, int]
"""Kind, text and offset."""


def calls_in(text: str) -> Iterator[Call]:
    """Every call that stands alone between `{{` and `}}`, in order.

    Raises:
        TemplateSyntaxError: the page is no valid Jinja; the error has the line.
    """
    environment = Environment()
    environment.parse(text)
    expression: list[Token] = []
    at = 0
    for _, kind, value in environment.lex(text):
        at = text.index(value, at)  # the lexer leaves out white space before {{-
        if kind == "variable_begin":
            expression = []
        elif kind == "variable_end":
            if call := _call(expression):
                yield call
        elif kind != "whitespace":
            expression.append((kind, value, at))
        at += len(value)


def _call(tokens: list[Token]) -> Call | None:
    match tokens:
        case [("name", name, at), ("operator", "(", _), *inner, ("operator", ")", _)]:
            return Call(name, tuple(map(_argument, _split(inner))), at)
    return None


def _split(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens between commas; a comma inside brackets does not count."""
    part: list[Token] = []
    depth = 0
    for token in tokens:
        if token[:2] == ("operator", ",") and not depth:
            yield part
            part = []
            continue
        depth += (token[1] in "([{") - (token[1] in ")]}") if token[0] == "operator" else 0
        part.append(token)
    if part:
        yield part


def _argument(tokens: list[Token]) -> Argument:
    match tokens:
        case [("name", keyword, _), ("operator", "=", _), *rest] if rest:
            return Argument(keyword, _argument(rest).value, rest[0][2])
        case [("string" | "integer", value, at)]:
            return Argument(None, ast.literal_eval(value), at)
        case [(_, _, at), *_]:
            return Argument(None, None, at)
    return Argument(None, None, 0)

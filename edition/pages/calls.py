"""The calls of macros in a page, read with Jinja's own lexer, so that a wrong one has a line and a column."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

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
    """`{{ name(arguments) }}`, and where in the text its name is.

    Attributes:
        alone: whether the call is all that is between the braces; otherwise it has no arguments.
    """

    name: str
    arguments: tuple[Argument, ...]
    at: int
    alone: bool = True


Token = tuple[str, str, int]
"""Kind, text and offset."""


def calls_in(text: str) -> Iterator[Call]:
    """Every call, in order.

    Raises:
        TemplateSyntaxError: the page is not valid Jinja; the error has the line.
    """
    environment = Environment()
    environment.parse(text)
    tokens: list[Token] = []
    at = 0
    for _, kind, value in environment.lex(text):
        at = text.index(value, at)  # the lexer leaves out white space before {{-
        if kind in ("variable_begin", "block_begin"):
            tokens = []
        elif kind == "variable_end" and (call := _call(tokens)):
            yield call
        elif kind in ("variable_end", "block_end"):
            names = ((one, two) for one, two in pairwise(tokens) if one[0] == "name" and two[:2] == ("operator", "("))
            yield from (Call(name, (), place, alone=False) for (_, name, place), _ in names)
        elif kind != "whitespace":
            tokens.append((kind, value, at))
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

"""The calls of components in a page: Jinja finds what is between braces, Python's parser reads it, with columns."""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from jinja2 import Environment

NAME = re.compile(r"\b([a-zA-Z_]\w*)\s*\(")


class Argument(NamedTuple):
    """An argument of a call: its keyword, if any, its value, and where in the text it is.

    The value is a string or a number; `None` where it is anything but a literal.
    """

    keyword: str | None
    value: object
    at: int


class Call(NamedTuple):
    """`{{ name(arguments) }}`, and where in the text its name is; unless it is `alone` there, without its arguments."""

    name: str
    arguments: tuple[Argument, ...]
    at: int
    alone: bool = True


def calls_in(text: str) -> Iterator[Call]:
    """Every call, in order.

    Raises:
        TemplateSyntaxError: the page is not valid Jinja; the error has the line.
    """
    environment = Environment()
    environment.parse(text)
    start = at = 0
    for _, kind, value in environment.lex(text):
        at = text.index(value, at)  # the lexer leaves out white space before {{-
        if kind in ("variable_begin", "block_begin"):
            start = at + len(value)
        elif kind in ("variable_end", "block_end"):
            code = text[start:at].strip()
            start = text.index(code, start)
            if kind == "variable_end" and (call := _call(code, start)):
                yield call
            else:
                yield from (Call(name[1], (), start + name.start(), alone=False) for name in NAME.finditer(code))
        at += len(value)


def _call(code: str, start: int) -> Call | None:
    """The call that is all of this code, which starts there in the text."""
    try:
        read = ast.parse(code, mode="eval").body
    except SyntaxError:  # it may still be Jinja
        return None
    if not isinstance(read, ast.Call) or not isinstance(read.func, ast.Name):
        return None
    lines = code.encode().splitlines(keepends=True)

    def argument(keyword: str | None, node: ast.expr) -> Argument:
        before = b"".join(lines[: node.lineno - 1]) + lines[node.lineno - 1][: node.col_offset]
        literal = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str | int) else None
        return Argument(keyword, literal, start + len(before.decode()))

    given = [(None, node) for node in read.args] + [(keyword.arg, keyword.value) for keyword in read.keywords]
    return Call(read.func.id, tuple(argument(*one) for one in given), start)

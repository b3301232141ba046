"""The proof of the wording: the passages, put together in order, are the source word for word."""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from edition.check import Finding
from edition.passages import Passage


def normalize(source: str) -> str:
    """The source as running text: a line that ends in a hyphen joins the next, white space is one space."""
    return " ".join(re.sub(r"-[ \t]*\n\s*", "-", source).split())


def check_wording(passages: Iterable[Passage], source: str) -> Iterator[Finding]:
    """Find each departure from `source`."""
    whole = normalize(source)
    at = 0
    lost = False  # behind a departure: the next passage says where to go on
    last = None
    for last in passages:
        if last.broken is not None:
            lost = True
            continue
        text = last.in_source
        found = whole.find(text, at)
        if found < 0:
            message = f'"{_words(text)}" does not stand here in the source'
            yield _finding(last, 0, message) if lost else _departure(last, text, whole[at:])
            lost = True
            continue
        if found > at and not lost:
            message = f'before this the source has "{_words(whole[at:found])}", which no passage has'
            yield _finding(last, 0, message)
        lost = False
        at = found + len(text) + 1
    if last and not lost and at < len(whole):
        message = f'the source goes on with "{_words(whole[at:])}", which no passage has'
        yield _finding(last, len(last.words), message)


def _departure(passage: Passage, text: str, rest: str) -> Finding:
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, rest, strict=False)))
    same = text.rfind(" ", 0, same) + 1
    offset = max(0, same - (len(text) - len(passage.words)))
    return _finding(passage, offset, f'reads "{_words(text[same:])}" where the source has "{_words(rest[same:])}"')


def _finding(passage: Passage, offset: int, message: str) -> Finding:
    return Finding(passage.path, message, passage.offset_in_markup(offset))


def _words(text: str) -> str:
    return " ".join(text.split()[:5])

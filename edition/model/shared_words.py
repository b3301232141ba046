"""Where a text has certain words: those that a passage shares with official wording, or with any other text."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

Run = tuple[str, bool]
"""A part of a text, and whether it is marked."""

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
LETTERS = 4
"""A single word counts as shared if it has so many letters."""


class Place(NamedTuple):
    """A run of words in two texts: the number of its first word in each, and how many words it has."""

    first: int
    second: int
    size: int


def in_common(first: str, second: str) -> tuple[list[Run], list[Run]]:
    """Both texts in parts, of which those are marked that both have: the longest runs of words, each once.

    Capitals, hyphens and the shape of apostrophes make no difference.
    """
    here, there = ([*WORD.finditer(text)] for text in (first, second))
    levelled, other = ([word[0].lower().replace("’", "'") for word in words] for words in (here, there))
    taken, gone = set[int](), set[int]()
    while place := _longest(levelled, other, taken, gone):
        taken.update(range(place.first, place.first + place.size))
        gone.update(range(place.second, place.second + place.size))
    return _parts(first, here, taken), _parts(second, there, gone)


def _longest(first: list[str], second: list[str], taken: set[int], gone: set[int]) -> Place | None:
    """The longest run that both have, of words that are not taken from the first or gone from the second."""
    best = None
    sizes: dict[int, int] = {}  # of the run that ends before each word of the second
    for at, word in enumerate(first):
        sizes = {
            to: sizes.get(to - 1, 0) + 1
            for to, one in enumerate(second)
            if one == word and at not in taken and to not in gone
        }
        for to, size in sizes.items():
            if (size > 1 or len(word) >= LETTERS) and (not best or size > best.size):
                best = Place(at - size + 1, to - size + 1, size)
    return best


def _parts(text: str, words: list[re.Match[str]], taken: set[int]) -> list[Run]:
    """The text, marked from the first to the last word of each stretch that is taken."""
    found: list[Run] = []
    end = 0
    for at in sorted(taken):
        start = words[at].start()
        if found and at - 1 in taken:
            found[-1] = found[-1][0] + text[end : words[at].end()], True
        else:
            found += [(text[end:start], False)] if start > end else []
            found.append((words[at][0], True))
        end = words[at].end()
    return [*found, (text[end:], False)] if end < len(text) else found


def has_words(text: str, words: str) -> bool:
    """Whether the text has these words, capitals or not, and not as a part of longer ones."""
    return bool(whole_words([words], re.IGNORECASE).search(text))


def marked(text: str, phrases: Iterable[str]) -> Iterator[Run]:
    """The whole text in parts, of which those are marked that are one of the phrases."""
    phrases = [*phrases]
    parts = whole_words(phrases, re.IGNORECASE).split(text) if phrases else [text]
    yield from ((part, at % 2 == 1) for at, part in enumerate(parts) if part)


def whole_words(phrases: Iterable[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A pattern with one group: any of these phrases, the longest that fits, and not as a part of longer words."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)", flags)

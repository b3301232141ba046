"""Where a text has certain words: those that a passage shares with the official wording of a goal or target."""

import re
from collections.abc import Iterable, Iterator

Run = tuple[str, bool]
"""A part of a text, and whether it is marked."""


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

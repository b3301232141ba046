"""Where a text has its sentences, and certain words: those that it shares with another text, or quotes."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

MarkedText = tuple[str, bool]
"""A part of a text, and whether it is marked."""

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
LETTERS = 4
"""A single word counts as shared if it has so many letters."""
QUOTED = re.compile("“([^“”]*)”")
OMISSION = re.compile(r"…|\.{3}|\[[^\[\]]*\]")
SENTENCE_END = re.compile(r"(?<!\bMs)(?<!\bMr)(?<!\bDr)[.?!][”’]?\s+(?=[“‘]?[A-Z])")


@lru_cache(maxsize=10_000)  # of a passage, each of its pages and records asks
def sentences_of(words: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence begins and ends, with the space after it: together they are the whole text."""
    ends = [match.end() for match in SENTENCE_END.finditer(words)] + [len(words)]
    return tuple(zip([0, *ends[:-1]], ends, strict=True))


def shared_with(text: str, other: str) -> list[MarkedText]:
    """The text in parts, of which those are marked that another has too: the longest runs of words, each once.

    Capitals, hyphens and the shape of apostrophes make no difference.
    """
    places = [*WORD.finditer(text)]
    words, others = ([word.lower().replace("’", "'") for word in WORD.findall(one)] for one in (text, other))
    runs = []
    while (run := SequenceMatcher(None, words, others, autojunk=False).find_longest_match()).size:
        if run.size > 1 or len(words[run.a]) >= LETTERS:
            runs.append((places[run.a].start(), places[run.a + run.size - 1].end()))
        words[run.a : run.a + run.size] = [""] * run.size  # neither is like any other from now on
        others[run.b : run.b + run.size] = [" "] * run.size
    starts = {start for start, _ in runs}
    cuts = sorted({0, len(text), *(at for run in runs for at in run)})
    return [(text[at:end], at in starts) for at, end in pairwise(cuts)]


def has_words(text: str, words: str) -> bool:
    """Whether the text has these words, capitals or not, and not as a part of longer ones."""
    return bool(whole_words([words], re.IGNORECASE).search(text))


def common_words(shared: str, text: str) -> str | None:
    """Why words that a text shares with another one prove nothing, if that is so."""
    words = WORD.findall(shared)
    if len(words) < 2:
        return "is a single word"
    found = whole_words([shared], re.IGNORECASE).findall(text)
    long = [word for phrase in found for word in WORD.findall(phrase) if len(word) >= LETTERS]
    return "is a name" if long and not any(word[0].islower() for word in long) else None


def marked(text: str, phrases: Iterable[str]) -> Iterator[MarkedText]:
    """The whole text in parts, of which those are marked that are one of the phrases."""
    parts = whole_words(phrases, re.IGNORECASE).split(text)
    yield from ((part, at % 2 == 1) for at, part in enumerate(parts) if part)


def whole_words(phrases: Iterable[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A pattern with one group: any of these phrases, the longest that fits, and not as a part of longer words."""
    longest_first = map(re.escape, sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<!\w)({'|'.join(longest_first) or '(?!)'})(?!\w)", flags)  # without any, nothing fits


def misquotations(text: str, *said: str) -> Iterator[tuple[int, list[str]]]:
    """What an editorial text quotes that none of the texts in `said` has; these are in lower case.

    Of each such quotation where it starts, and those of its parts, between which words are left out. The parts have no
    punctuation at their ends.
    """
    for quoted in QUOTED.finditer(text):
        parts = [part.strip(" ,.;:") for part in OMISSION.split(quoted[1])]
        if missing := [part for part in parts if not any(part.lower() in other for other in said)]:
            yield quoted.start(), missing


def place_of_quoted(text: str, said: str) -> int | None:
    """Where in `said` the first words are that an editorial text quotes from it; nothing if it quotes none of them."""
    parts = (part.strip(" ,.;:") for quoted in QUOTED.finditer(text) for part in OMISSION.split(quoted[1]))
    places = (said.lower().find(part.lower()) for part in parts if part)
    return next((place for place in places if place >= 0), None)

"""Where the sentences of a text are."""

import re
from functools import lru_cache

SENTENCE_END = re.compile(r"(?<!\bMs)(?<!\bMr)(?<!\bDr)[.?!][”’]?\s+(?=[“‘]?[A-Z])")


@lru_cache(maxsize=10_000)  # of a passage, each of its pages and records asks
def sentences_of(words: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence begins and ends, with the space after it: together they are the whole text."""
    ends = [match.end() for match in SENTENCE_END.finditer(words)] + [len(words)]
    return tuple(zip([0, *ends[:-1]], ends, strict=True))

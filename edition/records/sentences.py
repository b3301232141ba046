"""Where the sentences of a text are."""

import re

SENTENCE_END = re.compile(r"(?<!\bMs)(?<!\bMr)(?<!\bDr)[.?!][”’]?\s+(?=[“‘]?[A-Z])")


def sentences_of(words: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence begins and ends, with the space after it: together they are the whole text."""
    ends = [match.end() for match in SENTENCE_END.finditer(words)] + [len(words)]
    return tuple(zip([0, *ends[:-1]], ends, strict=True))

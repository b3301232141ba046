"""Cut from a passage the sentences that mention something or have certain words, for quoting them elsewhere."""

import re
from collections.abc import Iterable, Iterator

from edition.document.passages import Passage
from edition.records.records import Ref
from edition.records.shared_words import MarkedText, marked

SENTENCE_END = re.compile(r"(?<!\bMs)(?<!\bMr)(?<!\bDr)[.?!]\s+(?=[A-Z])")


def sentences(passage: Passage, of: Ref | Iterable[str]) -> list[list[MarkedText]]:
    """The sentences of a passage that mention something, or have one of some phrases, which are marked.

    Neighbours are joined. The words of each, put together, are a part of the passage's words.
    """
    sought = of if isinstance(of, Ref) else [*of]
    ends = [match.end() for match in SENTENCE_END.finditer(passage.words)] + [len(passage.words)]
    found: list[list[MarkedText]] = []
    start, last_end = 0, -1
    for end in ends:
        runs = list(_runs(passage, sought, start, end))
        if any(marked for _, marked in runs):
            if start == last_end:
                found[-1] += runs
            else:
                found.append(runs)
            last_end = end
        start = end
    return [_trimmed(runs) for runs in found]


def all_have(passage: Passage, phrases: Iterable[str]) -> bool:
    """Whether every sentence of `passage` has one of these phrases."""
    return ["".join(words for words, _ in runs) for runs in sentences(passage, phrases)] == [passage.words]


def _runs(passage: Passage, sought: Ref | list[str], start: int, end: int) -> Iterator[MarkedText]:
    if not isinstance(sought, Ref):
        yield from marked(passage.words[start:end], sought)
        return
    at = 0
    for span in passage.spans:
        words = span.text[max(0, start - at) : max(0, end - at)]
        if words:
            yield words, span.ref == sought
        at += len(span.text)


def _trimmed(runs: list[MarkedText]) -> list[MarkedText]:
    words, marked = runs[-1]
    return [*runs[:-1], (words.rstrip(), marked)]

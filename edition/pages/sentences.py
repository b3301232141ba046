"""Cut from a passage the sentences that mention something or have certain words, for quoting them elsewhere."""

from collections.abc import Callable, Iterable

from edition.document.passages import Passage
from edition.records.records import Ref
from edition.records.sentences import sentences_of
from edition.records.shared_words import MarkedText, marked


def sentences(passage: Passage, of: Ref | Iterable[str]) -> list[list[MarkedText]]:
    """The sentences of a passage that mention something, or have one of some phrases, which are marked.

    Neighbours are joined. The words of each, put together, are a part of the passage's words.
    """
    if isinstance(of, Ref):
        spans_in = passage.spans_in
        return _sentences(passage, lambda *place: [(span.text, span.ref == of) for span in spans_in(*place)])
    phrases = [*of]
    return _sentences(passage, lambda start, end: marked(passage.words[start:end], phrases))


def _sentences(passage: Passage, runs_of: Callable[[int, int], Iterable[MarkedText]]) -> list[list[MarkedText]]:
    found: list[list[MarkedText]] = []
    last_end = -1
    for start, end in sentences_of(passage.words):
        runs = list(runs_of(start, end))
        if any(marked for _, marked in runs):
            if start == last_end:
                found[-1] += runs
            else:
                found.append(runs)
            last_end = end
    return [_trimmed(runs) for runs in found]


def _trimmed(runs: list[MarkedText]) -> list[MarkedText]:
    words, marked = runs[-1]
    return [*runs[:-1], (words.rstrip(), marked)]

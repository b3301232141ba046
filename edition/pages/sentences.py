"""Cut from a passage the sentences that mention something or have certain words, for quoting them elsewhere."""

from collections.abc import Iterable

from edition.document.passages import Passage
from edition.records.records import Ref
from edition.records.sentences import sentences_of
from edition.records.shared_words import MarkedText, marked


def sentences(passage: Passage, of: Ref | Iterable[str]) -> list[list[MarkedText]]:
    """The sentences of a passage that mention something, or have one of some phrases, which are marked.

    Neighbours are joined. The words of each, put together, are a part of the passage's words.
    """
    phrases = [] if isinstance(of, Ref) else [*of]
    found: list[list[MarkedText]] = []
    last_end = -1
    for start, end in sentences_of(passage.words):
        if isinstance(of, Ref):
            runs = [(span.text, span.ref == of) for span in passage.spans_in(start, end)]
        else:
            runs = [*marked(passage.words[start:end], phrases)]
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

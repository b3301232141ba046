"""Cut from a passage the sentences that mention something or have certain words, for quoting them elsewhere."""

from collections.abc import Callable, Iterable

from edition.document.passages import Passage
from edition.records.records import Ref
from edition.records.sentences import sentences_of
from edition.records.shared_words import Run, marked


def quotes(passage: Passage, ref: Ref) -> list[list[Run]]:
    """The sentences of `passage` that mention `ref`, each as runs of words; neighbours are joined.

    The words of one quote, put together, are a part of the passage's words.
    """
    return _sentences(passage, lambda start, end: [(span.text, span.ref == ref) for span in passage.spans_in(start, end)])


def sentences_with(passage: Passage, phrases: Iterable[str]) -> list[list[Run]]:
    """The same of the sentences that have one of these phrases, of which each place is marked."""
    phrases = [*phrases]
    return _sentences(passage, lambda start, end: marked(passage.words[start:end], phrases))


def _sentences(passage: Passage, runs_of: Callable[[int, int], Iterable[Run]]) -> list[list[Run]]:
    found: list[list[Run]] = []
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


def _trimmed(runs: list[Run]) -> list[Run]:
    words, marked = runs[-1]
    return [*runs[:-1], (words.rstrip(), marked)]

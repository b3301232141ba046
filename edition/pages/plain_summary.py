"""The plain summary: a few sentences, each with the passages that it sums up."""

from dataclasses import dataclass

from edition.kinds.plain_sentence import PlainSentence
from edition.pages.components import component
from edition.pages.page import Page
from edition.pages.shown import Link, Words, passage_link, words


@dataclass(frozen=True)
class ShownSentence:
    """A sentence of the plain summary, and the passages that it sums up."""

    sentence: Words
    passages: tuple[Link, ...]


@component("plain_summary.html", shows="sentences", page="")
def plain_summary(page: Page) -> tuple[ShownSentence, ...]:
    """The document in about 150 plain words, each sentence with its passages."""
    passages = page.index.passages
    return tuple(
        ShownSentence(words(page, one.sentence), tuple(passage_link(page, passages[id_]) for id_ in one.passages))
        for one in page.index.edition.of(PlainSentence)
    )

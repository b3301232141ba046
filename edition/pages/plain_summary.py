"""The plain summary: a few sentences, each with the passages that it sums up."""

from edition.kinds.plain_sentence import PlainSentence
from edition.pages.components import component
from edition.pages.page import Page


@component("plain_summary.html", shows="sentences", page="")
def plain_summary(page: Page) -> list[PlainSentence]:
    """The document in about 150 plain words, each sentence with its passages."""
    return page.index.of(PlainSentence)

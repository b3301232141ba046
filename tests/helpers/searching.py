"""Asking the site's search, and knowing what it should answer."""

import re
from collections.abc import Iterator

from playwright.sync_api import Page

from edition.document.addresses import address_of
from edition.document.index import Index
from edition.document.passages import Passage
from tests.helpers.measures import script


def found_by(page: Page, queries: list[str]) -> list[list[str]]:
    """For each query, the addresses found, from the root of the site."""
    answer: list[list[str]] = page.evaluate(script("addressesFound"), queries)
    return answer


def windows(passage: Passage, size: int) -> Iterator[str]:
    words = passage.words.split()
    return (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))


def in_words(text: str) -> str:
    """The words of a text in small letters, a space before and after each."""
    return f" {' '.join(re.findall('[a-z]+|[0-9]+', plain(text)))} "


def plain(text: str) -> str:
    """A text but for case and the shapes of apostrophes and dashes."""
    return re.sub("[–—‑-]", "-", text.lower().replace("’", "'").replace("‘", "'"))


def has(passage: Passage, phrase: str) -> bool:
    """Whether the passage has the phrase, and no word of it is cut."""
    return bool(re.search(rf"(?<!\w){re.escape(plain(phrase))}(?!\w)", plain(passage.words)))


def check_phrases(index: Index, page: Page, phrases: list[str], quotes: str) -> None:
    """In quotes, each phrase gives exactly the passages that have it."""
    addresses = {address_of(passage) for passage in index.passages.values()}
    answers = found_by(page, [quotes.format(phrase) for phrase in phrases])
    for phrase, answer in zip(phrases, answers, strict=True):
        having = {address_of(p) for p in index.passages.values() if has(p, " ".join(phrase.split()))}
        assert set(answer) & addresses == having, phrase

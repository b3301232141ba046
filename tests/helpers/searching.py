"""Asking the site's search, and knowing what it should answer."""

import re
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from edition.document.passages import Passage
from tests.helpers.browsing import script


def answers_to(page: Page, queries: list[str]) -> list[list[dict[str, Any]]]:
    """For each query the results, best first: address from the root of the site, kind, and degree of nearness."""
    return list(page.evaluate(script("answersTo"), queries))


def found_by(page: Page, queries: list[str]) -> list[list[str]]:
    """For each query the addresses alone."""
    return [[result["address"] for result in answer] for answer in answers_to(page, queries)]


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

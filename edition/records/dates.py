"""Dates in words, and words that give a wrong date."""

import re
from datetime import date

from edition.records.shared_words import QUOTED

OF_A_COPY = re.compile(
    r"^(?:between|after|before|since|until|by)\b|\bas (?:described|seen|listed|of)\b"
    r"|\b(?:copy|copies|retrieved|accessed)\b|^date of the\b",
    re.IGNORECASE,
)
"""When something was seen or written down, not when it happened."""

OF_THE_TIME = re.compile(
    r"\b(?:(?:still|yet) to come|still ahead|upcoming|forthcoming|coming (?:year|month|week)s?)\b", re.IGNORECASE
)
"""What is true until it happens."""


def day(value: date) -> str:
    """A date as the United Nations writes it: 25 September 2015."""
    return f"{value.day} {value:%B %Y}"


def partial(value: str | None) -> str:
    """A date of which only the year or the month may be known: 2016; March 2016; 10 March 2016. None gives no text."""
    year, _, rest = (value or "").partition("-")
    month, _, number = rest.partition("-")
    return " ".join(filter(None, [number.lstrip("0"), month and f"{date(1, int(month), 1):%B}", year]))


def days(start: date | None, end: date | None) -> str:
    """A span of days, with nothing said twice: 26–27 October 2015; 29 February – 1 March 2016. None gives no text."""
    if not start:
        return ""
    if not end or end == start:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    return f"{start.day} {start:%B} – {day(end)}" if start.year == end.year else f"{day(start)} – {day(end)}"


def date_of_a_copy(label: str) -> str | None:
    """What is wrong with a date in words, or with what is said to have happened on a date: that it is not its own."""
    if not OF_A_COPY.search(label):
        return None
    return f'"{label}" is when it was seen or written down; write when it happened, or "not established"'


def future_of_then(text: str) -> tuple[int, str] | None:
    """Where a text of ours speaks of the future as the document did, and with which words; quotations may."""
    found = OF_THE_TIME.search(QUOTED.sub(lambda quoted: " " * len(quoted[0]), text))
    return (found.start(), found[0]) if found else None

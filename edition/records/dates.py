"""Dates in words."""

from datetime import date


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

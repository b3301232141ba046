"""The types of single values: IDs, URLs, dates, and the patterns they must match; and dates and numbers in words."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

PATTERNS = {
    r"\S": "is blank; write a text, or remove the key",
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$": "cannot be an anchor; an id has small letters, digits and hyphens, as intro-1",
    r'^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?#][^\s<>"{}|\\^`]*)?$': "is not a URL; write it in full, "
    'as https://example.org/page, and percent-encode spaces and < > " { } | \\ ^ `',
    r"^#[0-9A-Fa-f]{6}$": 'is not a colour; write it in quotes, as "#DD1367"',
    r"^[1-9][0-9]?$": 'is not the number of a goal; write it as "10"',
    r"^[1-9][0-9]?\.[1-9a-z][0-9]?$": 'is not the number of a target; write it in quotes, as "10.7" or "11.b"',
    r"^[0-9]+\.[0-9]+\.[0-9]+$": "is not a version; write three numbers, as 1.0.0",
    r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$": "is not a date; write as much of it as is known: "
    "2016, 2016-03 or 2016-03-10",
    r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$": "is not the code of a language; write it as fr or pt-BR",
    r"^en-[A-Z]{2}$": "is not English with its country; write it as en-GB or en-US",
}
"""The patterns that texts must match, and the message for one that does not."""

_text, _id, _url, _colour, _goal, _target, _version, _date, _language, _english = PATTERNS


def _other_than_index(slug: str) -> str:
    if slug == "index":
        raise ValueError('the slug cannot be "index", the page of the folder itself; choose another')
    return slug


Text = Annotated[str, StringConstraints(min_length=1, pattern=_text)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=_id)]
Slug = Annotated[Id, AfterValidator(_other_than_index)]
Url = Annotated[str, StringConstraints(min_length=1, pattern=_url)]
Colour = Annotated[str, StringConstraints(min_length=1, pattern=_colour)]
GoalId = Annotated[str, StringConstraints(min_length=1, pattern=_goal)]
TargetId = Annotated[str, StringConstraints(min_length=1, pattern=_target)]
Version = Annotated[str, StringConstraints(min_length=1, pattern=_version)]
Language = Annotated[str, StringConstraints(min_length=1, pattern=_language)]
EnglishOf = Annotated[str, StringConstraints(min_length=1, pattern=_english)]
"""The language of all that the edition says: English, as a country writes it."""


def _in_the_calendar(text: str) -> str:
    if len(text) == len("2016-03-10"):
        try:
            date.fromisoformat(text)
        except ValueError:
            raise PydanticCustomError("date_parsing", "") from None
    return text


PartialDate = Annotated[str, StringConstraints(min_length=1, pattern=_date), AfterValidator(_in_the_calendar)]
"""A year, a month or a day."""


def _written_out(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("date_form", "")  # pydantic takes a number for seconds
    return value


Day = Annotated[date, BeforeValidator(_written_out)]

OF_A_COPY = re.compile(
    r"^(?:between|after|before|since|until|by)\b|\bas (?:described|seen|listed|of)\b"
    r"|\b(?:copy|copies|retrieved|accessed)\b|^date of the\b",
    re.IGNORECASE,
)
"""When something was seen or written down, not when it happened."""


def _of_the_thing_itself(words: str) -> str:
    if OF_A_COPY.search(words):
        raise ValueError(f'"{words}" is when it was seen or written down; write when it happened, or "not established"')
    return words


When = Annotated[Text, AfterValidator(_of_the_thing_itself)]
"""A date in words, or what happened on a date."""


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


def spelled(number: int) -> str:
    """A number as the United Nations writes it in a sentence: in words if it is below ten."""
    words = "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"
    return words[number] if number < len(words) else str(number)

"""What an editorial text quotes."""

import re
from collections.abc import Iterator

QUOTED = re.compile("“([^“”]*)”")
OMISSION = re.compile(r"…|\.{3}|\[[^\[\]]*\]")


def misquotations(text: str, *said: str) -> Iterator[tuple[int, list[str]]]:
    """What an editorial text quotes that none of the texts in `said` has; these are in lower case.

    Of each such quotation where it starts, and those of its parts, between which words are left out. The parts have no
    punctuation at their ends.
    """
    for quoted in QUOTED.finditer(text):
        parts = [part.strip(" ,.;:") for part in OMISSION.split(quoted[1])]
        if missing := [part for part in parts if not any(part.lower() in other for other in said)]:
            yield quoted.start(), missing


def place_of_quoted(text: str, said: str) -> int | None:
    """Where in `said` the first words are that an editorial text quotes from it; nothing if it quotes none of them."""
    parts = (part.strip(" ,.;:") for quoted in QUOTED.finditer(text) for part in OMISSION.split(quoted[1]))
    places = (said.lower().find(part.lower()) for part in parts if part)
    return next((place for place in places if place >= 0), None)

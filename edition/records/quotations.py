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

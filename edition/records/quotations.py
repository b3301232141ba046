"""What an editorial text quotes."""

import re
from collections.abc import Iterator

QUOTED = re.compile("“([^“”]*)”")
OMISSION = re.compile(r"…|\.{3}|\[[^\[\]]*\]")


def quotations(text: str) -> Iterator[tuple[int, list[str]]]:
    """What an editorial text quotes: where each quotation starts, and its parts, between which words are left out.

    The parts have no punctuation at their ends.
    """
    for quoted in QUOTED.finditer(text):
        yield quoted.start(), [part.strip(" ,.;:") for part in OMISSION.split(quoted[1])]

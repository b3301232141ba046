"""Faults of single characters: not allowed in any text, invisible, or easily taken for another."""

import re
from collections.abc import Iterator
from itertools import takewhile
from unicodedata import category, name, normalize

LAST = "".join(f"{chr(plane | 0xFFFE)}-{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
UNNAMED = {"Cc": "control character", "Co": "private use"}
PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
UNREADABLE = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef{PRIVATE}{LAST}]")
"""What no text has, and no HTML; line ends that only YAML knows, and what means something in one font only, are among
them."""

INVISIBLE = re.compile("[\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
LOOK_ALIKE = re.compile("[\u00b4\u02b9\u02bb\u02bc\u02bd\u02ca\u02cb\u201a\u201b\u201e\u201f\u2032-\u2037]")
"""Characters that a keyboard does not make but word processors do: primes, accents and low marks for quotes."""

ACCENTS = re.compile("[\u0300-\u036f]+")
"""Accents that are characters of their own, after their letter."""

TYPOGRAPHIC = "“”„«»‘’‚"
WRAPPED = re.compile("[“„«][^“”„«»]*[”“»]?|[^“”„«»]*[”»]|‘[^‘’]*’")
"""A text with typographic quotation marks at its ends only. To YAML they are letters like others."""

ALIKE = str.maketrans(
    dict.fromkeys("`´ʹʻʼʽˊˋ‘’‚‛′‵", "'") | dict.fromkeys("“”„‟″‶", '"') | dict.fromkeys("‐‑‒–—―−", "-")
)


def named(characters: str) -> str:
    """Plain letters and digits as they are, others by code point and name: `U+00A0 (no-break space)`."""
    return " ".join(it if it.isalnum() and it == normalize("NFKC", it) else _named(it) for it in characters)


def _named(character: str) -> str:
    known = name(character, UNNAMED.get(category(character), "not a character"))
    return f"U+{ord(character):04X} ({known.lower()})"


def unquoted(text: str) -> str | None:
    """The message for a text in typographic quotation marks; `None` for any other."""
    bare = text.strip(TYPOGRAPHIC)
    wrapped = bare != text and WRAPPED.fullmatch(text)
    return f'typographic quotation marks are part of the text; write "{bare}"' if wrapped else None


def look(text: str) -> str:
    """How a text looks: the same for two texts that differ only in what is hard to see."""
    return normalize("NFKC", INVISIBLE.sub("", text)).translate(ALIKE)


def shared(one: str, other: str) -> int:
    """How many characters two texts begin with both."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def unlike(one: str, other: str) -> list[str]:
    """What each of two words has, `named`, where they first differ."""
    tails = [word[shared(one, other) :] for word in (one, other)]
    same = shared(tails[0][::-1], tails[1][::-1])
    parts = [tail[: 1 if len(one) == len(other) else len(tail) - same] for tail in tails]
    return [named(part) or "nothing" for part in parts]


def oddities(text: str, source: str) -> Iterator[tuple[int, str]]:
    """Characters that are invisible or look like others, unless the source has them: where, and what to do."""
    for found in INVISIBLE.finditer(text):
        if found[0] not in source:
            advice = "replace it with a space" if found[0].isspace() else "remove it"
            yield found.start(), f"{named(found[0])} is invisible; {advice}"
    for found in LOOK_ALIKE.finditer(text):
        if found[0] not in source:
            yield found.start(), f'"{found[0]}" only looks like a quotation mark or an apostrophe'
    for found in ACCENTS.finditer(text):
        at = max(0, found.start() - 1)
        letters = text[at : found.end()]
        if (letter := normalize("NFC", letters)) != letters and letters not in source:
            yield at, f'"{letter}" is written as {named(letters)}; type it as one character'

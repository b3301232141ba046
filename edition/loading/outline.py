"""The parts of a document by its plain text alone: title, introduction, headings, conclusions, paragraphs, closing.

What begins with its number is a conclusion. What is above one, and is in capitals or does not end as a sentence does,
is a heading. The closing begins where the text is set apart: by two empty lines, or where its paragraphs are no longer
indented. White space is not compared with anything, so whoever has the text may set it apart.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from pathlib import Path

from edition.loading.problems import DataError, Problem
from edition.loading.source_text import normalize, read_plain_text
from edition.loading.validation import Material

SHAPE = "an edition has a title, perhaps an introduction, and headings with numbered conclusions and their paragraphs"
NUMBERED = re.compile(r"\s*([1-9][0-9]{0,2})\. +(?=\S)")
SENTENCE_END = re.compile(r"[.?!;,…][”’\"')\]]*$")
LONGEST_HEADING = 200
"""Characters."""


@dataclass
class Statement:
    """A conclusion, and the paragraphs below it."""

    words: str
    paragraphs: list[str]


@dataclass
class Heading:
    """A heading, and the conclusions below it."""

    words: str
    statements: list[Statement] = field(default_factory=list)


@dataclass
class Outline:
    """The words of a document in its parts, without line ends. `number` of a conclusion is its place."""

    title: str
    introduction: list[str]
    headings: list[Heading]
    closing: list[str]

    def statements(self) -> list[Statement]:
        """Those of all headings."""
        return [statement for heading in self.headings for statement in heading.statements]


@dataclass
class Block:
    """Lines without an empty one between them: where they begin, and how many empty ones are above them."""

    line: int
    gap: int
    lines: list[str]

    @property
    def words(self) -> str:
        """As running text."""
        return normalize("\n".join(self.lines))

    @property
    def indented(self) -> bool:
        """Whether its first line is."""
        return self.lines[0][:1].isspace()

    def number(self) -> int:
        """The one that it begins with; 0 if it begins with none."""
        found = NUMBERED.match(self.lines[0])
        return int(found[1]) if found else 0

    def may_be_heading(self) -> bool:
        """Whether it looks like one."""
        words = self.words
        return len(words) <= LONGEST_HEADING and (_in_capitals(words) or not SENTENCE_END.search(words))

    def cut(self, *places: int) -> "list[Block]":
        """In parts, of which one begins at each of these lines."""
        ends = pairwise([0, *places, len(self.lines)])
        return [Block(self.line + at, 0 if at else self.gap, self.lines[at:end]) for at, end in ends if at < end]


def check_shape(material: Material) -> Iterator[Problem]:
    """Where the passages are not the source, that may be because the source has another shape."""
    name = f"data/{material.edition.document.source}"
    if "source" in material.doubt and material.source:
        try:
            outline_of(material.project / name, name=name)
        except DataError as error:
            yield from error.problems


def outline_of(file: Path, title: str | None = None, name: str = "") -> Outline:
    """The parts of the document in a plain text.

    Args:
        file: the text.
        title: with what it begins; without it, its first paragraph is the title.
        name: what reports call the file; without it, its own name.

    Raises:
        DataError: the file cannot be read, or the text has another shape.
    """
    name = name or file.name
    blocks = list(_blocks(read_plain_text(file, name)))
    if not blocks:
        raise _unfit(name, 1, "there is no text")
    found, blocks = _title(name, blocks, title)
    blocks = list(_numbered_apart(blocks))
    first = next((at for at, block in enumerate(blocks) if block.number() == 1), None)
    if first is None:
        raise _unfit(name, blocks[0].line if blocks else 1, 'no paragraph begins with "1. "')
    before, rest = blocks[:first], blocks[first:]
    if not before or not before[-1].may_be_heading():
        raise _unfit(name, rest[0].line, "there is no heading above the first conclusion")
    *introduction, heading = (block.words for block in before)
    end = _closing_in(rest)
    headings = _headings(name, heading, rest[:end])
    return Outline(found, introduction, headings, [block.words for block in rest[end:]])


def _blocks(text: str) -> Iterator[Block]:
    lines = re.sub(r"^\f", "", text, flags=re.MULTILINE).replace("\f", " ").split("\n")
    at = gap = 0
    for filled, group in groupby(lines, lambda line: bool(line.strip())):
        together = list(group)
        if filled:
            yield Block(at + 1, gap, together)
        at, gap = at + len(together), 0 if filled else len(together)


def _title(name: str, blocks: list[Block], title: str | None) -> tuple[str, list[Block]]:
    """The title, and what is below it."""
    if title is None:
        return blocks[0].words, blocks[1:]
    wanted = " ".join(title.split())
    lines = [(line, at, end) for at, block in enumerate(blocks) for end, line in enumerate(block.lines, 1)]
    for number, (_, at, end) in enumerate(lines, 1):
        words = normalize("\n".join(line for line, _, _ in lines[:number]))
        if words == wanted:
            return words, [*blocks[at].cut(end)[1:], *blocks[at + 1 :]]
        if not wanted.startswith(words):
            break
    raise _unfit(name, blocks[0].line, f'the text does not begin with "{wanted}"; copy the title from there')


def _numbered_apart(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with a cut wherever a conclusion follows without an empty line, or a heading does before one."""
    number, cut = 1, list[Block]()
    for block in blocks:
        places = []
        for at, line in enumerate(block.lines):
            found, above = NUMBERED.match(line), block.lines[at - 1].strip()
            ended = at == 0 or above.endswith(":") or SENTENCE_END.search(above) or _in_capitals(above)
            if found and int(found[1]) == number and ended:
                places.append(at)
                number += 1
        cut += block.cut(*places)
    for block, below in pairwise([*cut, Block(0, 0, [""])]):
        at = len(block.lines)
        while below.number() and at and _in_capitals(block.lines[at - 1]):
            at -= 1
        yield from block.cut(at)


def _in_capitals(line: str) -> bool:
    return line == line.upper() and len(re.findall(r"[^\W\d_]", line)) > 1


def _closing_in(blocks: list[Block]) -> int:
    """Which of the blocks from the first conclusion on is the first that is set apart from the paragraphs above it."""
    last = max(at for at, block in enumerate(blocks) if block.number())
    for at in range(last + 2, len(blocks)):
        paragraphs = [block for block in blocks[:at] if not block.number() and not block.may_be_heading()]
        apart = blocks[at].gap > 1 and all(block.gap < 2 for block in paragraphs)
        if apart or (not blocks[at].indented and all(block.indented for block in paragraphs)):
            return at
    return len(blocks)


def _headings(name: str, first: str, blocks: list[Block]) -> list[Heading]:
    """The headings, from the words of the first on, with the conclusions below them and their paragraphs."""
    headings = [Heading(first)]
    numbered = [at for at, block in enumerate(blocks) if block.number()]
    for place, (at, end) in enumerate(pairwise([*numbered, len(blocks)]), 1):
        block, below = blocks[at], blocks[at + 1 : end]
        if block.number() != place:
            message = f'this begins with "{block.number()}. ", but conclusion {place} would be the next'
            raise _unfit(name, block.line, f"{message}; they are numbered 1, 2, 3 ... throughout")
        if not below:
            message = f"there is no paragraph below conclusion {place}; an empty line ends what it states"
            raise _unfit(name, block.line, message)
        heading = below.pop() if end < len(blocks) and len(below) > 1 and below[-1].may_be_heading() else None
        statement = Statement(NUMBERED.sub("", block.words, count=1), [one.words for one in below])
        headings[-1].statements.append(statement)
        if heading:
            headings.append(Heading(heading.words))
    return headings


def _unfit(name: str, line: int, message: str) -> DataError:
    return DataError([Problem(name, line, 1, f"{message} ({SHAPE})")])

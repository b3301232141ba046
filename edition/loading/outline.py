"""The parts of a document by its plain text alone: title, introduction, headings, conclusions, paragraphs, closing.

What begins with its number is a conclusion. What is above one, and is in capitals or does not end as a sentence does,
is a heading. The closing begins where the text is set apart: by two empty lines, or where its paragraphs are no longer
indented. White space is not compared with anything, so whoever has the text may set it apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from edition.loading.problems import DataError, Problem
from edition.loading.source_text import normalize
from edition.loading.validation import Material

SHAPE = "an edition has a title, perhaps an introduction, and headings with numbered conclusions and their paragraphs"
NUMBERED = re.compile(r"\s*([1-9][0-9]{0,2})\. +(?=\S)")
SENTENCE_END = re.compile(r"[.?!;,…][”’\"')\]]*$")
PARAGRAPH = re.compile(r"\S.*(?:\n.*\S.*)*")
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


@dataclass
class Block:
    """Lines that belong together: where they begin, and how many empty ones are above them."""

    line: int
    gap: int
    lines: list[str]

    @property
    def number(self) -> int:
        """The one that it begins with; 0 if it begins with none."""
        found = NUMBERED.match(self.lines[0])
        return int(found[1]) if found else 0

    @property
    def words(self) -> str:
        """As running text."""
        return normalize("\n".join(self.lines))

    @property
    def may_be_heading(self) -> bool:
        """Whether it looks like one."""
        words = self.words
        return len(words) <= LONGEST_HEADING and (_in_capitals(words) or not SENTENCE_END.search(words))


def check_shape(material: Material) -> Iterator[Problem]:
    """Where the passages are not the source, that may be because the source has another shape."""
    if "source" in material.doubt and material.source:
        try:
            outline_of(material.source, f"data/{material.edition.document.source}")
        except DataError as error:
            yield from error.problems


def outline_of(source: str, name: str, title: str | None = None) -> Outline:
    """The parts of the document in a plain text, which begins with its title: this one, or the first paragraph.

    Raises:
        DataError: the text, in a file that reports call by this name, has another shape.
    """
    text = re.sub(r"^\f", "", source, flags=re.MULTILINE).replace("\f", " ")
    if not (paragraph := PARAGRAPH.search(text)):
        raise _unfit(name, 1, "there is no text")
    title, lines = normalize(title or paragraph[0]), text.split("\n")
    below = max(takewhile(lambda end: title.startswith(normalize("\n".join(lines[:end]))), range(len(lines) + 1)))
    if normalize("\n".join(lines[:below])) != title:
        line = text.count("\n", 0, paragraph.start()) + 1
        raise _unfit(name, line, f'the text does not begin with "{title}"; copy the title from there')
    blocks = _blocks(lines, below)
    first = next((at for at, block in enumerate(blocks) if block.number == 1), None)
    if first is None:
        raise _unfit(name, blocks[0].line if blocks else 1, 'no paragraph begins with "1. "')
    if not first or not blocks[first - 1].may_be_heading:
        raise _unfit(name, blocks[first].line, "there is no heading above the first conclusion")
    *introduction, heading = (block.words for block in blocks[:first])
    rest = blocks[first:]
    end = _closing_in(rest)
    return Outline(title, introduction, _headings(name, heading, rest[:end]), [block.words for block in rest[end:]])


def _blocks(lines: list[str], top: int) -> list[Block]:
    """The blocks of a text from a line on.

    One begins after an empty line, with the next conclusion, and with a heading in capitals right above a conclusion.
    """
    blocks: list[Block] = []
    gap, conclusion = 1, 1
    for at, line in enumerate(lines[top:], top + 1):
        if not line.strip():
            gap += 1
            continue
        block, above = Block(at, gap, [line]), "" if gap else blocks[-1].lines[-1].strip()
        ended = above.endswith(":") or SENTENCE_END.search(above) or _in_capitals(above)
        if gap or (block.number == conclusion and ended):
            conclusion += block.number == conclusion
            if blocks and block.number:
                last = blocks[-1]
                cut = len(last.lines) - len([*takewhile(_in_capitals, reversed(last.lines))])
                if 0 < cut < len(last.lines):
                    blocks.append(Block(last.line + cut, 0, last.lines[cut:]))
                    del last.lines[cut:]
            blocks.append(block)
        else:
            blocks[-1].lines.append(line)
        gap = 0
    return blocks


def _in_capitals(line: str) -> bool:
    return line == line.upper() and len(re.findall(r"[^\W\d_]", line)) > 1


def _closing_in(blocks: list[Block]) -> int:
    """Which of the blocks from the first conclusion on is the first that is set apart from the paragraphs above it."""
    last = max(at for at, block in enumerate(blocks) if block.number)
    for at in range(last + 2, len(blocks)):
        paragraphs = [block for block in blocks[:at] if not block.number and not block.may_be_heading]
        apart = blocks[at].gap > 1 and all(block.gap < 2 for block in paragraphs)
        indented, *above = (block.lines[0][:1].isspace() for block in (blocks[at], *paragraphs))
        if apart or (not indented and all(above)):
            return at
    return len(blocks)


def _headings(name: str, first: str, blocks: list[Block]) -> list[Heading]:
    """The headings, from the words of the first on, with the conclusions below them and their paragraphs."""
    headings = [Heading(first)]
    numbered = [at for at, block in enumerate(blocks) if block.number]
    for place, (at, end) in enumerate(pairwise([*numbered, len(blocks)]), 1):
        block, below = blocks[at], blocks[at + 1 : end]
        if block.number != place:
            message = f'this begins with "{block.number}. ", but conclusion {place} would be the next'
            raise _unfit(name, block.line, f"{message}; they are numbered 1, 2, 3 ... throughout")
        if not below:
            message = f"there is no paragraph below conclusion {place}; an empty line ends what it states"
            raise _unfit(name, block.line, message)
        paragraphs = [one.words for one in below]
        headings[-1].statements.append(Statement(NUMBERED.sub("", block.words, count=1), paragraphs))
        if end < len(blocks) and len(below) > 1 and below[-1].may_be_heading:
            headings.append(Heading(paragraphs.pop()))
    return headings


def _unfit(name: str, line: int, message: str) -> DataError:
    return DataError([Problem(name, line, 1, f"{message} ({SHAPE})")])

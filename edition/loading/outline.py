"""The parts of a document by its plain text alone: title, introduction, headings, conclusions, paragraphs, closing.

What begins with its number is a conclusion. What is above one, and is in capitals or does not end as a sentence does,
is a heading. The closing begins where the text is set apart: by two empty lines, or where its paragraphs are no longer
indented. White space is not compared with anything, so whoever has the text may set it apart.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from edition.loading.checks import Material
from edition.loading.problems import DataError, Problem
from edition.loading.source_text import normalize, read_plain_text

SHAPE = "an edition has a title, perhaps an introduction, and headings with numbered conclusions and their paragraphs"
NUMBERED = re.compile(r"\s*([1-9][0-9]{0,2})\. +(?=\S)")
SENTENCE_END = re.compile(r"[.?!;,…][”’\"')\]]*$")
LONGEST_HEADING = 200
"""Characters."""


@dataclass
class Statement:
    """A conclusion, and the paragraphs below it."""

    words: str
    line: int
    paragraphs: list[str] = field(default_factory=list)


@dataclass
class Heading:
    """A heading, and the conclusions below it."""

    words: str
    line: int
    statements: list[Statement] = field(default_factory=list)


@dataclass
class Outline:
    """The words of a document in its parts, without line ends. `number` of a conclusion is its place."""

    title: str
    introduction: list[str] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)

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

    def cut(self, at: int) -> "tuple[Block, Block]":
        """The lines before this one, and from it on."""
        return Block(self.line, self.gap, self.lines[:at]), Block(self.line + at, 0, self.lines[at:])


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
    outline, rest = Outline(found), list(_numbered_apart(blocks))
    first = next((at for at, block in enumerate(rest) if block.number() == 1), None)
    if first is None:
        raise _unfit(name, blocks[0].line if blocks else 1, 'no paragraph begins with "1. "')
    before, rest = rest[:first], rest[first:]
    heading = _heading(before)
    if not heading:
        raise _unfit(name, rest[0].line, "there is no heading above the first conclusion")
    outline.introduction = [block.words for block in before]
    outline.headings.append(Heading(heading.words, heading.line))
    outline.closing = [block.words for block in _closing(rest)]
    _conclusions(name, outline, rest)
    return outline


def _blocks(text: str) -> Iterator[Block]:
    gap, block = 0, Block(1, 0, [])
    for number, line in enumerate(
        [*re.sub(r"^\f", "", text, flags=re.MULTILINE).replace("\f", " ").split("\n"), ""], 1
    ):
        if line.strip():
            if not block.lines:
                block = Block(number, gap, [])
            block.lines.append(line)
            gap = 0
        else:
            if block.lines:
                yield block
                block = Block(number, 0, [])
            gap += 1


def _title(name: str, blocks: list[Block], title: str | None) -> tuple[str, list[Block]]:
    """The title, and what is below it."""
    if title is None:
        return blocks[0].words, blocks[1:]
    wanted = " ".join(title.split())
    lines = [(at, block, i) for at, block in enumerate(blocks) for i in range(len(block.lines))]
    for number in range(1, len(lines) + 1):
        at, block, last = lines[number - 1]
        words = normalize("\n".join(blocks[one].lines[i] for one, _, i in lines[:number]))
        if words == wanted:
            below = [block.cut(last + 1)[1]] if block.lines[last + 1 :] else []
            return words, [*below, *blocks[at + 1 :]]
        if not wanted.startswith(words):
            break
    raise _unfit(name, blocks[0].line, f'the text does not begin with "{wanted}"; copy the title from there')


def _numbered_apart(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with a cut wherever a conclusion follows without an empty line, or a heading does before one."""
    number, cut = 1, list[Block]()
    for block in blocks:
        at = 1
        while at < len(block.lines):
            found, above = NUMBERED.match(block.lines[at]), block.lines[at - 1].strip()
            if found and int(found[1]) == number + (block.number() == number) and (_ends(above) or _in_capitals(above)):
                head, block = block.cut(at)
                number += head.number() == number
                cut.append(head)
                at = 0
            at += 1
        number += block.number() == number
        cut.append(block)
    for block, below in pairwise([*cut, Block(0, 0, [""])]):
        at = len(block.lines)
        while below.number() and at and _in_capitals(block.lines[at - 1]):
            at -= 1
        if 0 < at < len(block.lines):
            yield from block.cut(at)
        else:
            yield block


def _ends(line: str) -> bool:
    return line.endswith(":") or bool(SENTENCE_END.search(line))


def _in_capitals(line: str) -> bool:
    return line == line.upper() and len(re.findall(r"[^\W\d_]", line)) > 1


def _heading(blocks: list[Block]) -> Block | None:
    """Take the last of some blocks from them, if it is a heading."""
    return blocks.pop() if blocks and _may_be_heading(blocks[-1]) else None


def _may_be_heading(block: Block) -> bool:
    words = block.words
    return len(words) <= LONGEST_HEADING and (_in_capitals(words) or not SENTENCE_END.search(words))


def _closing(blocks: list[Block]) -> list[Block]:
    """Take from the end of the conclusions what is set apart from their paragraphs."""
    last = max(at for at, block in enumerate(blocks) if block.number())
    for at in range(last + 2, len(blocks)):
        paragraphs = [block for block in blocks[:at] if not block.number() and not _may_be_heading(block)]
        apart = blocks[at].gap > 1 and all(block.gap < 2 for block in paragraphs)
        if apart or (not blocks[at].indented and all(block.indented for block in paragraphs)):
            closing = blocks[at:]
            del blocks[at:]
            return closing
    return []


def _conclusions(name: str, outline: Outline, blocks: list[Block]) -> None:
    """Put conclusions, their paragraphs and further headings into the outline."""
    numbered = [at for at, block in enumerate(blocks) if block.number()]
    for place, (at, end) in enumerate(pairwise([*numbered, len(blocks)]), 1):
        block, below = blocks[at], blocks[at + 1 : end]
        if block.number() != place:
            message = f'this begins with "{block.number()}. ", but conclusion {place} would be the next'
            raise _unfit(name, block.line, f"{message}; they are numbered 1, 2, 3 ... throughout")
        statement = Statement(NUMBERED.sub("", block.words, count=1), block.line, [])
        outline.headings[-1].statements.append(statement)
        heading = _heading(below) if end < len(blocks) and len(below) > 1 else None
        statement.paragraphs = [one.words for one in below]
        if not below:
            message = f"there is no paragraph below conclusion {place}; an empty line ends what it states"
            raise _unfit(name, block.line, message)
        if heading:
            outline.headings.append(Heading(heading.words, heading.line))


def _unfit(name: str, line: int, message: str) -> DataError:
    return DataError([Problem(name, line, 1, f"{message} ({SHAPE})")])

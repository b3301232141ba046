"""The proof of the wording: the passages, put together in order, are the source word for word; quotes are theirs."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from edition.document.passages import Passage
from edition.kinds.kind import Quote
from edition.loading.characters import UNREADABLE, look, named, shared, unlike, unquoted
from edition.loading.problems import DataError, Problem
from edition.loading.validation import Material
from edition.loading.yaml_file import problem_after, read_text
from edition.records.records import Finding


def normalize(source: str) -> str:
    """The source as running text: a line that ends in a hyphen joins the next, white space is one space."""
    return " ".join(re.sub(r"-[ \t]*\n\s*", "-", source).split())


def read_plain_text(file: Path, name: str) -> str:
    """The text of a file that reports call by this name; it may have form feeds, where pages end.

    Raises:
        DataError: the file cannot be read, or has characters that no text has.
    """
    text = read_text(file, name)
    if broken := UNREADABLE.search(text.replace("\f", " ")):
        raise DataError([problem_after(name, text[: broken.start()], f"remove {named(broken[0])}")])
    return text


def check_source(material: Material) -> Iterator[Finding | Problem]:
    """There is a source, and the passages are it, word for word; what a passage lacks of it may be quoted."""
    folder, name, message = material.project / "data", material.edition.document.source, ""
    if Path(name).name != name:
        message = f'"{name}" is not the name of a file in data/; write it without a folder'
    elif name not in {file.name for file in folder.iterdir()}:
        message = f"data/{name} is missing"
    else:
        try:
            source = read_plain_text(folder / name, f"data/{name}")
        except DataError as error:
            yield from error.problems
            return
        if source.strip():
            material.source = source
        else:
            message = f"data/{name} is empty"
    if message:
        yield Finding(("document", "source"), message)
    elif "order" not in material.doubt:  # otherwise nothing is where the source has it
        departures = list(departures_from(material.source, material.passages))
        material.excused = normalize(material.source) if departures else ""
        yield from departures


def departures_from(source: str, passages: Iterable[Passage]) -> Iterator[Finding]:
    """Find each departure from `source`."""
    whole = f" {normalize(source)} "
    at = 0  # the space after what was found
    lost = False  # after a departure: the next passage says where to go on
    gaps: dict[str, tuple[Passage, bool]] = {}  # words that no passage up to this one has; what to say of them is said
    last = None
    for last in passages:
        if last.broken is not None:
            lost = True
            continue
        text = f" {last.in_source} "
        found = whole.find(text, at)
        if found >= 0:
            if found > at:
                gaps[whole[at : found + 1]] = last, lost
            lost = False
            at = found + len(text) - 1
        elif words := next((words for words in gaps if text in words), None):
            after, reported = gaps[words]
            if not reported:
                yield _finding(last, 0, f"the order differs: in the source, {last.id} comes before {after.id}")
            gaps[words] = after, True
        elif lost:
            yield _finding(last, 0, f'"{_words(text)}" is not here in the source')
        else:
            yield _departure(last, last.in_source, whole[at:].strip())
            lost = True
    for words, (after, reported) in gaps.items():
        if not reported:
            yield _finding(after, 0, f'before this the source has "{_words(words)}", which no passage has')
    if last and not lost and whole[at:].strip():
        message = f'the source goes on with "{_words(whole[at:])}", which no passage has'
        yield _finding(last, len(last.words), message)


def check_quotes(material: Material) -> Iterator[Finding]:
    """Quotations are in their passages."""
    for path, record in material.edition.records:
        if not isinstance(record, Quote) or record.passage not in material.words:
            continue
        quote, words = record.quote, material.words[record.passage]
        if quote not in words and quote not in material.excused:
            alike = look(quote) in look(words)
            advice = "copy the words from there, which only look like these" if alike else unquoted(quote)
            message = f'"{quote}" is not in {record.passage}'
            yield Finding((*path, "quote"), f"{message}; {advice}" if advice else message)


def _departure(passage: Passage, text: str, rest: str) -> Finding:
    same = shared(text, rest)
    start = text.rfind(" ", 0, same) + 1
    here, there = (words[start:].partition(" ")[0] for words in (text, rest))
    message = f'reads "{_words(text[start:])}" where the source has "{_words(rest[start:])}"'
    if here != there and look(here) == look(there):
        own, other = unlike(here, there)
        message = f'"{there}" only looks like the source: it has {own} where that has {other}; copy the word from there'
        start = same
    return _finding(passage, max(0, start - (len(text) - len(passage.words))), message)


def _finding(passage: Passage, offset: int, message: str) -> Finding:
    return Finding(passage.path, message, passage.offset_in_markup(offset))


def _words(text: str) -> str:
    return " ".join(text.split(maxsplit=5)[:5])

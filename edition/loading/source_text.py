"""The proof of the wording: the passages, put together in order, are the source word for word; quotes are theirs."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from edition.loading.characters import UNREADABLE, look, named, shared, unlike, unquoted
from edition.loading.checks import Finding
from edition.loading.problems import DataError
from edition.loading.yaml_file import problem_after, read_text
from edition.model.edition import Edition, EditorialLink, Quote
from edition.model.passages import Passage
from edition.model.records import walk
from edition.model.shared_words import has_words


class SourceNameError(ValueError):
    """What `source` in `data/document.yml` names is not a text. `str()` says why."""


QUOTED = re.compile("“([^“”]*)”")
OMISSION = re.compile(r"…|\.{3}|\[[^\[\]]*\]")


def normalize(source: str) -> str:
    """The source as running text: a line that ends in a hyphen joins the next, white space is one space."""
    return " ".join(re.sub(r"-[ \t]*\n\s*", "-", source).split())


def read_source(edition: Edition, folder: Path) -> str:
    """The document's plain text, from its file in the folder `data/`.

    Raises:
        SourceNameError: there is no such file, or nothing in it.
        DataError: the file cannot be read, or has characters that no text has.
    """
    name = edition.document.source
    if Path(name).name != name:
        raise SourceNameError(f'"{name}" is not the name of a file in data/; write it without a folder')
    if name not in {file.name for file in folder.iterdir()}:
        raise SourceNameError(f"data/{name} is missing")
    source = read_text(folder / name)
    if broken := UNREADABLE.search(source.replace("\f", " ")):
        message = f"remove {named(broken[0])}"
        raise DataError([problem_after(f"data/{name}", source[: broken.start()], message)])
    if not source.strip():
        raise SourceNameError(f"data/{name} is empty")
    return source


def check_source_text(passages: Iterable[Passage], source: str) -> Iterator[Finding]:
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


def check_quotes(edition: Edition, all_passages: Iterable[Passage], excused: str) -> Iterator[Finding]:
    """Quotations are in their passages; those in a rationale may also be in the wording of its goal or target.

    Words that a passage and a wording are said to share are in both.

    Args:
        edition: the records.
        all_passages: the passages that they can quote.
        excused: running text; what is in it may be missing where it is quoted from.
    """
    passages = {one.id: one for one in reversed([*all_passages]) if one.broken is None}  # of one id, the first
    for path, record in walk(edition):
        passage = passages.get(getattr(record, "passage", ""))
        if isinstance(record, Quote) and passage and record.quote not in passage.words and record.quote not in excused:
            advice = unquoted(record.quote)
            if look(record.quote) in look(passage.words):
                advice = "copy the words from there, which only look like these"
            message = f'"{record.quote}" is not in {passage.id}'
            yield Finding((*path, "quote"), f"{message}; {advice}" if advice else message)
    said = {f"goal:{goal.id}": f"{goal.name} {goal.wording}".lower() for goal in reversed(edition.sdgs.goals)}
    said |= {f"target:{one.id}": f"{one.title or ''} {one.wording}".lower() for one in reversed(edition.sdgs.targets)}
    excused = excused.lower()
    for at, link in enumerate(edition.sdg_links):
        if isinstance(link, EditorialLink) and link.passage in passages and link.to in said:
            goal = f"goal:{link.to.partition(':')[2].partition('.')[0]}"
            known = passages[link.passage].words.lower(), said[link.to], said.get(goal, ""), excused
            for start, parts in quotations(link.rationale):
                for part in parts:
                    if not any(part.lower().strip(" ,.;:") in text for text in known):
                        message = f'"{part.strip()}" is neither in {link.passage} nor in the wording of {link.to}'
                        yield Finding(("sdg_links", at, "rationale"), message, start)
            for number, words in enumerate(link.shared):
                for text, name in (
                    (f"{known[0]} {excused}", link.passage),
                    (said[link.to], f"the wording of {link.to}"),
                ):
                    if not has_words(text, words):
                        yield Finding(
                            ("sdg_links", at, "shared", number), f'"{words}" is not in {name}; shared words are in both'
                        )


def quotations(text: str) -> Iterator[tuple[int, list[str]]]:
    """What an editorial text quotes: where each quotation starts, and its parts, between which words are left out."""
    for quoted in QUOTED.finditer(text):
        yield quoted.start(), OMISSION.split(quoted[1])


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

"""Read one YAML file into plain values, and remember where in the file each of them is.

Every scalar stays a string, so nothing is guessed (`10.10`, `no`, dates): the model says what a value is.
White space in it counts as one space, as in HTML, however the text is folded.
What `yaml.safe_load` would refuse is refused here too, and so are aliases, tags and repeated keys.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice, takewhile
from pathlib import Path
from typing import Any, cast

import yaml

from edition.loading.characters import UNREADABLE, named, oddities, unquoted
from edition.loading.problems import DataError, Problem, syntax_message
from edition.records.records import DataPath

MAX_DEPTH = 12
"""Deeper nesting than any record has; keeps a hostile file from exhausting the stack."""

MAX_TEXT = 20_000
"""Characters of one value, for what looks at a text looks at it more than once."""

MAX_UNREADABLE = 100
"""Characters of these kinds that are reported; a file with more of them is not a text."""

DIRECTIVE = re.compile("^%", re.MULTILINE)
CONFLICT = re.compile("^(?:<{7}|>{7}) ", re.MULTILINE)
STRANGE_SPACE = re.compile(r"^ *+(?:- *+)*+(?:\w++:)?([^\S \t\n])", re.MULTILINE)
"""A space that YAML takes for a letter, where it expects one between its marks."""

COMMENT = re.compile(r"[ \t]+#")


@dataclass
class YamlFile:
    """The values of one file and their places: what makes one reads the text.

    Attributes:
        name: the path that reports show, `data/frameworks.yml`.
        root: with what paths in it begin.
        values: for each path, where in `text` the value begins, and if it is a text, where it ends.
        keys: for each path to a value of a mapping, where its key begins.
        quoted: the latest scalar in quotes that spans several lines, as PyYAML's event.
        typographic: texts in quotation marks that are none to YAML: where they begin, and what to say.
    """

    name: str
    text: str
    root: str
    data: object = None
    values: dict[DataPath, tuple[int, int]] = field(default_factory=dict)
    keys: dict[DataPath, int] = field(default_factory=dict)
    quoted: Any = None
    typographic: list[tuple[int, str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        for found in islice(UNREADABLE.finditer(self.text), MAX_UNREADABLE):
            self._report(found.start(), f"remove {named(found[0])}")
        for found in islice(STRANGE_SPACE.finditer(self.text), MAX_UNREADABLE):
            self._report(found.start(1), f"replace {named(found[1])} with an ordinary space")
        if directive := DIRECTIVE.search(self.text):
            self._report(directive.start(), "a line cannot begin with %; indent it, or remove it")
        if self.problems:
            return
        try:
            self._parse()
        except yaml.MarkedYAMLError as error:
            place, message = syntax_message(error)
            if self.quoted and self.quoted.end_mark.line == place.line:
                place = self.quoted.start_mark
                message = f"the quotation mark that opens here is closed only in line {self.quoted.end_mark.line + 1}"
            self._report(place.index, message)

    def problem(self, path: DataPath, message: str, offset: int | None = None, *, key: bool = False) -> Problem:
        """A problem at the value of `path`, at its key, or `offset` characters into a text value."""
        start = self.keys[path] if key else self.values[path][0]
        at = start if offset is None else self.place_in(path, offset)
        return problem_after(self.name, self.text[:at], message)

    def line_of(self, path: DataPath) -> tuple[str, int]:
        """The file and the line in which the value of `path` begins; lines count from 1."""
        return self.name, bisect_right(self._lines, self.values[path][0])

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line starts: every record is asked where it is."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def place_in(self, path: DataPath, offset: int) -> int:
        """Where in the file a character of a text is.

        PyYAML knows only where a folded text starts: count its visible characters in the file.
        """
        at, end = self.values[path]
        if self.text[at] in "\"'" and re.search(r"\\|.''+.", self.text[at:end]):
            return at  # what is escaped in quotes is longer in the file
        at = self.text.index("\n", at) if self.text[at] in ">|" else at + (self.text[at] in "\"'")
        before = len("".join(self.value(path)[:offset].split()))
        skipped = re.compile(rf"(?:\s*+\S){{{before}}}\s*+").match(self.text, at, end)
        return skipped.end() if skipped else end

    def _report(self, at: int, message: str) -> None:
        self.problems.append(problem_after(self.name, self.text[:at], message))

    def doubts(self, source: str) -> Iterator[Problem]:
        """Invisible or look-alike characters, and quotation marks that do not quote, unless the source has them."""
        words = " ".join(source.split()) if self.typographic else ""
        wrapped = ((at, message) for at, text, message in self.typographic if text not in words)
        for at, message in (*oddities(self.text, source), *wrapped):
            yield problem_after(self.name, self.text[:at], message)

    def value(self, path: DataPath) -> Any:
        """The value at `path`."""
        value: Any = self.data
        for step in path[1:]:
            value = value[step]
        return value

    def without(self, gone: Collection[DataPath | None]) -> "YamlFile":
        """The same text, as if it had nothing at these paths: what comes after in a list moves up."""
        rest = copy(self)
        rest.values = {}

        def kept(value: object, path: DataPath, new: DataPath) -> object:
            rest.values[new] = self.values[path]
            if isinstance(value, list):
                left = [at for at in range(len(value)) if (*path, at) not in gone]
                return [kept(value[at], (*path, at), (*new, to)) for to, at in enumerate(left)]
            if isinstance(value, dict):
                left = [key for key in value if (*path, key) not in gone]
                return {key: kept(value[key], (*path, key), (*new, key)) for key in left}
            return value

        rest.data = kept(self.data, (self.root,), (self.root,))
        return rest

    def _parse(self) -> None:
        events: Iterator[Any] = iter(yaml.parse(self.text, Loader=yaml.CBaseLoader))
        event = next(event for event in events if isinstance(event, (yaml.NodeEvent, yaml.StreamEndEvent)))
        if isinstance(event, yaml.StreamEndEvent):
            if not self.text.strip():
                self._report(0, "the file is empty")
            self.data, self.values[(self.root,)] = [], (len(self.text), len(self.text))
            return
        self.data = self._read(event, events, (self.root,))
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                raise _refused(event, "a second document starts here; remove the line ---")

    def _read(self, event: Any, events: Iterator[Any], path: DataPath) -> object:
        if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag:
            raise _refused(event, "a text that begins with *, & or ! goes in quotes; aliases and tags are not read")
        if len(path) > MAX_DEPTH:
            raise _refused(event, "this is nested deeper than any record; if it is text, put it in quotes")
        self.values[path] = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.ScalarEvent):
            return self._value(event)
        inside = takewhile(lambda event: not isinstance(event, yaml.CollectionEndEvent), events)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._read(item, events, (*path, at)) for at, item in enumerate(inside)]
        mapping: dict[str, object] = {}
        twice = False
        for key in inside:
            if not isinstance(key, yaml.ScalarEvent):
                raise _refused(key, "a text that begins with { or [ goes in quotes; a key is a plain word")
            name, mark = self._text(key), cast(Any, key.start_mark)
            if name in mapping and not twice:  # others are its consequence
                new = "; if a new record begins here, its dash is missing" if isinstance(path[-1], int) else ""
                self._report(mark.index, f'the key "{name}" is given twice{new}')
                twice = True
            self.keys[*path, name] = mark.index
            mapping[name] = self._read(next(events), events, (*path, name))
        return mapping

    def _value(self, event: Any) -> str:
        """The text of a scalar that is no key."""
        start, end = event.start_mark, event.end_mark
        if event.implicit[1] and start.line < end.line and self.text[start.index] in "\"'":
            self.quoted = event
        if event.implicit[0] and COMMENT.match(self.text, end.index):
            message = 'the text ends here, for " #" starts a comment; put the text in quotes, or the comment above'
            self._report(end.index, message)
        return self._text(event)

    def _text(self, event: Any) -> str:
        if found := UNREADABLE.search(event.value):
            self._report(event.start_mark.index, f"remove {named(found[0])}, written with a backslash")
        if len(event.value) > MAX_TEXT:
            raise _refused(event, f"the text is longer than {MAX_TEXT:,} characters")
        text = " ".join(event.value.split())
        if advice := unquoted(text):
            self.typographic.append((event.start_mark.index, text, advice))
        return text


parsed = lru_cache(maxsize=100)(YamlFile)
"""Makes one, or gives the one that was made before: of a project that is loaded again, most files are as they were."""


def _refused(event: Any, message: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=message, problem_mark=event.start_mark)


def problem_after(name: str, text: str, message: str) -> Problem:
    """A problem in a file, where this much of its text ends."""
    return Problem(name, text.count("\n") + 1, len(text) - text.rfind("\n"), message)


def read_text(file: Path, name: str = "", merged: str = "keep one") -> str:
    """The text of a file, which reports call `name`, or by its folder and its name, as every file of `data/`.

    Where both versions of a merge are in it, `merged` says what to do.

    Raises:
        DataError: the file is missing, not UTF-8, or has both versions of a merge.
    """
    name = name or f"{file.parent.name}/{file.name}"
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DataError([Problem(name, 1, 1, "the file is missing")]) from None
    except UnicodeDecodeError as error:
        readable = re.sub("\r\n?", "\n", error.object[: error.start].decode())
        message = "the file is not UTF-8 from here on; save it with that encoding"
        raise DataError([problem_after(name, readable, message)]) from None
    except OSError as error:
        raise DataError([Problem(name, 1, 1, f"the file cannot be read: {error.strerror}")]) from None
    if conflict := CONFLICT.search(text):
        message = f"two versions were merged here; {merged}, and remove the lines <<<<<<<, ======= and >>>>>>>"
        raise DataError([problem_after(name, text[: conflict.start()], message)])
    return text

"""Read one YAML file into plain values, and remember where in the file each of them is.

Every scalar stays a string, so nothing is guessed (`10.10`, `no`, dates): the model says what a value is.
White space in it counts as one space, as in HTML, however the text is folded.
What `yaml.safe_load` would refuse is refused here too, and so are aliases, tags and repeated keys.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, cast

import yaml

from edition.loading.characters import UNREADABLE, named, oddities, unquoted
from edition.loading.messages import syntax_message
from edition.loading.problems import DataError, Problem
from edition.records.findings import DataPath, Location

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

VISIBLE = re.compile(r"\S")
COMMENT = re.compile(r"[ \t]+#")


@dataclass
class YamlFile:
    """The values of one file and their places.

    Attributes:
        name: the path that reports show, `data/frameworks.yml`.
        text: the file as it is.
        data: mappings, lists and strings.
        values: for each path, the first and the last character of the value in `text`.
        keys: for each path to a value of a mapping, the place of its key.
        quoted: the latest scalar in quotes that spans several lines, as PyYAML's event.
        typographic: texts in quotation marks that are none to YAML: where they begin, and what to say.
    """

    name: str
    text: str
    root: str
    data: object = None
    values: dict[DataPath, tuple[Any, Any]] = field(default_factory=dict)
    keys: dict[DataPath, Any] = field(default_factory=dict)
    quoted: Any = None
    typographic: list[tuple[int, str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _visible: dict[DataPath, list[int]] = field(default_factory=dict)

    def problem(self, path: DataPath, message: str, *, offset: int | None = None, key: bool = False) -> Problem:
        """A problem at the value of `path`, at its key, or `offset` characters into a text value."""
        if key:
            return self._problem(self.keys[path].index, message)
        return self._problem(self.values[path][0].index if offset is None else self._inside(path, offset), message)

    def location(self, path: DataPath) -> Location:
        """Where the value of `path` is written."""
        return self._location(self.values[path][0].index)

    def range_of(self, path: DataPath, start: int = 0, end: int = 0) -> tuple[int, int]:
        """Where a value begins and ends in the file, or its characters from `start` to `end` if it is a text."""
        if not end:
            return self.values[path][0].index, self.values[path][1].index
        return self._inside(path, start), self._inside(path, end - 1) + 1

    def _inside(self, path: DataPath, offset: int) -> int:
        """PyYAML knows only where a folded text starts: count its visible characters in the file."""
        start, end = self.values[path]
        if path not in self._visible:
            at: int = start.index
            if self.text[at] in "\"'" and re.search(r"\\|.''+.", self.text[at : end.index]):
                return at  # what is escaped in quotes is longer in the file
            at = self.text.index("\n", at) if self.text[at] in ">|" else at + (self.text[at] in "\"'")
            self._visible[path] = [found.start() for found in VISIBLE.finditer(self.text, at, end.index)]
        visible = len("".join(self.value(path)[:offset].split()))
        places = self._visible[path]
        return places[visible] if visible < len(places) else end.index

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line starts."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def _location(self, at: int) -> Location:
        line = bisect_right(self._lines, at)
        return Location(self.name, line, at - self._lines[line - 1] + 1)

    def _problem(self, at: int, message: str) -> Problem:
        return Problem(*self._location(at), message)

    def warnings(self, source: str) -> Iterator[Problem]:
        """Invisible or look-alike characters, and quotation marks that do not quote, unless the source has them."""
        for at, message in oddities(self.text, source):
            yield self._problem(at, f"warning: {message}")
        words = " ".join(source.split()) if self.typographic else ""
        for at, text, message in self.typographic:
            if text not in words:
                yield self._problem(at, f"warning: {message}")

    def value(self, path: DataPath) -> Any:
        """The value at `path`."""
        value: Any = self.data
        for step in path[1:]:
            value = value[step]
        return value

    def parse(self) -> None:
        """Fill in the values. Problems are added to `problems`."""
        for found in islice(UNREADABLE.finditer(self.text), MAX_UNREADABLE):
            self.problems.append(self._problem(found.start(), f"remove {named(found[0])}"))
        for found in islice(STRANGE_SPACE.finditer(self.text), MAX_UNREADABLE):
            self.problems.append(self._problem(found.start(1), f"replace {named(found[1])} with an ordinary space"))
        if directive := DIRECTIVE.search(self.text):
            self.problems.append(
                self._problem(directive.start(), "a line cannot begin with %; indent it, or remove it")
            )
        if self.problems:
            return
        try:
            events: Iterator[Any] = iter(yaml.parse(self.text, Loader=yaml.CBaseLoader))
            event = next(event for event in events if isinstance(event, (yaml.NodeEvent, yaml.StreamEndEvent)))
            if isinstance(event, yaml.StreamEndEvent):
                if not self.text.strip():
                    self.problems.append(self._problem(0, "the file is empty"))
                self.data, self.values[(self.root,)] = [], (event.start_mark, event.end_mark)
                return
            self.data = self._read(event, events, (self.root,))
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent):
                    raise _refused(event, "a second document starts here; remove the line ---")
        except yaml.MarkedYAMLError as error:
            place: Any
            place, message = syntax_message(error)
            if self.quoted and self.quoted.end_mark.line == place.line:
                place = self.quoted.start_mark
                message = f"the quotation mark that opens here is closed only in line {self.quoted.end_mark.line + 1}"
            self.problems.append(self._problem(place.index, message))

    def _read(self, event: Any, events: Iterator[Any], path: DataPath) -> object:
        if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag:
            raise _refused(event, "a text that begins with *, & or ! goes in quotes; aliases and tags are not read")
        if len(path) > MAX_DEPTH:
            raise _refused(event, "this is nested deeper than any record; if it is text, put it in quotes")
        start = event.start_mark
        if isinstance(event, yaml.ScalarEvent):
            end: Any = event.end_mark
            self.values[path] = (start, end)
            if event.implicit[1] and start.line < end.line and self.text[start.index] in "\"'":
                self.quoted = event
            if event.implicit[0] and COMMENT.match(self.text, end.index):
                message = 'the text ends here, for " #" starts a comment; put the text in quotes, or the comment above'
                self.problems.append(self._problem(end.index, message))
            return self._text(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[object] = []
            for event in events:
                if isinstance(event, yaml.SequenceEndEvent):
                    break
                items.append(self._read(event, events, (*path, len(items))))
            value: object = items
        else:
            mapping: dict[str, object] = {}
            new = "; if a new record begins here, its dash is missing" if isinstance(path[-1], int) else ""
            twice = 0
            for event in events:
                if isinstance(event, yaml.MappingEndEvent):
                    break
                if not isinstance(event, yaml.ScalarEvent):
                    raise _refused(event, "a text that begins with { or [ goes in quotes; a key is a plain word")
                name = self._text(event)
                key, mark = (*path, name), cast(Any, event.start_mark)
                if name in mapping:
                    twice += 1
                    if twice == 1:  # others are its consequence
                        self.problems.append(self._problem(mark.index, f'the key "{name}" is given twice{new}'))
                self.keys[key] = mark
                mapping[name] = self._read(next(events), events, key)
            value = mapping
        self.values[path] = (start, event.end_mark)
        return value

    def _text(self, event: Any) -> str:
        """The text of a scalar."""
        if found := UNREADABLE.search(event.value):
            message = f"remove {named(found[0])}, written with a backslash"
            self.problems.append(self._problem(event.start_mark.index, message))
        if len(event.value) > MAX_TEXT:
            raise _refused(event, f"the text is longer than {MAX_TEXT:,} characters")
        text = " ".join(event.value.split())
        if advice := unquoted(text):
            self.typographic.append((event.start_mark.index, text, advice))
        return text


def _refused(event: Any, message: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=message, problem_mark=event.start_mark)


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def problem_after(name: str, text: str, message: str) -> Problem:
    """A problem in a file, where this much of its text ends."""
    return Problem(name, text.count("\n") + 1, len(text) - text.rfind("\n"), message)


def read_text(file: Path, name: str = "", merged: str = "keep one") -> str:
    """The text of a file.

    Args:
        file: where it is.
        name: what reports call it; without it, its folder and its name, as for every file of `data/`.
        merged: what to do where both versions of a merge are in it.

    Raises:
        DataError: the file is missing, not UTF-8, or has both versions of a merge.
    """
    name = name or f"{file.parent.name}/{file.name}"
    try:
        text = _with_newlines(file.read_bytes().decode(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise DataError([Problem(name, 1, 1, "the file is missing")]) from None
    except UnicodeDecodeError as error:
        readable = _with_newlines(error.object[: error.start].decode())
        message = "the file is not UTF-8 from here on; save it with that encoding"
        raise DataError([problem_after(name, readable, message)]) from None
    except OSError as error:
        raise DataError([Problem(name, 1, 1, f"the file cannot be read: {error.strerror}")]) from None
    if conflict := CONFLICT.search(text):
        message = f"two versions were merged here; {merged}, and remove the lines <<<<<<<, ======= and >>>>>>>"
        raise DataError([problem_after(name, text[: conflict.start()], message)])
    return text


def read_yaml(file: Path) -> YamlFile:
    """Read `file`; all that is wrong with it as YAML is in the `problems` of the result.

    Raises:
        DataError: as `read_text`.
    """
    return parsed(f"{file.parent.name}/{file.name}", read_text(file), file.stem)


@lru_cache(maxsize=100)  # of a project that is loaded again, most files are as they were
def parsed(name: str, text: str, root: str) -> YamlFile:
    """A text that reports call so, as YAML; paths in it begin with `root`."""
    result = YamlFile(name, text, root)
    result.parse()
    return result

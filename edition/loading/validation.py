"""From plain values to the typed edition, record by record: an invalid record is reported and left out.

So the others can still be checked. An edition that is published has lost none.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from edition.document.edition import FILES, Edition
from edition.loading.messages import invalid_message, meant_key
from edition.loading.problems import Problem
from edition.loading.yaml_file import YamlFile
from edition.records.findings import DataPath, Location

Details = dict[str, Any]
"""One of pydantic's errors: its place in the data (`loc`), its kind (`type`), what was given (`input`)."""


class Locations:
    """Where in the files, by their stems, the values of an edition are, whatever records were left out."""

    def __init__(self, files: Mapping[str, YamlFile]) -> None:
        self._files = files
        self._kept: dict[DataPath, list[int]] = {}

    def leave_out(self, record: DataPath) -> None:
        """Note that the edition lacks a record of its file; its list is in no other list."""
        *list_, at = record
        file = self._files[str(record[0])]
        kept = self._kept.setdefault(tuple(list_), [*range(len(file.value(tuple(list_))))])
        kept.remove(int(at))

    def of(self, path: DataPath) -> Location:
        """Where a value of the edition is written."""
        return self._files[str(path[0])].location(self.in_file(path))

    def problem(self, path: DataPath, message: str, offset: int | None = None) -> Problem:
        """A problem at a value of the edition, or `offset` characters into it if it is a text."""
        return self._files[str(path[0])].problem(self.in_file(path), message, offset=offset)

    def in_file(self, path: DataPath) -> DataPath:
        """The path in its file of a value of the edition."""
        steps = enumerate(path)
        return tuple(self._kept[path[:at]][int(step)] if path[:at] in self._kept else step for at, step in steps)


@dataclass(frozen=True)
class Validated:
    """What validation gives.

    Attributes:
        edition: without its invalid records; nothing where too much would be missing.
        locations: where its values are.
        incomplete: the files that records were left out of, or that could not be read.
        problems: what is wrong with single records.
    """

    edition: Edition | None
    locations: Locations
    incomplete: set[str]
    problems: list[Problem]


def validate(files: Mapping[str, YamlFile]) -> Validated:
    """Make an edition of the files that could be read, by their stems; the values of others are not looked at."""
    locations, incomplete, problems = Locations(files), set[str](), list[Problem]()
    values: dict[str, Any] = {}
    for name in FILES:
        if name in files and not files[name].problems:
            adapter, without_minimum = _adapters(name)
            try:
                values[name] = adapter.validate_python(files[name].data)
                continue
            except ValidationError as error:
                errors = _errors(name, error)
            problems += _problems(files[name], errors)
            gone = {_left_out(files[name], details) for details in errors}
            if None not in gone:
                values[name] = without_minimum.validate_python(_without(files[name].data, (name,), gone))
                records = sorted(path for path in gone if path and isinstance(path[-1], int))
                for record in records:
                    locations.leave_out(record)
                if not records:
                    continue
        incomplete.add(name)
        if get_origin(FILES[name]) is tuple:  # it may be empty, so the others can still be checked
            values.setdefault(name, ())
    edition = Edition(values) if values.keys() == FILES.keys() else None
    return Validated(edition, locations, incomplete, problems)


@cache
def _adapters(name: str) -> tuple[TypeAdapter[Any], TypeAdapter[Any]]:
    """What validates a file, and the same whatever number of records it must have."""
    annotation = FILES[name]
    without = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    return TypeAdapter(annotation), TypeAdapter(without)


def _errors(name: str, error: ValidationError) -> list[Details]:
    errors: list[Details] = [{**details, "loc": (name, *details["loc"])} for details in error.errors()]
    # pydantic counts valid records only, and reports the others separately
    return [details for details in errors if details["type"] != "too_short" or not details["input"]]


def _problems(file: YamlFile, errors: list[Details]) -> list[Problem]:
    """What is wrong; that a key is missing is not said where another one looks like it."""
    unknown = [details for details in errors if details["type"] == "extra_forbidden"]
    meant = {(*details["loc"][:-1], meant_key(details, _keys_beside(file, details))) for details in unknown}
    return [
        _problem(file, details) for details in errors if details["type"] != "missing" or details["loc"] not in meant
    ]


def _problem(file: YamlFile, details: Details) -> Problem:
    path = _path(file, details["loc"])
    if details["type"] == "union_tag_invalid":
        path = (*path, "basis")
    message = invalid_message(details, _keys_beside(file, details))
    return file.problem(path, message, key=details["type"] == "extra_forbidden")


def _path(file: YamlFile, loc: tuple[str | int, ...]) -> DataPath:
    """The part of a place that the data has: pydantic adds the tags of unions, and the keys that are missing."""
    path: DataPath = ()
    for step in loc:
        if (*path, step) in file.values:
            path = (*path, step)
    return path


def _keys_beside(file: YamlFile, details: Details) -> Collection[str]:
    """The keys of the record that an error is in."""
    record = file.value(_path(file, details["loc"][:-1]))
    return record if isinstance(record, dict) else ()


def _left_out(file: YamlFile, details: Details) -> DataPath | None:
    """What an edition can do without: the record that an error is in, or a key that no record has."""
    loc = details["loc"]
    for at, step in enumerate(loc, 1):
        if isinstance(step, int):
            return tuple(loc[:at])
    return _path(file, loc) if details["type"] == "extra_forbidden" else None


def _without(value: Any, path: DataPath, gone: Collection[DataPath | None]) -> Any:
    """A copy of a value without what is at these paths."""
    if isinstance(value, list):
        return [_without(item, (*path, at), gone) for at, item in enumerate(value) if (*path, at) not in gone]
    if isinstance(value, dict):
        return {key: _without(item, (*path, key), gone) for key, item in value.items() if (*path, key) not in gone}
    return value

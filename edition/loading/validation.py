"""From plain values to the typed edition, record by record: an invalid record is reported and left out.

So the others can still be checked. An edition that is published has lost none. JSON Schemas say the same to editors'
programs, for completion and hover texts.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from edition.document.edition import FILES, OPTIONAL, Edition
from edition.document.passages import Passage, passages_of
from edition.kinds.kind import Addressed
from edition.loading.files import replace_text
from edition.loading.problems import DataError, Problem, did_you_mean, invalid_message, nearest
from edition.loading.yaml_file import YamlFile, parsed, read_text
from edition.records.records import DataPath, Finding, Ref


@dataclass
class Material:
    """What is checked, and what is known of it on the way.

    Attributes:
        edition: the records, without those that are invalid.
        files: by their stems, as if they had none of these either: a path in the edition is one in its file.
        doubt: what is not as it should be: the stems of files that lack records, and what passes spoil.
        source: the document's plain text, once it is read.
        excused: running text; what is in it may be missing where it is quoted from.
    """

    project: Path
    edition: Edition
    files: Mapping[str, YamlFile]
    doubt: set[str]
    source: str = ""
    excused: str = ""

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """In the order of the document."""
        return tuple(passages_of(self.edition))

    @cached_property
    def words(self) -> Mapping[str, str]:
        """By its id, the words of each passage whose links are sound; of one id, the first counts."""
        return {one.id: one.words for one in reversed(self.passages) if one.broken is None}

    @cached_property
    def entries(self) -> Mapping[Ref, Addressed]:
        """Every record with an address; of one id, the first counts."""
        return {one.ref: one for _, one in reversed([*self.edition.addressed()])}

    @cached_property
    def mentioned(self) -> Collection[Ref]:
        """What the words of passages lead to."""
        return {ref for passage in self.passages for ref in passage.mentions}

    @cached_property
    def used(self) -> Collection[Ref]:
        """What any record refers to."""
        return {ref for _, _, ref in self.edition.references}

    def placed(self, found: Finding | Problem) -> Problem:
        """What was found in the edition, where it is written."""
        if isinstance(found, Problem):
            return found
        return self.files[str(found.path[0])].problem(found.path, found.message, found.offset)


def validate(project: Path) -> tuple[Material | None, list[Problem]]:
    """Make an edition of the files of a project.

    Returns:
        What can be checked, or nothing where too much would be missing; and what is wrong with files and records.
    """
    files, values, incomplete = dict[str, YamlFile](), dict[str, Any](), set[str]()
    problems = list(_strange_files(project / "data"))
    for name in FILES:
        path = project / "data" / f"{name}.yml"
        try:
            text = "[]" if name in OPTIONAL and not path.exists() else read_text(path)
            file = parsed(f"data/{path.name}", text, name)
            if file.problems:
                raise DataError(file.problems)
            files[name] = file
            values[name] = _adapter(name).validate_python(file.data)
        except DataError as error:
            problems += error.problems
        except ValidationError as error:
            # pydantic counts valid records only, and reports the others separately
            found = (one for one in error.errors() if one["type"] != "too_short" or not one["input"])
            errors: list[ErrorDetails] = [{**one, "loc": (name, *one["loc"])} for one in found]
            problems += _problems(file, errors)
            gone = {_left_out(file, details) for details in errors}
            if None not in gone:
                files[name] = file.without(gone)
                values[name] = _adapter(name, minimum=False).validate_python(files[name].data)
            if any(path is None or isinstance(path[-1], int) for path in gone):
                incomplete.add(name)
    for name in FILES.keys() - values.keys():
        incomplete.add(name)
        if get_origin(FILES[name]) is tuple:  # it may be empty, so the others can still be checked
            values[name] = ()
    if values.keys() != FILES.keys():
        return None, problems
    return Material(project, Edition({name: values[name] for name in FILES}), files, incomplete), problems


def _strange_files(folder: Path) -> Iterator[Problem]:
    for path in sorted(folder.glob("[!.]*.y*ml")):
        if path.suffix != ".yml" or path.stem not in FILES:
            meant = did_you_mean(f"{path.stem}.yml", (f"{name}.yml" for name in FILES))
            yield Problem(f"{folder.name}/{path.name}", 1, 1, f"nothing reads a file of this name{meant}")


@cache
def _adapter(name: str, minimum: bool = True) -> TypeAdapter[Any]:
    """What validates a file; without a minimum, whatever number of records it must have."""
    annotation = FILES[name]
    return TypeAdapter(annotation if minimum or get_origin(annotation) is not Annotated else get_args(annotation)[0])


def _problems(file: YamlFile, errors: list[ErrorDetails]) -> Iterator[Problem]:
    """What is wrong; that a key is missing is not said where another one looks like it."""
    unknown = {details["loc"]: details["input"] for details in errors if details["type"] == "extra_forbidden"}
    meant = {loc: nearest(str(loc[-1]), sorted(free)) for loc, free in unknown.items()}  # see `Record`
    looked_for = {(*loc[:-1], key) for loc, key in meant.items()}
    for details in errors:
        loc, kind = details["loc"], details["type"]
        if kind != "missing" or loc not in looked_for:
            path = (*_path(file, loc), *(["basis"] if kind == "union_tag_invalid" else []))
            yield file.problem(path, invalid_message(details, meant.get(loc)), key=loc in meant)


def _path(file: YamlFile, loc: tuple[str | int, ...]) -> DataPath:
    """The part of a place that the data has: pydantic adds the tags of unions, and the keys that are missing."""
    path: DataPath = ()
    for step in loc:
        if (*path, step) in file.values:
            path = (*path, step)
    return path


def _left_out(file: YamlFile, details: ErrorDetails) -> DataPath | None:
    """What an edition can do without: the record that an error is in, or a key that no record has."""
    loc = details["loc"]
    for at, step in enumerate(loc, 1):
        if isinstance(step, int):
            return tuple(loc[:at])
    return _path(file, loc) if details["type"] == "extra_forbidden" else None


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of `data/<name>.yml`."""
    schema = _adapter(name).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"data/{name}.yml"} | schema


def write_schemas(project: Path) -> None:
    """Write `data/schema/<name>.json` for every data file."""
    folder = project / "data" / "schema"
    folder.mkdir(exist_ok=True)
    for name in FILES:
        replace_text(folder / f"{name}.json", json.dumps(schema_of(name), indent=1, ensure_ascii=False) + "\n")

"""Load the data: read every file, validate the whole, check what must hold between records, or report."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from edition.check import Finding, check_conclusions, check_records
from edition.index import Index
from edition.ledger import check_aliases, check_changes, check_ledger, read_ledger
from edition.messages import UNREADABLE, invalid_message
from edition.model import Edition
from edition.page_addresses import check_page_names, check_pages
from edition.page_files import check_page_files
from edition.passages import passages_of
from edition.problems import DataError, Problem
from edition.records import Ref, present
from edition.things import KINDS, things_of
from edition.wording import check_wording
from edition.yaml_file import Path, YamlFile, problem_after, read_text, read_yaml

WORDS = {"document", "sessions", "conclusions"}
"""The files that hold the document's words."""

LISTS = {*KINDS.values(), "sdg_links", "notes", "aliases"} - {"sdgs"}
"""The files that may have no record. One that cannot be read counts as such, for the sake of the others."""


_kept: ContextVar[Index | None] = ContextVar("kept", default=None)


@contextmanager
def keep(index: Index) -> Iterator[None]:
    """Meanwhile `load_index` gives this index: all of a site is made from what was loaded first."""
    token = _kept.set(index)
    try:
        yield
    finally:
        _kept.reset(token)


def load_index(project: FilePath) -> Index:
    """Load and check `project/data` against itself, its source and the pages in `project/docs`.

    Loading again costs nothing as long as no file has changed.

    Raises:
        DataError: with every problem of every file.
    """
    if index := _kept.get():
        return index
    files = sorted([*(project / "data").glob("*"), *(project / "docs").rglob("*")])
    stamps = ((file, stat.st_mtime_ns, stat.st_size) for file in files for stat in [file.lstat()])
    return _load(project, tuple(stamps))


@lru_cache(maxsize=2)
def _load(project: FilePath, _stamps: tuple[tuple[FilePath, int, int], ...]) -> Index:
    files, problems = _read(project / "data")
    problems += check_page_names(project)
    try:
        ledger = read_ledger(project)
    except DataError as error:
        ledger = {}
        problems += error.problems
    edition, invalid, more = _validate(files)
    problems += more
    if not edition:
        raise DataError(problems)
    found = list(check_records(edition, invalid))
    problems += check_page_files(project / "docs", edition)
    source = ""
    sessions = {session.id for _, session in present(edition.sessions)}
    homeless = any(conclusion.session not in sessions for _, conclusion in present(edition.conclusions))
    if not homeless and not any(problem.file == f"data/{name}.yml" for problem in more for name in WORDS):
        disorder = list(check_conclusions(edition))
        found += disorder
        found += check_pages(edition, project / "docs" / "sessions")
        try:
            source = _source(edition, project / "data")
            if not any(at.path[-1] == "session" for at in disorder):  # else nothing stands where the source has it
                found += check_wording(passages_of(edition), source)
        except DataError as error:
            problems += error.problems
        except FileNotFoundError as error:
            found.append(Finding(("document", "source"), str(error)))
    index = Index(edition, dict(_places(edition, files))) if not problems and not homeless else None
    if index:
        found += [*check_aliases(index, project, ledger), *check_changes(index, project, ledger)]
        problems += check_ledger(index, project, ledger)
    problems += [files[str(at.path[0])].problem(at.path, at.message, offset=at.offset) for at in found]
    if problems or not index:
        raise DataError(problems)
    warnings = [problem for file in files.values() for problem in file.warnings(source)]
    index.warnings = sorted([*warnings, *_unused(edition, files)])
    return index


def _places(edition: Edition, files: dict[str, YamlFile]) -> Iterator[tuple[str, Problem]]:
    """Where each passage and each thing is written; no problems, but a place is all that they have."""
    for passage in passages_of(edition):
        yield passage.id, files[str(passage.path[0])].problem(passage.path, "")
    for ref, path, _ in things_of(edition):
        yield str(ref), files[str(path[0])].problem(path, "")


def _unused(edition: Edition, files: dict[str, YamlFile]) -> Iterator[Problem]:
    """Warn of entities and targets that no passage mentions or speaks to."""
    used = {span.ref for passage in passages_of(edition) for span in passage.spans}
    used |= {Ref.parse(link.to) for link in edition.sdg_links}
    for ref, path, _ in things_of(edition):
        if ref not in used and ref.kind != "goal":
            yield files[str(path[0])].problem((*path, "id"), f'warning: nothing mentions "{ref.id}"')


def _validate(files: dict[str, YamlFile]) -> tuple[Edition | None, set[str], list[Problem]]:
    """The edition, without its invalid records as far as it can do without them; their ids; the problems.

    There is none where a file cannot be read without which too much would be unknown.
    """
    raw = {name: file.data for name, file in files.items() if not file.problems}
    invalid: set[str] = set()
    for name in LISTS - raw.keys():
        ids = re.findall(r"\bid: *([\w-]+)", files[name].text) if name in files else []
        if ids or name not in KINDS.values():
            raw[name] = []
            invalid.update(ids)
    try:
        return Edition.model_validate(raw), invalid, []
    except ValidationError as error:
        errors = [details for details in error.errors() if details["loc"][0] in raw]
        # pydantic counts good records only; of the others it tells besides
        errors = [details for details in errors if details["type"] != "too_short" or not details["input"]]
    problems = [_invalid(files, details) for details in errors]
    for details in errors:
        _take_out(raw, details, invalid)
    try:
        return Edition.model_validate(raw), invalid, problems
    except ValidationError:
        return None, invalid, problems


def _take_out(raw: dict[str, Any], error: Any, invalid: set[str]) -> None:
    """Empty the record that an error is in, and note the ids in it; or take out the key that no record has."""
    above: Any = raw
    value: Any = raw
    for step in error["loc"]:
        if isinstance(step, int):
            invalid |= {str(record["id"]) for record in _mappings(value[step]) if "id" in record}
            value[step] = None
            return
        above, value = value, value.get(step)
    if error["type"] == "extra_forbidden":
        del above[step]
    elif step in LISTS:
        raw[step] = []


def _mappings(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _mappings(item)


def _read(folder: FilePath) -> tuple[dict[str, YamlFile], list[Problem]]:
    files: dict[str, YamlFile] = {}
    problems: list[Problem] = []
    for name in Edition.model_fields:
        try:
            files[name] = read_yaml(folder / f"{name}.yml")
            problems += files[name].problems
        except DataError as error:
            problems += error.problems
    return files, problems


def _invalid(files: dict[str, YamlFile], error: Any) -> Problem:
    file = files[str(error["loc"][0])]
    path: Path = ()
    for step in error["loc"]:  # pydantic adds the tag of a union, which the data does not have
        if (*path, step) in file.values:
            path = (*path, step)
    if error["type"] == "union_tag_invalid":
        path = (*path, "basis")
    return file.problem(path, invalid_message(error), key=error["type"] == "extra_forbidden")


def _source(edition: Edition, folder: FilePath) -> str:
    """The document's plain text."""
    name = edition.document.source
    if FilePath(name).name != name:
        raise FileNotFoundError(f'"{name}" is no name of a file in data/; write it without a folder')
    if name not in {file.name for file in folder.iterdir()}:
        raise FileNotFoundError(f"data/{name} is missing")
    source = read_text(folder / name)
    if broken := UNREADABLE.search(source.replace("\f", " ")):
        message = f"remove the control character U+{ord(broken[0]):04X}"
        raise DataError([problem_after(f"data/{name}", source[: broken.start()], message)])
    if not source.strip():
        raise FileNotFoundError(f"data/{name} is empty")
    return source

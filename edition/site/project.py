"""Load the data: read every file, validate the whole, check what must hold between records, or report."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from edition.loading.characters import UNREADABLE, named
from edition.loading.checks import TEXTS, Finding, check_conclusions, check_records, doubts
from edition.loading.ledger import check_aliases, check_changes, check_ledger, read_ledger
from edition.loading.messages import invalid_message, meant_key
from edition.loading.page_addresses import check_page_names, check_pages
from edition.loading.problems import DataError, Problem
from edition.loading.source_text import check_quotes, check_source_text, normalize
from edition.loading.yaml_file import Path, YamlFile, problem_after, read_text, read_yaml
from edition.model.edition import Edition
from edition.model.entities import KINDS, entities_of
from edition.model.index import Index, SourcePage
from edition.model.passages import passages_of
from edition.model.records import present
from edition.pages.page_files import check_calls, discussed_in, read_pages

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
    edition, incomplete, more = _validate(files)
    problems += more
    if not edition:
        raise DataError(problems)
    pages, faults = read_pages(project)
    problems += [*faults, *(problem for page in pages for problem in page.problems)]
    passages = list(passages_of(edition))
    found = list(check_records(edition, passages, incomplete))
    source, disorder, departures = "", list[Finding](), list[Finding]()
    sessions = {session.id for _, session in present(edition.sessions)}
    homeless = any(conclusion.session not in sessions for _, conclusion in present(edition.conclusions))
    if not homeless and not any(problem.file == f"data/{name}.yml" for problem in more for name in TEXTS):
        disorder += check_conclusions(edition)
        if not any(at.path[-1] == "slug" for at in found):
            disorder += check_pages(edition, project / "docs" / "sessions")
        try:
            source = _source(edition, project / "data")
            if not any(at.path[0] == "conclusions" for at in disorder):  # else nothing is where the source has it
                departures = list(check_source_text(passages, source))
        except DataError as error:
            problems += error.problems
        except FileNotFoundError as error:
            found.append(Finding(("document", "source"), str(error)))
    found += [*disorder, *departures, *check_quotes(edition, passages, normalize(source) if departures else "")]
    sound = not problems and not homeless and not disorder  # else addresses may not be where they were
    index = Index(edition, dict(_places(edition, files))) if sound else None
    if index:
        found += [*check_aliases(index, project, ledger), *check_changes(index, project, ledger)]
        problems += check_ledger(index, project, ledger)
    problems += [_problem(files, at) for at in found]
    if index and not problems:  # or a call may name what is only lost for now
        problems += check_calls(pages, index)
    if problems or not index:
        raise DataError(problems)
    warnings = [problem for file in files.values() for problem in file.warnings(source)]
    warnings += [_problem(files, at._replace(message=f"warning: {at.message}")) for at in doubts(edition, passages)]
    index.pages = {page.address: SourcePage(page.address, page.title) for page in pages}
    index.discussed_in = discussed_in(pages, index)
    index.warnings = sorted(warnings)
    return index


def _places(edition: Edition, files: dict[str, YamlFile]) -> Iterator[tuple[str, Problem]]:
    """Where each passage and each entity is written; no problems, but a place is all that they have."""
    for passage in passages_of(edition):
        yield passage.id, files[str(passage.path[0])].problem(passage.path, "")
    for ref, path, _ in entities_of(edition):
        yield str(ref), files[str(path[0])].problem(path, "")


def _problem(files: dict[str, YamlFile], at: Finding) -> Problem:
    return files[str(at.path[0])].problem(at.path, at.message, offset=at.offset)


def _validate(files: dict[str, YamlFile]) -> tuple[Edition | None, set[str], list[Problem]]:
    """The edition without its invalid records, as far as it can do without them; the files they are in; the problems.

    There is none where a file cannot be read without which too much would be unknown.
    """
    raw: dict[str, Any] = {name: file.data for name, file in files.items() if not file.problems}
    incomplete = LISTS - raw.keys()
    raw |= {name: [] for name in incomplete}
    try:
        return Edition.model_validate(raw), incomplete, []
    except ValidationError as error:
        errors = [details for details in error.errors() if details["loc"][0] in raw]
        # pydantic counts good records only; of the others it tells besides
        errors = [details for details in errors if details["type"] != "too_short" or not details["input"]]
    unknown = [details for details in errors if details["type"] == "extra_forbidden"]
    meant = {(*details["loc"][:-1], meant_key(details, _keys_beside(raw, details))) for details in unknown}
    told = [details for details in errors if details["type"] != "missing" or details["loc"] not in meant]
    problems = [_invalid(files, details, _keys_beside(raw, details)) for details in told]
    for details in errors:
        _take_out(raw, details, incomplete)
    try:
        return Edition.model_validate(raw), incomplete, problems
    except ValidationError:
        return None, incomplete, problems


def _take_out(raw: dict[str, Any], error: Any, incomplete: set[str]) -> None:
    """Empty the record that an error is in, which makes its file incomplete; or take out the key that no record has."""
    above: Any = raw
    value: Any = raw
    for step in error["loc"]:
        if isinstance(step, int):
            value[step] = None
            incomplete.add(error["loc"][0])
            return
        above, value = value, value.get(step)
    if error["type"] == "extra_forbidden":
        del above[step]
    elif step in LISTS:
        raw[step] = []
        incomplete.add(step)


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


def _keys_beside(raw: Any, error: Any) -> Collection[str]:
    """The keys of the record that an error is in."""
    for step in error["loc"][:-1]:
        if (
            not isinstance(raw, dict) or step in raw
        ):  # else pydantic added the tag of a union, which the data does not have
            raw = raw[step]
    return raw if isinstance(raw, dict) else ()


def _invalid(files: dict[str, YamlFile], error: Any, beside: Collection[str]) -> Problem:
    file = files[str(error["loc"][0])]
    path: Path = ()
    for step in error["loc"]:  # as above
        if (*path, step) in file.values:
            path = (*path, step)
    if error["type"] == "union_tag_invalid":
        path = (*path, "basis")
    return file.problem(path, invalid_message(error, beside), key=error["type"] == "extra_forbidden")


def _source(edition: Edition, folder: FilePath) -> str:
    """The document's plain text."""
    name = edition.document.source
    if FilePath(name).name != name:
        raise FileNotFoundError(f'"{name}" is no name of a file in data/; write it without a folder')
    if name not in {file.name for file in folder.iterdir()}:
        raise FileNotFoundError(f"data/{name} is missing")
    source = read_text(folder / name)
    if broken := UNREADABLE.search(source.replace("\f", " ")):
        message = f"remove {named(broken[0])}"
        raise DataError([problem_after(f"data/{name}", source[: broken.start()], message)])
    if not source.strip():
        raise FileNotFoundError(f"data/{name} is empty")
    return source

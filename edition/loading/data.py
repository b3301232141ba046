"""All of the data of a project: every file read, the whole validated and checked, or every problem of every file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from edition.document.edition import FILES, OPTIONAL
from edition.document.index import Index
from edition.loading import checks
from edition.loading.archives import check_frozen, read_archives
from edition.loading.checks import PASSAGE_FILES, Check
from edition.loading.ledger import check_ledger, read_ledger
from edition.loading.outline import check_shape
from edition.loading.page_addresses import check_page_names, check_pages
from edition.loading.problems import DataError, Problem, did_you_mean
from edition.loading.search_words import check_search
from edition.loading.source_text import check_quotes, check_source
from edition.loading.validation import validate
from edition.loading.yaml_file import YamlFile, read_yaml

Value = TypeVar("Value")
IN_PLACE = frozenset({*PASSAGE_FILES, "sessions of conclusions"})
EVERYTHING = frozenset({*IN_PLACE, *FILES})
CHECKS = (
    Check(checks.check_ids),
    Check(checks.check_references),
    Check(checks.check_names),
    Check(checks.check_evidence),
    Check(checks.check_time),
    Check(checks.check_releases),
    Check(check_search, needs=EVERYTHING),
    Check(checks.check_foreign, needs=EVERYTHING),
    Check(checks.check_slugs, spoils=frozenset({"slugs"})),
    Check(checks.check_conclusions, needs=IN_PLACE, spoils=frozenset({"order", "addresses"})),
    Check(checks.check_page_starts, needs=IN_PLACE),
    Check(checks.check_sessions, needs=IN_PLACE, spoils=frozenset({"addresses"})),
    Check(check_pages, needs=IN_PLACE | {"slugs"}, spoils=frozenset({"addresses"})),
    Check(check_source, needs=IN_PLACE, spoils=frozenset({"source"})),
    Check(check_shape),
    Check(check_quotes),
    Check(checks.check_kinds),
)
"""The passes over the data, in their order."""


def read_data(project: Path, addresses: bool = True) -> tuple[Index | None, list[Problem], list[Problem]]:
    """Read and check `project/data` against itself, its source and the names of the pages in `project/docs`.

    Args:
        project: the folder of the project.
        addresses: whether the pages in `docs/` are all there, so that published addresses can be looked for.

    Returns:
        The edition, or nothing where records are missing or out of order, so that addresses are not known; what is
        wrong; and what an editor should look at, though it can be published.
    """
    files, problems = read_files(project / "data")
    problems += check_page_names(project)
    ledger = _or_report(problems, read_ledger, project)
    frozen = _or_report(problems, read_archives, project) or ()
    material, faults = validate(project, files)
    problems += faults
    if not material:
        return None, problems, []
    complete = not problems and not material.doubt
    problems += [material.placed(found) for check in CHECKS for found in check.run(material)]
    index = None
    if ledger and complete and "addresses" not in material.doubt:  # otherwise they may not be where they were
        paths = {passage.id: passage.path for passage in material.passages}
        paths |= {str(record.ref): path for path, record in material.edition.addressed()}
        places = {name: files[str(path[0])].location(path) for name, path in paths.items()}
        index = Index(material.edition, places, frozen, ledger.withdrawn)
        if addresses:
            problems += map(material.placed, (*check_ledger(index, project, ledger.addresses), *check_frozen(index)))
    doubts = [material.placed(found) for found in checks.doubts(material)]
    doubts += [problem for file in files.values() for problem in file.doubts(material.source)]
    return index, problems, sorted(replace(one, message=f"warning: {one.message}") for one in doubts)


def _or_report(problems: list[Problem], read: Callable[[Path], Value], path: Path) -> Value | None:
    """What is read from a path; nothing where it cannot be: its problems are added."""
    try:
        return read(path)
    except DataError as error:
        problems += error.problems
        return None


def read_files(folder: Path) -> tuple[dict[str, YamlFile], list[Problem]]:
    """The files by their stems, and what is wrong with the others; a kind of record may have none."""
    files: dict[str, YamlFile] = {}
    problems: list[Problem] = []
    for name in FILES:
        path = folder / f"{name}.yml"
        if name in OPTIONAL and not path.exists():
            files[name] = YamlFile(f"{folder.name}/{path.name}", "[]", name)
        elif file := _or_report(problems, read_yaml, path):
            files[name] = file
    for path in sorted(folder.glob("[!.]*.y*ml")):
        if path.suffix != ".yml" or path.stem not in FILES:
            meant = did_you_mean(f"{path.stem}.yml", (f"{name}.yml" for name in FILES))
            problems.append(Problem(f"{folder.name}/{path.name}", 1, 1, f"nothing reads a file of this name{meant}"))
    return files, problems

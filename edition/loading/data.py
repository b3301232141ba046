"""All of the data of a project: every file read, the whole validated and checked, or every problem of every file."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from edition.document.edition import FILES, OPTIONAL
from edition.document.index import Index
from edition.document.passages import passages_of
from edition.loading import checks
from edition.loading.archives import check_frozen, read_archives
from edition.loading.checks import EVERYTHING, PASSAGE_FILES, Check, Material
from edition.loading.ledger import (
    check_aliases,
    check_changes,
    check_ledger,
    public_addresses,
    read_ledger,
    read_versions,
)
from edition.loading.outline import check_shape
from edition.loading.page_addresses import check_page_names, check_pages
from edition.loading.problems import DataError, Problem, did_you_mean
from edition.loading.search_words import check_search
from edition.loading.source_text import check_quotes, check_source
from edition.loading.validation import Locations, validate
from edition.loading.yaml_file import YamlFile, parsed, read_yaml
from edition.records.findings import Location

Value = TypeVar("Value")
IN_PLACE = frozenset({*PASSAGE_FILES, "sessions of conclusions"})
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


@dataclass(frozen=True)
class Data:
    """The data of a project as far as it is sound.

    Attributes:
        index: the edition; nothing where records are missing or out of order, so that addresses are not known.
        ledger: every address that was ever published, with its line.
        locations: where the values of the edition are written.
        problems: what is wrong.
        warnings: what an editor should look at, though it can be published.
    """

    index: Index | None
    ledger: Mapping[str, int]
    locations: Locations
    problems: list[Problem]
    warnings: tuple[Problem, ...]


def read_data(project: Path) -> Data:
    """Read and check `project/data` against itself, its source and the names of the pages in `project/docs`."""
    files, problems = read_files(project / "data")
    problems += check_page_names(project)
    ledger = _or_report(problems, read_ledger, project) or {}
    frozen = _or_report(problems, read_archives, project) or ()
    withdrawn = read_versions(project).withdrawn if ledger else {}
    validated = validate(files)
    problems += validated.problems
    edition, locations = validated.edition, validated.locations
    if not edition:
        return Data(None, ledger, locations, problems, ())
    material = Material(edition, tuple(passages_of(edition)), project, validated.incomplete)
    if checks.unknown_sessions(material):
        material.doubt.add("sessions of conclusions")
    complete = not problems and not material.doubt
    for check in CHECKS:
        for found in check.run(material):
            problems.append(found if isinstance(found, Problem) else locations.problem(*found))
    index = None
    if complete and "addresses" not in material.doubt:  # otherwise they may not be where they were
        index = Index(edition, dict(_locations(material, locations)), frozen, withdrawn)
    warnings = [problem for file in files.values() for problem in file.warnings(material.source)]
    for path, message, offset in checks.doubts(material):
        warnings.append(locations.problem(path, f"warning: {message}", offset))
    return Data(index, ledger, locations, problems, tuple(sorted(warnings)))


def check_addresses(data: Data, index: Index, project: Path) -> Iterator[Problem]:
    """Every published address is alive or has an alias, and every release names passages that there are or were.

    Every release is as the frozen versions have it. Addresses are known only where the pages in `docs/` are all there.
    """
    alive = set(public_addresses(index, project))
    for findings in (check_aliases, check_changes):
        yield from (data.locations.problem(*finding) for finding in findings(index, alive, data.ledger))
    yield from (data.locations.problem(*finding) for finding in check_frozen(index))
    yield from check_ledger(index, alive, data.ledger)


def _or_report(problems: list[Problem], read: Callable[[Path], Value], path: Path) -> Value | None:
    """What is read from a path; nothing where it cannot be: its problems are added."""
    try:
        return read(path)
    except DataError as error:
        problems += error.problems
        return None


def read_files(folder: Path) -> tuple[dict[str, YamlFile], list[Problem]]:
    """The files by their stems, and what is wrong with them as files; one that cannot be read is not among them.

    A kind of record may have none.
    """
    files: dict[str, YamlFile] = {}
    problems: list[Problem] = []
    for name in FILES:
        read = _nothing if name in OPTIONAL and not (folder / f"{name}.yml").exists() else read_yaml
        if file := _or_report(problems, read, folder / f"{name}.yml"):
            files[name] = file
            problems += file.problems
    for path in sorted(folder.glob("[!.]*.y*ml")):
        if path.suffix != ".yml" or path.stem not in FILES:
            meant = did_you_mean(f"{path.stem}.yml", (f"{name}.yml" for name in FILES))
            problems.append(Problem(f"{folder.name}/{path.name}", 1, 1, f"nothing reads a file of this name{meant}"))
    return files, problems


def _nothing(path: Path) -> YamlFile:
    """In place of a file that is not there: no records."""
    return parsed(f"{path.parent.name}/{path.name}", "[]", path.stem)


def _locations(material: Material, locations: Locations) -> Iterator[tuple[str, Location]]:
    """Where each passage, and every record with an address of its own, is written."""
    for passage in material.passages:
        yield passage.id, locations.of(passage.path)
    for path, record in material.edition.addressed():
        yield str(record.ref), locations.of(path)

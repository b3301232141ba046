"""All of the data of a project: every file read, the whole validated and checked, or every problem of every file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from edition.loading.archives import check_frozen, read_archives
from edition.loading.beyond import check_beyond
from edition.loading.checks import (
    PASSAGE_FILES,
    Finding,
    check_conclusions,
    check_records,
    check_search,
    check_sessions,
    check_slugs,
    doubts,
)
from edition.loading.evidence import check_evidence
from edition.loading.ledger import check_aliases, check_changes, check_ledger, read_ledger, read_versions
from edition.loading.page_addresses import check_page_names, check_pages
from edition.loading.problems import DataError, Problem
from edition.loading.source_text import SourceNameError, check_quotes, check_source_text, normalize, read_source
from edition.loading.validation import Locations, validate
from edition.loading.yaml_file import YamlFile, read_yaml
from edition.model.edition import Edition
from edition.model.entities import beside_of, entities_of
from edition.model.index import Index
from edition.model.locations import Location
from edition.model.passages import Passage, passages_of


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
    files, problems = _read(project / "data")
    problems += check_page_names(project)
    try:
        ledger = read_ledger(project)
    except DataError as error:
        ledger = {}
        problems += error.problems
    try:
        frozen, withdrawn = read_archives(project), read_versions(project).withdrawn
    except DataError as error:
        frozen, withdrawn = (), {}
        problems += error.problems
    validated = validate(files)
    edition, locations, incomplete = validated.edition, validated.locations, validated.incomplete
    problems += validated.problems
    if not edition:
        return Data(None, ledger, locations, problems, ())
    complete = not problems
    passages = list(passages_of(edition))
    found = [*check_records(edition, passages, incomplete), *check_evidence(edition, passages, incomplete)]
    if not incomplete:
        found += check_search(edition, passages)
    same_slugs = list(check_slugs(edition))
    sessions = {session.id for session in edition.sessions}
    unknown_session = any(conclusion.session not in sessions for conclusion in edition.conclusions)
    misplaced: list[Finding] = []
    departures: list[Finding] = []
    source = ""
    if not unknown_session and not incomplete & {*PASSAGE_FILES}:
        disorder = list(check_conclusions(edition))
        misplaced += [*disorder, *check_sessions(edition)]
        if not same_slugs:
            misplaced += check_pages(edition, project / "docs" / "sessions")
        try:
            source = read_source(edition, project / "data")
            if not disorder:  # otherwise nothing is where the source has it
                departures += check_source_text(passages, source)
        except DataError as error:
            problems += error.problems
            complete = False
        except SourceNameError as error:
            found.append(Finding(("document", "source"), str(error)))
    found += [*same_slugs, *misplaced, *departures]
    excused = normalize(source) if departures else ""
    found += [*check_quotes(edition, passages, excused), *check_beyond(edition, passages, excused)]
    problems += [locations.problem(*finding) for finding in found]
    index = None
    if complete and not unknown_session and not misplaced:  # otherwise addresses may not be where they were
        index = Index(edition, dict(_locations(edition, passages, locations)), frozen, withdrawn)
    warnings = [problem for file in files.values() for problem in file.warnings(source)]
    for path, message, offset in doubts(edition, passages):
        warnings.append(locations.problem(path, f"warning: {message}", offset))
    return Data(index, ledger, locations, problems, tuple(sorted(warnings)))


def check_addresses(data: Data, index: Index, project: Path) -> Iterator[Problem]:
    """Every published address is alive or has an alias, and every release names passages that there are or were.

    Every release is as the frozen versions have it.

    Args:
        data: what was read.
        index: that of the data, where the pages in `docs/` are all there too: addresses are known only then.
        project: its folder.
    """
    for findings in (check_aliases, check_changes):
        yield from (data.locations.problem(*finding) for finding in findings(index, project, data.ledger))
    yield from (data.locations.problem(*finding) for finding in check_frozen(index))
    yield from check_ledger(index, project, data.ledger)


def _read(folder: Path) -> tuple[dict[str, YamlFile], list[Problem]]:
    files: dict[str, YamlFile] = {}
    problems: list[Problem] = []
    for name in Edition.model_fields:
        try:
            files[name] = read_yaml(folder / f"{name}.yml")
            problems += files[name].problems
        except DataError as error:
            problems += error.problems
    return files, problems


def _locations(edition: Edition, passages: list[Passage], locations: Locations) -> Iterator[tuple[str, Location]]:
    """Where each passage, and every record with an address of its own, is written."""
    for passage in passages:
        yield passage.id, locations.of(passage.path)
    for ref, path, _ in (*entities_of(edition), *beside_of(edition)):
        yield str(ref), locations.of(path)

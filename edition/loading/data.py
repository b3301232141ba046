"""All of the data of a project: every file read, the whole validated and checked, or every problem of every file.

A consequence of another problem is not reported: an unknown id may be that of a record that is invalid. So each pass
says what it needs, and is skipped where that is in doubt.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from edition.document.edition import FILES
from edition.document.index import Frozen, Index
from edition.loading import checks
from edition.loading.checks import PASSAGE_FILES
from edition.loading.ledger import Ledger, check_frozen, check_ledger, read_archives, read_ledger
from edition.loading.outline import check_shape
from edition.loading.page_addresses import check_page_names, check_pages
from edition.loading.problems import DataError, Problem
from edition.loading.search_words import check_search
from edition.loading.source_text import check_quotes, check_source
from edition.loading.validation import Material, validate
from edition.records.records import Finding


class Check(NamedTuple):
    """A pass: what finds faults, what must not be in doubt for that to mean anything, and what is in doubt after it."""

    find: Callable[[Material], Iterable[Finding | Problem]]
    needs: frozenset[str] = frozenset()
    spoils: frozenset[str] = frozenset()


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


def read_data(project: Path, addresses: bool = True) -> tuple[Index | None, list[Problem], list[Problem]]:
    """Read and check `project/data` against itself, its source and the names of the pages in `project/docs`.

    Args:
        project: the folder of the project.
        addresses: whether the pages in `docs/` are all there, so that published addresses can be looked for.

    Returns:
        The edition, or nothing where records are missing or out of order, so that addresses are not known; what is
        wrong; and what an editor should look at, though it can be published.
    """
    material, problems = validate(project)
    problems += check_page_names(project)
    ledger: Ledger | None = None
    frozen: tuple[Frozen, ...] = ()
    try:
        ledger = read_ledger(project)
        frozen = read_archives(project, ledger.archives)
    except DataError as error:
        problems += error.problems
    if not material:
        return None, problems, []
    complete = not problems and not material.doubt
    for check in CHECKS:
        found = [] if material.doubt & check.needs else list(check.find(material))
        if found:
            material.doubt |= check.spoils
        problems += map(material.placed, found)
    index = None
    if ledger and complete and "addresses" not in material.doubt:  # otherwise they may not be where they were
        paths = {passage.id: passage.path for passage in material.passages}
        paths |= {str(record.ref): path for path, record in material.edition.addressed()}
        lines = {name: material.files[str(path[0])].line_of(path) for name, path in paths.items()}
        index = Index(material.edition, lines, frozen, ledger.withdrawn)
        if addresses:
            problems += map(material.placed, (*check_ledger(index, project, ledger.addresses), *check_frozen(index)))
    doubts = [material.placed(found) for found in checks.doubts(material)]
    doubts += [problem for file in material.files.values() for problem in file.doubts(material.source)]
    return index, problems, sorted(doubts)

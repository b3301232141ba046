"""What a release writes: new addresses into the ledger, version and date into `CITATION.cff`."""

import re
from collections.abc import Iterator
from pathlib import Path

from edition.loading.files import replace_text
from edition.loading.ledger import LEDGER, public_addresses, read_ledger
from edition.loading.ledger_history import lost_lines
from edition.loading.problems import DataError, Problem
from edition.loading.yaml_file import read_text
from edition.model.index import Index

CITATION = "CITATION.cff"


def release(index: Index, project: Path) -> int:
    """Release the newest version in `data/releases.yml`; returns how many addresses are new with it.

    Raises:
        DataError: the ledger has lost lines, or a file cannot be read; nothing was written.
    """
    if problems := list(lost_lines(project)):
        raise DataError(problems)
    known = len(read_ledger(project))
    for name, text in _released(index, project).items():
        replace_text(project / name, text)
    return len(read_ledger(project)) - known


def check_release(index: Index, project: Path) -> Iterator[Problem]:
    """What keeps the edition from being published: a release that has not been made, lines that the ledger has lost.

    Raises:
        DataError: the past of the ledger is not known, or a file cannot be read.
    """
    for name, text in _released(index, project).items():
        if read_text(project / name, name) != text:
            yield Problem(
                name, 1, 1, f"version {index.version} has not been released in its present form; run `make release`"
            )
    yield from lost_lines(project)


def _released(index: Index, project: Path) -> dict[str, str]:
    """The files that a release writes, and what is in them after it."""
    known = read_ledger(project)
    new = [f"{index.version} {address}" for address in public_addresses(index, project) if address not in known]
    citation = read_text(project / CITATION, CITATION)
    for key, value in {"version": index.version, "date-released": index.edition.releases[0].date}.items():
        citation, found = re.subn(rf"^{key}:.*", f"{key}: {value}", citation, flags=re.MULTILINE)
        if found != 1:
            message = f'there must be one line "{key}: {value}", at the left margin'
            raise DataError([Problem(CITATION, 1, 1, message)])
    return {LEDGER: "\n".join([read_text(project / LEDGER).rstrip("\n"), *new, ""]), CITATION: citation}

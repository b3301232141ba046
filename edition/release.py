"""What a release writes: new addresses into the ledger, version and date into `CITATION.cff`."""

import re
from collections.abc import Iterator
from pathlib import Path

from edition.files import replace_text
from edition.history import lost_lines
from edition.index import Index
from edition.ledger import LEDGER, public_addresses, read_ledger
from edition.problems import DataError, Problem
from edition.yaml_file import read_text

CITATION = "CITATION.cff"


def release(index: Index, project: Path) -> list[str]:
    """Make the newest version in `data/releases.yml` a release; returns the addresses that are new with it.

    Raises:
        DataError: the ledger has lost lines, or a file cannot be read; nothing was written.
    """
    if problems := list(lost_lines(project)):
        raise DataError(problems)
    citation, new = _citation(index, project), _new_addresses(index, project)
    ledger = [read_text(project / LEDGER).rstrip("\n"), *(f"{index.version} {address}" for address in new)]
    replace_text(project / LEDGER, "\n".join([*ledger, ""]))
    replace_text(project / CITATION, citation)
    return new


def check_release(index: Index, project: Path) -> Iterator[Problem]:
    """What keeps the edition from being published: a release that has not been made, lines that the ledger has lost.

    Raises:
        DataError: the past of the ledger is not known.
    """
    for address in _new_addresses(index, project):
        yield Problem(LEDGER, 1, 1, f'the address "{address}" is not in it; run `make release`')
    if _citation(index, project) != _read_citation(project):
        yield Problem(CITATION, 1, 1, f"does not have version {index.version} and its date; run `make release`")
    yield from lost_lines(project)


def _new_addresses(index: Index, project: Path) -> list[str]:
    known = read_ledger(project)
    return [address for address in dict.fromkeys(public_addresses(index, project)) if address not in known]


def _citation(index: Index, project: Path) -> str:
    """The text of `CITATION.cff` with the version and the date of the newest release."""
    text = _read_citation(project)
    for key, value in {"version": index.version, "date-released": index.edition.releases[0].date}.items():
        text, found = re.subn(rf"^{key}:[^\r\n]*", f"{key}: {value}", text, flags=re.MULTILINE)
        if found != 1:
            message = f'there must be one line "{key}: {value}", at the left margin'
            raise DataError([Problem(CITATION, 1, 1, message)])
    return text


def _read_citation(project: Path) -> str:
    try:
        return (project / CITATION).read_bytes().decode()  # its line ends stay
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise DataError([Problem(CITATION, 1, 1, f"the file cannot be read: {reason}")]) from None

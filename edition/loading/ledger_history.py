"""The ledger compared with its history in git: no line that was ever committed may be missing."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from edition.loading.ledger import LEDGER, LINE
from edition.loading.problems import DataError, Problem
from edition.loading.yaml_file import read_text

SHALLOW = "the clone is shallow, so its past cannot be compared; run `git fetch --unshallow` (in CI: fetch-depth: 0)"


def lost_lines(project: Path) -> Iterator[Problem]:
    """A problem for each line that the ledger has had in the past of the commit that is checked out, and has no more.

    Only states of the file with the same first line are compared: another one is the ledger of another edition.

    Raises:
        DataError: the whole history is not available.
    """
    if _git(project, "rev-parse", "--is-shallow-repository").strip() == "true":
        raise DataError([Problem(LEDGER, 1, 1, SHALLOW)])
    first, *now = _lines(read_text(project / LEDGER))
    kept, lost = set(now), dict[str, str]()
    # the whole past: by default git follows only one side of a merge that took the file over from it
    for commit in _git(project, "rev-list", "--full-history", "HEAD", "--", LEDGER).split():
        if _git(project, "ls-tree", commit, "--", LEDGER):
            begun, *then = _lines(_git(project, "cat-file", "blob", f"{commit}:./{LEDGER}"))
            if begun == first:
                lost = {line: commit for line in then if LINE.fullmatch(line) and line not in kept} | lost
    for line, commit in lost.items():
        message = f'the line "{line}" is missing, which it had in commit {commit[:10]}; put it back'
        yield Problem(LEDGER, 1, 1, message)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n")]


def _git(project: Path, *arguments: str) -> str:
    command = ["git", "--no-replace-objects", "-C", str(project), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8-sig", errors="replace")
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", "git is not installed").strip().partition("\n")[0]
        raise DataError([Problem(LEDGER, 1, 1, f"its past cannot be compared: {reason}")]) from None
    return done.stdout

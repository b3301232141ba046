"""What only git knows: no line of the ledger that was ever committed may be missing, and it must have every archive."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from edition.loading.archives import archive_name
from edition.loading.ledger import LEDGER, LINE, read_versions
from edition.loading.problems import DataError, Problem
from edition.loading.yaml_file import read_text

SHALLOW = "the clone is shallow, so its past cannot be compared; run `git fetch --unshallow` (in CI: fetch-depth: 0)"
STATE = re.compile(r"^[0-9a-f]{40,64}(?: blob [0-9]+|:\S+ missing)\n", re.MULTILINE)
"""What git says before each state of a file."""


def lost(project: Path) -> Iterator[Problem]:
    """A problem for each line that the ledger has had in the past of the commit that is checked out, and has no more.

    Only states of the file with the same first line are compared: another one is the ledger of another edition. And
    one for each archive that the next commit would leave out, because git ignores it or it was never added.

    Raises:
        DataError: the whole history is not available.
    """
    if git(project, "rev-parse", "--is-shallow-repository").strip() == "true":
        raise DataError([Problem(LEDGER, 1, 1, SHALLOW)])
    first, *now = _lines(read_text(project / LEDGER))
    kept, lost_in = set(now), dict[str, str]()
    # the whole past: by default git follows only one side of a merge that took the file over from it
    commits = git(project, "rev-list", "--full-history", "HEAD", "--", LEDGER).split()
    asked = "".join(f"{commit}:./{LEDGER}\n" for commit in commits)
    for commit, state in zip(commits, STATE.split(git(project, "cat-file", "--batch", given=asked))[1:], strict=True):
        begun, *then = _lines(state.removeprefix("\ufeff"))
        if begun == first:
            lost_in = {line: commit for line in then if LINE.fullmatch(line) and line not in kept} | lost_in
    for line, commit in lost_in.items():
        message = f'the line "{line}" is missing, which it had in commit {commit[:10]}; put it back'
        if " sha256:" in line:
            version = line.partition(" ")[0]
            message += f', and {archive_name(version)}; if it is to go, add "{version} withdrawn: ", with the reason'
        yield Problem(LEDGER, 1, 1, message)
    known = git(project, "ls-files").splitlines()
    for name in map(archive_name, read_versions(project).archives):
        if name not in known:
            yield Problem(name, 1, 1, f"git does not have this file; run `git add --force {name}`, and commit it")


def check_history(project: Path) -> None:
    """Refuse a project from which something is lost, as far as git can tell here: a copy need not have the past.

    Raises:
        DataError: with all that is lost.
    """
    try:
        problems = list(lost(project))
    except DataError:
        return
    if problems:
        raise DataError(problems)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n")]


def git(project: Path, *arguments: str, given: str = "") -> str:
    """What git says in the folder of the project, if it is given this to read.

    Raises:
        DataError: git is not installed, or refuses.
    """
    command = ["git", "--no-replace-objects", "-C", str(project), *arguments]
    try:
        done = subprocess.run(command, input=given.encode(), capture_output=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", b"git is not installed").decode(errors="replace").strip().partition("\n")[0]
        raise DataError([Problem(LEDGER, 1, 1, f"its past cannot be compared: {reason}")]) from None
    return done.stdout.decode(errors="replace")

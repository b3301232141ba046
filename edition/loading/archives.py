"""Frozen versions: each has an archive, `releases/1.0.0.zip`, which must be what the ledger says it was."""

import json
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from edition.document.index import Frozen, Index
from edition.loading.ledger import LEDGER, read_versions
from edition.loading.problems import DataError, Problem
from edition.records.findings import Finding

FOLDER = "releases"
SUMMARY = "data/summary.json"
"""In an archive: the whole edition as data."""


def archive_name(version: str) -> str:
    """The file of a frozen version, from the root of the project."""
    return f"{FOLDER}/{version}.zip"


def read_archives(project: Path) -> tuple[Frozen, ...]:
    """The frozen versions of a project, the oldest first.

    Raises:
        DataError: an archive is missing, or is not what the ledger says; the ledger has two for a version, or none.
    """
    problems, found = [], []
    archives = read_versions(project).archives
    for version, lines in archives.items():
        name, withdraw = archive_name(version), f'add to the end "{version} withdrawn: ", with the reason'
        (checksum, line), file = list(lines.items())[-1], project / name
        if len(lines) > 1:
            message = (
                f"version {version} has two archives; {withdraw}, and below it, if one of them is {name} and is to "
            )
            problems.append(Problem(LEDGER, line, 1, f"{message}stay, its line once more"))
        elif not file.is_file():
            message = (
                f"{name} is missing; restore it from the git history, or from v/{version}.zip on the published site"
            )
            problems.append(Problem(LEDGER, line, 1, f"{message}; if it is lost, {withdraw}"))
        elif one := _read(file, version, checksum, file.stat().st_mtime_ns):
            found.append(one)
        else:
            message = f"this is not what was frozen: {LEDGER} has another SHA-256 in line {line}"
            problems.append(Problem(name, 1, 1, f"{message}; restore the file from the git history"))
    for file in sorted((project / FOLDER).glob("[!.]*.zip")):  # not what a system leaves in any folder
        if file.stem not in archives:
            message = f"{LEDGER} has no line for this file, or it was withdrawn; remove it"
            problems.append(Problem(f"{FOLDER}/{file.name}", 1, 1, message))
    if problems:
        raise DataError(problems)
    return tuple(sorted(found, key=lambda one: tuple(map(int, one.version.split(".")))))


@lru_cache(maxsize=1000)
def _read(file: Path, version: str, checksum: str, _time: int) -> Frozen | None:
    """The version in an archive, if it is what was frozen; looked at again only when it has changed."""
    with suppress(BadZipFile, KeyError, ValueError):
        if sha256(file.read_bytes()).hexdigest() == checksum:
            with ZipFile(file) as archive:
                return Frozen(version, checksum, json.loads(archive.read(SUMMARY)))
    return None


def check_frozen(index: Index) -> Iterator[Finding]:
    """Every release is as the frozen versions have it, and none was left out when the next was frozen."""
    published: dict[str, Any] = {}
    for one in reversed(index.frozen):  # what was said first counts
        published |= {release["version"]: release for release in one.summary["releases"]}
    for at, release in enumerate(index.edition.releases):
        was, now = published.pop(release.version, None), release.model_dump(mode="json", exclude_none=True)
        if index.frozen and at and not was and release.version not in index.withdrawn:
            message = f"version {release.version} was not frozen in time; move its changes to the record of version "
            yield Finding(("releases", at, "version"), message + index.version)
        for key in ("date", "changes") if was else ():
            if was[key] != now[key]:
                message = f"version {release.version} was published with another; put back what v/{release.version}/"
                yield Finding(("releases", at, key), f"{message}changes/ has")
    for version in published:
        yield Finding(("releases",), f"version {version} was published; bring its record back")

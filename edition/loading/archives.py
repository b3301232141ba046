"""Frozen versions: each has an archive, `releases/1.0.0.zip`, which must be what the ledger says it was."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

from edition.loading.checks import Finding
from edition.loading.ledger import LEDGER, read_checksums
from edition.loading.problems import DataError, Problem
from edition.model.frozen import Frozen
from edition.model.index import Index

FOLDER = "releases"
SUMMARY = "data/summary.json"
"""In an archive: the whole edition as data."""


def archive_name(version: str) -> str:
    """The file of a frozen version, from the root of the project."""
    return f"{FOLDER}/{version}.zip"


def read_archives(project: Path) -> tuple[Frozen, ...]:
    """The frozen versions of a project, the oldest first.

    Raises:
        DataError: an archive is missing, or is not what the ledger says; the ledger does not know a file in the folder.
    """
    problems, found = [], []
    for line, version, checksum in read_checksums(project):
        name = archive_name(version)
        if not (project / name).is_file():
            problems.append(Problem(LEDGER, line, 1, f"{name} is missing; restore it from the git history"))
        elif sha256((project / name).read_bytes()).hexdigest() != checksum:
            message = f"this is not what was frozen: {LEDGER} has another SHA-256 in line {line}"
            problems.append(Problem(name, 1, 1, f"{message}; restore the file from the git history"))
        else:
            with ZipFile(project / name) as archive:
                found.append(Frozen(version, checksum, json.loads(archive.read(SUMMARY))))
    known = {archive_name(version) for _, version, _ in read_checksums(project)}
    for file in sorted((project / FOLDER).glob("[!.]*.zip")):
        if (name := f"{FOLDER}/{file.name}") not in known:
            problems.append(Problem(name, 1, 1, f"{LEDGER} has no line for this file; remove it"))
    if problems:
        raise DataError(problems)
    return tuple(sorted(found, key=lambda one: tuple(map(int, one.version.split(".")))))


def check_frozen(index: Index) -> Iterator[Finding]:
    """Every frozen version is still among the releases."""
    known = {release.version for release in index.edition.releases}
    for one in index.frozen:
        if one.version not in known:
            yield Finding(("releases",), f"version {one.version} is frozen; bring its record back")

"""What tests of published versions share: records, what keeps them back, and the program for readers, `verify.py`."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from edition.site.project import load_index
from edition.site.release import check_address, files_after_release, lost_or_forged
from edition.site.settings import has_address
from tests.helpers.projects import PROJECT

MANIFEST = "data/manifest.txt"


def record(version: str, day: str, *changes: str) -> str:
    """A version in `data/releases.yml`."""
    listed = "".join(f"    - {change}\n" for change in changes or ("change: A word.",))
    return f"\n- version: {version}\n  date: {day}\n  changes:\n{listed}"


def add_record(project: Path, record: str) -> None:
    """Put it above all others, as the guide says."""
    releases = project / "data" / "releases.yml"
    releases.write_text(record + releases.read_text("utf-8"), "utf-8")


def unpublishable(project: Path, site_url: str) -> list[str]:
    """What keeps an edition from being published: a release that has not been made, something that is lost or forged.

    Where the site has an address of its own, the newest version has to be frozen as well.
    """
    index = load_index(project)
    after = files_after_release(index, project).items()
    told = [f"{name}: run `make release`" for name, text in after if (project / name).read_text("utf-8") != text]
    if has_address(site_url) and all(one.version != index.version for one in index.frozen):
        told.append(f"version {index.version} is not frozen: run `make release`")
    return [*told, *map(str, (*check_address(index, project, site_url), *lost_or_forged(index, project)))]


def verified(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the program in a process that sees no module but Python's own, with further options for this process."""
    command: list[str | Path] = [sys.executable, "-I", "-S", PROJECT / "docs" / "verify.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def manifest_of(files: dict[str, bytes]) -> bytes:
    """The list of these files as an edition writes it."""
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted({*files} - {MANIFEST})).encode()

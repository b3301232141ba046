"""What tests of published versions share: their records, and the program for readers, `verify.py`."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

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


def verified(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the program in a process that sees no other module, as readers do, with further options for this process."""
    command: list[str | Path] = [sys.executable, "-I", PROJECT / "docs" / "verify.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def manifest_of(files: dict[str, bytes]) -> bytes:
    """The list of these files as an edition writes it."""
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted({*files} - {MANIFEST})).encode()

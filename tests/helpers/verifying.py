"""The program for readers, `verify.py`, and the list of files that it compares a site with."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from tests.helpers.projects import PROJECT

MANIFEST = "data/manifest.txt"


def verified(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the program in a process that sees no other module, as readers do."""
    command: list[str | Path] = [sys.executable, "-I", PROJECT / "docs" / "verify.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def manifest_of(files: dict[str, bytes]) -> bytes:
    """The list of these files as an edition writes it."""
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted({*files} - {MANIFEST})).encode()

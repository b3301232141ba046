"""The edition is written to work on every system: without make, without what only Unix has, with the same bytes."""

import ast
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from edition.cli import TERMINATED
from edition.loading.files import locked
from tests.helpers.projects import PROJECT, SECOND, copy_project

WRITER = PROJECT / "edition" / "loading" / "files.py"
LINES = re.search(r"Without make, .*?:\n\n((?:    .+\n)+)", (PROJECT / "README.md").read_text(encoding="utf-8"))
LACKING = "import sys; sys.modules.update(dict.fromkeys(['fcntl', 'grp', 'pwd', 'resource', 'termios']))"
"""A system without what only Unix has: modules that are `None` cannot be imported."""
LOCKING = """
import sys
from pathlib import Path
from edition.loading.files import locked
with locked(Path(sys.argv[1])):
    print("locked")
"""


@pytest.mark.parametrize("file", sorted({*(PROJECT / "edition").rglob("*.py")} - {WRITER}), ids=lambda path: path.stem)
def test_text_is_written_in_one_place(file: Path) -> None:
    """Which sees to the encoding and the line ends; `write_bytes` is for what is not text."""
    calls = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    writing = re.compile(r"(.*\.write_text\(|(.*\.)?open\((.*, )?'w|.*\.write_bytes\(.*\.encode\()", re.DOTALL)
    assert [ast.unparse(call) for call in calls if writing.match(ast.unparse(call))] == []


def test_who_wants_what_is_locked_waits_and_nothing_is_left(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOCKING, str(tmp_path)]
    with locked(tmp_path):
        other = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(1)
    assert other.communicate()[0] == "locked\n"
    assert list(tmp_path.iterdir()) == []


def test_the_lines_for_those_without_make(tmp_path: Path) -> None:
    """As they are in the README, without make and what only Unix has. What they install is here already.

    The lock is then a file, of which its library says something first.
    """
    assert LINES
    create, install, serve = (line.strip() for line in LINES[1].splitlines())
    project, programs = copy_project(tmp_path / "project", SECOND), tmp_path / "bin"
    shutil.copy(PROJECT / "requirements.lock", project)
    programs.mkdir()
    (programs / "python3").symlink_to(sys.executable)
    environment = {"PATH": str(programs), "PYTHONWARNINGS": "ignore:only soft file lock"}
    assert shutil.which("make", path=environment["PATH"]) is None
    here: dict[str, Any] = {"shell": True, "cwd": project, "env": environment, "text": True}

    subprocess.run(create, check=True, **here)
    (packages,) = (project / ".venv").glob("lib/*/site-packages")
    (packages / "as_here.pth").write_text(f"{sysconfig.get_path('purelib')}\n{LACKING}\n", encoding="utf-8")
    done = subprocess.run(install, capture_output=True, check=True, **here)
    assert "Requirement already satisfied: mkdocs==" in done.stdout and "Collecting" not in done.stdout

    for command in (serve.replace("serve", "build"), ".venv/bin/python -c 'import edition.site.new'"):
        done = subprocess.run(command, capture_output=True, check=False, **here)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    with subprocess.Popen(f"exec {serve}", stderr=subprocess.PIPE, **here) as server:
        assert server.stderr
        told = server.stderr.readline()
        address = re.search(r"http://\S+", told)
        assert address, told + (server.stderr.read() if server.poll() is not None else "")
        with urlopen(address[0]) as page:
            assert "Harbour Forum" in page.read().decode()
        server.terminate()
        server.communicate(timeout=60)
    assert server.returncode == TERMINATED
    assert not os.path.lexists(project / ".lock")

"""The edition is written to work on every system: without make, without what only Unix has, with the same bytes."""

import ast
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from urllib.request import urlopen

import pytest

from edition.cli import TERMINATED
from tests.helpers.projects import PROJECT, SECOND, copy_project

WRITER = PROJECT / "edition" / "loading" / "files.py"
LINES = re.search(r"Without make, .*?:\n\n((?:    .+\n)+)", (PROJECT / "README.md").read_text(encoding="utf-8"))
LOCKING = """
import sys
from pathlib import Path
from edition.site.staging import locked
with locked(Path(sys.argv[1])):
    print("locked", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.parametrize("file", sorted({*(PROJECT / "edition").rglob("*.py")} - {WRITER}), ids=lambda path: path.stem)
def test_text_is_written_in_one_place(file: Path) -> None:
    """Which sees to the encoding and the line ends; `write_bytes` is for what is not text."""
    calls = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    methods = [call for call in calls if isinstance(call.func, ast.Attribute)]
    assert [call.lineno for call in methods if call.func.attr == "write_text"] == []  # type: ignore[attr-defined]
    opened = [call for call in calls if ast.unparse(call.func).rpartition(".")[2] == "open"]
    assert [call.lineno for call in opened if any("'w" in ast.unparse(one) for one in call.args)] == []
    encoded = [call for call in methods if call.func.attr == "write_bytes" and ".encode(" in ast.unparse(call)]  # type: ignore[attr-defined]
    assert [call.lineno for call in encoded] == []


def test_who_wants_what_is_locked_waits_and_nothing_is_left(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOCKING, str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": PROJECT}
    with subprocess.Popen(command, **pipes) as first:  # type: ignore[call-overload]
        assert first.stdout.readline() == "locked\n"
        with subprocess.Popen(command, **pipes) as second:  # type: ignore[call-overload]
            with pytest.raises(subprocess.TimeoutExpired):
                second.wait(1)
            first.communicate("\n")
            assert second.communicate("\n")[0] == "locked\n"
    assert list(tmp_path.iterdir()) == []


def test_the_lines_for_those_without_make(tmp_path: Path) -> None:
    """As they are in the README, where there is no make and no `fcntl`. What they install is here already."""
    assert LINES
    create, install, serve = (line.strip() for line in LINES[1].splitlines())
    project, programs = copy_project(tmp_path / "project", SECOND), tmp_path / "bin"
    shutil.copy(PROJECT / "requirements.lock", project)
    programs.mkdir()
    (programs / "python3").symlink_to(sys.executable)
    environment = {"PATH": str(programs), "PYTHONWARNINGS": "ignore:only soft file lock"}
    assert shutil.which("make", path=environment["PATH"]) is None

    subprocess.run(create, shell=True, cwd=project, env=environment, check=True)
    (packages,) = (project / ".venv").glob("lib/*/site-packages")
    as_here = f"{sysconfig.get_path('purelib')}\nimport sys; sys.modules['fcntl'] = None\n"
    (packages / "as_here.pth").write_text(as_here, encoding="utf-8")
    done = subprocess.run(install, shell=True, cwd=project, env=environment, capture_output=True, text=True, check=True)
    assert "Requirement already satisfied: mkdocs==" in done.stdout and "Collecting" not in done.stdout

    with subprocess.Popen(
        f"exec {serve}", shell=True, cwd=project, env=environment, stderr=subprocess.PIPE, text=True
    ) as server:
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

"""What the project depends on: each package below the version that would break it, and what builds the site apart."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.helpers.projects import PROJECT

SETTINGS = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = {
    "requirements.lock": SETTINGS["project"]["dependencies"],
    "requirements-dev.lock": SETTINGS["dependency-groups"]["dev"],
}
"""The locks, and what was asked for in each."""
LOCKED = {
    name: dict(re.findall(r"^([a-z0-9.-]+)(?:\[[a-z,]+\])?==([^ ]+) ", (PROJECT / name).read_text("utf-8"), re.M))
    for name in LOCKS
}
TO_BUILD = {"serve", "site", "check", "pdf", "schemas", "release"}
"""The targets for which the first lock is enough."""


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_locked_below_its_breaking_version_by_hash_from_no_host(lock: str) -> None:
    for requirement in map(Requirement, LOCKS[lock]):
        locked = Version(LOCKED[lock][canonicalize_name(requirement.name)])
        breaking = Version(f"{locked.major + 1}" if locked.major else f"0.{locked.minor + 1}")
        caps = [Version(part.version) for part in requirement.specifier if part.operator == "<"]
        assert locked in requirement.specifier, requirement
        assert caps and min(caps) <= breaking, requirement
    text = (PROJECT / lock).read_text(encoding="utf-8")
    assert text.count("\\\n    --hash=sha256:") >= len(LOCKED[lock]) and "://" not in text


def test_the_edition_imports_only_what_the_first_lock_has() -> None:
    build, dev = (lock.keys() for lock in LOCKED.values())
    assert build & dev == set()
    known = packages_distributions()
    imported: set[str] = set()
    for file in (PROJECT / "macros.py", *(PROJECT / "edition").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(f"{node.module}".partition(".")[0])
    imported -= {"edition", *sys.stdlib_module_names}
    assert {"mkdocs", "yaml", "pydantic", "typst"} <= imported
    assert {name for name in imported if not build & {*map(canonicalize_name, known[name])}} == set()


def installed_by(target: str, folder: Path) -> list[str]:
    """The locks that `make` would install from in `folder` to make a target."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    told = subprocess.run(
        ["make", "-n", target], cwd=folder, env=environment, capture_output=True, text=True, check=True
    ).stdout
    return [line.partition(" -r ")[2] for line in told.splitlines() if " pip install " in line]


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A folder where nothing is installed."""
    for name in ("Makefile", *LOCKS):
        shutil.copy(PROJECT / name, tmp_path)
    (tmp_path / "tools").mkdir()
    shutil.copy(PROJECT / "tools" / "install_system.py", tmp_path / "tools")
    return tmp_path


def test_every_target_installs_what_it_needs_and_no_more(fresh: Path) -> None:
    (targets,) = re.findall(r"^\.PHONY: (.+)$", (fresh / "Makefile").read_text(encoding="utf-8"), re.M)
    both = ["requirements.lock", "requirements.lock -r requirements-dev.lock"]
    for target in {*targets.split()} - {"help", "clean"}:
        assert installed_by(target, fresh) == both[: 1 if target in TO_BUILD else 2], target


def test_a_changed_lock_is_installed_again(fresh: Path) -> None:
    (fresh / ".venv").mkdir()
    for at, name in enumerate((*LOCKS, ".venv/.ready", ".venv/.dev", ".venv/.system")):
        (fresh / name).touch()
        os.utime(fresh / name, (at, at))
    assert (installed_by("serve", fresh), installed_by("test", fresh)) == ([], [])
    os.utime(fresh / "requirements-dev.lock", (9, 9))
    assert (len(installed_by("serve", fresh)), len(installed_by("test", fresh))) == (0, 1)
    os.utime(fresh / "requirements.lock", (9, 9))
    assert (len(installed_by("serve", fresh)), len(installed_by("test", fresh))) == (1, 2)


def test_the_project_can_be_installed_where_somebody_tries(tmp_path: Path) -> None:
    """As `pip install -e .` begins; setuptools would refuse to guess which of the folders are packages."""
    pytest.importorskip("setuptools", reason="setuptools is not installed, as with Python 3.12 or newer")
    command = [sys.executable, "-c", "import setuptools; setuptools.setup()", "egg_info", "--egg-base", str(tmp_path)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (installed,) = tmp_path.glob("*.egg-info")
    assert "mkdocs" in (installed / "requires.txt").read_text(encoding="utf-8")
    assert (installed / "top_level.txt").read_text(encoding="utf-8").split() == []

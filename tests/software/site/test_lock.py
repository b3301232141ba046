"""What the project depends on: each package below the version that would break it, and what builds the site apart."""

import os
import re
import shutil
import subprocess
import tomllib
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
def test_every_dependency_is_locked_below_its_breaking_version_from_no_host(lock: str) -> None:
    for requirement in map(Requirement, LOCKS[lock]):
        locked = Version(LOCKED[lock][canonicalize_name(requirement.name)])
        breaking = Version(f"{locked.major + 1}" if locked.major else f"0.{locked.minor + 1}")
        caps = [Version(part.version) for part in requirement.specifier if part.operator == "<"]
        assert caps and min(caps) <= breaking, requirement
    assert "://" not in (PROJECT / lock).read_text(encoding="utf-8")


def installed_by(target: str, folder: Path) -> list[str]:
    """The locks that `make` would install from in `folder` to make a target."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    told = subprocess.check_output(["make", "-n", target], cwd=folder, env=environment, text=True)
    return [line.partition(" -r ")[2] for line in told.splitlines() if " pip install " in line]


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A folder where nothing is installed."""
    (tmp_path / "tools").mkdir()
    for name in ("Makefile", *LOCKS, "tools/install_system.py"):
        shutil.copy(PROJECT / name, tmp_path / name)
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

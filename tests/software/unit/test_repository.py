"""What is around the code: what a clone gets, what continuous integration does, and what the project depends on."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.helpers.browsing import served
from tests.helpers.projects import PROJECT, git, needs_repository

WORKFLOWS = {
    file.stem: yaml.safe_load(file.read_text(encoding="utf-8"))
    for file in (PROJECT / ".github" / "workflows").glob("*.yml")
}
JOBS = {f"{name}: {id_}": job for name, workflow in WORKFLOWS.items() for id_, job in workflow["jobs"].items()}
PUBLISHING: dict[str, dict[str, Any]] = WORKFLOWS["site"]["jobs"]


on_unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither make nor sh")


def test_a_clone_has_the_same_bytes_whatever_its_owner_s_line_endings_are(tmp_path: Path) -> None:
    needs_repository()
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--shared", "-c", "core.autocrlf=true", PROJECT, clone)
    listed = git(clone, "-c", "core.quotePath=false", "ls-files", "--stage").splitlines()
    kept = {name: blob for _, blob, _, name in (line.split(maxsplit=3) for line in listed)}
    names = "".join(f"{name}\n" for name in kept)
    written = git(clone, "hash-object", "--no-filters", "--stdin-paths", given=names).split()
    assert len(kept) > 100
    assert [name for name, blob in zip(kept, written, strict=True) if kept[name] != blob] == []


@pytest.mark.parametrize("job", JOBS)
def test_no_job_can_run_for_ever_and_every_action_is_named_by_its_commit(job: str) -> None:
    assert 0 < JOBS[job]["timeout-minutes"] <= 60
    used = [step["uses"] for step in JOBS[job]["steps"] if "uses" in step]
    assert used
    assert [name for name in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", name)] == []


def commands(job: str) -> str:
    return "\n".join(step.get("run", "") for step in PUBLISHING[job]["steps"])


def test_what_is_published_is_built_where_no_test_has_run_and_nothing_is_stopped_meanwhile() -> None:
    """From what was tested, and with what builds the site alone."""
    assert "make site" in commands("build") and "test" not in commands("build")
    assert (PUBLISHING["build"]["needs"], PUBLISHING["publish"]["needs"]) == ("test", "build")
    assert "make site" not in commands("test")
    assert [name for name, job in PUBLISHING.items() if "write" in job["permissions"].values()] == ["publish"]
    assert WORKFLOWS["site"]["concurrency"]["cancel-in-progress"] == "${{ github.event_name == 'pull_request' }}"
    assert PUBLISHING["publish"]["concurrency"]["cancel-in-progress"] is False


@on_unix
@pytest.mark.parametrize(
    ("site_url", "repository", "expected"),
    [
        ('!ENV [SITE_URL, "https://example.org/idm/"]', "Ann/idm", "SITE_URL=https://ann.github.io/idm/\n"),
        ("https://example.org/", "ann/Ann.github.io", "SITE_URL=https://ann.github.io/\n"),
        ('!ENV [SITE_URL, "https://edition.example.net/"]', "ann/idm", ""),
        ("https://harbour.example/example.org/", "ann/idm", ""),
        ("https://example.org.example.net/", "ann/idm", ""),
    ],
)
def test_the_workflow_knows_the_address_from_the_settings(
    tmp_path: Path, site_url: str, repository: str, expected: str
) -> None:
    """Only while that is the placeholder, it takes the one that the host gives."""
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Example\nsite_url: {site_url}\n")
    given = {"PATH": os.environ["PATH"], "GITHUB_REPOSITORY": repository, "GITHUB_ENV": str(tmp_path / "env")}
    (tmp_path / "env").touch()
    shutil.copy(PROJECT / ".github" / "address.sh", tmp_path)
    subprocess.run(["sh", "address.sh"], cwd=tmp_path, env=given, check=True)
    assert (tmp_path / "env").read_text() == expected


def test_the_settings_have_their_address_where_the_workflow_looks() -> None:
    assert len(re.findall("^site_url: ", (PROJECT / "mkdocs.yml").read_text(encoding="utf-8"), re.M)) == 1


@on_unix
def test_links_to_other_sites_are_checked_and_told_with_their_place(tmp_path: Path) -> None:
    """By the command of the Makefile, on a folder with one link that works and one that does not."""
    make = ["make", "--no-print-directory", "--dry-run", "-o", ".venv/.dev", "-o", ".venv/.ready", "links"]
    told = subprocess.run(make, cwd=PROJECT, capture_output=True, text=True, check=True).stdout.splitlines()
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "here.html").write_text("here")
    with served(tmp_path / "web") as address:
        for name in ("data/sources.yml", "docs/sessions/page.md"):
            (tmp_path / name).parent.mkdir(parents=True)
            (tmp_path / name).write_text(f"# To others\n\n- url: {address}here.html\n- url: {address}gone.html\n")
        command = told[-1].replace(".venv/bin", shlex.quote(str(PROJECT / ".venv" / "bin")))
        done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert done.stdout.count("gone.html (at 4:8)") == 2
    assert "here.html (at" not in done.stdout


# --- packages, each below the version that would break it, and what builds the site apart

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
COMMANDS = {"site": "build"} | {name: name for name in ("serve", "check", "pdf", "schemas", "release")}
"""The targets for which the first lock is enough, and what each runs."""


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_locked_below_its_breaking_version_from_no_host(lock: str) -> None:
    for requirement in map(Requirement, LOCKS[lock]):
        locked = Version(LOCKED[lock][canonicalize_name(requirement.name)])
        breaking = Version(f"{locked.major + 1}" if locked.major else f"0.{locked.minor + 1}")
        caps = [Version(part.version) for part in requirement.specifier if part.operator == "<"]
        assert caps and min(caps) <= breaking, requirement
    assert "://" not in (PROJECT / lock).read_text(encoding="utf-8")


def run_by(target: str, folder: Path) -> list[str]:
    """What `make` would run in `folder` to make a target, line by line."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.check_output(["make", "-n", target], cwd=folder, env=environment, text=True).splitlines()


def installed_by(target: str, folder: Path) -> list[str]:
    """The locks that are installed for that."""
    return [line.partition(" -r ")[2] for line in run_by(target, folder) if " pip install " in line]


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A folder where nothing is installed."""
    (tmp_path / "tools").mkdir()
    for name in ("Makefile", *LOCKS, "tools/install_system.py"):
        shutil.copy(PROJECT / name, tmp_path / name)
    return tmp_path


@on_unix
def test_every_target_installs_what_it_needs_and_no_more(fresh: Path) -> None:
    (targets,) = re.findall(r"^\.PHONY: (.+)$", (fresh / "Makefile").read_text(encoding="utf-8"), re.M)
    both = ["requirements.lock", "requirements.lock -r requirements-dev.lock"]
    for target in {*targets.split()} - {"help", "clean"}:
        assert installed_by(target, fresh) == both[: 1 if target in COMMANDS else 2], target
    for target, command in COMMANDS.items():
        assert run_by(target, fresh)[-1].strip() == f".venv/bin/python -m edition {command}"


@on_unix
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

"""What is around the code: what a clone gets, and what continuous integration does."""

import shlex
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.helpers.browsing import served
from tests.helpers.projects import PROJECT, needs_repository

JOBS = yaml.safe_load((PROJECT / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8"))["jobs"]


def git(*arguments: str | Path, given: str | None = None) -> str:
    """What git prints."""
    return subprocess.run(["git", *arguments], input=given, capture_output=True, text=True, check=True).stdout


def test_a_clone_has_the_same_bytes_whatever_its_owner_s_line_endings_are(tmp_path: Path) -> None:
    needs_repository()
    git("clone", "-q", "--shared", "-c", "core.autocrlf=true", PROJECT, tmp_path / "clone")
    entries = [
        line.split(maxsplit=3)
        for line in git("-C", tmp_path / "clone", "-c", "core.quotePath=false", "ls-files", "--stage").splitlines()
    ]
    names = "".join(f"{name}\n" for *_, name in entries)
    written = git("-C", tmp_path / "clone", "hash-object", "--no-filters", "--stdin-paths", given=names).split()
    kept = [blob for _, blob, *_ in entries]
    assert len(kept) > 100
    assert [entry[-1] for entry, blob in zip(entries, written, strict=True) if entry[1] != blob] == []


@pytest.mark.parametrize("job", JOBS)
def test_no_job_can_run_for_ever(job: str) -> None:
    assert 0 < JOBS[job]["timeout-minutes"] <= 60


def test_links_to_other_sites_are_checked_and_told_with_their_place(tmp_path: Path) -> None:
    """By the command of the Makefile, on a folder with one link that works and one that does not."""
    told = commands_of("links").splitlines()[-1]
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "here.html").write_text("here")
    with served(tmp_path / "web") as address:
        for name in ("data/sources.yml", "docs/sessions/page.md"):
            (tmp_path / name).parent.mkdir(parents=True)
            (tmp_path / name).write_text(f"# To others\n\n- url: {address}here.html\n- url: {address}gone.html\n")
        command = told.replace(".venv/bin", shlex.quote(str(PROJECT / ".venv" / "bin")))
        done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert done.stdout.count("gone.html (at 4:8)") == 2
    assert "here.html (at" not in done.stdout


def commands_of(target: str) -> str:
    """What `make` would run for a target, were everything installed."""
    command = ["make", "--no-print-directory", "--dry-run", "-o", ".venv/.dev", "-o", ".venv/.ready", target]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout

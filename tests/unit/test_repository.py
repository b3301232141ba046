"""What is around the code: what a clone gets, and what continuous integration does."""

import subprocess
from pathlib import Path

import pytest
import yaml

from tests.helpers.projects import PROJECT

JOBS = yaml.safe_load((PROJECT / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8"))["jobs"]


def git(*arguments: str | Path, given: str | None = None) -> str:
    """What git prints."""
    return subprocess.run(["git", *arguments], input=given, capture_output=True, text=True, check=True).stdout


def test_a_clone_has_the_same_bytes_whatever_its_owner_s_line_endings_are(tmp_path: Path) -> None:
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

"""Projects that a test may spoil: copies, small changes, commands, and a repository around them."""

import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pydantic import TypeAdapter

from edition import cli
from edition.document.edition import FILES, Edition
from edition.document.index import Index
from edition.loading.problems import DataError, Problem
from edition.pages.page_files import about_this_document
from edition.site.project import load_index

PROJECT = Path(__file__).parents[2]
SECOND = PROJECT / "tests" / "second"
"""Another, invented document, which has all that a document can have."""
THIRD = PROJECT / "tests" / "third"
"""The least that a document can have: an introduction, a session, two conclusions; in an official edition."""


def copy_project(target: Path, content: Path) -> Path:
    """Put the data and pages of `content` together with the templates and the theme of the project."""
    copy_content(target, content)
    shutil.copy(PROJECT / "mkdocs.yml", target / "project.yml")
    for file in (content / "mkdocs.yml", content / "CITATION.cff", PROJECT / "macros.py"):
        shutil.copy(file, target)
    shutil.copytree(PROJECT / "docs" / "assets", target / "docs" / "assets", dirs_exist_ok=True)
    shutil.copytree(PROJECT / "edition", target / "edition", ignore=shutil.ignore_patterns("__pycache__"))
    return target


def copy_content(target: Path, content: Path) -> None:
    """Put data, pages and frozen versions of `content` into a folder, with the pages that are true of any document."""
    for folder in ("data", "docs", "releases"):
        if (content / folder).exists():  # there are no releases before the first that is frozen
            shutil.copytree(content / folder, target / folder)
    for file in (*(PROJECT / "docs").glob("*.md"), PROJECT / "docs" / "verify.py"):
        if not (target / "docs" / file.name).exists() and not about_this_document(file.read_text(encoding="utf-8")):
            shutil.copy(file, target / "docs")


def copy_whole_project(target: Path) -> Path:
    """Put all files of the project into a folder, and nothing that was built or installed."""
    needs_repository()
    for name in git(PROJECT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")[:-1]:
        if (PROJECT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / name, target / name)
    return target


def needs_repository() -> None:
    """Skip a test that asks git for the files of the project, where that has come without its history."""
    if not (PROJECT / ".git").exists():
        pytest.skip("this folder is not a git repository (a ZIP?); clone it to run the tests of the files in git")


def git(folder: Path, *arguments: str | Path, given: str | None = None) -> str:
    """What git prints in a folder, if it is given this to read, without the settings of whoever runs the tests."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    environment |= {f"GIT_{who}_{what}": "tester" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    options: dict[str, Any] = {"env": environment, "capture_output": True, "text": True, "check": True}
    return str(subprocess.run(["git", *arguments], cwd=folder, input=given, **options).stdout)


def commit(folder: Path, message: str = "A change.") -> str:
    """Commit the data in a project, which becomes a repository if it is none; returns the commit."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    names = ("data", "docs", "releases", "mkdocs.yml", "CITATION.cff")
    git(folder, "add", "--all", *(name for name in names if (folder / name).exists()))
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "HEAD").strip()


class Done(NamedTuple):
    """What a command has done: its exit code, and what it has printed."""

    code: int
    out: str
    err: str


def run(project: Path, *arguments: str | Path) -> Done:
    """Run a command of the edition as the Makefile does."""
    command = [sys.executable, "-m", "edition", *arguments, "--project", project]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=project)
    return Done(done.returncode, done.stdout, done.stderr)


def run_here(project: Path, *arguments: str | Path) -> Done:
    """The same in this process, which is quicker, and where coverage sees it."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        code = cli.main([*map(str, arguments), "--project", str(project)])
    return Done(code, out.getvalue(), err.getvalue())


def refused(project: Path, *arguments: str | Path) -> list[str]:
    """What a command says that must not succeed, line by line."""
    done = run_here(project, *arguments)
    assert (done.code, done.out) == (1, "")
    return done.err.splitlines()


def problems_of(project: Path) -> list[Problem]:
    """What is wrong with a project; nothing if it can be loaded."""
    try:
        load_index(project)
    except DataError as error:
        return error.problems
    return []


def report(project: Path) -> list[str]:
    """The same as the check says it, line by line."""
    return [str(problem) for problem in problems_of(project)]


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def changed(index: Index, **files: object) -> Index:
    """The index of the same edition with other records in these files."""
    return Index(Edition({**index.edition.values, **files}), {})


def dumped(edition: Edition) -> dict[str, Any]:
    """The data of an edition as its files have it, as plain values."""
    written = {name: TypeAdapter(FILES[name]).dump_python for name in edition.values}
    return {name: written[name](value, mode="json", exclude_none=True) for name, value in edition.values.items()}

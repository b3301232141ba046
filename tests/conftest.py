"""What the tests share: the real data, and sites built from it once a run."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from edition.build import build_site
from edition.index import Index
from edition.load import load_index
from tests.browser import Tab, launch, served
from tests.site import Site

PROJECT = Path(__file__).parent.parent
SECOND = PROJECT / "tests" / "second"
"""Another, invented document, which has all that a document can have."""


@pytest.fixture(scope="session")
def index() -> Index:
    return load_index(PROJECT)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real edition, built to be served under a sub-path."""
    root = tmp_path_factory.mktemp("web")
    build_site(PROJECT, root / "idm", "https://example.org/idm/")
    return Site(root / "idm", root)


@pytest.fixture(scope="session")
def web(site: Site) -> Iterator[str]:
    """Address of the real edition, served under its sub-path."""
    with served(site.root) as address:
        yield f"{address}idm/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context()
    made.grant_permissions(["clipboard-read", "clipboard-write"])
    yield made
    made.close()


@pytest.fixture
def tab(context: BrowserContext, web: str) -> Iterator[Tab]:
    """A desktop tab on the site. At the end it must have asked no other host for anything, and hit no error."""
    made = Tab(context.new_page(), web)
    yield made
    assert made.complaints == []


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The code of the project around the second document, as a copy that a test may spoil."""
    return copy_project(tmp_path / "project", SECOND)


@pytest.fixture(scope="session")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for all tests, which leave it as it is."""
    return copy_project(tmp_path_factory.mktemp("second") / "project", SECOND)


@pytest.fixture(scope="session")
def second_index(second: Path) -> Index:
    return load_index(second)


@pytest.fixture(scope="session")
def second_site(second: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The edition of the second document, built to be served under a sub-path."""
    root = tmp_path_factory.mktemp("second-web")
    build_site(second, root / "idm", "https://example.org/idm/")
    return Site(root / "idm", root)


@pytest.fixture(scope="session")
def second_web(second_site: Site) -> Iterator[str]:
    """Address of the edition of the second document, served under its sub-path."""
    with served(second_site.root) as address:
        yield f"{address}idm/"


@pytest.fixture
def second_tab(context: BrowserContext, second_web: str) -> Iterator[Tab]:
    """A desktop tab on the edition of the second document, for which the same holds as for `tab`."""
    made = Tab(context.new_page(), second_web)
    yield made
    assert made.complaints == []


def copy_project(target: Path, content: Path) -> Path:
    """Put the data and pages of `content` together with the templates and the theme of the project."""
    copy_content(target, content)
    shutil.copy(PROJECT / "mkdocs.yml", target / "project.yml")
    for name in ("mkdocs.yml", "CITATION.cff"):
        shutil.copy(content / name, target)
    shutil.copy(PROJECT / "macros.py", target)
    shutil.copytree(PROJECT / "docs" / "assets", target / "docs" / "assets", dirs_exist_ok=True)
    shutil.copytree(PROJECT / "edition", target / "edition", ignore=shutil.ignore_patterns("__pycache__"))
    return target


def copy_content(target: Path, content: Path) -> None:
    """Put the data and the pages of `content` into a folder, with the pages that are the same for every document."""
    for folder in ("data", "docs"):
        shutil.copytree(content / folder, target / folder)
    for page in (PROJECT / "docs").glob("*.md"):
        if not (target / "docs" / page.name).exists():
            shutil.copy(page, target / "docs")


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, without the settings and the repository of whoever runs the tests."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    environment |= {f"GIT_{who}_{what}": "tester" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def commit(folder: Path, message: str = "A change.") -> str:
    """Commit the data in a project, which becomes a repository if it is none; returns the commit."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all", "data", "docs", "mkdocs.yml", "CITATION.cff")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "HEAD").strip()

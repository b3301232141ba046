"""Whichever generator builds the project: the same site, page by page, and the same look in a browser.

MkDocs 1.x is no longer developed, and its theme has an end of life. ProperDocs continues the one, Zensical succeeds
both. The same project, unchanged, is built with each of them, by the commands of the README. All that may differ is in
`plain`. Zensical is run as if there were no MkDocs.
"""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from difflib import unified_diff
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from zipfile import ZipFile

import pytest

from edition.document.addresses import OFFLINE
from edition.formats.exports import MANIFEST
from edition.loading.page_addresses import page_addresses
from edition.site.new import new_edition
from edition.site.project import load_project
from tests.helpers.needs import lacks
from tests.helpers.pages import Page, Site, files_of, having_class
from tests.helpers.projects import PROJECT, SECOND, copy_project, spoil

pytestmark = pytest.mark.sweep

README = (PROJECT / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("\n## Moving to another generator\n")[2].partition("\n## ")[0]
COMMANDS = {name: arguments.split() for name, arguments in re.findall(r"^ {4}\.venv/bin/(\w+) (.+)$", SECTION, re.M)}
"""By program, its arguments, as the README says: each generator but MkDocs, and Python, which runs our finish."""
OTHERS = ["properdocs", "zensical"]
GENERATORS = {"mkdocs": ["build", "--strict"], **{name: COMMANDS[name] for name in OTHERS}}
BASE = "https://example.org/idm/"
ESCAPED = {"&#x27;": "&#39;", "&quot;": "&#34;", "&#x2f;": "/"}
"""How Zensical escapes what the others leave, or escape otherwise."""


def build(generator: str, project: Path, without: Path) -> tuple[int, str]:
    """Build and finish a project as the README says; gives the exit code of what failed, or 0, and all that was told.

    In the folder `without` is put what stands in the way of MkDocs.
    """
    environment = {**os.environ, "SITE_URL": BASE, "NO_MKDOCS_2_WARNING": "1"}
    if generator == "zensical":
        (without / "mkdocs.py").write_text("raise ImportError('MkDocs is not installed')\n", encoding="utf-8")
        environment["PYTHONPATH"] = str(without)
    told = ""
    for program, arguments in ((generator, GENERATORS[generator]), ("python", COMMANDS["python"])):
        command = [Path(sys.executable).with_name(program), *arguments]
        done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
        told += done.stdout + done.stderr
        if done.returncode:
            return done.returncode, told
    return 0, told


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    """By generator, the finished site, in a folder `idm` as on its server."""

    def one(generator: str) -> Site:
        folder = tmp_path_factory.mktemp(generator)
        project = copy_project(folder / "project", PROJECT)
        code, told = build(generator, project, folder)
        assert code == 0, told
        (folder / "web").mkdir()
        return Site((project / "site").rename(folder / "web" / "idm"), folder / "web")

    with ThreadPoolExecutor() as pool:
        return dict(zip(GENERATORS, pool.map(one, GENERATORS), strict=True))


def plain(html: str, base: str) -> list[str]:
    """The lines of a page at the address `base`, without what generators may write each in its own way."""
    html = re.sub(r'<meta name="generator" content="[^"]*">', "", html)
    for theirs, ours in ESCAPED.items():
        html = html.replace(theirs, ours)
    html = re.sub(r'(?<=\s)(href|src|action)="([^"]*)"', lambda m: f'{m[1]}="{urljoin(base, m[2])}"', html)
    html = re.sub(r'<a href="[^"]*" class="md-skip">[^<]*</a>', "", html)  # the theme's, never shown; ours comes first
    html = html.replace('data-md-component="dialog" role="status" aria-atomic="true"', 'data-md-component="dialog"')
    return [line for line in html.splitlines() if line.strip()]


def differences(ours: Page, theirs: Page) -> list[str]:
    """In what the pages differ, line by line; nothing where they do not."""
    one, other = (plain(page.file.read_text(encoding="utf-8"), BASE + page.name) for page in (ours, theirs))
    return list(unified_diff(one, other, f"mkdocs/{ours.name}", "other", n=0, lineterm=""))


def others_of(site: Site) -> dict[str, Any]:
    """All files of a finished site but its pages, and the list of their checksums; the zip as what is in it."""
    files: dict[str, Any] = files_of(site.folder)
    with ZipFile(BytesIO(files[OFFLINE])) as archive:
        inside = {name: archive.read(name) for name in archive.namelist() if not name.endswith(MANIFEST)}
    files[OFFLINE] = {
        name: plain(content.decode(), BASE + name) if name.endswith(".html") else content
        for name, content in inside.items()
    }
    return {name: content for name, content in files.items() if name != MANIFEST and not name.endswith(".html")}


@pytest.mark.parametrize("generator", OTHERS)
def test_every_page_and_every_other_file_is_the_same(
    built: dict[str, Site], generator: str, left_out: frozenset[str]
) -> None:
    if left_out and generator == "zensical":
        lacks("leaves pages out, and Zensical makes them all the same")
    ours, theirs = built["mkdocs"], built[generator]
    assert list(theirs.pages) == list(ours.pages)
    assert [line for name, page in ours.pages.items() for line in differences(page, theirs.pages[name])] == []
    files, others = others_of(ours), others_of(theirs)
    assert files.keys() == others.keys()
    assert [name for name in files if files[name] != others[name]] == []


def test_zensical_builds_an_edition_that_leaves_pages_out(tmp_path: Path) -> None:
    project = tmp_path / "new"
    new_edition(PROJECT, project, SECOND / "data" / "text.txt", None)
    code, told = build("zensical", project, tmp_path)
    assert code == 0, told
    pages = Site(project / "site", tmp_path).pages
    gone = {*page_addresses(project).values()} - load_project(project).docs.titles.keys()
    assert gone and gone < {*pages}
    assert [address for address in gone if having_class(pages[address].root, "entry")] == []


@pytest.mark.parametrize("old", [' id="', "he", '<a href="', '"@type": "', "<title>", ' class="'])
def test_a_difference_is_seen(built: dict[str, Site], tmp_path: Path, old: str) -> None:
    page = built["mkdocs"].pages["full-text/"]
    assert differences(page, Page(page.name, page.file)) == []
    before, main, after = page.file.read_text(encoding="utf-8").rpartition("<main")
    spoilt = before.replace(old, f"{old}x") + main + after.replace(old, f"{old}x")
    (tmp_path / "page.html").write_text(spoilt, encoding="utf-8")
    assert differences(page, Page(page.name, tmp_path / "page.html")) != []


@pytest.mark.parametrize("generator", GENERATORS)
@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("data/sdgs.yml", 'colour: "#FD6925"', "colour: red", '"red" is not a colour'),
        ("docs/about.md", "document_title()", "documnet_title()", "document_title"),
    ],
)
def test_a_mistake_is_told_and_not_published(
    project: Path, tmp_path: Path, generator: str, file: str, old: str, new: str, told: str
) -> None:
    spoil(project / file, old, new)
    code, report = build(generator, project, tmp_path)
    assert code != 0
    assert told in report
    assert not (project / "site" / OFFLINE).exists()

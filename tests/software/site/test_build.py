"""The build: only a site without a fault replaces the former one, which survives whatever else stops a build."""

import re
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from edition.loading.files import staged
from edition.loading.problems import ReportedError
from edition.site.build import build_site
from edition.site.guard import faults_of
from tests.helpers.pages import Site, files_of
from tests.helpers.projects import PROJECT, run, spoil

ASSET = r'assets/edition\.css\?([0-9a-f]{8})"'
FORMER, NEW = "the former site", "the new site"
GONE = "are public addresses that the page lacks"
NOBODY = '<a href="../speakers/#nobody">nobody</a>\n\n# '


def make(folder: Path, text: str = NEW) -> None:
    folder.mkdir()
    (folder / "index.html").write_text(text)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("data/sessions.yml", "title: Salt water", "title:", r"^data/sessions\.yml:19:15: the value is empty"),
        ("docs/about.md", "# ", "[gone](nowhere.md)\n\n# ", r"nowhere\.md"),
        ("docs/about.md", "# ", "[gone](workshop.md#nowhere)\n\n# ", "#nowhere"),
        ("docs/about.md", "# ", "{{ pasage('k6') }}\n\n# ", "pasage"),
        ("docs/about.md", "# ", "{{ nothing }}\n\n# ", "nothing"),
        ("docs/about.md", "# ", NOBODY, r"^docs/about\.md: \.\./speakers/#nobody leads nowhere$"),
        ("docs/sessions/salt-water.md", "{{ session() }}", "", rf"salt-water\.md: #water-day, #k6, #k6-a {GONE}$"),
        ("docs/frameworks.md", 'es("framework")', 'es("event")', rf"works\.md: #tides-and-quays, #rope-code {GONE}$"),
        ("mkdocs.yml", "nav:", "exclude_docs: workshop.md\nnav:", r"^docs/workshop\.md: this page is public, "),
        ("mkdocs.yml", "nav:", "plugins: []\nnav:", rf"^docs/workshop\.md: #preface-1, #preface-2 {GONE}$"),
        ("docs/assets/edition.css", None, "", r"^docs/about\.md: (\.\./)?assets/edition\.css leads nowhere$"),
    ],
)
def test_a_fault_leaves_the_site_as_it_was(project: Path, file: str, old: str | None, new: str, told: str) -> None:
    site = project / "site"
    make(site, FORMER)
    if old:
        spoil(project / file, old, new)
    else:
        (project / file).unlink()
    with pytest.raises(ReportedError) as caught:
        build_site(project, site, preview=True)
    assert re.search(told, str(caught.value), re.MULTILINE), str(caught.value)
    assert [one.name for one in project.iterdir() if one.name.startswith((".", "site"))] == ["site"]
    assert [(one.name, one.read_text()) for one in site.iterdir()] == [("index.html", FORMER)]


def test_a_good_build_replaces_the_former_site_by_the_same_bytes_and_an_asset_has_an_address_of_its_content(
    project: Path, second_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also if another process has built it; else a browser that kept the style sheet would show new pages with it."""
    make(project / "site", FORMER)
    (project / "site" / "old.html").write_text("old")
    for name, value in {"SITE_URL": "https://example.org/idm/", "PYTHONHASHSEED": "1"}.items():
        monkeypatch.setenv(name, value)
    assert run(project, "build") == (0, "", "")
    one, other = (files_of(site) for site in (second_site.folder, project / "site"))
    assert one.keys() == other.keys()
    assert [name for name, content in one.items() if other[name] != content] == []
    with (project / "docs" / "assets" / "edition.css").open("a") as style:
        style.write("\n")
    build_site(project, tmp_path / "changed", "https://example.org/idm/", preview=True)
    (before,), (after,) = (
        {link for page in site.pages.values() for link in re.findall(ASSET, page.file.read_text("utf-8"))}
        for site in (second_site, Site(tmp_path / "changed", tmp_path))
    )
    assert before != after


PAGES = {
    "index.html": """<p id="a" id='b'></p><p id="c"></p><p id="c"></p><a href="#a">1</a><a href="two/#d">2</a>
        <a href="two/">3</a><a href="file%20name.txt?x#y">4</a><a href="https://example.com/gone">5</a>
        <a href="mailto:a@b.c">6</a><img src="data:,"><a href="/idm/two/">7</a><a href="later.pdf">8</a>""",
    "two/index.html": """<p id="d"></p><a href="/elsewhere/">1</a><a href="../#b">2</a><a href="gone.css">3</a>
        <a href='three/'>4</a><a href="https://[x">5</a><a href="https://example.org/idm/edit/">6</a>""",
}


def test_what_a_link_is_and_what_is_public(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for name, html in PAGES.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(html)
    (site / "file name.txt").write_text("")
    assert faults_of(site, tmp_path / "docs", "https://example.org/idm/", ["./#gone", "./old/"], ()) == [
        "docs/index.md: #gone is a public address that the page lacks",
        "docs/old.md: this page is public, and the build did not make it",
    ]
    assert faults_of(site, tmp_path / "docs", "https://example.org/idm/", ["./", "./#a"], ["later.pdf"]) == [
        "docs/index.md: c is an id twice",
        "docs/two.md: /elsewhere/, ../#b, gone.css and 2 more lead nowhere",
    ]


# --- what stops a build


@pytest.fixture
def former(tmp_path: Path) -> Path:
    make(tmp_path / "site", FORMER)
    return tmp_path / "site"


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("failure", [ZeroDivisionError, KeyboardInterrupt])
@pytest.mark.parametrize("while_building", [True, False], ids=["while building", "between the two renames"])
def test_a_failure_leaves_the_former_site(
    former: Path, while_building: bool, failure: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def once(self: Path, target: Path) -> Path:
        if self.name == ".site-new" and not while_building:
            raise failure
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", once)
    with pytest.raises(failure), staged(former) as new:
        make(new)
        assert (former / "index.html").read_text() == FORMER
        if while_building:
            raise failure
    assert (former / "index.html").read_text() == FORMER
    assert left_in(former.parent) == ["site"]


KILLED = """
import sys, time
from pathlib import Path
from edition.loading.files import staged
rename = Path.rename
def stop(self, target):
    if self.name == sys.argv[2]:
        print("here", flush=True)
        time.sleep(60)
    return rename(self, target)
Path.rename = stop
with staged(Path(sys.argv[1])) as new:
    new.mkdir()
"""


@pytest.mark.parametrize("before", ["site", ".site-new"])
def test_what_a_killed_build_has_left_is_put_right_by_the_next(former: Path, before: str) -> None:
    command = [sys.executable, "-c", KILLED, str(former), before]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as build:
        assert build.stdout
        assert build.stdout.readline() == "here\n"
        build.kill()
    assert former.exists() is (before == "site")
    with staged(former) as new:
        assert (former / "index.html").read_text() == FORMER
        make(new)
    assert (former / "index.html").read_text() == NEW
    assert left_in(former.parent) == ["site"]


attentive = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
"""Heeds interruptions, also if a shell has started the tests in the background, where it has them ignored."""


def test_a_build_that_is_told_to_end_leaves_nothing(project: Path) -> None:
    make(project / "site", FORMER)
    for sent, code in ((signal.SIGTERM, 143), (signal.SIGINT, 130)):
        command = [sys.executable, "-m", "edition", "build"]
        with subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True, preexec_fn=attentive) as build:
            while not list(project.glob(".site-*")):
                assert build.poll() is None
                time.sleep(0.01)
            build.send_signal(sent)
            _, said = build.communicate(timeout=60)
        assert (build.returncode, said) == (code, "")
        assert (project / "site" / "index.html").read_text() == FORMER
        assert list(project.glob(".site-*")) == []


def test_a_link_to_another_folder_is_followed(tmp_path: Path) -> None:
    web = tmp_path / "server" / "web"
    make(web.parent)
    make(web)
    (tmp_path / "site").symlink_to(web)
    with staged(tmp_path / "site") as new:
        make(new)
        (new / "index.html").write_text("newest")
    assert (tmp_path / "site").is_symlink()
    assert (web / "index.html").read_text() == "newest"
    assert left_in(tmp_path) == ["server", "site"]

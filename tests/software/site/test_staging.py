"""The former site survives whatever stops a build, and nothing is left over of it for long."""

import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from edition.loading.files import staged
from tests.helpers.projects import PROJECT

OLD, NEW = "the former site", "the new site"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text(OLD)
    return folder


def make(folder: Path) -> None:
    folder.mkdir()
    (folder / "index.html").write_text(NEW)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("failure", [ZeroDivisionError, KeyboardInterrupt])
@pytest.mark.parametrize("while_building", [True, False], ids=["while building", "between the two renames"])
def test_a_failure_leaves_the_former_site(
    site: Path, while_building: bool, failure: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def once(self: Path, target: Path) -> Path:
        if self.name == ".site-new" and not while_building:
            raise failure
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", once)
    with pytest.raises(failure), staged(site) as new:
        make(new)
        assert (site / "index.html").read_text() == OLD
        if while_building:
            raise failure
    assert (site / "index.html").read_text() == OLD
    assert left_in(site.parent) == ["site"]


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
def test_what_a_killed_build_has_left_is_put_right_by_the_next(site: Path, before: str) -> None:
    command = [sys.executable, "-c", KILLED, str(site), before]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as build:
        assert build.stdout
        assert build.stdout.readline() == "here\n"
        build.kill()
    assert site.exists() is (before == "site")
    with staged(site) as new:
        assert (site / "index.html").read_text() == OLD
        make(new)
    assert (site / "index.html").read_text() == NEW
    assert left_in(site.parent) == ["site"]


attentive = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
"""Heeds interruptions, also if a shell has started the tests in the background, where it has them ignored."""


def test_a_build_that_is_told_to_end_leaves_nothing(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text(OLD)
    for sent, code in ((signal.SIGTERM, 143), (signal.SIGINT, 130)):
        command = [sys.executable, "-m", "edition", "build"]
        with subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True, preexec_fn=attentive) as build:
            while not list(project.glob(".site-*")):
                assert build.poll() is None
                time.sleep(0.01)
            build.send_signal(sent)
            _, said = build.communicate(timeout=60)
        assert (build.returncode, said) == (code, "")
        assert (project / "site" / "index.html").read_text() == OLD
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

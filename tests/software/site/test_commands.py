"""The commands and the preview, called from here: other tests run them as processes, which coverage does not see."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from watchdog.events import DirModifiedEvent, FileModifiedEvent, FileOpenedEvent

import macros
from edition.site.build import BuildError
from edition.site.preview import CODE_CHANGED, Preview
from tests.helpers.projects import commit, run_here, spoil


def test_check_says_nothing_of_good_data_and_prints_what_is_to_mend(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_here(project, "check") == 0
    assert capsys.readouterr() == ("", "")
    spoil(project / "data" / "organizations.yml", "gist: Counts what", "gist: Counts\u00a0what")
    assert run_here(project, "check") == 0
    warning = "data/organizations.yml:10:15: warning: U+00A0 (no-break space) is invisible; replace it with a space\n"
    assert capsys.readouterr() == ("", warning)
    spoil(project / "data" / "sessions.yml", "  short_title: Salt water", "  short_title:")
    assert run_here(project, "check") == 1
    report = "data/sessions.yml:19:15: the value is empty; write one, or remove its line\n"
    assert capsys.readouterr() == ("", report)


def test_release_and_schemas_write_their_files(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(project)
    assert run_here(project, "release") == 0
    told = capsys.readouterr().out
    lines = (project / "data" / "ledger.txt").read_text("utf-8").splitlines()
    new = [line for line in lines if line.startswith("1.0.0 ./")]
    wrote = f"New addresses in version 1.0.0: {len(new)}. Commit data/ledger.txt and CITATION.cff."
    frozen = (
        "Frozen for https://harbour.example/edition/: commit releases/1.0.0.zip too (0.3 MB). It never changes again."
    )
    assert told.splitlines() == [wrote, frozen]
    assert "1.0.0 ./sessions/salt-water/#k6-a" in new
    assert run_here(project, "release") == 0
    again, *more = capsys.readouterr().out.splitlines()
    assert again.startswith("New addresses in version 1.0.0: 0. ")
    assert more == ["Version 1.0.0 is frozen already, and its archive stays as it is."]
    assert run_here(project, "schemas") == 0
    schema = json.loads((project / "data" / "schema" / "sessions.json").read_text("utf-8"))
    assert schema["title"] == "data/sessions.yml"


def test_without_an_address_of_its_own_no_version_is_frozen(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/idm/")
    commit(project)
    assert run_here(project, "release") == 0
    (told,) = capsys.readouterr().out.splitlines()[1:]
    assert told.startswith("Not frozen: the address of the site is still the placeholder. Set site_url in mkdocs.yml")
    assert not (project / "releases").exists()
    assert "sha256:" not in (project / "data" / "ledger.txt").read_text("utf-8")


def test_the_preview_keeps_the_last_good_site_with_the_report_on_top(project: Path, tmp_path: Path) -> None:
    preview = Preview(project, "127.0.0.1", 8000, tmp_path / "built" / "site")
    sessions = project / "data" / "sessions.yml"
    spoil(sessions, "short_title: Salt water", "short_title:")
    preview.rebuild()
    assert preview.report == "data/sessions.yml:19:15: the value is empty; write one, or remove its line"
    shown = preview.error_page(404).decode()
    assert "Nothing to show yet" in shown and preview.report in shown
    spoil(sessions, "short_title:\n", "short_title: Salt water\n")
    preview.rebuild()
    assert preview.report == ""
    page = preview.site / "sessions" / "salt-water" / "index.html"
    assert "Salt water" in page.read_text("utf-8")
    assert b"Not published" not in preview.error_page(404)
    spoil(project / "docs" / "about.md", "{{ document_title", "{{ no_view")
    preview.rebuild()
    assert "no_view" in preview.report
    assert page.is_file()


def test_the_preview_says_what_went_wrong_in_a_template_and_when_the_code_has_changed(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = Preview(project, "127.0.0.1", 8000, tmp_path / "site")
    outcomes: list[Exception | None] = [ZeroDivisionError("one <by> none"), BuildError("a page"), None, None]

    def build(*_: object, **__: object) -> None:
        if outcome := outcomes.pop(0):
            raise outcome

    monkeypatch.setattr("edition.site.preview.build_site", build)
    for report in ("ZeroDivisionError: one <by> none", "a page", ""):
        preview.rebuild()
        assert preview.report == report
    os.utime(project / "edition" / "document" / "addresses.py", (1, 2**32))
    preview.rebuild()
    assert preview.report == CODE_CHANGED
    assert b"one &lt;by&gt;" not in preview.error_page(404)


def test_the_preview_builds_when_a_file_was_written_and_not_when_it_was_read(project: Path, tmp_path: Path) -> None:
    preview = Preview(project, "127.0.0.1", 8000, tmp_path / "site")
    events: dict[Any, bool] = {
        FileModifiedEvent("data/notes.yml"): True,
        FileOpenedEvent("data/notes.yml"): False,
        FileModifiedEvent("data/notes.yml~"): False,
        FileModifiedEvent("edition/urls.pyc"): False,
        DirModifiedEvent("data"): False,
    }
    for event, wanted in events.items():
        preview._want_rebuild = False
        preview.changed(event)
        assert preview._want_rebuild is wanted, event


@pytest.mark.parametrize(("has_mkdocs", "stops_with"), [(True, "PluginError"), (False, "RuntimeError")])
def test_a_generator_that_finds_bad_data_stops_with_the_report(
    project: Path, monkeypatch: pytest.MonkeyPatch, has_mkdocs: bool, stops_with: str
) -> None:
    """MkDocs prints its `PluginError` without a traceback; other generators need not have it."""
    if not has_mkdocs:
        monkeypatch.setitem(sys.modules, "mkdocs.exceptions", None)
    spoil(project / "data" / "sessions.yml", "  short_title: Salt water", "  short_title:")
    monkeypatch.setattr(macros, "PROJECT", project)
    with pytest.raises(Exception, match=r"data/sessions\.yml:19:15: the value is empty") as caught:
        macros.define_env(None)
    assert type(caught.value).__name__ == stops_with


ON_WINDOWS = """
import pkgutil
import sys

for name in "fcntl grp pwd resource termios".split():
    sys.modules[name] = None

import edition
from edition import cli

for module in pkgutil.walk_packages(edition.__path__, "edition."):
    __import__(module.name)
sys.exit(cli.main(sys.argv[1:]))
"""
"""A system that lacks what only Unix has."""


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ("check", 0, ""),
        ("build", 1, "This system cannot lock folders, as a build must. On Windows, run it in WSL.\n"),
    ],
)
def test_what_only_unix_has_is_not_needed_to_import_and_to_check(
    second: Path, tmp_path: Path, command: str, code: int, told: str
) -> None:
    arguments = [command, "--project", str(second), *(["--site", str(tmp_path / "site")] if command == "build" else [])]
    process = [sys.executable, "-c", ON_WINDOWS, *arguments]
    done = subprocess.run(process, cwd=second, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", told)


def test_letters_that_the_pdf_cannot_show_are_named_with_their_place(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Letters of every script that its fonts have are not, nor is what the PDF does not have."""
    spoil(project / "data" / "speakers.yml", "name: Harbour Warden of", "name: Ørla Ελένη Жанна 港人 –")
    spoil(project / "data" / "notes.yml", "note: ", "note: 한국 ")
    spoil(project / "data" / "search.yml", "municipality", "自治体")
    for command in ("check", "pdf", "build"):
        assert run_here(project, command) == 0
        assert sorted(capsys.readouterr().err.splitlines()) == [
            'data/notes.yml:3:9: warning: the PDF shows boxes for "한국"; its fonts lack these letters',
            'data/speakers.yml:2:26: warning: the PDF shows boxes for "港人"; its fonts lack these letters',
        ]

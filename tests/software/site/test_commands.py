"""The commands and the preview, called from here: other tests run them as processes, which coverage does not see."""

import json
import os
import sys
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from watchdog.events import DirModifiedEvent, FileModifiedEvent, FileOpenedEvent

import macros
from edition.site.build import BuildError
from edition.site.preview import CODE_CHANGED, Preview
from tests.helpers.projects import commit, run_here, spoil


def test_release_and_schemas_write_their_files(project: Path) -> None:
    commit(project)
    code, told, _ = run_here(project, "release")
    lines = (project / "data" / "ledger.txt").read_text("utf-8").splitlines()
    new = [line for line in lines if line.startswith("1.0.0 ./")]
    assert code == 0 and told.splitlines() == [
        f"New addresses in version 1.0.0: {len(new)}. Commit data/ledger.txt and CITATION.cff.",
        "Frozen for https://harbour.example/edition/: commit releases/1.0.0.zip too (0.3 MB). It never changes again.",
    ]
    assert "1.0.0 ./sessions/salt-water/#k6-a" in new
    code, told, _ = run_here(project, "release")
    again, *more = told.splitlines()
    assert code == 0 and again.startswith("New addresses in version 1.0.0: 0. ")
    assert more == ["Version 1.0.0 is frozen already, and its archive stays as it is."]
    assert run_here(project, "schemas").code == 0
    schema = json.loads((project / "data" / "schema" / "sessions.json").read_text("utf-8"))
    assert schema["title"] == "data/sessions.yml"


def test_without_an_address_of_its_own_no_version_is_frozen(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/idm/")
    commit(project)
    code, told, _ = run_here(project, "release")
    frozen = "Not frozen: the address of the site is still the placeholder. Set site_url in mkdocs.yml"
    assert code == 0 and told.splitlines()[1].startswith(frozen)
    assert not (project / "releases").exists()
    assert "sha256:" not in (project / "data" / "ledger.txt").read_text("utf-8")


def test_the_preview_says_what_went_wrong_in_a_template_and_when_the_code_has_changed(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = Preview(project, "127.0.0.1", 8000, tmp_path / "site")
    outcomes = [ZeroDivisionError("one <by> none"), BuildError("a page"), None, None]
    monkeypatch.setattr("edition.site.preview.build_site", Mock(side_effect=outcomes))
    for report in ("ZeroDivisionError: one <by> none", "a page", ""):
        preview.rebuild()
        assert preview.report == report
    os.utime(project / "edition" / "document" / "addresses.py", (1, 2**32))
    preview.rebuild()
    assert CODE_CHANGED.encode() in preview.error_page(404)
    assert b"one &lt;by&gt;" not in preview.error_page(404)


def test_the_preview_builds_when_a_file_was_written_and_not_when_it_was_read(project: Path, tmp_path: Path) -> None:
    preview = Preview(project, "127.0.0.1", 8000, tmp_path / "site")
    idle: list[Any] = [FileOpenedEvent("data/notes.yml"), FileModifiedEvent("data/notes.yml~")]
    for event in (*idle, FileModifiedEvent("edition/urls.pyc"), DirModifiedEvent("data")):
        preview.changed(event)
        assert not preview._want_rebuild, event
    preview.changed(FileModifiedEvent("data/notes.yml"))
    assert preview._want_rebuild


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
        macros.define_env(Mock(conf={"extra": {}}))
    assert type(caught.value).__name__ == stops_with


def test_letters_that_the_pdf_cannot_show_are_named_with_their_place(project: Path) -> None:
    """Letters of every script that its fonts have are not, nor is what the PDF does not have."""
    spoil(project / "data" / "speakers.yml", "name: Harbour Warden of", "name: Ørla Ελένη Жанна 港人 –")
    spoil(project / "data" / "notes.yml", "note: ", "note: 한국 ")
    spoil(project / "data" / "search.yml", "municipality", "自治体")
    for command in ("check", "pdf", "build"):
        code, _, err = run_here(project, command)
        assert code == 0 and sorted(err.splitlines()) == [
            'data/notes.yml:3:9: warning: the PDF shows boxes for "한국"; its fonts lack these letters',
            'data/speakers.yml:2:26: warning: the PDF shows boxes for "港人"; its fonts lack these letters',
        ]

"""The commands and the preview: whatever goes wrong is a line with a name and a reason, and the exit code says so."""

import errno
import os
import socket
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from pytest import MonkeyPatch
from watchdog.events import DirModifiedEvent, FileModifiedEvent, FileOpenedEvent

import macros
from edition import cli
from edition.document.addresses import PAGES
from edition.loading.problems import DataError, ReportedError
from edition.pages.calls import calls_in
from edition.site.build import build_site, faults_reported
from edition.site.preview import CODE_CHANGED, Preview, preview_at, serve
from edition.site.project import load_project
from edition.site.settings import check_settings
from tests.helpers.projects import PROJECT, commit, report, run_here, spoil


def test_a_release_tells_what_to_commit(project: Path) -> None:
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


def test_without_an_address_of_its_own_no_version_is_frozen(project: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/idm/")
    commit(project)
    code, told, _ = run_here(project, "release")
    frozen = "Not frozen: the address of the site is still the placeholder. Set site_url in mkdocs.yml"
    assert code == 0 and told.splitlines()[1].startswith(frozen)
    assert not (project / "releases").exists()
    assert "sha256:" not in (project / "data" / "ledger.txt").read_text("utf-8")


def test_the_preview_says_what_went_wrong_in_a_template_and_when_the_code_has_changed(
    project: Path, tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    preview = Preview(project, "127.0.0.1", 8000, tmp_path / "site")
    outcomes = [ZeroDivisionError("one <by> none"), ReportedError("a page"), None, None]
    monkeypatch.setattr("edition.site.preview.build_site", Mock(side_effect=outcomes))
    for told in ("ZeroDivisionError: one <by> none", "a page", ""):
        preview.rebuild()
        assert preview.report == told
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
    project: Path, monkeypatch: MonkeyPatch, has_mkdocs: bool, stops_with: str
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
        code, out, err = run_here(project, command)
        assert (code, out) == (0, "") and sorted(err.splitlines()) == [
            'data/notes.yml:3:9: warning: the PDF shows boxes for "한국"; its fonts lack these letters',
            'data/speakers.yml:2:26: warning: the PDF shows boxes for "港人"; its fonts lack these letters',
        ]


# --- what goes wrong

ERRORS: list[tuple[BaseException, int, str]] = [
    (OSError(errno.ENOSPC, "No space left", "site/index.html"), 1, "site/index.html: No space left\n"),
    (OSError(errno.EROFS, "Read-only file system"), 1, "The system says: Read-only file system\n"),
    (KeyboardInterrupt(), 130, ""),
    (KeyError("name"), 1, "KeyError: 'name' (an error in the edition's code; --debug shows where)\n"),
]


@pytest.mark.parametrize(("error", "code", "line"), ERRORS)
def test_what_stops_a_command_is_one_line(
    second: Path, monkeypatch: MonkeyPatch, error: BaseException, code: int, line: str
) -> None:
    monkeypatch.setattr(cli, "build_site", Mock(side_effect=error))
    assert run_here(second, "build") == (code, "", line)


def test_on_demand_a_developer_sees_where_an_error_comes_from(second: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "write_schemas", Mock(side_effect=IndexError))
    with pytest.raises(IndexError):
        run_here(second, "schemas", "--debug")


def test_a_file_that_cannot_be_written_is_named(project: Path) -> None:
    (project / "data" / "schema").write_text("in the way")
    assert run_here(project, "schemas") == (1, "", f"{project / 'data' / 'schema'}: File exists\n")


def test_an_address_that_is_not_one_is_refused(second: Path) -> None:
    for address in ("8766", ":8766", "127.0.0.1:", "127.0.0.1:port", "127.0.0.1:70000", "localhost"):
        line = f'"{address}" is not an address; write host and port, as 127.0.0.1:8000\n'
        assert run_here(second, "serve", "--address", address) == (1, "", line)


def test_a_busy_port_is_said_if_it_was_asked_for_else_the_next_free_one_is_taken(second: Path, tmp_path: Path) -> None:
    """Also while another preview has not built its first site yet."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        ports = range(held.getsockname()[1], held.getsockname()[1] + 50)
        with pytest.raises(ReportedError, match=f"cannot serve at 127.0.0.1, port {ports[0]}: Address already in use"):
            serve(second, f"127.0.0.1:{ports[0]}")
        previews = [preview_at(second, "127.0.0.1", ports, tmp_path / name) for name in ("one", "other")]
        numbers = [preview.server_port for preview in previews]
        for preview in previews:
            preview.server_close()
        assert ports[0] < numbers[0] < numbers[1]
        assert [preview.url for preview in previews] == [f"http://127.0.0.1:{number}/" for number in numbers]
    with pytest.raises(ReportedError, match="cannot serve at no host, port 8000"):
        preview_at(second, "no host", range(8000, 8001), tmp_path)


SETTINGS = {"site_url": "https://example.org/idm/", "report_url": "", "edit_url": ""}


@pytest.mark.parametrize(
    ("name", "value", "known"),
    [
        ("report_url", "javascript:alert(1)", False),
        ("report_url", 'https://example.org/"><b>', False),
        ("report_url", "mailto:someone@example.org", True),
        ("report_url", "https://example.org/issues?a=b&c=d", True),
        ("site_url", "example.org", False),
        ("site_url", "", False),
        ("edit_url", "javascript:FILE", False),
        ("edit_url", "https://example.org/edit/FILE#LLINE", True),
    ],
)
def test_settings_that_pages_could_not_carry_are_refused(name: str, value: str, known: bool) -> None:
    problems = list(check_settings(PROJECT, {**SETTINGS, name: value}))
    lines = (PROJECT / "mkdocs.yml").read_text("utf-8").splitlines()
    (line,) = (at for at, text in enumerate(lines, 1) if text.strip().startswith(f"{name}:"))
    told = f"mkdocs.yml:{line}:1: {name} is {value!a}, which is not an address"
    assert [str(problem).partition(";")[0] for problem in problems] == ([] if known else [told])


def test_an_edit_during_a_build_changes_nothing_in_it(project: Path, tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    """What is read again, once the build has begun, is what was read at first."""

    def edited(project: Path) -> AbstractContextManager[None]:
        spoil(project / "data" / "speakers.yml", "id: orla-fennimore", "id: orla")
        return faults_reported(project)

    monkeypatch.setattr("edition.site.build.faults_reported", edited)
    build_site(project, tmp_path / "site")
    page = (tmp_path / "site" / "speakers" / "index.html").read_text("utf-8")
    assert 'id="orla-fennimore"' in page
    assert "orla-fennimore" in (tmp_path / "site" / "data" / "summary.json").read_text("utf-8")
    with pytest.raises(DataError):
        load_project(project)


# --- what is wrong with the pages; mistakes in a page are in `mistakes.yml`

FREE = "check/", "take-along/", "verify/", "accessibility/", "how-to-edit/"
"""The pages to which only prose leads, and the foot of pages while they are there."""


def test_a_page_can_be_missing_only_if_nothing_leads_to_it(project: Path) -> None:
    for page in PAGES:
        name = f"docs/{page.rstrip('/') or 'index'}.md"
        before = (project / name).read_bytes()
        (project / name).unlink()
        lines = report(project)
        (project / name).write_bytes(before)
        if page in FREE:
            assert all(line.endswith(f": there is no page {name}; bring it back, or remove the link") for line in lines)
            assert bool(lines) == (page != "accessibility/")
        else:
            assert lines == [f"{name}:1:1: this page is missing, and others link to it; bring it back"]


@pytest.mark.parametrize(("name", "to"), [("assets/secret.txt", "mkdocs.yml"), ("gone.md", "docs/nowhere.md")])
def test_a_link_out_of_the_pages_is_not_published(project: Path, name: str, to: str) -> None:
    (project / "docs" / name).symlink_to(project / to)
    told = "this is a link out of docs/, or to nothing; put the file itself here"
    assert report(project) == [f"docs/{name}:1:1: {told}"]


def test_every_call_is_found_where_it_is() -> None:
    text = "One {{ a(\"x\", k='y,z') }},\n  {{- b(1, [2, 3], c(4)) -}}\n{% raw %}{{ d() }}{% endraw %}{{ e }}"
    calls = list(calls_in(text))
    assert [(call.name, text[call.at :][: len(call.name) + 1]) for call in calls] == [("a", "a("), ("b", "b(")]
    first, second = calls
    assert [(one.keyword, one.value, text[one.at]) for one in first.arguments] == [(None, "x", '"'), ("k", "y,z", "'")]
    assert [(one.value, text[one.at]) for one in second.arguments] == [(1, "1"), (None, "["), (None, "c")]

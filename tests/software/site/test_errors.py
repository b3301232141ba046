"""Whatever goes wrong is a line with a name and a reason, never a traceback, and the exit code says so."""

import errno
import socket
from contextlib import AbstractContextManager
from pathlib import Path
from unittest.mock import Mock

import pytest
from pytest import MonkeyPatch

from edition import cli
from edition.loading.problems import DataError
from edition.site.build import build_site, faults_reported
from edition.site.preview import AddressError, preview_at, serve
from edition.site.project import load_project
from edition.site.settings import check_settings
from tests.helpers.projects import PROJECT, refused, run_here, spoil

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


def test_a_busy_port_is_said_before_anything_is_built_if_it_was_asked_for(project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        with pytest.raises(AddressError, match=f"cannot serve at 127.0.0.1, port {port}: Address already in use"):
            serve(project, f"127.0.0.1:{port}")


def test_the_next_free_port_is_taken_if_none_was_asked_for(second: Path, tmp_path: Path) -> None:
    """Also while another preview has not built its first site yet."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        ports = range(held.getsockname()[1], held.getsockname()[1] + 50)
        previews = [preview_at(second, "127.0.0.1", ports, tmp_path / name) for name in ("one", "other")]
        numbers = [preview.server_port for preview in previews]
        for preview in previews:
            preview.server_close()
        assert ports[0] < numbers[0] < numbers[1]
        assert [preview.url for preview in previews] == [f"http://127.0.0.1:{number}/" for number in numbers]
    with pytest.raises(AddressError, match="cannot serve at no host, port 8000"):
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


def test_a_setting_from_the_environment_that_is_not_text_is_one_line(second: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/\udcff/")  # how Python has what is not UTF-8 there
    assert refused(second, "build") == [
        "mkdocs.yml:6:1: SITE_URL is 'https://example.org/\\udcff/', which is not an address; "
        "write it in full, as https://example.org/edition/"
    ]


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

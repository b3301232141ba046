"""The build: it replaces the old site only when all went well, and knows no content."""

import subprocess
import sys
from pathlib import Path

import pytest

from edition.build import build_site
from edition.load import load_index
from tests.site import Site, text_of
from tests.test_links import check_links


def run(project: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the edition as the Makefile does."""
    arguments: list[str | Path] = [sys.executable, "-m", "edition", command, "--project", project]
    return subprocess.run(arguments, capture_output=True, text=True, check=False, cwd=project)


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_fault_in_the_data_leaves_the_site_as_it_was(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("the former site")
    spoil(project / "data" / "sdgs.yml", 'colour: "#E5243B"', "colour: red")
    spoil(project / "data" / "events.yml", "\n  series: idm\n", "\n  series: imd\n")
    done = run(project, "build")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert [line.split(":")[0] for line in lines] == ["data/events.yml", "data/sdgs.yml"]
    assert lines[0].endswith('unknown event "imd"; did you mean "idm"?')
    assert done.stdout == ""
    assert [file.name for file in project.iterdir() if file.name.startswith((".", "site"))] == ["site"]
    assert [file.name for file in (project / "site").iterdir()] == ["index.html"]
    assert (project / "site" / "index.html").read_text() == "the former site"


@pytest.mark.parametrize(
    ("page", "text", "told"),
    [
        ("about.md", "[gone](nowhere.md)", "nowhere.md"),
        ("about.md", "[gone](workshop.md#nowhere)", "#nowhere"),
        ("about.md", "{{ views('about') }}", "views"),
        ("about.md", '{{ view("abuot") }}', "abuot"),
    ],
)
def test_a_fault_in_a_page_leaves_the_site_as_it_was(project: Path, page: str, text: str, told: str) -> None:
    (project / "site").mkdir()
    (project / "docs" / page).write_text(text)
    done = run(project, "build")
    assert done.returncode == 1
    assert told in done.stderr
    assert list((project / "site").iterdir()) == []


def test_a_session_without_its_page_and_a_page_without_its_session(project: Path) -> None:
    sessions = project / "docs" / "sessions"
    (sessions / "partnerships.md").rename(sessions / "partnership.md")
    done = run(project, "check")
    assert done.returncode == 1
    missing, extra = done.stderr.splitlines()  # of what was published there, nothing yet
    assert 'no session has the slug "partnership" of docs/sessions/partnership.md; did you mean' in missing
    assert "docs/sessions/partnerships.md is missing; copy another session's page to that name" in extra


def test_a_good_build_replaces_the_former_site(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site" / "old.html").write_text("old")
    done = run(project, "build")
    assert (done.returncode, done.stderr) == (0, "")
    assert (project / "site" / "index.html").is_file()
    assert not (project / "site" / "old.html").exists()


def test_an_edit_of_the_data_shows(project: Path, tmp_path: Path) -> None:
    spoil(project / "data" / "sessions.yml", "short_title: Partnerships", "short_title: Edited <b> & *title*")
    build_site(project, tmp_path / "site")
    pages = Site(tmp_path / "site", tmp_path).pages
    assert "Edited <b> & *title*" in text_of(pages["sessions/partnerships/"].root)
    assert pages["sessions/partnerships/"].errors == []


def test_another_document_builds_with_the_same_code(second: Path, tmp_path: Path) -> None:
    build_site(second, tmp_path / "idm", "https://example.org/idm/")
    site = Site(tmp_path / "idm", tmp_path)
    index = load_index(second)
    assert len(index.edition.sessions) == 5
    check_links(site.folder, tmp_path)
    full_text = site.pages["full-text/"]
    assert [e.get("data-verbatim") for e in full_text.having("data-verbatim")] == list(index.passages)
    for page in site.pages.values():
        assert page.errors == [], page.name
        for element in page.having("data-verbatim"):
            assert text_of(element) == index.passages[element.attrib["data-verbatim"]].words
        for element in page.having("data-quote"):
            assert text_of(element) in index.passages[element.attrib["data-quote"]].words


def test_the_second_document_tries_what_could_be_taken_for_markup(second: Path) -> None:
    words = " ".join(passage.words for passage in load_index(second).passages.values())
    for token in ("<b>", "*stars*", "_under_", "{{ jinja }}", "&amp;"):
        assert token in words


def test_two_builds_are_the_same_to_the_byte(project: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        build_site(project, tmp_path / name, "https://example.org/idm/")
    files = [
        {str(file.relative_to(site)): file.read_bytes() for file in site.rglob("*") if file.is_file()}
        for site in (tmp_path / "one", tmp_path / "two")
    ]
    assert files[0].keys() == files[1].keys()
    assert [name for name, content in files[0].items() if files[1][name] != content] == []

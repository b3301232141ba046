"""The build: it replaces the old site only when all went well, and knows no content."""

import re
from pathlib import Path

import pytest

from edition.document.index import Index
from edition.site.build import build_site
from tests.helpers.pages import Site, check_links, text_of
from tests.helpers.projects import run, spoil


def test_a_fault_in_the_data_leaves_the_site_as_it_was(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("the former site")
    spoil(project / "data" / "sdgs.yml", 'colour: "#FD6925"', "colour: red")
    spoil(project / "data" / "events.yml", "series: quayside-gatherings", "series: quayside-gathering")
    done = run(project, "build")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert [line.split(":")[0] for line in lines] == ["data/events.yml", "data/sdgs.yml"]
    assert lines[0].endswith('unknown event "quayside-gathering"; did you mean "quayside-gatherings"?')
    assert done.stdout == ""
    assert [file.name for file in project.iterdir() if file.name.startswith((".", "site"))] == ["site"]
    assert [file.name for file in (project / "site").iterdir()] == ["index.html"]
    assert (project / "site" / "index.html").read_text() == "the former site"


@pytest.mark.parametrize(
    ("page", "text", "told"),
    [
        ("about.md", "# About\n\n[gone](nowhere.md)", "nowhere.md"),
        ("about.md", "# About\n\n[gone](workshop.md#nowhere)", "#nowhere"),
        ("about.md", "# About\n\n{{ pasage('k6') }}", "pasage"),
        ("about.md", "# About\n\n{{ nothing }}", "nothing"),
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
    (sessions / "salt-water.md").rename(sessions / "salt-waters.md")
    done = run(project, "check")
    assert done.returncode == 1
    missing, extra = done.stderr.splitlines()
    assert 'no session has the slug "salt-waters" of docs/sessions/salt-waters.md; did you mean' in missing
    assert "docs/sessions/salt-water.md is missing; copy another session's page to that name" in extra


def test_a_good_build_replaces_the_former_site(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site" / "old.html").write_text("old")
    done = run(project, "build")
    assert (done.returncode, done.stderr) == (0, "")
    assert (project / "site" / "index.html").is_file()
    assert not (project / "site" / "old.html").exists()


def test_an_edit_of_the_data_shows(project: Path, tmp_path: Path) -> None:
    spoil(project / "data" / "sessions.yml", "short_title: Salt water", "short_title: Edited <b> & *title*")
    build_site(project, tmp_path / "site")
    pages = Site(tmp_path / "site", tmp_path).pages
    assert "Edited <b> & *title*" in text_of(pages["sessions/salt-water/"].root)
    assert pages["sessions/salt-water/"].errors == []


def test_another_document_builds_with_the_same_code(second_index: Index, second_site: Site) -> None:
    assert len(second_index.edition.sessions) == 5
    check_links(second_site.folder, second_site.root)
    full_text = second_site.pages["full-text/"]
    assert [e.get("data-verbatim") for e in full_text.having("data-verbatim")] == list(second_index.passages)
    for page in second_site.pages.values():
        assert page.errors == [], page.name
        for element in page.having("data-verbatim"):
            assert text_of(element) == second_index.passages[element.attrib["data-verbatim"]].words
        for element in page.having("data-quote"):
            assert text_of(element) in second_index.passages[element.attrib["data-quote"]].words


def test_the_second_document_tries_what_could_be_taken_for_markup(second_index: Index) -> None:
    words = " ".join(passage.words for passage in second_index.passages.values())
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


def test_style_sheets_and_scripts_have_an_address_of_their_own_content(project: Path, tmp_path: Path) -> None:
    """Or a browser that has kept the former ones would show new pages with them."""
    keys = "href", "src", "data-engine", "data-index"
    addresses = []
    for name in ("one", "two"):
        build_site(project, tmp_path / name, preview=True)
        pages = Site(tmp_path / name, tmp_path).pages.values()
        found = {value for page in pages for key in keys for e in page.having(key) if (value := e.get(key))}
        own = {link.rpartition("assets/")[2] for link in found if re.search(r"assets/[a-z-]+\.(css|js)", link)}
        assert all(re.fullmatch(r"[a-z-]+\.(css|js)\?[0-9a-f]{8}", link) for link in own), own
        addresses.append(own)
        with (project / "docs" / "assets" / "edition.css").open("a") as style:
            style.write("\n")
    (before,) = addresses[0] - addresses[1]
    (after,) = addresses[1] - addresses[0]
    assert before.partition("?")[0] == after.partition("?")[0] == "edition.css"

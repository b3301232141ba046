"""The build: it replaces the old site only when all went well, and knows no content."""

import re
from pathlib import Path

import pytest

from edition.site.build import build_site
from tests.helpers.pages import Site, files_of, text_of
from tests.helpers.projects import run_here, spoil

FORMER = "the former site"
ASSET = r'assets/edition\.css\?([0-9a-f]{8})"'


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("docs/about.md", "# ", "[gone](nowhere.md)\n\n# ", ["nowhere.md"]),
        ("docs/about.md", "# ", "[gone](workshop.md#nowhere)\n\n# ", ["#nowhere"]),
        ("docs/about.md", "# ", "{{ pasage('k6') }}\n\n# ", ["pasage"]),
        ("docs/about.md", "# ", "{{ nothing }}\n\n# ", ["nothing"]),
    ],
)
def test_a_fault_leaves_the_site_as_it_was(
    project: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, told: list[str]
) -> None:
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text(FORMER)
    spoil(project / file, old, new)
    assert run_here(project, "build") == 1
    said = capsys.readouterr()
    assert said.out == "" and told[0] in said.err
    assert [one.name for one in project.iterdir() if one.name.startswith((".", "site"))] == ["site"]
    assert [(one.name, one.read_text()) for one in (project / "site").iterdir()] == [("index.html", FORMER)]


def test_a_good_build_replaces_the_former_site(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "site").mkdir()
    (project / "site" / "old.html").write_text("old")
    spoil(project / "data" / "sessions.yml", "short_title: Salt water", "short_title: Edited <b> & *title*")
    assert run_here(project, "build") == 0
    assert capsys.readouterr() == ("", "")
    assert not (project / "site" / "old.html").exists()
    page = Site(project / "site", project).pages["sessions/salt-water/"]
    assert "Edited <b> & *title*" in text_of(page.root)
    assert page.errors == []


def test_two_builds_are_the_same_to_the_byte_and_an_asset_has_an_address_of_its_content(
    project: Path, second_site: Site, tmp_path: Path
) -> None:
    """Or a browser that has kept the former style sheet would show new pages with it."""
    build_site(project, tmp_path / "idm", "https://example.org/idm/")
    one, other = (files_of(site) for site in (second_site.folder, tmp_path / "idm"))
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

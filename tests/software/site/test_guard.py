"""No site replaces the former one that lacks a public address, or has a link that leads nowhere."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.document.index import Index
from edition.loading.ledger import public_addresses
from edition.loading.problems import ReportedError
from edition.site.build import build_site
from edition.site.guard import faults_of
from tests.helpers.pages import Site
from tests.helpers.projects import PROJECT, spoil


def emptied(project: Path) -> None:
    (project / "docs" / "sessions" / "salt-water.md").write_text("")


def swapped(project: Path) -> None:
    spoil(project / "docs" / "frameworks.md", 'entries("framework")', 'entries("organization")')


def excluded(project: Path) -> None:
    with (project / "mkdocs.yml").open("a") as settings:
        settings.write("exclude_docs: workshop.md\n")


def without_plugins(project: Path) -> None:
    with (project / "mkdocs.yml").open("a") as settings:
        settings.write("plugins: []\n")


def without_styles(project: Path) -> None:
    (project / "docs" / "assets" / "edition.css").unlink()


def with_a_dead_link(project: Path) -> None:
    with (project / "docs" / "about.md").open("a") as page:
        page.write('\n<a href="../speakers/#nobody">nobody</a>\n')


@pytest.mark.parametrize(
    ("spoilt", "line"),
    [
        (emptied, r"docs/sessions/salt-water\.md: #water-day, #k6, #k6-a are public addresses that the page lacks"),
        (swapped, r"docs/frameworks\.md: #tides-and-quays, #rope-code are public addresses that the page lacks"),
        (excluded, r"docs/workshop\.md: this page is public, and the build did not make it"),
        (
            without_plugins,
            r"docs/workshop\.md: #preface-1, #preface-2 are public addresses that the page lacks",
        ),
        (without_styles, r"docs/about\.md: (\.\./)?assets/edition\.css leads nowhere"),
        (with_a_dead_link, r"docs/about\.md: \.\./speakers/#nobody leads nowhere"),
    ],
)
def test_a_site_with_a_dead_address_is_not_published(project: Path, spoilt: Callable[[Path], None], line: str) -> None:
    site = project / "site"
    site.mkdir()
    (site / "index.html").write_text("the former site")
    spoilt(project)
    with pytest.raises(ReportedError) as caught:
        build_site(project, site, preview=True)
    assert [said for said in str(caught.value).splitlines() if re.fullmatch(line, said)], str(caught.value)
    assert (site / "index.html").read_text() == "the former site"


def test_the_real_site_has_no_fault_and_its_former_addresses_are_asked_for(site: Site, index: Index) -> None:
    docs, alive = PROJECT / "docs", public_addresses(index, PROJECT)
    assert faults_of(site.folder, docs, "https://example.org/idm/", alive, ()) == []
    assert faults_of(site.folder, docs, "https://example.org/idm/", ["./old/", "./workshop/#gone"], ()) == [
        "docs/old.md: this page is public, and the build did not make it",
        "docs/workshop.md: #gone is a public address that the page lacks",
    ]


PAGES = {
    "index.html": """<p id="a" id='b'></p><p id="c"></p><p id="c"></p><a href="#a">1</a><a href="two/#d">2</a>
        <a href="two/">3</a><a href="file%20name.txt?x#y">4</a><a href="https://example.com/gone">5</a>
        <a href="mailto:a@b.c">6</a><img src="data:,"><a href="/idm/two/">7</a><a href="later.pdf">8</a>""",
    "two/index.html": """<p id="d"></p><a href="/elsewhere/">1</a><a href="../#b">2</a><a href="gone.css">3</a>
        <a href='three/'>4</a><a href="https://[x">5</a><a href="https://example.org/idm/edit/">6</a>""",
}


def test_what_a_link_is(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for name, html in PAGES.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(html)
    (site / "file name.txt").write_text("")
    assert faults_of(site, tmp_path / "docs", "https://example.org/idm/", ["./"], ["later.pdf"]) == [
        "docs/index.md: c is an id twice",
        "docs/two.md: /elsewhere/, ../#b, gone.css and 2 more lead nowhere",
    ]

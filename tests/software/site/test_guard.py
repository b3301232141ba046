"""No site replaces the former one that lacks a public address, or has a link that leads nowhere."""

import re
from pathlib import Path

import pytest

from edition.document.index import Index
from edition.loading.ledger import public_addresses
from edition.loading.problems import ReportedError
from edition.site.build import build_site
from edition.site.guard import faults_of
from tests.helpers.pages import Site
from tests.helpers.projects import PROJECT, spoil

GONE = "are public addresses that the page lacks"
NOBODY = '{: #page-source }\n\n<a href="../speakers/#nobody">nobody</a>'


@pytest.mark.parametrize(
    ("file", "old", "new", "page", "told"),
    [
        ("docs/sessions/salt-water.md", "{{ session() }}", "", "salt-water", f"#water-day, #k6, #k6-a {GONE}"),
        ("docs/frameworks.md", 'es("framework")', 'es("event")', "frameworks", f"#tides-and-quays, #rope-code {GONE}"),
        ("mkdocs.yml", "nav:", "exclude_docs: workshop.md\nnav:", "workshop", "this page is public, and the build .*"),
        ("mkdocs.yml", "nav:", "plugins: []\nnav:", "workshop", f"#preface-1, #preface-2 {GONE}"),
        ("docs/about.md", "{: #page-source }", NOBODY, "about", r"\.\./speakers/#nobody leads nowhere"),
        ("docs/assets/edition.css", "", "", "about", r"(\.\./)?assets/edition\.css leads nowhere"),
    ],
)
def test_a_site_with_a_dead_address_is_not_published(
    project: Path, file: str, old: str, new: str, page: str, told: str
) -> None:
    site = project / "site"
    site.mkdir()
    (site / "index.html").write_text("the former site")
    if old:
        spoil(project / file, old, new)
    else:
        (project / file).unlink()
    with pytest.raises(ReportedError) as caught:
        build_site(project, site, preview=True)
    assert re.search(rf"^docs/.*{page}\.md: {told}$", str(caught.value), re.MULTILINE), str(caught.value)
    assert (site / "index.html").read_text() == "the former site"


def test_the_real_site_has_no_fault_and_its_former_addresses_are_asked_for(site: Site, index: Index) -> None:
    docs, alive = PROJECT / "docs", public_addresses(index, PROJECT)
    assert faults_of(site.folder, docs, "https://example.org/idm/", alive, ()) == []
    assert faults_of(site.folder, docs, "https://example.org/idm/", ["./old/", "./full-text/#gone"], ()) == [
        "docs/old.md: this page is public, and the build did not make it",
        "docs/full-text.md: #gone is a public address that the page lacks",
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

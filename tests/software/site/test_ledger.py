"""Links that never break: the ledger refuses what would break one, and an alias repairs it."""

import re
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from playwright.sync_api import expect

from edition.document.index import Index
from edition.loading.ledger import read_ledger
from edition.loading.page_addresses import page_addresses
from edition.site.project import load_index
from edition.site.release import release
from tests.helpers.browsing import NewPage, served, violations
from tests.helpers.pages import Site, built_site, links_in, policy_of, text_of
from tests.helpers.projects import PROJECT, SECOND, commit, copy_project, report, spoil
from tests.helpers.publishing import add_record, record

URL = "https://example.org/idm/"


def released_in(folder: Path) -> Path:
    """A copy of the second data set whose addresses have all been published."""
    project = copy_project(folder / "project", SECOND)
    (project / "docs" / "extra.md").write_text("# Extra\n")
    spoil(project / "mkdocs.yml", "      - about.md\n", "      - about.md\n      - extra.md\n")
    commit(project)
    assert release(load_index(project), project, "https://example.org/") == (len(read_ledger(project).addresses), None)
    return project


def rename_k4(project: Path) -> None:
    spoil(project / "data" / "conclusions.yml", "- id: k4-a", "- id: k4-x")


ALIASES = """
- address: ./sessions/code-and-cargo/#k4-a
  to: k4-x
- address: ./sessions/code-and-cargo/#k4-z
  retired: It was a slip.
- address: ./extra/
  to: workshop/
- address: ./extra/#old-part
  to: framework:rope-code
- address: ./slip/more/
  retired: It <b>was</b> a slip.
- address: ./slip/more/#old-part
  to: framework:rope-code
- address: ./events/#long-gone
  retired: The event <b>was</b> a hoax.
"""
GONE = "extra/#old-part events/#long-gone slip/more/ slip/more/#old-part sessions/code-and-cargo/#k4-z"
PAST = "{passage: k4-a, change: Renamed.}", "{passage: k4-z, change: Retired.}", "{passage: k4-x, change: Still there.}"


@pytest.fixture(scope="module")
def repaired(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site where aliases repair what broke, and a past release names ids that are gone."""
    project = released_in(tmp_path_factory.mktemp("repaired"))
    rename_k4(project)
    (project / "docs" / "extra.md").unlink()
    spoil(project / "mkdocs.yml", "      - extra.md\n", "")
    with (project / "data" / "ledger.txt").open("a") as ledger:
        for address in GONE.split():
            ledger.write(f"0.9.0 ./{address}\n")
    (project / "data" / "aliases.yml").write_text(ALIASES, encoding="utf-8")
    add_record(project, record("1.1.0", "2031-07-01", *PAST))
    return built_site(project, project.parent / "web")


def test_every_address_of_the_ledger_is_in_the_built_site(index: Index, site: Site) -> None:
    """A passage is promised on its own page only: its anchors in the full text and among the citations may go."""
    ledger = read_ledger(PROJECT).addresses
    for address in ledger:
        page, _, anchor = address.removeprefix("./").partition("#")
        assert page in site.pages | site.moved, address
        if anchor:
            (site.pages | site.moved)[page].by_id(anchor)
    assert not [address for address in ledger if address.startswith(("./full-text/#", "./cite/#"))]
    for id_ in index.passages:
        site.pages["full-text/"].by_id(id_)
        site.pages["cite/"].by_id(f"cite-{id_}")


def test_a_past_release_is_not_blamed_for_an_id_that_is_gone(tmp_path: Path) -> None:
    """The ledger says what to do, before there is an alias."""
    released = released_in(tmp_path)
    spoil(released / "data" / "releases.yml", "- change: First", "- passage: k4-a\n      change: First")
    rename_k4(released)
    assert [line.split(":")[0] for line in report(released)] == ["data/ledger.txt"]
    spoil(released / "data" / "releases.yml", "passage: k4-a", "passage: harbour-league")  # published, but no passage
    assert any('unknown passage "harbour-league"' in line for line in report(released))


def test_aliases_repair_it_with_and_without_a_script(repaired: Site, new_page: NewPage) -> None:
    assert set(repaired.moved) == {"extra/", "slip/more/"}
    assert policy_of(repaired.moved["extra/"]) == policy_of(repaired.pages["about/"])
    for name in ("sitemap.xml", "assets/search-index.js", "llms.txt"):
        assert not re.search(r"\b(extra|slip)/", repaired.read(name)), name
    with served(repaired.root) as address:
        page, plain = (new_page(base_url=f"{address}idm/", java_script_enabled=on) for on in (True, False))
        for old, new in [
            ("sessions/code-and-cargo/#k4-a", "sessions/code-and-cargo/#k4-x"),
            ("extra/", "workshop/"),
            ("extra/#old-part", "frameworks/#rope-code"),
            ("extra/#old%2Dpart", "frameworks/#rope-code"),
            ("extra/#%", "workshop/"),
        ]:
            page.goto("about:blank")
            page.goto(old)
            page.wait_for_url(new)
        page.goto("full-text/#page-content")
        page.locator("body").press("?")  # the page works on, and has not led elsewhere
        expect(page.get_by_role("dialog")).to_be_visible()
        expect(page).to_have_url("full-text/#page-content")
        plain.goto("sessions/code-and-cargo/#k4-a")
        plain.locator("[id='k4-a'] a").click()
        expect(plain).to_have_url("sessions/code-and-cargo/#k4-x")
        plain.goto("extra/")
        plain.wait_for_url("workshop/")
        plain.goto("events/")
        expect(plain.locator("#long-gone")).to_be_hidden()
        plain.goto("events/#long-gone")
        expect(plain.locator("#long-gone")).to_be_in_viewport()
        expect(plain.locator("#long-gone")).to_have_text("This part was removed: The event <b>was</b> a hoax.")
        expect(plain.get_by_role("region", name="Moved")).to_have_count(0)  # nothing to be stopped at
        page.goto("slip/more/")
        expect(page.get_by_role("heading", level=1)).to_have_text("This page was withdrawn")
        assert violations(page) == []


@pytest.mark.parametrize(
    ("address", "title", "canonical"),
    [("extra/", "This page has moved", [f"{URL}workshop/"]), ("slip/more/", "This page was withdrawn", [])],
)
def test_what_stays_at_an_old_address_says_what_it_is(
    repaired: Site, address: str, title: str, canonical: list[str]
) -> None:
    """To search engines, which are to forget it, and to readers."""
    page, up = repaired.moved[address], "../" * address.count("/")
    assert page.errors == []
    assert page.root.get("lang") == repaired.pages[""].root.get("lang")
    said = text_of(next(page.root.iter("title")))
    assert said.startswith(f"{title} – ") and not said.endswith("– ")
    assert [text_of(heading) for heading in page.root.iter("h1")] == [title]
    assert [e.get("content") for e in page.root.iterfind(".//meta[@name='robots']")] == ["noindex"]
    assert [e.get("href") for e in page.root.iterfind(".//link[@rel='canonical']")] == canonical
    links = [(link.get("href"), text_of(link)) for link in page.root.iter("a")]
    way = [(f"{up}workshop/", f"{URL}workshop/")] if canonical else []
    assert links[:-1] == [*way, (f"{up}frameworks/#rope-code", f"{URL}frameworks/#rope-code")]
    assert links[-1][0] == up
    assert ("It <b>was</b> a slip." in text_of(page.root)) == (not canonical)


def test_what_a_past_release_says_of_an_id_that_is_gone_stays(repaired: Site) -> None:
    """And citation files that were downloadable under a former id still are, as those of its successor."""
    here, page = "sessions/code-and-cargo/#k4-x", repaired.pages["changes/"]
    items = [item for item in page.root.iter("li") if text_of(item).endswith(("Renamed.", "Retired.", "Still there."))]
    assert [text_of(item) for item in items] == ["k4-a Renamed.", "k4-z Retired.", "4.1 Still there."]
    assert [links_in(item) for item in items] == [[f"../{here}"], [], [f"../{here}"]]
    feed = repaired.read("feed.xml")
    link = f'<a href="{URL}{here}">'
    for text in (f"{link}k4-a</a>: Renamed.", "k4-z: Retired.", f"{link}4.1</a>: Still there."):
        assert f"<li>{text}</li>" in feed
    for suffix in ("bib", "ris", "json"):
        assert repaired.read(f"cite/k4-a.{suffix}") == repaired.read(f"cite/k4-x.{suffix}")
        assert not (repaired.folder / "cite" / f"k4-z.{suffix}").exists()


def test_pages_have_the_addresses_that_the_generator_gives_them(tmp_path: Path, site: Site) -> None:
    """Whatever their names, also those that the check refuses."""
    names = """index.md README.md about.md about/index.md boats/README.md boats/index.md index/x.md a.b/c.d.md
        My_Page.md templates/x.md boats/templates/x.md .hidden.md .hidden/x.md notes.txt readme.md"""
    for name in names.split():
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / name).write_text("# Page\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    pages = get_files(load_config(str(tmp_path / "mkdocs.yml"))).documentation_pages()
    assert set(page_addresses(tmp_path).values()) == {page.url.removeprefix("./") for page in pages}
    assert set(page_addresses(PROJECT).values()) | {"404.html"} == {*site.pages, *site.left_out}

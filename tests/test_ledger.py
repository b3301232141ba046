"""Links that never break: the ledger refuses what would break one, and an alias mends it."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from edition.build import build_site
from edition.index import Index
from edition.ledger import pages_of, public_addresses, read_ledger, release
from edition.load import load_index
from edition.problems import DataError
from tests.browser import served
from tests.conftest import PROJECT, copy_project
from tests.site import Site
from tests.test_build import spoil


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """A copy of the second data set whose addresses have all been published."""
    project = copy_project(tmp_path / "project", PROJECT / "tests" / "second")
    (project / "docs" / "extra.md").write_text("# Extra\n")
    spoil(project / "mkdocs.yml", "  - about.md\n", "  - about.md\n  - extra.md\n")
    assert release(load_index(project), project)
    return project


def report(project: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        load_index(project)
    return str(caught.value).splitlines()


def rename_k4(project: Path) -> None:
    spoil(project / "data" / "conclusions.yml", "- id: k4-a", "- id: k4-x")


def remove_extra(project: Path) -> None:
    (project / "docs" / "extra.md").unlink()
    spoil(project / "mkdocs.yml", "  - extra.md\n", "")


def test_every_address_of_the_ledger_is_in_the_built_site(site: Site) -> None:
    ledger = read_ledger(PROJECT)
    for address in ledger:
        page, _, anchor = address.removeprefix("./").partition("#")
        assert page in site.pages, address
        if anchor:
            site.pages[page].by_id(anchor)


def test_the_ledger_has_every_page_and_anchor_of_the_released_version(index: Index) -> None:
    lines = (PROJECT / "data" / "ledger.txt").read_text(encoding="utf-8").splitlines()
    versions = {line.split()[0] for line in lines if not line.startswith("#")}
    assert versions <= {record.version for record in index.edition.releases}
    if index.version in versions:
        assert set(public_addresses(index, PROJECT)) <= set(read_ledger(PROJECT))


def test_no_line_was_ever_taken_out_of_the_ledger() -> None:
    """Compared with every version of it that git knows."""
    log = ["git", "log", "--format=%H", "--", "data/ledger.txt"]
    commits = subprocess.run(log, cwd=PROJECT, capture_output=True, text=True, check=True).stdout.split()
    now = set(read_ledger(PROJECT))
    for commit in commits:
        show = ["git", "show", f"{commit}:data/ledger.txt"]
        then = subprocess.run(show, cwd=PROJECT, capture_output=True, text=True, check=True).stdout.splitlines()
        assert {line.split()[1] for line in then if line and not line.startswith("#")} <= now, commit


def test_releasing_twice_adds_nothing(released: Path) -> None:
    before = (released / "data" / "ledger.txt").read_bytes()
    assert release(load_index(released), released) == []
    assert (released / "data" / "ledger.txt").read_bytes() == before


def test_a_draft_adds_nothing(project: Path, tmp_path: Path) -> None:
    before = (project / "data" / "ledger.txt").read_bytes()
    build_site(project, tmp_path / "site")
    assert (project / "data" / "ledger.txt").read_bytes() == before


def test_a_renamed_id_is_refused(released: Path) -> None:
    rename_k4(released)
    lines = report(released)
    assert [line.split(": ", 1)[1].split(";")[0] for line in lines] == [
        'the published address "./sessions/code-and-cargo/#k4-a" leads nowhere',
        'the published address "./full-text/#k4-a" leads nowhere',
        'the published address "./cite/#cite-k4-a" leads nowhere',
    ]
    number = read_ledger(released)["./sessions/code-and-cargo/#k4-a"]
    assert lines[0].startswith(f"data/ledger.txt:{number}:1: ")


def test_a_removed_page_is_refused(released: Path) -> None:
    remove_extra(released)
    assert [line.split(": ", 1)[1].split(";")[0] for line in report(released)] == [
        'the published address "./extra/" leads nowhere',
    ]


ALIASES = """
- address: ./sessions/code-and-cargo/#k4-a
  to: k4-x
- address: ./extra/
  to: workshop/
- address: ./extra/#old-part
  to: framework:rope-code
- address: ./events/#long-gone
  retired: The event <b>was</b> a hoax.
"""


def test_aliases_mend_it_with_and_without_a_script(released: Path, browser: Browser, tmp_path: Path) -> None:
    rename_k4(released)
    remove_extra(released)
    (released / "data" / "aliases.yml").write_text(ALIASES, encoding="utf-8")
    build_site(released, tmp_path / "web" / "idm", "https://example.org/idm/")
    with served(tmp_path / "web") as address:
        page = browser.new_page()
        for old, new in [
            ("sessions/code-and-cargo/#k4-a", "sessions/code-and-cargo/#k4-x"),
            ("full-text/#k4-a", "full-text/#k4-x"),
            ("cite/#cite-k4-a", "cite/#cite-k4-x"),
            ("extra/", "workshop/"),
            ("extra/#old-part", "frameworks/#rope-code"),
        ]:
            page.goto("about:blank")
            page.goto(f"{address}idm/{old}")
            page.wait_for_url(f"{address}idm/{new}")
        plain = browser.new_context(java_script_enabled=False).new_page()
        plain.goto(f"{address}idm/full-text/#k4-a")
        plain.locator("[id='k4-a'] a").click()
        expect(plain).to_have_url(f"{address}idm/full-text/#k4-x")
        plain.goto(f"{address}idm/extra/")
        plain.wait_for_url(f"{address}idm/workshop/")
        plain.goto(f"{address}idm/events/")
        expect(plain.locator("#long-gone")).to_have_text("long-gone: retired: The event <b>was</b> a hoax.")


@pytest.mark.parametrize(
    ("alias", "told"),
    [
        ("- address: ./about/\n  to: workshop/\n", '"./about/" is alive; remove the alias, or the page or id'),
        ("- address: ./x/\n  to: k4-b\n", '"k4-b" is no passage, entry or page; did you mean'),
        ("- address: ./x/\n", 'write either "to" or "retired"'),
    ],
)
def test_an_alias_must_lead_from_the_gone_to_the_living(released: Path, alias: str, told: str) -> None:
    (released / "data" / "aliases.yml").write_text(alias, encoding="utf-8")
    (line,) = report(released)
    assert line.split(": ", 1)[1].startswith(told)


def test_pages_are_those_of_the_site(site: Site) -> None:
    assert set(pages_of(PROJECT)) | {"404.html"} == set(site.pages)

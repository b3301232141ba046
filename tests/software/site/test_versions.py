"""Versions that stay: two are frozen one after the other, and the data changes again after that."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from urllib.request import urlopen
from xml.etree import ElementTree
from zipfile import ZipFile

import feedparser
import pytest
from playwright.sync_api import BrowserContext, expect

from edition.document.index import Frozen, Index
from edition.formats.history import LATER, ChangedText, comparisons_of
from edition.loading.ledger import LEDGER
from edition.site.build import site_url_of
from edition.site.preview import Preview
from edition.site.project import load_index
from edition.site.release import CITATION
from tests.helpers.books import running
from tests.helpers.browsing import Tab, served, violations
from tests.helpers.pages import Page, Site, check_links, files_of, having_class, text_of
from tests.helpers.projects import PROJECT, SECOND, commit, copy_project, git, refused, report, run_here, spoil
from tests.helpers.publishing import MANIFEST, add_record, manifest_of, record, unpublishable, verified
from tests.helpers.sampling import some

HOME = "https://harbour.example/edition/"
NEWER = record("1.1.0", "2031-09-01", "{passage: k5, change: A word that had been misread.}")
GAZETTE = """
- id: lantern-gazette
  title: The Lantern Gazette
  publisher: Lantern Press
  seen: All of it.
  grade: seen
"""
LEFT_OUT = re.compile(r"(search|take-along)/|(robots\.txt|sitemap\.xml)$")
"""What links of a frozen version find in the current one only."""


def data(project: Path, name: str) -> Path:
    return project / "data" / name


def edit(project: Path, name: str, old: str, new: str) -> None:
    spoil(data(project, f"{name}.yml"), old, new)


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def set_aliases(project: Path, text: str) -> None:
    data(project, "aliases.yml").write_text(text, "utf-8")


def read_again(project: Path) -> None:
    """A misread word, an entry that says more, and one that is new."""
    for name in ("text.txt", "conclusions.yml"):
        spoil(data(project, name), "Cranes should be seen from the town.", "Cranes must be seen from the town.")
    edit(project, "organizations", "Counts what the tide leaves.", "Weighs what the tide leaves.")
    edit(project, "organizations", "leaves.\n  sources: []", "leaves.\n  sources: [lantern-gazette]")
    append(data(project, "sources.yml"), GAZETTE)
    add_record(project, NEWER)


def release_and_build(project: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EDIT_URL", "https://example.org/edit/FILE#LLINE")
        assert run_here(project, "release").code == 0
    commit(project)
    assert run_here(project, "build").code == 0


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second document, with its version 1.0.0 frozen and built."""
    project = copy_project(tmp_path_factory.mktemp("first") / "project", SECOND)
    commit(project)
    release_and_build(project)
    return project


@pytest.fixture(scope="module")
def both(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a version 1.1.0 in addition."""
    project = Path(shutil.copytree(first, tmp_path_factory.mktemp("both") / "project"))
    read_again(project)
    release_and_build(project)
    return project


@pytest.fixture(scope="module")
def later(both: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after another change of the data, built."""
    project = Path(shutil.copytree(both, tmp_path_factory.mktemp("later") / "project"))
    edit(project, "organizations", "Weighs what the tide leaves.", "Weighs what the tide leaves, once a year.")
    assert run_here(project, "build").code == 0
    return project


@pytest.fixture
def spoilt(both: Path, tmp_path: Path) -> Path:
    """A copy of both versions that a test may spoil."""
    return Path(shutil.copytree(both, tmp_path / "project"))


def site_of(project: Path, version: str = "") -> Site:
    return Site(project / "site" / version, project)


# --- what is frozen


def test_an_archive_has_pages_data_and_citations_and_nothing_else(first: Path) -> None:
    with ZipFile(first / "releases" / "1.0.0.zip") as archive:
        names = set(archive.namelist())
    built = set(files_of(first / "site"))
    assert not names & {"404.html", "robots.txt", "sitemap.xml", "search/index.html", "take-along/index.html"}
    assert [name for name in names if "search" in name or name.endswith((".pdf", ".epub", ".zip", ".png"))] == []
    pages = {name for name in built if name.endswith("index.html") and not LEFT_OUT.match(name)}
    assert names >= {name for name in pages if not name.startswith("v/")}
    assert names >= {name for name in built if name.startswith(("data/", "cite/")) and not LEFT_OUT.match(name)}
    assert (first / "releases" / "1.0.0.zip").stat().st_size < 400_000


def test_a_version_that_was_frozen_is_unpacked_and_never_built_again(first: Path, both: Path, later: Path) -> None:
    archives = [(project / "releases" / "1.0.0.zip").read_bytes() for project in (first, both, later)]
    assert len(set(archives)) == 1
    assert archives[0] == (both / "site" / "v" / "1.0.0.zip").read_bytes()
    assert f"1.0.0 sha256:{sha256(archives[0]).hexdigest()}" in (both / LEDGER).read_text("utf-8").splitlines()
    with ZipFile(first / "releases" / "1.0.0.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    for project in (first, both, later):
        assert files_of(project / "site" / "v" / "1.0.0") == packed


def test_freezing_and_building_again_give_the_same_bytes(both: Path, spoilt: Path) -> None:
    """Of both versions: the first as it was, the second made once more."""
    archive = spoilt / "releases" / "1.1.0.zip"
    before = archive.read_bytes()
    archive.unlink()
    (spoilt / LEDGER).write_text(re.sub(r"1\.1\.0 sha.*\n", "", (spoilt / LEDGER).read_text("utf-8")), "utf-8")
    shutil.rmtree(spoilt / ".git")  # which would miss the line
    commit(spoilt)
    assert run_here(spoilt, "release").code == run_here(spoilt, "build").code == 0
    assert archive.read_bytes() == before
    assert files_of(spoilt / "site") == files_of(both / "site")


def test_nothing_leaks_from_one_version_into_another(both: Path) -> None:
    old, new = site_of(both, "v/1.0.0"), site_of(both, "v/1.1.0")
    assert old.pages.keys() == new.pages.keys()
    for name, content in files_of(old.folder).items():
        words = b"must be seen", b"Weighs", *([] if name.startswith("how-to-edit/") else [b"1.1.0"])
        assert not [word for word in words if word in content], name
    for name in new.pages.keys() - {"changes/", "data/", "how-to-edit/"}:  # which name all versions, or an example
        text = text_of(new.pages[name].root)
        assert not [word for word in ("1.0.0", "should be seen", "Counts what") if word in text], name


@pytest.mark.parametrize(("version", "others"), [("1.0.0", set()), ("1.1.0", {"v/1.0.0/", "v/1.0.0.zip"})])
def test_links_of_a_version_stay_in_it(both: Path, version: str, others: set[str]) -> None:
    site, home, outside = site_of(both, f"v/{version}"), f"{HOME}v/{version}/", set()
    for name, page in site.pages.items():
        (banner,) = having_class(page.root, "frozen")
        (current,) = banner.iter("a")
        assert text_of(banner) == f"You are reading version {version}. Current version of this page"
        assert urljoin(home + name, current.get("href")) == HOME + name
        assert [e.get("content") for e in page.root.iterfind(".//meta[@name='robots']")] == ["noindex"]
        assert [e.get("href") for e in page.root.iterfind(".//link[@rel='canonical']")] == [home + name]
        assert having_class(page.root, "edit") == []
        for key in ("href", "src", "action"):
            for element in page.having(key):
                address = urljoin(home + name, element.get(key))
                if address.startswith(HOME) and not address.startswith(home) and element is not current:
                    assert element.tag != "link"  # what a version says of itself is in it
                    outside.add(address.removeprefix(HOME).partition("#")[0])
    assert {address for address in outside if not LEFT_OUT.match(address)} == others
    assert outside > others
    check_links(site.folder, both / "site")


def test_no_version_is_in_the_sitemap_the_search_or_the_zip(both: Path) -> None:
    site = both / "site"
    sitemap = ElementTree.parse(site / "sitemap.xml")
    assert [text for e in sitemap.iter() if "/v/" in (text := e.text or "")] == []
    for name in ("assets/search-index.js", "data/summary.json", "data/edition.ttl"):
        assert "/v/1" not in re.sub(r'"URL.*', "", (site / name).read_text("utf-8")), name
    with ZipFile(site / "take-along" / "edition.zip") as archive:
        assert [name for name in archive.namelist() if "/v/" in name] == []
        page = archive.read("edition/changes/index.html").decode()
    assert f'href="{HOME}v/1.0.0/"' in page


def test_a_site_and_each_of_its_versions_can_be_verified(first: Path, both: Path, later: Path, tmp_path: Path) -> None:
    """Of the first a word had been misread, which the page Changes says."""
    site = later / "site"
    for version, project in (("1.0.0", first), ("1.1.0", both)):
        for place in (f"{site}/v/{version}", f"{site}/v/{version}.zip"):
            assert verified(place, data(project, "text.txt")).stdout.endswith("nothing is wrong.\n")
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", site)
    with served(site) as address:
        for place in (str(site), packed, f"{address}?x=y#title"):
            done = verified(place, data(later, "text.txt"))
            assert done.returncode == 0 and done.stdout.endswith("nothing is wrong.\n"), done.stdout
            for part in ("v/1.0.0/", "v/1.0.0.zip", "v/1.1.0/", "v/1.1.0.zip", "take-along/edition.zip"):
                assert f"ok    words in data/summary.json, in {part}\n" in done.stdout


def with_new_manifest(folder: Path) -> None:
    """Bring the list of files up to date."""
    (folder / MANIFEST).write_bytes(manifest_of(files_of(folder)))


def forge(folder: Path, old: str, new: str, *endings: str) -> None:
    """Put other words into the files of a site, or those with these endings, and bring its list of files up to date."""
    for file in sorted(folder.rglob("*.*")):
        if file.suffix in endings or not endings:
            file.write_bytes(file.read_bytes().replace(old.encode(), new.encode()))
    with_new_manifest(folder)


WAYS = ["everywhere", "pages", "folder", "archive", "no archive", "no folder", "a page more"]


@pytest.mark.parametrize("where", some(WAYS, every=3))
def test_a_version_is_not_changed_unseen(where: str, later: Path, tmp_path: Path) -> None:
    """By someone who also brings every list up to date, and makes what is said in each form agree."""
    site = Path(shutil.copytree(later / "site", tmp_path / "site"))
    kept, archive = site / "v" / "1.0.0", site / "v" / "1.0.0.zip"
    if where in ("pages", "everywhere", "folder", "archive"):
        forge(kept, "be seen from the town", "be hidden from the town", *([".html"] if where != "everywhere" else []))
    if where in ("pages", "everywhere", "archive"):
        shutil.make_archive(str(kept), "zip", kept)
    if where in ("no folder", "archive"):
        shutil.rmtree(kept)
    if where == "archive":
        shutil.copytree(later / "site" / "v" / "1.0.0", kept)
    if where == "no archive":
        archive.unlink()
    if where == "a page more":
        (site / "v" / "more.html").write_text("<p>This was never agreed.</p>")
    with_new_manifest(site)
    done = verified(site, data(later, "text.txt"))
    assert done.returncode == 1 and re.search(r"^WRONG .*in v/", done.stdout, re.M)


def test_a_version_works_in_a_browser(both: Path, context: BrowserContext) -> None:
    with served(both / "site") as address:
        tab = Tab(context.new_page(), address)
        page = tab.open("v/1.0.0/sessions/code-and-cargo/")
        expect(page.locator("#k5 .verbatim")).to_have_text("Cranes should be seen from the town.")
        assert page.locator("[type=search]").count() == 0
        page.keyboard.press("/")
        page.locator("#k5 a.cite").click()
        expect(page.get_by_role("dialog")).to_contain_text("https://harbour.example/edition/v/1.0.0/sessions/")
        page.keyboard.press("Escape")
        assert violations(page) == []
        page.locator(".frozen a").click()
        expect(page).to_have_url(f"{address}sessions/code-and-cargo/")
        expect(page.locator("#k5 .verbatim")).to_have_text("Cranes must be seen from the town.")
        page = tab.open("changes/")
        page.locator(".differences summary").click()
        expect(page.locator(".difference ins").first).to_be_visible()
        assert violations(page) == []
        assert tab.complaints == []


# --- citations


def urls(project: Path) -> set[str]:
    """The addresses in all citation files, without what they have of their own."""
    found = re.findall(r'"URL": "([^"#]*)', "".join(f.read_text() for f in (project / "site/cite").glob("*.json")))
    return {re.sub("(sessions|workshop|closing)/.*", "", url.removeprefix(HOME)) for url in found}


def test_a_released_state_is_cited_at_its_own_address(first: Path, both: Path) -> None:
    for project, version in ((first, "1.0.0"), (both, "1.1.0")):
        assert urls(project) == {f"v/{version}/"}
        (record,) = json.loads((project / "site" / "cite" / "k5.json").read_text("utf-8"))
        assert record["version"] == version
        page, _, anchor = record["URL"].removeprefix(HOME).partition("#")
        cited = Page(page, project / "site" / page / "index.html").by_id(anchor)
        assert text_of(having_class(cited, "passage__number")[0]) == "5."
        frozen = (project / "site" / "v" / version / "cite" / "k5.json").read_text("utf-8")
        assert json.loads(frozen) == [record]


def test_what_was_changed_later_is_cited_by_its_permalink(later: Path) -> None:
    assert urls(later) == {""}
    (record,) = json.loads((later / "site" / "cite" / "k5.json").read_text("utf-8"))
    assert record["version"] == "1.1.0, with later changes"
    assert record["URL"] == f"{HOME}sessions/code-and-cargo/#k5"
    for page in site_of(later).pages.values():
        if page.name != "404.html":
            assert "Version 1.1.0, with later changes" in text_of(page.root), page.name
    assert "1.1.0 of 1 September 2031, with later changes" in text_of(site_of(later).pages["data/"].root)


# --- what changed


def test_a_version_is_compared_with_the_one_before(both: Path) -> None:
    pages = [site_of(both, version).pages["changes/"].root for version in ("", "v/1.1.0")]
    (told,), (frozen,) = ([running(text_of(found)) for found in having_class(page, "differences")] for page in pages)
    assert told.startswith("What differs from version 1.0.0, word by word (3)")
    misread = "The source had been misread; the document itself has not changed."
    assert f"Conclusion 5 {misread} words of the document Cranes should must be seen from the town." in told
    assert "Saltmarsh Institute (organization) sources lantern-gazette gist Counts Weighs what the tide leaves." in told
    assert "The Lantern Gazette (source) New" in told
    assert [text_of(e) for e in pages[0].iter("del")] == ["should", "Counts"]
    assert [text_of(e) for e in pages[0].iter("ins")] == ["must", "lantern-gazette", "Weighs"]
    assert frozen == told


def test_the_feed_tells_it_too_and_knows_nothing_of_other_pages(first: Path, both: Path) -> None:
    before, feed = (feedparser.parse((project / "site" / "feed.xml").read_bytes()) for project in (first, both))
    assert not feed.bozo
    assert [entry.id for entry in feed.entries[1:]] == [entry.id for entry in before.entries]
    newest, oldest = (entry.content[0].value for entry in feed.entries)
    assert "Cranes <del>should</del> <ins>must</ins> be seen" in newest
    assert f'<a href="{HOME}sessions/code-and-cargo/#k5">Conclusion 5</a>' in newest
    assert "differs" not in oldest
    assert ElementTree.fromstring(newest).tag.endswith("ul")  # what a reader program gets is one element
    assert "/v/" not in (both / "site" / "feed.xml").read_text("utf-8")


def test_later_changes_are_shown_apart(later: Path) -> None:
    page = site_of(later).pages["changes/"]
    (section,) = page.root.iterfind(".//section[@aria-labelledby='page-later']")
    told = running(text_of(section))
    assert "What differs from version 1.1.0, word by word (1)" in told
    assert "Weighs what the tide leaves. leaves, once a year." in told


def shown(text: Iterable[ChangedText]) -> str:
    """The words that went are in square brackets, and those that came in braces."""
    marks = {"same": "{}", "removed": "[{}]", "added": "{{{}}}"}
    return " ".join(marks[change].format(words) for words, change in text)


def later_changes(project: Path) -> dict[str, tuple[str, str | None, dict[str, list[str]]]]:
    """What differs from the newest version, by what readers call it: how, where it is now, and in which fields."""
    last = comparisons_of(load_index(project))[f"1.1.0{LATER}"]
    assert last.before == "1.1.0"
    return {
        one.label: (one.change, one.address, {field.name: [*map(shown, field.texts)] for field in one.fields})
        for one in last.differences
    }


def test_what_is_gone_is_told(spoilt: Path) -> None:
    edit(spoilt, "sources", GAZETTE, "")
    edit(spoilt, "organizations", "[lantern-gazette]", "[]")
    set_aliases(spoilt, "- {address: ./sources/#lantern-gazette, retired: It was never printed.}\n")
    institute = "organizations/#saltmarsh-institute"
    assert later_changes(spoilt) == {
        "Saltmarsh Institute (organization)": ("changed", institute, {"sources": ["[lantern-gazette]"]}),
        "The Lantern Gazette (source)": ("removed", None, {}),
    }


def test_what_was_renamed_is_the_same_under_another_id(spoilt: Path) -> None:
    """A passage, a source, and a passage whose page has another address, too. What names them has not changed."""
    edit(spoilt, "conclusions", "- id: k4-a", "- id: k4-x")
    edit(spoilt, "sources", "- id: lantern-gazette", "- id: gazette")
    edit(spoilt, "organizations", "[lantern-gazette]", "[gazette]")
    edit(spoilt, "sessions", "slug: salt-water", "slug: sea-water")
    for file in (spoilt / "data").glob("*.yml"):
        file.write_text(re.sub(r"\bk6-a\b", "k6-x", file.read_text("utf-8")), "utf-8")
    (spoilt / "docs" / "sessions" / "salt-water.md").rename(spoilt / "docs" / "sessions" / "sea-water.md")
    spoil(spoilt / "mkdocs.yml", "sessions/salt-water.md", "sessions/sea-water.md")
    now = {"code-and-cargo/#k4-a": "k4-x", "salt-water/": "sessions/sea-water/", "salt-water/#k6": "k6"}
    now |= {"salt-water/#k6-a": "k6-x", "salt-water/#water-day": "water-day"}
    aliases = [f"- {{address: ./sessions/{old}, to: {new}}}\n" for old, new in now.items()]
    aliases.append("- {address: ./sources/#lantern-gazette, to: 'source:gazette'}\n")
    set_aliases(spoilt, "".join(aliases))
    assert later_changes(spoilt) == {
        "Paragraph 4.1": ("changed", "sessions/code-and-cargo/#k4-x", {"id": ["[k4-a] {k4-x}"]}),
        "Paragraph 6.1": ("changed", "sessions/sea-water/#k6-x", {"id": ["[k6-a] {k6-x}"]}),
        "The Lantern Gazette (source)": ("changed", "sources/#gazette", {"id": ["[lantern-gazette] {gazette}"]}),
    }


def test_of_passages_that_became_one_the_other_is_gone_and_nothing_was_misread(spoilt: Path) -> None:
    """Which leads to where its words are now."""
    words, here = "Old cranes make good benches.", "sessions/code-and-cargo/#k5-a"
    edit(spoilt, "conclusions", f"    - id: k5-b\n      text: >-\n        {words}\n", "")
    edit(spoilt, "conclusions", "in a footnote*.", f"in a footnote*. {words}")
    set_aliases(spoilt, "- {address: ./sessions/code-and-cargo/#k5-b, to: k5-a}\n")
    (label, changed), gone = later_changes(spoilt).items()
    assert (label, *changed[:2]) == ("Paragraph 5.1", "changed", here)
    assert changed[2]["words"][0].endswith(f"in a footnote*. {{{words}}}")
    assert gone == ("Paragraph 5.2", ("removed", here, {}))


def test_every_field_is_compared_and_another_order_is_said(spoilt: Path) -> None:
    edit(spoilt, "events", "start: 2031-10-09", "start: 2031-10-08")
    edit(spoilt, "events", "[tide-ledger, kelp-almanac]", "[kelp-almanac, tide-ledger]")
    assert {label: fields for label, (_, _, fields) in later_changes(spoilt).items()} == {
        "Congress of Lighthouses (event)": {"start": ["[2031-10-09] {2031-10-08}"]},
        "Harbour Forum (event)": {"sources": []},
    }


def hot_fix(of: Frozen, version: str) -> Frozen:
    """A version that was made from another, whatever was made meanwhile."""
    releases = [{**of.summary["releases"][0], "version": version, "date": "2032-01-01"}, *of.summary["releases"]]
    entries = {ref: one for ref, one in of.summary["entries"].items() if ref != "event:lighthouse-congress"}
    return Frozen(version, "", {**of.summary, "version": version, "releases": releases, "entries": entries})


def test_a_hot_fix_is_compared_with_the_version_that_it_corrects(both: Path) -> None:
    """And the version that came before it, though its number is higher, with the one that it was made from."""
    index = load_index(both)
    first, second = index.frozen
    told = comparisons_of(Index(index.edition, {}, (first, hot_fix(first, "1.0.1"), second)))
    assert {version: one.before for version, one in told.items()} == {"1.0.1": "1.0.0", "1.1.0": "1.0.0"}
    (gone,) = told["1.0.1"].differences
    assert (gone.label, gone.change) == ("Congress of Lighthouses (event)", "removed")
    assert told["1.1.0"] == comparisons_of(index)["1.1.0"]


# --- what is refused


ANOTHER = "version 1.0.0 was published with another; put back what v/1.0.0/changes/ has"
IN_TIME = "version 1.2.0 was not frozen in time; move its changes to the record of version 1.3.0"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (NEWER, "", "version 1.1.0 was published; bring its record back"),
        ("date: 2031-06-01", "date: 2031-06-02", ANOTHER),
        ("change: First", "change: The first", ANOTHER),
        (NEWER, record("1.3.0", "2032-01-01") + record("1.2.0", "2032-01-01") + NEWER, IN_TIME),
    ],
)
def test_what_was_published_stays_in_the_records(spoilt: Path, old: str, new: str, told: str) -> None:
    edit(spoilt, "releases", old, new)
    (line,) = report(spoilt)
    assert re.fullmatch(rf"data/releases\.yml:\d+:\d+: {re.escape(told)}", line)


def test_an_archive_that_is_not_as_it_was_frozen_is_refused(spoilt: Path) -> None:
    name, withdraw = "releases/1.0.0.zip", 'add to the end "1.0.0 withdrawn: ", with the reason'
    lines = (spoilt / LEDGER).read_text().splitlines()
    line = next(at for at, text in enumerate(lines, 1) if "1.0.0 sha" in text)
    for other in (".DS_Store", "._1.0.0.zip", "Thumbs.db", "1.0.0.zip.orig"):
        (spoilt / "releases" / other).write_bytes(b"of this system")
    assert [one.version for one in load_index(spoilt).frozen] == ["1.0.0", "1.1.0"]
    more = Path(shutil.copy(spoilt / name, spoilt / "releases" / "0.9.0.zip"))
    message = "data/ledger.txt has no line for this file, or it was withdrawn; remove it"
    assert report(spoilt) == [f"releases/0.9.0.zip:1:1: {message}"]
    more.unlink()
    with ZipFile(spoilt / name, "a") as file:
        file.writestr("more.html", "more")
    message = "this is not what was frozen: data/ledger.txt has another SHA-256 in line"
    assert report(spoilt) == [f"{name}:1:1: {message} {line}; restore the file from the git history"]
    (spoilt / name).unlink()
    message = f"{name} is missing; restore it from the git history, or from v/1.0.0.zip on the published site"
    assert report(spoilt) == [f"data/ledger.txt:{line}:1: {message}; if it is lost, {withdraw}"]
    append(spoilt / LEDGER, f"1.0.0 sha256:{'0' * 64}\n")
    message = f"version 1.0.0 has two archives; {withdraw}, and below it, if one of them is {name} and is to"
    assert report(spoilt) == [f"data/ledger.txt:{len(lines) + 1}:1: {message} stay, its line once more"]


def test_once_a_version_is_frozen_no_other_is_released_without_an_address(
    spoilt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/idm/")
    add_record(spoilt, record("1.2.0", "2031-09-01"))
    before = [(spoilt / name).read_bytes() for name in (LEDGER, CITATION)]
    told = f"mkdocs.yml:6:1: SITE_URL is https://example.org/idm/, but the site was published at {HOME}; set"
    assert refused(spoilt, "release")[0].startswith(told)
    assert [(spoilt / name).read_bytes() for name in (LEDGER, CITATION)] == before


def test_what_is_not_frozen_is_not_published_and_a_page_with_a_dead_link_is_not_frozen(project: Path) -> None:
    commit(project)
    assert "version 1.0.0 is not frozen: run `make release`" in unpublishable(project, site_url_of(project))
    append(project / "docs" / "about.md", '\n<a href="../nowhere/">nowhere</a>\n')
    told = refused(project, "release")
    assert any("v/1.0.0/about/index.html: ../../../nowhere/ leads nowhere" in line for line in told)
    assert not (project / "releases").exists()


def test_an_archive_whose_words_were_forged_is_refused(spoilt: Path) -> None:
    """Though its manifest and the ledger were made to match."""
    (line,) = (line for line in (spoilt / LEDGER).read_text("utf-8").splitlines() if "1.0.0 sha" in line)
    folder, archive = spoilt / "site" / "v" / "1.0.0", spoilt / "releases" / "1.0.0"
    forge(folder, "should be seen", "might be seen", ".html", ".json")
    checksum = sha256(Path(shutil.make_archive(str(archive), "zip", folder)).read_bytes()).hexdigest()
    spoil(spoilt / LEDGER, line, f"1.0.0 sha256:{checksum}")
    told = unpublishable(spoilt, HOME)
    assert any(f'the line "{line}" is missing' in one for one in told)
    found = [one for one in told if one.startswith("releases/1.0.0.zip:1:1: docs/verify.py finds: WRONG words in ")]
    assert any("words in full-text/index.html: “" in one and "might be seen" in one for one in found)
    for command in ("check", "build", "release"):
        assert run_here(spoilt, command).code == 1
    append(spoilt / LEDGER, f"1.0.0 withdrawn: Forged.\n{line}\n")
    assert report(spoilt)[0].startswith("releases/1.0.0.zip:1:1: this is not what was frozen")


def test_an_archive_that_git_does_not_have_is_reported(spoilt: Path) -> None:
    archive = "releases/1.1.0.zip"
    git(spoilt, "rm", "--quiet", "--cached", archive)
    told = f"{archive}:1:1: git does not have this file; run `git add --force {archive}`, and commit it"
    for command in ("check", "build", "release"):
        assert refused(spoilt, command) == [told]
    git(spoilt, "add", "--force", archive)
    assert run_here(spoilt, "check").code == 0


ADDRESSES = """http://localhost:8000/ https://127.0.0.1/ https://192.168.1.10/edition/ https://[::1]/ https://intranet/edition/
    https://harbour.local/ https://harbour..example/ https://-harbour.example/ https://harbour.example:99999/
    https://user:pw@harbour.example/ https://harbour.example/edition/index.html https://harbour.example/edition/?a=b
    https://harbour.example/edition/#top https://harbour.example/../edition/ https://harbour.example//edition/
    ftp://harbour.example/ harbour.example nonsense https://Harbour.Example/ https://harbour.example/my%20edition.html/"""


def test_an_address_that_no_site_has_is_not_frozen(second: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for address in (*ADDRESSES.split(), "https://harbour.example/\udcff/"):  # how Python has what is not UTF-8
        monkeypatch.setenv("SITE_URL", address)
        (told,) = refused(second, "release")
        assert told.startswith(f"mkdocs.yml:6:1: SITE_URL is {address!a}, ")
        assert told.endswith("; write it in full, as https://example.org/edition/")
    assert not (second / "releases").exists()


@pytest.mark.sweep
def test_two_releases_at_once_freeze_one_version(project: Path) -> None:
    commit(project)
    command = [sys.executable, "-m", "edition", "release", "--project", str(project)]
    both = [subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted("is frozen already" in text for text in told) == [False, True]
    lines = (project / LEDGER).read_text("utf-8").splitlines()
    assert len(lines) == len(set(lines) - {"#"}) + lines.count("#")
    assert run_here(project, "check").code == 0


def test_a_version_in_the_preview(spoilt: Path, tmp_path: Path) -> None:
    """It is unpacked when it is asked for."""
    preview = Preview(spoilt, "127.0.0.1", 8000, tmp_path / "preview")
    preview.rebuild()
    assert preview.report == ""
    assert not (tmp_path / "preview" / "v").exists()

    def asked(path: str) -> tuple[str, bytes]:
        said: list[str] = []
        request = {"PATH_INFO": path, "HTTP_HOST": "127.0.0.1"}
        answer = preview.serve_request(request, lambda status, _: said.append(status))
        return said[0], b"".join(answer)

    preview._visible_epoch = preview._wanted_epoch
    assert b"Cranes should be seen" in asked("/v/1.0.0/full-text/")[1]
    assert b"Cranes must be seen" in asked("/v/1.1.0/full-text/")[1]
    assert asked("/v/1.1.0.zip") == ("200 OK", (spoilt / "releases" / "1.1.0.zip").read_bytes())
    assert {asked(path)[0] for path in ("/v/7.7.7/", "/v/../v/", "/v/1.0.0/nowhere/")} == {"404 Not Found"}


# --- restored


@pytest.mark.parametrize(("name", "home"), [("take-along/edition.zip", "edition/"), ("v/1.1.0.zip", "")])
def test_a_site_is_restored_from_an_archive_with_python_alone(both: Path, tmp_path: Path, name: str, home: str) -> None:
    """By what the page says to type, with an archive of either kind, in a folder with nothing else."""
    archive = Path(shutil.copy(both / "site" / name, tmp_path))
    page = (PROJECT / "docs" / "changes.md").read_text("utf-8").partition("#page-restore")[2]
    lines = re.findall(r"^    python3 (.*)$", page.replace("edition.zip", archive.name), re.MULTILINE)
    unpack, serve, checksum = map(shlex.split, lines)
    alone = [sys.executable, "-I", "-S"]  # nothing that was installed
    around: dict[str, Any] = {"cwd": tmp_path, "env": {}, "text": True}
    subprocess.run([*alone, *unpack], check=True, **around)
    told = subprocess.check_output([*alone, *checksum], **around)
    assert told.strip() == sha256(archive.read_bytes()).hexdigest()
    command = [*alone, "-u", *serve, "--bind", "127.0.0.1", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **around) as server:
        try:
            (port,) = re.findall(r"port (\d+)", server.stdout.readline() if server.stdout else "")
            start = f"http://127.0.0.1:{port}/{home}"
            with urlopen(f"{start}data/summary.json") as data, urlopen(f"{start}full-text/index.html") as text:
                summary, full_text = json.load(data), text.read().decode()
        finally:
            server.terminate()
    passages = load_index(both).passages
    assert {one["id"]: one["words"] for one in summary["passages"]} == {one.id: one.words for one in passages.values()}
    assert full_text.count("data-verbatim") == len(passages)


# --- mistakes of publishers


def publish(project: Path, release: bool = True) -> None:
    """Release and commit by the guide; everything is sound: it can be checked, built and published."""
    assert not release or run_here(project, "release").code == 0
    commit(project)
    assert run_here(project, "check").code == run_here(project, "build").code == 0
    assert unpublishable(project, site_url_of(project)) == []


@pytest.fixture
def published(spoilt: Path) -> Path:
    """Both versions, with what of the project keeps archives and the ledger in git."""
    for name in (".gitignore", ".gitattributes"):
        shutil.copy(PROJECT / name, spoilt)
    git(spoilt, "add", ".gitignore", ".gitattributes")
    publish(spoilt, release=False)
    return spoilt


@pytest.mark.sweep  # each message is also asked for by itself
def test_an_older_version_is_corrected_on_a_branch(published: Path) -> None:
    released = git(published, "rev-parse", "HEAD").strip()
    add_record(published, record("2.0.0", "2032-03-03"))
    publish(published)
    git(published, "switch", "--quiet", "--create", "fix", released)
    edit(published, "organizations", "Weighs what the tide leaves.", "Weighs what each tide leaves.")
    fixed = record("1.1.1", "2032-05-05")
    add_record(published, fixed)
    publish(published)
    git(published, "switch", "--quiet", "main")
    with pytest.raises(subprocess.CalledProcessError):
        git(published, "merge", "fix")
    assert "two versions were merged here" in refused(published, "check")[0]
    git(published, "checkout", "--ours", "data/releases.yml", "CITATION.cff")
    edit(published, "releases", "\n- version: 1.1.0", f"{fixed}\n- version: 1.1.0")
    publish(published, release=False)
    versions = ["1.0.0", "1.1.0", "1.1.1", "2.0.0"]
    assert sorted(file.name for file in (published / "site" / "v").glob("*.zip")) == [f"{one}.zip" for one in versions]


@pytest.mark.sweep
def test_a_release_that_was_reverted_comes_back_or_is_withdrawn(published: Path) -> None:
    (published / "docs" / "extra.md").write_text("# Extra\n", "utf-8")
    spoil(published / "mkdocs.yml", "      - about.md\n", "      - about.md\n      - extra.md\n")
    add_record(published, record("2.3.0", "2032-07-07"))
    publish(published)
    made = git(published, "rev-parse", "HEAD").strip()
    git(published, "revert", "--no-edit", made)
    told = [refused(published, command) for command in ("check", "build", "release")]
    assert told[0] == told[1] == told[2]
    lost = re.findall(r'the line "(.*?)" is missing', "\n".join(told[0]))
    assert [line.partition(":")[0] for line in lost] == ["2.3.0 ./extra/", "2.3.0 sha256"]
    git(published, "revert", "--no-edit", "HEAD")  # the one way out: it was a mistake
    publish(published, release=False)
    git(published, "revert", "--no-edit", made)  # the other: it is meant
    append(published / LEDGER, "\n".join([*lost, "2.3.0 withdrawn: It <was> too early.", ""]))
    set_aliases(published, "- {address: ./extra/, retired: It was too early.}\n")
    publish(published, release=False)
    assert "It <was> too early." in text_of(Page("v/2.3.0/", published / "site" / "v" / "2.3.0" / "index.html").root)
    add_record(published, record("2.3.0", "2032-08-08"))
    message = "data/releases.yml:1:1: version 2.3.0 was withdrawn; add one with the next number"
    assert refused(published, "release") == [message]
    edit(published, "releases", "2.3.0", "2.3.1")
    publish(published)

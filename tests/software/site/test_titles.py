"""Names that are text show as typed, wherever a page has them: the site's, of pages, in the menu, descriptions."""

import json

import pytest
import yaml

from edition.site.build import build_site
from tests.helpers.pages import Page, Site, having_class, text_of
from tests.helpers.projects import SECOND, copy_project

TEXT = """R&D "Notes" <2016> &amp; 'x' {{ 7*7 }} {% raw %}"""


def named(what: str) -> str:
    return f"{what}: {TEXT}"


@pytest.fixture(scope="module")
def titled(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site whose names, titles and descriptions are of letters that mean something to HTML, YAML or Jinja."""
    root = tmp_path_factory.mktemp("titled")
    project = copy_project(root / "project", SECOND)
    settings = project / "mkdocs.yml"
    known = yaml.safe_load(settings.read_text(encoding="utf-8").replace("!ENV ", ""))
    known["site_url"] = "https://example.org/idm/"
    known |= {"site_name": named("site"), "site_description": named("described")}
    home, read, *others = known["nav"]
    others[-1]["About"].remove("about.md")
    known["nav"] = [home, {named("Read"): read["Read"]}, *others, {named("label"): "about.md"}, "headed.md"]
    settings.write_text(yaml.safe_dump(known, allow_unicode=True))
    for file in (project / "docs").glob("*.md"):
        _, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
        head = yaml.safe_load(head) | {"title": named(file.stem), "description": named(f"about {file.stem}")}
        file.write_text(f"---\n{yaml.safe_dump(head, allow_unicode=True)}---\n{body}", encoding="utf-8")
    (project / "docs" / "headed.md").write_text("# R&D <2016> *now*\n", encoding="utf-8")
    sessions = project / "data" / "sessions.yml"
    records = yaml.safe_load(sessions.read_text(encoding="utf-8"))
    for record in records:
        record["short_title"] = named(record["slug"])
    sessions.write_text(yaml.safe_dump(records, allow_unicode=True))
    build_site(project, root / "idm", "https://example.org/idm/", preview=True)
    return Site(root / "idm", root)


def meta_of(page: Page) -> dict[str | None, str | None]:
    return {e.get("property") or e.get("name"): e.get("content") for e in page.root.iter("meta")}


def test_the_name_and_the_description_of_the_site_show_as_typed(titled: Site) -> None:
    assert {name: page.errors for name, page in titled.pages.items() if page.errors} == {}
    for page in titled.pages.values():
        assert text_of(having_class(page.root, "site-name")[0]) == named("site")
        assert text_of(page.root.findall(".//title")[0]).endswith(named("site"))
        assert meta_of(page)["og:site_name"] == named("site")
        assert meta_of(page)["og:image:alt"] == f"{named('site')}: {named('described')}"
    assert meta_of(titled.pages["404.html"])["description"] == named("described")


@pytest.mark.parametrize(
    ("address", "title", "description"),
    [
        ("about/", named("about"), named("about about")),
        ("sdgs/", named("sdgs"), named("about sdgs")),
        ("sessions/first-watch/", named("first-watch"), None),
        ("headed/", "R&D <2016> now", None),
    ],
)
def test_the_title_of_a_page_shows_as_typed(titled: Site, address: str, title: str, description: str | None) -> None:
    """One that has none in its front matter has that of its heading."""
    page = titled.pages[address]
    assert text_of(page.root.findall(".//title")[0]) == f"{title} – {named('site')}"
    meta = meta_of(page)
    assert meta["og:title"] == title
    assert meta["og:description"] == meta["description"]
    assert description in (None, meta["description"])
    (graph,) = (json.loads(text_of(e)) for e in page.root.iter("script") if e.get("type") == "application/ld+json")
    assert graph["@graph"][0]["name"] == title
    assert graph["@graph"][0]["breadcrumb"]["itemListElement"][-1]["name"] == title
    assert text_of(having_class(page.root, "crumbs")[0].findall(".//li")[-1]) == title


def test_the_menu_shows_titles_and_labels_as_typed(titled: Site) -> None:
    for address in ("", "sessions/first-watch/", "404.html"):
        page = titled.pages[address]
        shown = [text_of(link) for link in page.by_id("page-menu").iter("a")]
        assert [named("Read"), named("full-text"), named("workshop"), named("first-watch")] == shown[:4]
        assert named("label") in shown
        assert named("about") not in shown
    assert [text_of(link) for link in titled.pages["headed/"].by_id("page-menu").iter("a")][-1] == "R&D <2016> now"
    listed = [text_of(link) for link in having_class(titled.pages["404.html"].root, "plain-list")[0].iter("a")]
    assert {named("index"), named("first-watch"), named("label")} <= set(listed)

"""The site from a folder: it works without a server, and asks for nothing outside."""

import re
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import BrowserContext, Locator, expect

from edition.document import addresses
from edition.document.index import Index
from tests.helpers.browsing import Tab, elapsed
from tests.helpers.pages import Site, check_links, text_of


def unpacked(site: Site, target: Path) -> Path:
    """Unpack the zip of a site; returns the folder in it."""
    with ZipFile(site.folder / addresses.OFFLINE) as archive:
        archive.extractall(target)
    (top,) = target.iterdir()
    return top


def test_links_of_the_folder_name_files(site: Site, tmp_path: Path) -> None:
    folder = unpacked(site, tmp_path)
    check_links(folder, folder, index="")


def test_site_works_from_a_folder(
    second_site: Site, second_index: Index, context: BrowserContext, tmp_path: Path
) -> None:
    index, folder = second_index, unpacked(second_site, tmp_path)
    tab = Tab(context.new_page(), f"{folder.as_uri()}/")
    page = tab.open("index.html")

    def follow(link: Locator) -> None:
        address: str = link.evaluate("link => link.href")
        assert address.startswith(tab.web) and address.partition("#")[0] != page.url.partition("#")[0]
        link.click()
        page.wait_for_url(lambda url: url == address)

    follow(page.locator(".hero__go a").first)
    passage = index.by_kind["paragraph"][0]
    expect(page.locator(f"#{passage.id} .verbatim")).to_have_text(passage.words, use_inner_text=True)
    page.locator("a.mention").first.hover()
    elapsed(page, 400)  # a preview would ask for another file
    follow(page.locator("a.mention").first)
    follow(page.locator(".mentioned-in a").first)
    follow(page.locator(".menu a", has_text="Goals").first)
    expect(page.locator(".matrix")).to_be_visible()
    follow(page.locator(".menu a", has_text="Read"))
    expect(page.locator("[data-verbatim]")).to_have_count(len(index.passages))
    words = " ".join(passage.words.split()[:6])
    field = page.locator(".site-search input")
    field.fill(words)
    follow(page.locator("#page-found [role=option]").first)
    expect(page.locator(f"#{passage.id}")).to_be_in_viewport()
    field.fill(words)
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/index\.html\?q="))
    page.locator("#page-search-field").fill("harbours")
    expect(page.locator("#page-search-status")).to_contain_text("for “harbours”")
    follow(page.locator("#page-results a").first)
    follow(page.locator(".site-name"))
    assert tab.complaints == []


def test_all_tables_are_in_one_zip_with_a_description_of_each(site: Site, second_site: Site) -> None:
    for built in (site, second_site):
        with ZipFile(built.folder / addresses.TABLES) as archive:
            files = {name.removeprefix("tables/"): archive.read(name) for name in archive.namelist()}
        readme = files.pop("README.txt").decode()
        assert files == {file.name: file.read_bytes() for file in (built.folder / "data").glob("*.csv")}
        about = built.pages["data/"]
        for name in files:
            heading = about.by_id(f"page-data-{name.replace('.', '-')}")
            (around,) = (one for one in about.root.iter() if heading in one)
            described = " ".join(text_of(around[list(around).index(heading) + 1]).split())
            assert f"{name} {described}" in " ".join(readme.split())

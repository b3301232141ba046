"""Write a screenshot of every page, phone and desktop, light and dark: `make screenshots`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote_plus

from playwright.sync_api import sync_playwright

from edition.site.build import build_site
from edition.site.project import load_index
from tests.helpers.browsing import launch, served
from tests.helpers.pages import Site

WIDTHS = {"phone": 390, "desktop": 1280}


def main(folder: Path, pages: list[str]) -> None:
    """Write `folder/<page>-<width>-<scheme>.png`, of all pages where none are named."""
    folder.mkdir(exist_ok=True)
    with TemporaryDirectory() as web, served(Path(web)) as address, sync_playwright() as playwright:
        build_site(Path.cwd(), Path(web) / "site", f"{address}site/")
        question = quote_plus(load_index(Path.cwd()).edition.sessions[0].short_title)
        pages = pages or [*Site(Path(web) / "site", Path(web)).pages, f"search/?q={question}"]
        browser = launch(playwright)
        for width, pixels in WIDTHS.items():
            for scheme in ("light", "dark"):
                page = browser.new_page(viewport={"width": pixels, "height": 844}, color_scheme=scheme)
                for name in pages:
                    page.goto(f"{address}site/{name}")
                    stem = name.partition("=")[0].strip("/").replace("/?", "-").replace("/", "-") or "home"
                    page.screenshot(path=folder / f"{stem}-{width}-{scheme}.png", full_page=True)
                page.close()


if __name__ == "__main__":
    main(Path("screenshots"), sys.argv[1:])

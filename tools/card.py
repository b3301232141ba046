"""Write the picture that is shown where the site is shared, from the site's own first page: `make card`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from edition.site.build import build_site
from tests.helpers.browsing import launch, served

CARD = Path("docs/assets/card.png")

if __name__ == "__main__":
    with TemporaryDirectory() as web, served(Path(web)) as address, sync_playwright() as playwright:
        build_site(Path.cwd(), Path(web) / "site")
        page = launch(playwright).new_page(viewport={"width": 720, "height": 378}, device_scale_factor=5 / 3)
        page.goto(f"{address}site/")
        page.evaluate(
            "document.querySelectorAll('.menu, .hero__go, .site-search, .site-button').forEach(e => e.remove())"
        )
        page.screenshot(path=CARD)

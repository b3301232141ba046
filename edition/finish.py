"""What a built site gets beyond the generator's pages, and what it loses: files of the theme that nobody loads.

`python -m edition finish` does this alone, for a site that another generator has built.
"""

import shutil
from functools import partial
from pathlib import Path

from edition import urls
from edition.citations import write_citations
from edition.epub import write_epub
from edition.export import write_exports
from edition.index import Index
from edition.ledger import moved_from
from edition.offline import write_offline
from edition.pdf import write_pdf
from edition.render import environment
from edition.search import SEARCH, write_search

UNUSED = ("assets/javascripts", "assets/images", "assets/stylesheets/*.map", "assets/stylesheets/palette*")
"""The theme's scripts, icons, source maps and palettes: our pages have their own, or none."""


def finish_site(index: Index, site: Path, site_url: str, *, take_along: bool = True) -> None:
    """Complete the pages in the folder `site`, which will stand at `site_url` (with a slash at its end).

    Args:
        take_along: write the PDF, the EPUB and the zip too, which takes seconds.

    Raises:
        PangoMissingError: the PDF cannot be written on this machine.
    """
    for pattern in UNUSED:
        for found in site.glob(pattern):
            shutil.rmtree(found) if found.is_dir() else found.unlink()
    write_moved_pages(index, site, site_url)
    if not (site / SEARCH).exists():  # our own build writes it beside the pages
        write_search(index, site)
    write_citations(index, site, site_url)
    write_exports(index, site, site_url, environment())
    if take_along:
        (site / urls.PDF).parent.mkdir(exist_ok=True)
        write_pdf(index, site / urls.PDF, site_url)
        write_epub(index, site / urls.EPUB, site_url)
        write_offline(site, site / urls.OFFLINE)  # last, for it holds all else


def write_moved_pages(index: Index, site: Path, site_url: str) -> None:
    """Where a page was that is gone, put one that leads on."""
    template = environment().get_template("moved.html")
    for page, moved in moved_from(index).items():
        file = site / page / "index.html"
        if not file.exists():
            whole = next((old for old in moved if not old.anchor), None)
            parts = [old for old in moved if old.anchor]
            file.parent.mkdir(parents=True, exist_ok=True)
            url = partial(urls.relative, page=page)
            file.write_text(template.render(whole=whole, moved=parts, url=url, site_url=site_url), encoding="utf-8")

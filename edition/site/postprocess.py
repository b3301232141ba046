"""What a built site gets in addition to the generator's pages, and loses: files of the theme that no page loads.

`python -m edition postprocess` does this alone, for a site that another generator has built.
"""

import shutil
from collections.abc import Collection
from functools import partial
from hashlib import sha256
from pathlib import Path

from edition.books.card import write_card
from edition.books.epub import write_epub
from edition.books.offline import CANONICAL, write_offline
from edition.books.pdf import write_pdf
from edition.books.tables import write_tables
from edition.document import addresses
from edition.document.index import Index
from edition.formats.citations import write_citations
from edition.formats.exports import write_exports
from edition.formats.linked_data import edition_name
from edition.formats.manifest import MANIFEST, manifest_of
from edition.formats.search_index import write_search
from edition.loading.ledger import moved_from, public_addresses, read_ledger
from edition.loading.problems import ReportedError
from edition.site.assets import hash_assets, join_assets
from edition.site.frozen import SEARCH_SCRIPTS, leave_out, linked_versions, unpack
from edition.site.guard import faults_of
from edition.site.sections import sections_of
from edition.templating import templates

UNUSED_THEME_FILES = (
    "assets/javascripts",
    "assets/images",
    "assets/stylesheets",
    "search.json",
)
"""The theme's scripts, icons and style sheets, and Zensical's search index: our pages have their own, or none."""
WRITTEN_LAST = addresses.PDF, addresses.EPUB, addresses.TABLES, addresses.OFFLINE, MANIFEST
FAILED = 'id="macro-rendering-error"'
"""What a page has in place of a component that failed, if the generator, as Zensical does, continues."""


class PagesError(ReportedError):
    """The pages that a generator has made cannot be published. `str()` says why, a line for each reason."""


def postprocess_built(index: Index, project: Path, site: Path) -> None:
    """Complete the site that another generator has built in the folder `site`.

    Its address is what its first page says: every generator reads the settings in a way of its own.

    Raises:
        PagesError: there is no site, or a page has failed (nothing was written), or what was built cannot be published.
        TypesettingError: the template of the PDF has a mistake.
    """
    pages = {str(file.relative_to(site)): file.read_text(encoding="utf-8") for file in sorted(site.rglob("*.html"))}
    if "index.html" not in pages:
        raise PagesError(f"{site.name}/ has no first page; build the site before you finish it")
    if failed := [name for name, html in pages.items() if FAILED in html]:
        raise PagesError("\n".join(f"{site.name}/{name}: this page could not be built; it says why" for name in failed))
    canonical = CANONICAL.search(pages["index.html"])
    postprocess_site(index, project, site, canonical[0] if canonical else "/")


def postprocess_site(index: Index, project: Path, site: Path, site_url: str, *, preview: bool = False) -> None:
    """Complete the pages in the folder `site`, which will be at `site_url` (with a slash at its end).

    Args:
        index: the edition.
        project: the folder with `mkdocs.yml`.
        site: the folder of the pages.
        site_url: where they will be.
        preview: leave out the PDF, the EPUB, the zips and the picture for sharing, which take seconds, the manifest,
            and the frozen versions.

    Raises:
        PagesError: an address of the edition is missing, or a link is dead.
        TypesettingError: the template of the PDF has a mistake.
    """
    write_moved_pages(index, site, site_url)
    parts = dict(sections_of(site, {*map(addresses.page_of, index.passages.values()), addresses.FULL_TEXT}))
    write_search(index, site, parts)
    _complete(index, site, site_url)
    (site / ".nojekyll").touch()  # or GitHub Pages, from a branch, would take the site for sources of Jekyll
    public = dict.fromkeys((*public_addresses(index, project), *read_ledger(project)))
    if faults := faults_of(site, project / "docs", site_url, public, [*WRITTEN_LAST, *linked_versions(index)]):
        raise PagesError("\n".join(faults))
    if not preview:
        (site / addresses.PDF).parent.mkdir(exist_ok=True)
        write_card(index, site / "assets" / "card.png", site_url)
        write_pdf(index, site / addresses.PDF, site_url)
        write_epub(index, site / addresses.EPUB, site_url)
        write_tables(index, site / addresses.TABLES, site_url, parts)
        write_offline(site, site / addresses.OFFLINE)  # it contains everything else but what comes after it
        for version in index.frozen:
            unpack(project, version.version, site)
        write_manifest(site)  # last, because it lists everything else


def write_manifest(site: Path) -> None:
    """List every file of the finished site in the folder `site`, but the list itself."""
    files = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
    digests = {name: sha256(file.read_bytes()).hexdigest() for name, file in files.items() if name != MANIFEST}
    (site / MANIFEST).write_text(manifest_of(digests), encoding="utf-8")


def postprocess_frozen(index: Index, site: Path, site_url: str) -> None:
    """Complete the pages in the folder `site` as a version to be frozen, which will be at `site_url`."""
    _complete(index, site, site_url, without=SEARCH_SCRIPTS)
    leave_out(site)
    write_manifest(site)


def _complete(index: Index, site: Path, site_url: str, without: Collection[str] = ()) -> None:
    """Write citations and exports, remove what only the theme would need, and join the parts of assets."""
    for pattern in UNUSED_THEME_FILES:
        for found in site.glob(pattern):
            shutil.rmtree(found) if found.is_dir() else found.unlink()
    write_citations(index, site, site_url)
    write_exports(index, site, site_url)
    join_assets(site / "assets", without)
    hash_assets(site, site_url)


def write_moved_pages(index: Index, site: Path, site_url: str) -> None:
    """Where a page was that is gone, put one that leads on."""
    template = templates().get_template("moved.html")
    for page, moved in moved_from(index).items():
        file = site / page / "index.html"
        if not file.exists():
            known = {
                "whole": next((old for old in moved if not old.anchor), None),
                "moved": [old for old in moved if old.anchor],
                "url": partial(addresses.relative, page=page),
                "site_url": site_url,
                "name": edition_name(index),
            }
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(template.render(known), encoding="utf-8")

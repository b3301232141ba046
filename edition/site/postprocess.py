"""What a built site gets in addition to the generator's pages, and loses: files of the theme that no page loads.

`python -m edition postprocess` does this alone, for a site that another generator has built.
"""

import re
from collections.abc import Collection
from functools import partial
from hashlib import sha256
from pathlib import Path

from edition.books.epub import write_epub
from edition.books.offline import CANONICAL, write_offline
from edition.books.pdf import write_card, write_pdf
from edition.document import addresses
from edition.document.index import Index
from edition.formats.citations import CITATIONS, FILES, cited_passages, write_citations
from edition.formats.exports import MANIFEST, MEDIA_TYPES, WITH_TEMPLATES, manifest_of, write_exports, write_tables
from edition.formats.linked_data import edition_name, write_turtle
from edition.formats.search_index import write_search
from edition.loading.files import write_text
from edition.loading.ledger import moved_from, public_addresses, read_ledger
from edition.loading.problems import ReportedError
from edition.pages.drawing import drawing_of
from edition.site.assets import hash_assets, join_assets
from edition.site.frozen import SEARCH_SCRIPTS, leave_out, linked_versions, remove, unpack
from edition.site.guard import faults_of
from edition.site.sections import sections_of
from edition.templating import templates

UNUSED_THEME_FILES = "assets/javascripts", "assets/images", "assets/stylesheets", "search.json"
"""The theme's scripts, icons and style sheets, and Zensical's search index: our pages have their own, or none."""
WRITTEN_LAST = addresses.PDF, addresses.EPUB, addresses.TABLES, addresses.OFFLINE, MANIFEST
FAILED = 'id="macro-rendering-error"'
"""What a page has in place of a component that failed, if the generator, as Zensical does, continues."""


def postprocess_built(index: Index, project: Path, site: Path) -> None:
    """Complete the site that another generator has built in the folder `site`.

    Its address is what its first page says: every generator reads the settings in a way of its own. Without a site, or
    if a page has failed, it raises `ReportedError`, and nothing was written.
    """
    first = site / "index.html"
    if not first.exists():
        raise ReportedError(f"{site.name}/ has no first page; build the site before you finish it")
    if failed := [page for page in sorted(site.rglob("*.html")) if FAILED in page.read_text(encoding="utf-8")]:
        names = (page.relative_to(site.parent).as_posix() for page in failed)
        raise ReportedError("\n".join(f"{name}: this page could not be built; it says why" for name in names))
    canonical = CANONICAL.search(first.read_text(encoding="utf-8"))
    postprocess_site(index, project, site, canonical[0] if canonical else "/")


def postprocess_site(index: Index, project: Path, site: Path, site_url: str, *, preview: bool = False) -> None:
    """Complete the pages in the folder `site`, which will be at `site_url` (with a slash at its end).

    The `preview` is without the PDF, the EPUB, the zips and the picture for sharing, which take seconds, the manifest,
    and what is made when it is asked for: the frozen versions, and the files of `write_linked`.

    Raises:
        ReportedError: an address is missing, a link is dead, or the template of the PDF has a mistake.
    """
    write_moved_pages(index, site, site_url)
    parts = dict(sections_of(site, {*map(addresses.page_of, index.passages.values()), addresses.FULL_TEXT}))
    write_search(index, site, parts)
    _complete(index, site, site_url)
    if not preview:
        write_linked(index, site, site_url)
    (site / ".nojekyll").touch()  # or GitHub Pages, from a branch, would take the site for sources of Jekyll
    public = dict.fromkeys((*public_addresses(index, project), *read_ledger(project).addresses))
    later = [*WRITTEN_LAST, *linked_versions(index), *(linked_files(index) if preview else ())]
    if faults := faults_of(site, project / "docs", site_url, public, later):
        raise ReportedError("\n".join(faults))
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


def linked_files(index: Index) -> list[str]:
    """What `write_linked` writes, from the root of the site."""
    files = (f"{addresses.CITE}{id_}.{suffix}" for id_ in cited_passages(index) for suffix in FILES.values())
    return [*MEDIA_TYPES, *WITH_TEMPLATES, CITATIONS, *files]


def write_linked(index: Index, site: Path, site_url: str) -> None:
    """Write the files that pages only link to and that take long to make: exports, citations, and linked data."""
    write_exports(index, site, site_url)
    write_citations(index, site, site_url)
    write_turtle(index, site, site_url)


def write_manifest(site: Path) -> None:
    """List every file of the finished site in the folder `site`, but the list itself."""
    files = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
    digests = {name: sha256(file.read_bytes()).hexdigest() for name, file in files.items() if name != MANIFEST}
    write_text(site / MANIFEST, manifest_of(digests))


def postprocess_frozen(index: Index, site: Path, site_url: str) -> None:
    """Complete the pages in the folder `site` as a version to be frozen, which will be at `site_url`."""
    _complete(index, site, site_url, without=SEARCH_SCRIPTS)
    write_linked(index, site, site_url)
    leave_out(site)
    write_manifest(site)


def _complete(index: Index, site: Path, site_url: str, without: Collection[str] = ()) -> None:
    """Remove what only the theme would need, and join the parts of assets."""
    remove(site, UNUSED_THEME_FILES)
    missing, language = site / "404.html", f'<html lang="{index.edition.document.language}"'
    if missing.exists():  # it is made of the settings alone, which do not know the edition
        html = missing.read_text(encoding="utf-8")
        write_text(missing, re.sub('<html lang="[^"]*"', language, html))
    rows = templates().get_template("drawing-rows.css").render(drawing=drawing_of(index))
    write_text(site / "assets" / "css" / "drawing-rows.css", rows)
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
                "language": index.edition.document.language,
            }
            write_text(file, template.render(known))

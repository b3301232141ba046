"""Frozen versions: what a site is without to become one, and how they come into the site that is published.

A frozen version has pages, data and citations. Links to what it lacks, such as the search, lead to the current version.
"""

import re
import shutil
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from urllib.parse import urljoin
from zipfile import ZipFile

from edition.books.offline import LINK_ATTRIBUTE, TAG
from edition.document.addresses import VERSIONS, relative
from edition.document.index import Index
from edition.formats.exports import MANIFEST
from edition.loading.files import write_text
from edition.loading.ledger import archive_name

LEFT_OUT = ("search", "assets/search*", "take-along", "404.html", "robots.txt", "sitemap.xml*")
SEARCH_SCRIPTS = "js/search/header.js", "js/search/loader.js"
"""Parts of every page's script that need the search."""


def remove(site: Path, patterns: Iterable[str]) -> None:
    """Remove from the folder `site` the files and folders of these patterns."""
    for pattern in patterns:
        for found in site.glob(pattern):
            shutil.rmtree(found) if found.is_dir() else found.unlink()


def leave_out(site: Path) -> None:
    """Remove from the folder `site` what no frozen version has, and lead links to it to the current version."""
    remove(site, LEFT_OUT)
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} | {MANIFEST}
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        write_text(page, _leading_out(html, page.relative_to(site).as_posix(), files))


def _leading_out(html: str, name: str, files: Collection[str]) -> str:
    """A page whose links to what is not among `files` lead to the current version."""

    def address(match: re.Match[str]) -> str:
        path = re.split("[?#]", match[2], maxsplit=1)[0]
        if not path or ":" in path:
            return match[0]
        target = urljoin(f"/{name}", path).lstrip("/")
        if target in files or f"{target}index.html" in files:
            return match[0]
        return f'{match[1]}="../../{relative(target, name)}{match[2].removeprefix(path)}"'

    def tag(match: re.Match[str]) -> str:
        led = LINK_ATTRIBUTE.sub(address, match[0])
        return "" if led != match[0] and led.startswith("<link ") else led  # it says what this version has

    return TAG.sub(tag, html)


def linked_versions(index: Index) -> Iterator[str]:
    """What other pages link to of the frozen versions, from the root of the site."""
    for version in index.frozen:
        yield from (f"{version.folder}index.html", version.archive)


def unpack(project: Path, version: str, site: Path) -> None:
    """Put a frozen version into the folder `site`: its pages, and then its archive."""
    archive = project / archive_name(version)
    with ZipFile(archive) as packed:
        packed.extractall(site / VERSIONS / version)
    shutil.copyfile(archive, site / VERSIONS / archive.name)

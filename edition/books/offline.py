"""The site as one zip that works from a folder: no server, and no request that leaves the folder.

A browser shows no `index.html` for a folder that it opens, runs no module in it, and lets no script read its files. So
links name files, and scripts are plain ones; the class `offline` tells them where they are.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache
from hashlib import sha256
from html import escape, unescape
from pathlib import Path
from posixpath import join
from urllib.parse import urljoin, urlsplit

from edition.document.addresses import VERSIONS
from edition.formats.exports import MANIFEST, manifest_of
from edition.loading.files import write_zip

LEFT_OUT = ("404.html", "sitemap.xml*", f"{VERSIONS}**/*")
"""What only a server has a use for, and frozen versions."""
TAG = re.compile(r"<[a-z][^<>]*>")
LINK_ATTRIBUTE = re.compile(r'(?<=\s)(href|src|action)="([^"]*)"')
CANONICAL = re.compile(r'(?<=<link rel="canonical" href=")[^"]*')
POLICY = re.compile(r'(?<=http-equiv="Content-Security-Policy" content=")[^"]*')
PRELOADED = re.compile(r'<link rel="preload"[^>]*>\n?')
"""What a page asks for ahead, which from a folder no browser allows."""
MODULE = re.compile(r'<script type="module" src="([^"]*)"></script>')
IMPORTS = re.compile(rb"^(import|export)\b|\bimport\(", re.MULTILINE)


def write_offline(site: Path, file: Path) -> None:
    """Write the finished site in the folder `site` to the zip `file`, which it leaves out if that is in it.

    The zip contains one folder, of the same name, and in that a manifest of its own: pages differ from those of the
    site. The same site gives the same bytes.
    """
    unused = {found for pattern in (*LEFT_OUT, MANIFEST) for found in site.glob(pattern)} | {file}
    unused |= {path for path in site.rglob("*.js") if IMPORTS.search(path.read_bytes())}  # modules
    paths = sorted((path for path in site.rglob("*") if path.is_file()), key=lambda path: path.parts)
    files = {path.relative_to(site).as_posix(): path for path in paths if path not in unused}
    linked = {*files, MANIFEST}

    def entries() -> Iterator[tuple[str, bytes]]:
        digests = {}
        for name, path in files.items():
            content = path.read_bytes()
            if path.suffix == ".html":
                content = _page(content.decode(), name, linked).encode()
            digests[name] = sha256(content).hexdigest()
            yield f"{file.stem}/{name}", content
        yield f"{file.stem}/{MANIFEST}", manifest_of(digests).encode()

    write_zip(file, entries())


def _page(html: str, name: str, files: Collection[str]) -> str:
    """A page of the zip. A link to what is not in the zip leads to the public site."""
    canonical = CANONICAL.search(html)

    def script(match: re.Match[str]) -> str:
        here = urljoin(name, urlsplit(match[1]).path) in files
        return match[0].replace('type="module"', "defer") if here else ""

    @cache  # many links of a page differ only in their anchors
    def moved(link: str) -> str:
        parts = urlsplit(link)
        target = urljoin(f"/{name}", parts.path).lstrip("/")
        if parts.scheme or parts.netloc or not parts.path or target in files:
            return link
        if join(target, "index.html") in files:
            return parts._replace(path=join(parts.path, "index.html")).geturl()
        return urljoin(canonical[0] if canonical else "", link)

    def address(match: re.Match[str]) -> str:
        link, mark, anchor = unescape(match[2]).partition("#")  # some generators escape slashes
        return f'{match[1]}="{escape(f"{moved(link)}{mark}{anchor}")}"'

    html = PRELOADED.sub("", MODULE.sub(script, html))
    html = TAG.sub(lambda tag: LINK_ATTRIBUTE.sub(address, tag[0]), html)
    html = POLICY.sub(lambda policy: policy[0].replace("'self'", "'self' file:"), html)  # to some, a file has no "self"
    return html.replace('class="no-js"', 'class="no-js offline"', 1)

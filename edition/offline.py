"""The site as one zip that works from a folder: no server, and no request that leaves the folder.

A browser shows no `index.html` for a folder that it opens, runs no module in it, and lets no script read its files. So
links name files, scripts are plain ones, and search, which reads its index, is left out: what pages say instead is
marked `offline-only`, what they lack `online-only`.
"""

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from edition.zipped import write_zip

LEFT_OUT = ("404.html", "sitemap.xml*", "pagefind/**/*")
"""What only a server has a use for."""
TAG = re.compile(r"<[a-z][^<>]*>")
ADDRESS = re.compile(r'(?<=\s)(href|src|action)="([^"]*)"')
CANONICAL = re.compile(r'(?<=<link rel="canonical" href=")[^"]*')
POLICY = re.compile(r'(?<=http-equiv="Content-Security-Policy" content=")[^"]*')
MODULE = re.compile(r'<script type="module" src="([^"]*)"></script>')
IMPORTS = re.compile(rb"^(import|export)\b|\bimport\(", re.MULTILINE)


def write_offline(site: Path, file: Path) -> None:
    """Write the finished site in the folder `site` to the zip `file`, which it leaves out if that is in it.

    What is in the zip stands in a folder of the zip's name. The same site gives the same bytes.
    """
    unused = {found for pattern in LEFT_OUT for found in site.glob(pattern)} | {file}
    found = sorted(found for found in site.rglob("*") if found.is_file() and found not in unused)
    files = {found.relative_to(site).as_posix(): found.read_bytes() for found in found}
    files = {name: content for name, content in files.items() if not (_is_script(name) and IMPORTS.search(content))}
    for name, content in files.items():
        if name.endswith(".html"):
            files[name] = _page(content.decode(), name, files).encode()
        elif _is_script(name):
            files[name] = b'"use strict"; {\n' + content + b"}\n"  # names are its own, as in a module
    write_zip(file, {f"{file.stem}/{name}": content for name, content in files.items()})


def _is_script(name: str) -> bool:
    return name.endswith(".js")


def _page(html: str, name: str, files: dict[str, bytes]) -> str:
    """A page of the zip. A link to what is not in the zip leads to the public site."""
    canonical = CANONICAL.search(html)

    def script(match: re.Match[str]) -> str:
        return match[0].replace('type="module"', "defer") if urljoin(name, match[1]) in files else ""

    def address(match: re.Match[str]) -> str:
        parts = urlsplit(match[2])
        target = urljoin(f"/{name}", parts.path)[1:]
        if parts.scheme or parts.netloc or not parts.path or target in files:
            return match[0]
        if target.rstrip("/") in folders:
            new = parts._replace(path=parts.path.rstrip("/") + "/index.html").geturl()
        else:
            new = urljoin(canonical[0] if canonical else "", match[2])
        return f'{match[1]}="{new}"'

    folders = {str(Path(file).parent).removeprefix(".") for file in files if file.endswith("index.html")}
    html = MODULE.sub(script, html)
    html = TAG.sub(lambda tag: ADDRESS.sub(address, tag[0]), html)
    html = POLICY.sub(lambda policy: policy[0].replace("'self'", "'self' file:"), html)  # to some, a file has no "self"
    return html.replace('class="no-js"', 'class="no-js offline"', 1)

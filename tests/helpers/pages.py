"""A built site, read as a browser reads it: with the HTML parser of the standard."""

import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib

from edition.document.addresses import VERSIONS
from edition.document.index import Index
from edition.site.build import build_site
from tests.helpers.needs import needs_page


@dataclass(frozen=True)
class Page:
    """One page. `name` is its address from the root of the site: `sessions/salt-water/`."""

    name: str
    file: Path

    @cached_property
    def _parsed(self) -> tuple[Element, list[object]]:
        parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        return parser.parse(self.file.read_text(encoding="utf-8")), parser.errors

    @cached_property
    def leads_on(self) -> bool:
        """Whether it only stays at the address of a page that is gone."""
        return ' class="moved">' in self.file.read_text(encoding="utf-8")

    @property
    def root(self) -> Element:
        return self._parsed[0]

    @property
    def errors(self) -> list[object]:
        """The parse errors of the standard."""
        return self._parsed[1]

    def having(self, attribute: str) -> Iterator[Element]:
        """All elements with this attribute."""
        return (element for element in self.root.iter() if attribute in element.attrib)

    def by_id(self, id_: str) -> Element:
        """The element with this id; fails where there is not exactly one."""
        (found,) = (element for element in self.having("id") if element.get("id") == id_)
        return found


class Pages(dict[str, Page]):
    """Pages by their addresses. To ask for one of those that are `left_out` skips the test; another is a `KeyError`."""

    def __init__(self, pages: Mapping[str, Page], left_out: Collection[str]) -> None:
        super().__init__(pages)
        self.left_out = left_out

    def __missing__(self, address: str) -> Page:
        needs_page(address, self.left_out)
        raise KeyError(address)


@dataclass(frozen=True)
class Site:
    """All pages of a site in `folder`, which is served under the folder `root`; not those of frozen versions.

    What stays at the address of a page that is gone, and leads on, is among `moved`. What the edition has no page for,
    because it has nothing that would be on it, is `left_out`.
    """

    folder: Path
    root: Path
    left_out: Collection[str] = ()

    def read(self, name: str) -> str:
        """The text of a file, with its own line ends."""
        return (self.folder / name).read_bytes().decode("utf-8")

    @cached_property
    def pages(self) -> Pages:
        return Pages({name: page for name, page in self._all.items() if not page.leads_on}, self.left_out)

    @cached_property
    def moved(self) -> dict[str, Page]:
        return {name: page for name, page in self._all.items() if page.leads_on}

    @cached_property
    def _all(self) -> dict[str, Page]:
        files = {str(file.relative_to(self.folder)): file for file in sorted(self.folder.rglob("*.html"))}
        names = ((name.removesuffix("index.html"), file) for name, file in files.items())
        return {name: Page(name, file) for name, file in names if not name.startswith(VERSIONS)}


def built_site(project: Path, root: Path) -> Site:
    """Build the edition of a project below the folder `root`, to be served under a sub-path."""
    build_site(project, root / "idm", "https://example.org/idm/")
    return Site(root / "idm", root)


Built = tuple[Index, Site]
"""An edition and its site."""


def files_of(folder: Path) -> dict[str, bytes]:
    """What is in each file below a folder, by its name from there."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def text_of(element: Element) -> str:
    """The text content, as the DOM has it."""
    return "".join(element.itertext())


def classes_of(element: Element) -> list[str]:
    return (element.get("class") or "").split()


def having_class(element: Element, name: str) -> list[Element]:
    return [one for one in element.iter() if name in classes_of(one)]


def links_in(element: Element) -> list[str]:
    return [link.get("href", "") for link in element.iter("a")]


def policy_of(page: Page) -> list[tuple[str | None, str | None]]:
    """What a page says that it may load, and what it tells other sites."""
    said = ((e.get("http-equiv") or e.get("name"), e.get("content")) for e in page.root.iter("meta"))
    return [(name, value) for name, value in said if name in ("Content-Security-Policy", "referrer")]


def check_links(folder: Path, root: Path, index: str = "index.html") -> None:
    """Check all links and anchors, without a request; `index` is what a server, if there is one, shows for a folder."""
    lychee = Path(sys.executable).parent / "lychee"
    command: list[str | Path] = [lychee, "--offline", "--include-fragments", "--index-files", index]
    command += ["--no-progress", "--root-dir", root, f"{folder}/**/*.html"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 Total" not in done.stdout

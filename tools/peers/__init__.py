"""What the edition is measured beside: MkDocs alone and other generators, each given the same pages ready-made.

The peers are installed into `.venv/bench`, apart from the edition's packages.
"""

import html
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from lxml.html import document_fromstring, tostring

HERE = Path(__file__).parent
WANTED = HERE / "requirements.txt"
HOME = HERE.parent.parent / ".venv" / "bench"
TITLE = re.compile(r"<title>(.*?)(?: – [^<]*)?</title>")
UNSEARCHED = "search:\n  exclude: true\n"
"""At the top of the pages that repeat what others have: the full text, the citations."""


class Peer(NamedTuple):
    """A way to make the site.

    Attributes:
        name, what: what the tables call it, and what it is and does not do.
        build: the command that builds `site/` in its folder. `{python}` is ours, `{bin}` where peers are installed.
        searched: where in `site/` the search index is; empty where there is none.
        serve: the command of its preview, at `{host}` and `{port}`; empty where it has none.
        prepare: makes the first folder, with the pages of the second as it wants them; not for the edition.
        source: where the note in the first session is, in its folder.
    """

    name: str
    what: str
    build: str
    searched: str = ""
    serve: str = ""
    prepare: Callable[[Path, Path], object] = shutil.copytree
    source: str = "docs/sessions/session-0.md"

    def command(self, text: str, **more: object) -> list[str]:
        """`build` or `serve` as a list, with what stands for paths and the address filled in."""
        return shlex.split(text.format(python=sys.executable, bin=HOME / "bin", **more))


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
        head = f"title: {json.dumps(html.unescape(title[1]))}\n"
        head += UNSEARCHED if UNSEARCHED in stub.read_text(encoding="utf-8") else ""
        (pages / name).parent.mkdir(parents=True, exist_ok=True)
        (pages / name).write_text(f"---\n{head}---\n\n{text}\n", encoding="utf-8")


def article_of(page: str) -> str:
    """The content of a built page, without what the theme puts around it, as the HTML of one element.

    Raises:
        KeyError: the page has no content.
    """
    content = document_fromstring(page).get_element_by_id("page-content")
    return str(tostring(content, encoding="unicode", with_tail=False))


def for_mkdocs(folder: Path, pages: Path) -> None:
    """For MkDocs, and for Zensical, which reads its settings. The menu is that of the edition."""
    shutil.copytree(HERE / "floor", folder, dirs_exist_ok=True)
    shutil.copytree(pages, folder / "docs")
    settings = (pages.parent / "edition" / "mkdocs.yml").read_text(encoding="utf-8")
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(settings[settings.index("nav:\n") :])


def for_sphinx(folder: Path, pages: Path) -> None:
    """For Sphinx, which takes a page's title from a heading, and its menu from a list on the first page."""
    shutil.copytree(pages, folder / "docs")
    for page in (folder / "docs").rglob("*.md"):
        _, head, text = page.read_text(encoding="utf-8").split("---\n", 2)
        title = json.loads(head.removesuffix(UNSEARCHED).removeprefix("title: "))
        front = "---\nnosearch: true\n---\n" if UNSEARCHED in head else ""
        page.write_text(f"{front}# {title}\n{text}", encoding="utf-8")
    with (folder / "docs" / "index.md").open("a", encoding="utf-8") as first:
        first.write("\n```{toctree}\n:hidden:\n:glob:\n\n*\nsessions/*\n```\n")


def for_hugo(folder: Path, pages: Path) -> None:
    """For Hugo, whose first page has another name."""
    shutil.copytree(HERE / "hugo", folder, dirs_exist_ok=True)
    shutil.copytree(pages, folder / "content")
    (folder / "content" / "index.md").rename(folder / "content" / "_index.md")


FLOOR = Peer(
    "MkDocs and Material",
    "the generator and the theme that the edition uses, alone, with their search: the floor that it is measured by",
    "{python} -m mkdocs build -q",
    "search/search_index.json",
    "{python} -m mkdocs serve -q -a {host}:{port}",
    for_mkdocs,
)
PEERS = [
    FLOOR,
    Peer(
        "Zensical",
        "with its search",
        "{bin}/zensical build --clean",
        "search.json",
        "{bin}/zensical serve -a {host}:{port}",
        for_mkdocs,
    ),
    Peer(
        "Sphinx and Furo",
        "with its search, without a preview of its own",
        "{bin}/sphinx-build -q -C -D extensions=myst_parser -D html_theme=furo -D project=Grown -b dirhtml docs site",
        "searchindex.js",
        prepare=for_sphinx,
    ),
    Peer(
        "Hugo",
        "a bare layout, without search, menu and style, started by a script in Python",
        "{bin}/hugo --quiet --destination site",
        serve="{bin}/hugo server --quiet --bind {host} -p {port}",
        prepare=for_hugo,
        source="content/sessions/session-0.md",
    ),
]


def versions() -> dict[str, str]:
    """The versions of the packages of all peers."""
    return dict(line.split("==") for line in WANTED.read_text(encoding="utf-8").split())


def install() -> None:
    """Install the peers."""
    if not HOME.exists():
        subprocess.run([sys.executable, "-m", "venv", HOME], check=True)
    subprocess.run([HOME / "bin" / "python", "-m", "pip", "install", "-q", "-r", WANTED], check=True)

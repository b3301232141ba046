"""Measure how the build grows, beside generators alone: `make bench`. Takes some 10 minutes; run it alone.

Makes editions of 6, 60 and 600 conclusions and builds each in every way, every build in a process of its own, the ways
in turn, so that a slow moment of the machine strikes them all. Generators alone are given the same pages ready-made.
Writes `tools/growth.json`, and from it the page `tools/growth.md`.
"""

import argparse
import html
import json
import os
import platform
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from socket import socket
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.request import urlopen

from lxml.html import document_fromstring, tostring

from edition.formats.search_index import SEARCH
from tools import report
from tools.grow import PROJECT, grow

ROUNDS = {6: 5, 60: 3, 600: 2}
"""The sizes, and how often each is built; any other once. Of what is measured the median counts."""
EDITS = 3
ENVIRONMENT = os.environ | {
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONDONTWRITEBYTECODE": "",  # by default Python keeps what it compiles, as pip does for the other generators
    "PYTHONPATH": str(PROJECT),
}
UNSEARCHED = "search:\n  exclude: true\n"
"""At the top of the pages that repeat what others have: the full text, the citations."""


class Way(NamedTuple):
    """A way to make the site.

    Attributes:
        name: what the tables call it.
        build: the command that builds `site/` in its folder; `{python}` is ours, `{bin}` where its programs are.
        searched: where in `site/` the search index is.
        serve: the command of its preview, at `{address}`; empty where it has none.
        folder, source: where it is run, and where in that the note in the first session is.
    """

    name: str
    build: str
    searched: str
    serve: str = ""
    folder: str = "plain"
    source: str = "docs/sessions/session-0.md"

    def command(self, text: str, **more: object) -> list[str]:
        """`build` or `serve` as a list, with what stands for paths and the address filled in."""
        return shlex.split(text.format(python=sys.executable, bin=Path(sys.executable).parent, **more))


BUILD = "{python} -c 'from tools import timed; timed.%s'"
SERVE = "{python} -m edition serve --project=. --address={address}"
PAGES, WHOLE, *_ = WAYS = [
    Way("Edition, pages and search", BUILD % "build_pages()", SEARCH, SERVE, "edition", "data/notes.yml"),
    Way("Edition, whole", BUILD % "build_whole()", SEARCH, folder="edition"),
    Way(report.FLOOR, "{bin}/mkdocs build -q", "search/search_index.json", "{bin}/mkdocs serve -q -a {address}"),
    Way("Zensical", "{bin}/zensical build --clean", "search.json", "{bin}/zensical serve -a {address}"),
]


def prepare(size: int) -> None:
    """Make an edition with so many conclusions in `edition/`, build it, and put its pages into `plain/`.

    There they are Markdown around what the components made of them. What is not to be found by the search of the
    edition is kept from others, too. No line is empty, so that by every Markdown the whole is one block of HTML.
    """
    project, plain = Path("edition"), Path("plain")
    project.mkdir()
    grow(project, size)
    measured(PAGES)
    for stub in (project / "docs").rglob("*.md"):
        name = stub.relative_to(project / "docs")
        built = project / "site" / (name if name.stem == "index" else name.with_suffix("") / "index.md")
        page = built.with_suffix(".html").read_text(encoding="utf-8")
        (title,) = re.findall(r"<title>(.*?)(?: – [^<]*)?</title>", page)
        text = re.sub(r"\n\s*\n", "\n", article_of(page))
        head = f"title: {json.dumps(html.unescape(title))}\n"
        head += UNSEARCHED if UNSEARCHED in stub.read_text(encoding="utf-8") else ""
        (plain / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (plain / "docs" / name).write_text(f"---\n{head}---\n\n{text}\n", encoding="utf-8")
    settings = (PROJECT / "tools" / "plain.yml").read_text(encoding="utf-8")
    menu = (project / "mkdocs.yml").read_text(encoding="utf-8").partition("nav:\n")[2]
    (plain / "mkdocs.yml").write_text(f"{settings}nav:\n{menu}", encoding="utf-8")


def article_of(page: str) -> str:
    """The content of a built page, without what the theme puts around it, as the HTML of one element.

    Raises:
        KeyError: the page has no content.
    """
    content = document_fromstring(page).get_element_by_id("page-content")
    return str(tostring(content, encoding="unicode", with_tail=False))


def measured(way: Way, here: Path = Path()) -> tuple[dict[str, float], str]:
    """Build to the end what is `here`; returns what was measured, and what the build printed.

    The measures: seconds by the clock and of processors, MB of the largest process; the number of pages, and in bytes
    their mean size, that of a session in the middle, and that of the search index.
    """
    folder, site, output = here / way.folder, here / way.folder / "site", here / "printed.txt"
    shutil.rmtree(site, ignore_errors=True)
    began = time.perf_counter()
    with output.open("w") as said:
        process = subprocess.Popen(way.command(way.build), cwd=folder, env=ENVIRONMENT, stdout=said, stderr=said)
    _, status, used = os.wait4(process.pid, 0)  # of the children, too, that it waited for
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    printed = output.read_text(encoding="utf-8")
    if process.returncode:
        sys.exit(f"{way.name} failed: {printed[-2000:]}")
    pages = list(site.rglob("*.html"))
    return {
        "seconds": seconds,
        "cpu": used.ru_utime + used.ru_stime,
        "memory": used.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024),
        "pages": len(pages),
        "page_bytes": sum(page.stat().st_size for page in pages) / len(pages),
        "session_bytes": median(page.stat().st_size for page in site.glob("sessions/*/index.html")),
        "index_bytes": (site / way.searched).stat().st_size,
    }, printed


def wait_for(page: str, text: str) -> None:
    """Ask for the page until it has the text."""
    shown = ""
    while text not in shown:
        time.sleep(0.02)
        with suppress(OSError), urlopen(page) as answer:
            shown = answer.read().decode()


def processor_seconds(group: int) -> float:
    """What the processes of a group have taken so far, with those that they waited for. Linux alone tells."""
    ticks = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = file.read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15])) if int(fields[2]) == group else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def freshness(way: Way, here: Path) -> dict[str, float]:
    """Of a saved edit of one line, in the preview: seconds until its page has the new words, and of processors.

    The edition's is a note in a file of data, that of others the same note in the page made from it.
    """
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        address = "{}:{}".format(*free.getsockname())
    folder, page = here / way.folder, f"http://{address}/sessions/session-0/"
    source = folder / way.source
    text = source.read_text(encoding="utf-8")
    edits = []
    command, quiet = way.command(way.serve, address=address), subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=quiet, stderr=quiet, process_group=0)
    try:
        wait_for(page, "A note.")
        for edit in range(EDITS):
            time.sleep(1)  # else the save may fall into the build before
            used, saved = processor_seconds(process.pid), time.perf_counter()
            source.write_text(text.replace("A note.", f"A note, edit {edit}."), encoding="utf-8")
            wait_for(page, f"A note, edit {edit}.")
            edits.append((time.perf_counter() - saved, processor_seconds(process.pid) - used))
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # it and what it has started
        process.wait()
    source.write_text(text, encoding="utf-8")
    clock, processors = zip(*edits, strict=True)
    return {"fresh": median(clock), "fresh_cpu": median(processors)}


def at_size(size: int, here: Path) -> dict[str, dict[str, Any]]:
    """What is measured of each way at a size, in the new folder `here`."""
    here.mkdir()
    # Here it would grow the memory of this process, which the system counts as that of its children.
    command = [sys.executable, "-c", f"from tools import bench; bench.prepare({size})"]
    subprocess.run(command, cwd=here, env=ENVIRONMENT, check=True)
    runs: dict[str, list[dict[str, float]]] = {way.name: [] for way in WAYS}
    printed = {}
    for _ in range(ROUNDS.get(size, 1)):
        for way in WAYS:
            measures, printed[way.name] = measured(way, here)
            runs[way.name].append(measures)
            print(size, way.name, f"{measures['seconds']:.1f} s", flush=True)
    found: dict[str, dict[str, Any]] = {
        name: {measure: median(run[measure] for run in of_way) for measure in of_way[0]}
        for name, of_way in runs.items()
    }
    for way in (way for way in WAYS if way.serve):
        found[way.name] |= freshness(way, here)
    found[WHOLE.name]["steps"] = json.loads(printed[WHOLE.name].splitlines()[-1])
    shutil.rmtree(here)
    return found


def bench(sizes: list[int], work: Path) -> dict[str, Any]:
    """Measure every way at every size, in the empty folder `work`; returns what `growth.json` holds."""
    found = {size: at_size(size, work / str(size)) for size in sizes}
    return {
        "measured": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "gigabytes": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("mkdocs", "mkdocs-material", "zensical")},
        "sizes": sizes,
        "ways": {way.name: {size: found[size][way.name] for size in sizes} for way in WAYS},
    }


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--sizes", type=int, nargs="+", default=[*ROUNDS], metavar="CONCLUSIONS")
    parser.add_argument("--draw", action="store_true", help="write the page from the last measures again")
    options = parser.parse_args()
    if not options.draw:
        with TemporaryDirectory(prefix="bench-") as work:
            text = json.dumps(bench(options.sizes, Path(work)), indent=1) + "\n"
        report.DATA.write_text(text, encoding="utf-8")
    report.write()


if __name__ == "__main__":
    main()

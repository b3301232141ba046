"""Measure how the build grows, beside other generators: `make bench`. Takes some 10 minutes; run it alone.

Makes editions of 6, 60 and 600 conclusions and builds each in every way, every build in a process of its own, the ways
in turn, so that a slow moment of the machine strikes them all. Writes `tools/growth.json`, and from it the page
`tools/growth.md`. `python -m tools.bench --sizes 6 60 600 6000` takes half an hour more.
"""

import argparse
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from socket import socket
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from edition.formats.search_index import SEARCH, write_search
from tools import peers, report
from tools.grow import PROJECT, grow
from tools.peers import PEERS, Peer

SIZES = [6, 60, 600]
ROUNDS = {6: 5, 60: 3, 600: 2}
"""Builds of each size; of larger ones a single one. Of what is measured the median counts."""
EDITS = 3
LIMIT = 6 * 60
"""Seconds after which a build is ended, and not begun at larger sizes."""
ENVIRONMENT = os.environ | {
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONDONTWRITEBYTECODE": "",  # by default Python keeps what it compiles, as pip does for the other generators
    "PYTHONPATH": str(PROJECT),
}
STEPS = {
    "write_search": "search",
    "write_citations": "citations",
    "write_exports": "data files",
    "write_turtle": "linked data",
    "write_pdf": "PDF",
    "write_epub": "EPUB",
    "write_offline": "zip",
}
"""What the whole edition has besides pages, by the functions of `edition.site.postprocess`."""
SERVE = "{python} -m edition serve --project=. --address={host}:{port}"
BUILD = "{python} -m tools.bench --build"
EDITION = [
    Peer("Edition, pages and search", "", f"{BUILD} pages", SERVE, "data/notes.yml", searched=SEARCH),
    Peer("Edition, whole", "", f"{BUILD} whole", "", "data/notes.yml", searched=SEARCH),
]
WAYS = [*EDITION, *PEERS]


def folder_of(way: Peer) -> str:
    """The name of the folder where it is built."""
    return "edition" if way in EDITION else way.name


def prepare(size: int) -> None:
    """Make an edition with so many conclusions in `edition/`, build it, and give its pages to every peer."""
    here = Path.cwd()
    (here / "edition").mkdir()
    grow(here / "edition", size)
    measured(EDITION[0], here / "edition", 60 * 60)
    peers.expand(here / "edition", here / "pages")
    for peer in PEERS:
        (here / folder_of(peer)).mkdir()
        if peer.prepare:
            peer.prepare(here / folder_of(peer), here / "pages")


def build_edition(mode: str) -> None:
    """Build the edition in this folder and print the seconds of every step as JSON.

    Args:
        mode: `pages`, with the search; or `whole`, which is what `make site` builds.
    """
    from edition.site import build, postprocess

    seconds: dict[str, float] = {}

    def timed(name: str, function: Any) -> Any:
        def call(*arguments: Any, **options: Any) -> None:
            began = time.perf_counter()
            function(*arguments, **options)
            seconds[STEPS[name]] = time.perf_counter() - began

        return call

    replaced: Any = build
    if mode != "whole":
        replaced.postprocess_site = lambda index, _project, site, *_arguments, **_options: write_search(index, site, {})
    for name in STEPS:
        setattr(postprocess, name, timed(name, getattr(postprocess, name)))
    began = time.perf_counter()
    build.build_site(Path.cwd(), Path.cwd() / "site")
    rest = time.perf_counter() - began - sum(seconds.values())
    print(json.dumps({"pages and search": rest + seconds.pop("search", 0), **seconds}))


class OverError(Exception):
    """A build took too long, or failed; the words for the table."""


@contextmanager
def started(command: list[str], folder: Path, output: Any = subprocess.DEVNULL) -> Iterator[subprocess.Popen[bytes]]:
    """A command at work. It and what it has started are ended afterwards."""
    process = subprocess.Popen(
        command, cwd=folder, env=ENVIRONMENT, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def measured(way: Peer, folder: Path, limit: float) -> dict[str, Any]:
    """Build to the end: seconds by the clock and of processors, MB of the largest process in it, what it printed.

    Raises:
        OverError: it took longer than `limit` seconds, or failed.
    """
    shutil.rmtree(folder / "site", ignore_errors=True)
    with (folder / "printed.txt").open("w+") as printed, started(way.command(way.build), folder, printed) as process:
        began = time.perf_counter()
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            if time.perf_counter() - began > limit:
                raise OverError(f"over {limit / 60:.0f} min")
            time.sleep(0.005)
        seconds = time.perf_counter() - began
        _, status, used = ended  # of the children, too, that it waited for
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        output = printed.read()
    if process.returncode:
        print(output[-2000:], file=sys.stderr)
        raise OverError("failed")
    megabytes = used.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)
    return {"seconds": seconds, "cpu": used.ru_utime + used.ru_stime, "memory": megabytes, "printed": output}


def weighed(site: Path, index: str) -> dict[str, float]:
    """The number of pages, their mean size and that of a session in the middle, and of the search index, in bytes."""
    pages = list(site.rglob("*.html"))
    found = [site / index, *(site / index).rglob("*")] if index else []
    return {
        "pages": len(pages),
        "page_bytes": sum(page.stat().st_size for page in pages) / len(pages),
        "session_bytes": median(page.stat().st_size for page in site.glob("sessions/*/index.html")),
        "index_bytes": sum(file.stat().st_size for file in found if file.is_file()),
    }


def wait_for(page: str, text: str, limit: float) -> None:
    """Ask for the page until it has the text."""
    until = time.monotonic() + limit
    while time.monotonic() < until:
        with suppress(URLError, OSError), urlopen(page, timeout=limit) as answer:
            if text in answer.read().decode():
                return
        time.sleep(0.02)
    raise OverError(f"over {limit / 60:.0f} min")


def processor_seconds(group: int) -> float:
    """What the processes of a group have taken so far, with those that they waited for. Linux alone tells."""
    ticks = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = file.read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15])) if int(fields[2]) == group else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def freshness(way: Peer, folder: Path, limit: float) -> dict[str, float]:
    """Of a saved edit of one line, in the preview: seconds until its page has the new words, and of processors.

    The edition's is a note in a file of data, that of others the same note in the page made from it.
    """
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        host, port = free.getsockname()
    source, page = folder / way.source, f"http://{host}:{port}/sessions/session-0/"
    text = source.read_text(encoding="utf-8")
    edits = []
    with started(way.command(way.serve, host=host, port=port), folder) as process:
        wait_for(page, "A note.", limit)
        for edit in range(EDITS):
            time.sleep(1)  # else the save may fall into the build before
            used, saved = processor_seconds(process.pid), time.perf_counter()
            source.write_text(text.replace("A note.", f"A note, edit {edit}."), encoding="utf-8")
            wait_for(page, f"A note, edit {edit}.", limit)
            edits.append((time.perf_counter() - saved, processor_seconds(process.pid) - used))
    source.write_text(text, encoding="utf-8")
    clock, processors = zip(*edits, strict=True)
    return {"fresh": median(clock), "fresh_cpu": median(processors)}


def at_size(size: int, skipped: dict[str, str], limit: float, here: Path) -> dict[str, dict[str, Any]]:
    """What is measured of each way at a size, in the empty folder `here`; or why nothing is."""
    here.mkdir()
    # Here it would grow the memory of this process, which the system counts as that of its children.
    command = [sys.executable, "-m", "tools.bench", "--prepare", str(size)]
    subprocess.run(command, cwd=here, env=ENVIRONMENT, check=True)
    found: dict[str, dict[str, Any]] = {way.name: {} for way in WAYS} | {
        name: {"not": skipped[name]} for name in skipped
    }
    runs: dict[str, list[dict[str, Any]]] = {way.name: [] for way in WAYS}
    for _ in range(ROUNDS.get(size, 1)):
        for way in (way for way in WAYS if "not" not in found[way.name]):
            try:
                runs[way.name].append(measured(way, here / folder_of(way), limit))
                found[way.name] |= weighed(here / folder_of(way) / "site", way.searched)
                print(size, way.name, f"{runs[way.name][-1]['seconds']:.1f} s", flush=True)
            except OverError as error:
                found[way.name]["not"] = str(error)
    for way in (way for way in WAYS if "not" not in found[way.name]):
        result = found[way.name]
        result |= {name: median(run[name] for run in runs[way.name]) for name in ("seconds", "cpu", "memory")}
        if way is EDITION[1]:
            result["steps"] = json.loads(runs[way.name][-1]["printed"].splitlines()[-1])
        if way.serve and result["seconds"] < limit / 10:
            with suppress(OverError):
                result |= freshness(way, here / folder_of(way), limit)
    shutil.rmtree(here)
    return found


def bench(sizes: list[int], limit: float, work: Path) -> dict[str, Any]:
    """Measure every way at every size, in the empty folder `work`; returns what `growth.json` holds."""
    skipped = peers.install()
    found: dict[int, dict[str, dict[str, Any]]] = {}
    for size in sizes:
        found[size] = at_size(size, skipped, limit, work / str(size))
        skipped = {name: result["not"] for name, result in found[size].items() if "not" in result}
    return {
        "measured": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "gigabytes": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("mkdocs", "mkdocs-material")} | peers.versions(),
        "limit": limit,
        "sizes": sizes,
        "ways": {
            way.name: {"what": way.what, "results": {size: found[size][way.name] for size in sizes}} for way in WAYS
        },
    }


def main() -> None:
    """Measure and write the page; or, as a child of that, do one part."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="CONCLUSIONS")
    parser.add_argument("--limit", type=float, default=LIMIT, metavar="SECONDS", help="for one build")
    parser.add_argument("--draw", action="store_true", help="write the page from the last measures again")
    parser.add_argument("--show", action="store_true", help="print the page, and write nothing")
    parser.add_argument("--build", help=argparse.SUPPRESS)
    parser.add_argument("--prepare", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        build_edition(options.build)
    elif options.prepare:
        prepare(options.prepare)
    elif options.draw:
        report.write()
    else:
        with TemporaryDirectory(prefix="bench-") as work:
            text = json.dumps(bench(options.sizes, options.limit, Path(work)), indent=1) + "\n"
        print(report.page(json.loads(text)))
        if not options.show:
            report.DATA.write_text(text, encoding="utf-8")
            report.write()


if __name__ == "__main__":
    main()

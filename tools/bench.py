"""Measure how the build grows, beside other generators: `make bench`. Takes some 45 minutes.

Makes editions of 6 to 6,000 conclusions and builds each in every way, every build in a process of its own, the ways in
turn, so that a slow moment of the machine strikes them all. Writes `tools/growth.json`, from which
`tools/report.py` draws.
"""

import argparse
import json
import os
import platform
import re
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
from threading import Timer
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from edition.formats.search_index import SEARCH, write_search
from tools import peers, report
from tools.grow import PROJECT, grow
from tools.peers import PEERS, Peer

SIZES = [6, 60, 600, 6000]
ROUNDS = {6: 5, 60: 3, 600: 3}
"""Builds of each size; of larger ones a single one. Of their times the median counts."""
EDITS = 3
LIMIT = 6 * 60
"""Seconds after which a build is ended; what will not make it, going by ten times the size before, is not begun."""
ENVIRONMENT = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(PROJECT)}
STEPS = {
    "write_search": "search",
    "write_citations": "citations",
    "write_exports": "data files",
    "write_pdf": "PDF",
    "write_epub": "EPUB",
    "write_offline": "zip",
}
"""What the whole edition has besides pages, by the functions of `edition.site.postprocess`."""


def own(mode: str, scope: str, **more: Any) -> Peer:
    """The edition itself as one of those that are measured; `mode` is that of `build_edition`."""
    command = [sys.executable, "-m", "tools.bench", "--build", mode]
    return Peer(f"Edition, {mode}", scope, "", lambda _folder, _pages: None, lambda: command, **more)


EDITION = [
    own("pages", "pages"),
    own("pages and search", "search", searched=SEARCH, source="data/notes.yml", serve=lambda address: [
        sys.executable, "-m", "edition", "serve", "--project=.", f"--address={address}"]),
    own("whole", "whole", searched=SEARCH),
]  # fmt: skip


def prepare(size: int) -> None:
    """Make an edition with so many conclusions in `edition/`, build it, and give its pages to every peer."""
    here = Path.cwd()
    (here / "edition").mkdir()
    grow(here / "edition", size)
    measured(EDITION[1].build(), here / "edition", 60 * 60)
    peers.expand(here / "edition", here / "pages")
    for peer in PEERS:
        folder_of(peer, here).mkdir()
        peer.prepare(folder_of(peer, here), here / "pages")


def folder_of(peer: Peer, size: Path) -> Path:
    """Where it is built, in the folder of a size."""
    return size / ("edition" if peer in EDITION else re.sub(r"\W+", "-", peer.name.lower()))


def build_edition(mode: str) -> None:
    """Build the edition in this folder and print the seconds of every step as JSON.

    Args:
        mode: `pages`; `pages and search`; or `whole`, which is what `make site` builds.
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
    if mode == "pages":
        replaced.postprocess_site = lambda *_arguments, **_options: None
    elif mode != "whole":
        replaced.postprocess_site = lambda index, _project, site, *_arguments, **_options: write_search(index, site)
    for name in STEPS:
        setattr(postprocess, name, timed(name, getattr(postprocess, name)))
    began = time.perf_counter()
    build.build_site(Path.cwd(), Path.cwd() / "site")
    rest = time.perf_counter() - began - sum(seconds.values())
    print(json.dumps({"pages and search": rest + seconds.pop("search", 0), **seconds}))


class OverError(Exception):
    """A build took too long, or failed; the words for the table."""


def measured(command: list[str], folder: Path, limit: float) -> dict[str, Any]:
    """Run a build to its end: seconds of wall and of processor time, MB of the largest process in it, what it printed.

    Raises:
        OverError: it took longer than `limit` seconds, or failed.
    """
    with (folder / "printed.txt").open("w+") as printed:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=ENVIRONMENT, stdout=printed, stderr=subprocess.STDOUT, start_new_session=True
        )
        timer = Timer(limit, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        _, status, used = os.wait4(process.pid, 0)  # of the children, too, that it waited for
        seconds = time.perf_counter() - began
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        output = printed.read()
    if process.returncode == -signal.SIGKILL and seconds >= limit:
        raise OverError(f"over {limit / 60:.0f} min")
    if process.returncode:
        print(output[-2000:], file=sys.stderr)
        raise OverError("failed")
    megabytes = used.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)
    return {"seconds": seconds, "cpu": used.ru_utime + used.ru_stime, "memory": megabytes, "printed": output}


def weighed(site: Path, index: str) -> dict[str, float]:
    """The number of pages, their mean size and that of a session in the middle, and of the search index, in bytes."""
    pages = list(site.rglob("*.html"))
    sessions = sorted(page.stat().st_size for page in site.glob("sessions/*/index.html"))
    found = [site / index, *(site / index).rglob("*")] if index else []
    return {
        "pages": len(pages),
        "page_bytes": sum(page.stat().st_size for page in pages) / len(pages),
        "session_bytes": median(sessions),
        "index_bytes": sum(file.stat().st_size for file in found if file.is_file()),
    }


@contextmanager
def started(command: list[str], folder: Path) -> Iterator[None]:
    """A preview at work. It and what it has started are ended afterwards."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(page: str, text: str, limit: float) -> None:
    """Ask for the page until it has the text."""
    until = time.monotonic() + limit
    while time.monotonic() < until:
        try:
            with urlopen(page, timeout=limit) as answer:
                if text in answer.read().decode():
                    return
        except (URLError, OSError):
            pass
        time.sleep(0.02)
    raise OverError(f"over {limit / 60:.0f} min")


def freshness(peer: Peer, folder: Path, edits: int, limit: float) -> float:
    """Seconds from saving an edit of a note to its page with the new words, in the preview: the median of `edits`."""
    assert peer.serve
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    source = folder / peer.source
    text = source.read_text(encoding="utf-8")
    times = []
    with started(peer.serve(address), folder):
        page = f"http://{address}/sessions/session-0/"
        wait_for(page, "A note.", limit)
        for edit in range(edits):
            time.sleep(1)  # else the save may fall into the build before
            saved = time.perf_counter()
            source.write_text(text.replace("A note.", f"A note, edit {edit}."), encoding="utf-8")
            wait_for(page, f"A note, edit {edit}.", limit)
            times.append(time.perf_counter() - saved)
    source.write_text(text, encoding="utf-8")
    return median(times)


def bench(sizes: list[int], limit: float, work: Path) -> dict[str, Any]:
    """Measure every way at every size, in the empty folder `work`; returns what `growth.json` holds."""
    missing = peers.install()
    ways = [*EDITION, *PEERS]
    found: dict[str, dict[int, dict[str, Any]]] = {way.name: {} for way in ways}
    before = 0
    for size in sizes:
        here = work / str(size)
        here.mkdir()
        rounds = ROUNDS.get(size, 1)
        # Here it would grow the memory of this process, which the system counts as that of its children.
        subprocess.run(
            [sys.executable, "-m", "tools.bench", "--prepare", str(size)], cwd=here, env=ENVIRONMENT, check=True
        )
        for way in ways:
            expected = found[way.name].get(before, {}).get("seconds", 0) * size / max(before, 1)
            earlier = found[way.name].get(before, {}).get("not", "")
            reason = f"not installed: {missing[way.name]}" if way.name in missing else earlier
            too_long = expected > limit
            reason = reason or (f"over {limit / 60:.0f} min, going by {before:,}" if too_long else "")
            found[way.name][size] = {"not": reason} if reason else {"runs": []}
        for turn in range(rounds):
            for way in ways:
                result = found[way.name][size]
                if "not" in result or (turn and way.scope == "whole" and size > 60):
                    continue
                shutil.rmtree(folder_of(way, here) / "site", ignore_errors=True)
                try:
                    result["runs"].append(measured(way.build(), folder_of(way, here), limit))
                    result |= weighed(folder_of(way, here) / "site", way.searched)
                except OverError as error:
                    result["not"] = str(error)
                print(size, way.name, result.get("not") or f"{result['runs'][-1]['seconds']:.1f} s", flush=True)
        for way in ways:
            result = found[way.name][size]
            runs = result.pop("runs", [])
            if "not" not in result:
                result |= {name: median(run[name] for run in runs) for name in ("seconds", "cpu", "memory")}
                if way.scope == "whole":
                    result["steps"] = json.loads(runs[-1]["printed"].splitlines()[-1])
                edits = min(EDITS, rounds)
                if way.serve and result["seconds"] * (1 + edits) <= limit:
                    with suppress(OverError):
                        result["fresh"] = freshness(way, folder_of(way, here), edits, limit)
        shutil.rmtree(here)
        before = size
    return {
        "measured": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "gigabytes": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("mkdocs", "mkdocs-material")} | peers.versions(),
        "limit": limit,
        "rounds": ROUNDS,
        "sizes": sizes,
        "ways": [{"name": way.name, "scope": way.scope, "what": way.what, "results": found[way.name]} for way in ways],
    }


def main() -> None:
    """Measure and draw; or, as a child of that, do one part."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="CONCLUSIONS")
    parser.add_argument("--limit", type=float, default=LIMIT, metavar="SECONDS", help="for one build")
    parser.add_argument("--draw", action="store_true", help="draw from the last measures again")
    parser.add_argument("--build", help=argparse.SUPPRESS)
    parser.add_argument("--prepare", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        build_edition(options.build)
    elif options.prepare:
        prepare(options.prepare)
    else:
        if not options.draw:
            with TemporaryDirectory(prefix="bench-") as work:
                report.DATA.write_text(json.dumps(bench(options.sizes, options.limit, Path(work)), indent=1) + "\n")
        report.write()
        print(report.PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()

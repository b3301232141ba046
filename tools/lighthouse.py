"""Measure the built site with Lighthouse, where Node is at hand: `make lighthouse`. Not part of the tests.

Prints, for each page, the median of three runs on a phone and on a desktop. The server compresses, as hosts do.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from edition.document.addresses import page_of
from edition.site.build import build_site
from edition.site.project import load_index
from tests.helpers.browsing import Quiet, executable, served

CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
RUNS = 3


class Compressed(Quiet):
    """Serves files that are compressed already, and says so, as a public server would."""

    protocol_version = "HTTP/1.1"

    def send_response(self, code: int, message: str | None = None) -> None:
        """Begin an answer; of an error, there is no file."""
        super().send_response(code, message)
        if code == HTTPStatus.OK:
            self.send_header("Content-Encoding", "gzip")


def measure(address: str, form: str) -> list[float]:
    """The scores of one run, in the order of `CATEGORIES`, 0 to 100."""
    flags = "--headless=new --no-sandbox --disable-background-networking"
    command = ["npx", "--yes", "lighthouse", address, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    command += ["--preset=desktop"] if form == "desktop" else []
    browser = executable() or os.environ.get("CHROME_PATH", "")
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "CHROME_PATH": browser})
    categories = json.loads(done.stdout)["categories"]
    return [100 * categories[name]["score"] for name in CATEGORIES]


def main() -> int:
    """Print the table; returns 1 where there is no Node."""
    if not shutil.which("npx"):
        print("Lighthouse needs Node: install it, and run `make lighthouse` again.", file=sys.stderr)
        return 1
    with TemporaryDirectory() as web, served(Path(web), Compressed) as address:
        build_site(Path.cwd(), Path(web) / "idm", f"{address}idm/")
        for file in (path for path in Path(web).rglob("*") if path.is_file()):
            file.write_bytes(gzip.compress(file.read_bytes()))
        print("page", "form", *CATEGORIES, sep="\t")
        for page in ("", page_of(load_index(Path.cwd()).by_kind["heading"][0]), "sdgs/", "outcomes/"):
            for form in ("mobile", "desktop"):
                runs = [measure(f"{address}idm/{page}", form) for _ in range(RUNS)]
                print(page or "home", form, *(round(median(scores)) for scores in zip(*runs, strict=True)), sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())

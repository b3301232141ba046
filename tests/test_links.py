"""Every link of the built site leads somewhere, under a sub-path and at the root."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from edition.build import build_site
from tests.conftest import PROJECT
from tests.site import Site


def check_links(folder: Path, root: Path, index: str = "index.html") -> None:
    """Run the link checker over all pages, anchors included; no request leaves the machine.

    Args:
        index: what a server shows for a folder; the empty text where there is no server.
    """
    lychee = Path(sys.executable).parent / "lychee"
    command: list[str | Path] = [lychee, "--offline", "--include-fragments", "--index-files", index]
    command += ["--no-progress", "--root-dir", root, f"{folder}/**/*.html"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 Total" not in done.stdout


def test_links_resolve_under_a_sub_path(site: Site) -> None:
    check_links(site.folder, site.root)


def test_links_resolve_at_the_root(tmp_path: Path) -> None:
    build_site(PROJECT, tmp_path / "site", "https://example.org/")
    check_links(tmp_path / "site", tmp_path / "site")


def test_link_checker_sees_a_dead_anchor(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<p id="a"><a href="#b">dead</a></p>')
    with pytest.raises(AssertionError):
        check_links(tmp_path, tmp_path)


def test_no_id_stands_twice_on_a_page(site: Site) -> None:
    for page in site.pages.values():
        twice = [id_ for id_, count in Counter(e.get("id") for e in page.having("id")).items() if count > 1]
        assert twice == [], page.name


def test_html_parses_without_error(site: Site) -> None:
    for page in site.pages.values():
        assert page.errors == [], page.name

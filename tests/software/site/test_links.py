"""Every link of the built site leads somewhere, under a sub-path and at the root."""

from collections import Counter
from pathlib import Path

import pytest

from edition.site.build import build_site
from tests.helpers.pages import Built, check_links


def test_links_resolve_under_a_sub_path(built: Built) -> None:
    _, site = built
    check_links(site.folder, site.root)


def test_links_resolve_at_the_root(second: Path, tmp_path: Path) -> None:
    build_site(second, tmp_path / "site", "https://example.org/")
    check_links(tmp_path / "site", tmp_path / "site")


def test_link_checker_sees_a_dead_anchor(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<p id="a"><a href="#b">dead</a></p>')
    with pytest.raises(AssertionError):
        check_links(tmp_path, tmp_path)


def test_html_parses_without_error_and_no_id_stands_twice(built: Built) -> None:
    _, site = built
    for page in site.pages.values():
        assert page.errors == [], page.name
        twice = [id_ for id_, count in Counter(e.get("id") for e in page.having("id")).items() if count > 1]
        assert twice == [], page.name

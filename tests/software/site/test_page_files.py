"""What is wrong with the pages is one line of the check. Mistakes in a page are in `mistakes.yml`."""

from pathlib import Path

import pytest

from edition.document.addresses import PAGES
from edition.pages.calls import calls_in
from tests.helpers.projects import report

FREE = "check/", "take-along/", "verify/", "accessibility/", "how-to-edit/"
"""The pages to which only prose leads, and the foot of pages while they are there."""


def test_a_page_can_be_missing_only_if_nothing_leads_to_it(project: Path) -> None:
    for page in PAGES:
        name = f"docs/{page.rstrip('/') or 'index'}.md"
        before = (project / name).read_bytes()
        (project / name).unlink()
        lines = report(project)
        (project / name).write_bytes(before)
        if page in FREE:
            assert all(line.endswith(f": there is no page {name}; bring it back, or remove the link") for line in lines)
            assert bool(lines) == (page != "accessibility/")
        else:
            assert lines == [f"{name}:1:1: this page is missing, and others link to it; bring it back"]


@pytest.mark.parametrize(("name", "to"), [("assets/secret.txt", "mkdocs.yml"), ("gone.md", "docs/nowhere.md")])
def test_a_link_out_of_the_pages_is_not_published(project: Path, name: str, to: str) -> None:
    (project / "docs" / name).symlink_to(project / to)
    told = "this is a link out of docs/, or to nothing; put the file itself here"
    assert report(project) == [f"docs/{name}:1:1: {told}"]


def test_every_call_is_found_where_it_is() -> None:
    text = "One {{ a(\"x\", k='y,z') }},\n  {{- b(1, [2, 3], c(4)) -}}\n{% raw %}{{ d() }}{% endraw %}{{ e }}"
    calls = list(calls_in(text))
    assert [(call.name, text[call.at :][: len(call.name) + 1]) for call in calls] == [("a", "a("), ("b", "b(")]
    first, second = calls
    assert [(one.keyword, one.value, text[one.at]) for one in first.arguments] == [(None, "x", '"'), ("k", "y,z", "'")]
    assert [(one.value, text[one.at]) for one in second.arguments] == [(1, "1"), (None, "["), (None, "c")]

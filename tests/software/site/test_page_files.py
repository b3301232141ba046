"""What is wrong with a page, or with a file among the pages, is one line of the check."""

from collections.abc import Callable
from pathlib import Path

import pytest

from edition.document.addresses import PAGES
from edition.loading.problems import DataError
from edition.pages.calls import calls_in
from edition.site.project import load_index
from tests.helpers.projects import SECOND, copy_project


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("pages") / "project", SECOND)


def report(project: Path) -> list[str]:
    """What the check says."""
    try:
        load_index(project)
    except DataError as error:
        return [str(problem) for problem in error.problems]
    return []


PAGE = b"---\ndescription: All of it\n---\n\n# Changes\n\n"
LINES: list[tuple[bytes, str]] = [
    (b"---\ntitle: Caf\xe9\n---\n", "2:11: the file is not UTF-8 from here on; save it with that encoding"),
    (b"---\ntitle: 2016\n---\n", "2:8: the title is to be a text; put it in quotes"),
    (b"---\ntitle: A\ndescription: 1.5\n---\n", "3:14: the description is to be a text; put it in quotes"),
    (b"---\ntitle: A\ntitle: B\n---\n", '3:1: the key "title" is given twice'),
    (b"---\ntitle: 'A\n---\n", "2:8: the quotation mark that opens here is never closed"),
    (b"---\ntitle: A\n", "1:1: the front matter is never closed; a line --- ends it"),
    (b"Words.\n", '1:1: the page needs a title; begin its text with a heading, "# \xe2\x80\xa6"'),
    (PAGE + b"{{ relaeses() }}\n", '7:4: unknown component "relaeses"; did you mean "releases"?'),
    (PAGE + b'{{ releases("1.0.0") }}\n', "7:13: releases takes nothing between its brackets"),
    (PAGE + b'{{ passage(it="k6") }}\n', "7:15: passage takes one value: id"),
    (PAGE + b"{{ passage() }}\n", '7:4: passage needs id: write passage("id")'),
    (PAGE + b'{{ quote("k6-a") }}\n', '7:4: quote needs words: write quote("passage", "words")'),
    (PAGE + b"{{ passage(k6) }}\n", '7:12: id is to be written out, as "\xe2\x80\xa6"'),
    (PAGE + b'Text {{ passage("k6-b") }}\n', '7:17: unknown passage "k6-b"; did you mean "k6-a"?'),
    (PAGE + b'{{ conclusion("k6-a") }}\n', '7:15: unknown conclusion "k6-a"; did you mean "k6"?'),
    (PAGE + b'{{ entries("evnt") }}\n', '7:12: unknown kind "evnt"; did you mean "event"?'),
    (
        PAGE + b'{{ link("framework:rope") }}\n',
        '7:9: unknown entry "framework:rope"; did you mean "framework:rope-code"?',
    ),
    (PAGE + b'{{ file("data/sumary.md") }}\n', '7:9: unknown file "data/sumary.md"; did you mean "data/summary.md"?'),
    (PAGE + b'{{ quote("k6-a", "no words") }}\n', '7:18: "no words" is not in k6-a; copy the words from there'),
    (PAGE + b"{{ releases() | upper }}\n", "7:4: a call is alone between its braces: write {{ releases() }}"),
    (PAGE + b"{% if releases() %}{% endif %}\n", "7:7: a call is alone between its braces: write {{ releases() }}"),
    (
        PAGE + b"{{ releases( }}\n",
        "7:1: unexpected '}', expected ')'; put text with {{ or {% in it between {% raw %} and {% endraw %}",
    ),
]


@pytest.mark.parametrize(("page", "line"), LINES)
def test_a_page_that_could_not_be_built_is_told_with_its_place(harbour: Path, page: bytes, line: str) -> None:
    file = harbour / "docs" / "changes.md"
    before = file.read_bytes()
    try:
        file.write_bytes(page)
        lines = report(harbour)
    finally:
        file.write_bytes(before)
    line = line.encode("latin-1").decode() if not line.isascii() else line
    assert lines == [f"docs/changes.md:{line}"]


def test_a_page_that_others_link_to_cannot_be_missing(harbour: Path) -> None:
    for page in PAGES:
        file = harbour / "docs" / f"{page.rstrip('/') or 'index'}.md"
        before = file.read_bytes()
        try:
            file.unlink()
            lines = report(harbour)
        finally:
            file.write_bytes(before)
        name = file.relative_to(harbour).as_posix()
        assert lines == [f"{name}:1:1: this page is missing, and others link to it; bring it back"]


def backup(docs: Path) -> Path:
    made = docs / "about.md~"
    made.write_text("old")
    return made


def link_out(docs: Path) -> Path:
    made = docs / "assets" / "secret.txt"
    made.symlink_to(docs.parent / "mkdocs.yml")
    return made


def dangling(docs: Path) -> Path:
    made = docs / "gone.md"
    made.symlink_to(docs / "nowhere.md")
    return made


@pytest.mark.parametrize(
    ("litter", "line"),
    [
        (backup, "docs/about.md~:1:1: this file would be published; remove it, or begin its name with a dot"),
        (link_out, "docs/assets/secret.txt:1:1: this is a link out of docs/, or to nothing; put the file itself here"),
        (dangling, "docs/gone.md:1:1: this is a link out of docs/, or to nothing; put the file itself here"),
    ],
)
def test_litter_is_not_published(harbour: Path, litter: Callable[[Path], Path], line: str) -> None:
    made = litter(harbour / "docs")
    try:
        assert report(harbour) == [line]
    finally:
        made.unlink()


def test_what_is_hidden_is_no_page(harbour: Path) -> None:
    made = harbour / "docs" / ".about.md.swp"
    made.write_bytes(b"\xff")
    try:
        assert report(harbour) == []
    finally:
        made.unlink()


def test_every_call_is_found_where_it_is() -> None:
    text = "One {{ a(\"x\", k='y,z') }},\n  {{- b(1, [2, 3], c(4)) -}}\n{% raw %}{{ d() }}{% endraw %}{{ e }}"
    calls = list(calls_in(text))
    assert [(call.name, text[call.at :][: len(call.name) + 1]) for call in calls] == [("a", "a("), ("b", "b(")]
    first, second = calls
    assert [(one.keyword, one.value, text[one.at]) for one in first.arguments] == [(None, "x", '"'), ("k", "y,z", "'")]
    assert [(one.value, text[one.at]) for one in second.arguments] == [(1, "1"), (None, "["), (None, "c")]

"""Whatever the files hold: they are loaded, or reported, in bounded time and memory."""

import json
import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from rdflib import Graph

from edition.document.edition import FILES
from edition.formats.linked_data import turtle
from edition.loading.problems import FIELDS, LONGEST, DataError
from edition.records.fields import Url
from edition.site.project import load_index
from tests.helpers.projects import PROJECT, SECOND, copy_content

LINE = re.compile(r"data/[\w-]+\.\w+:[1-9]\d*:[1-9]\d*: \S[^\n\r\x00-\x08\x0e-\x1f\x7f-\x9f\u2028\u2029]*")
LONGEST_LOAD = 200
"""Times that a good copy takes."""
NAMES = [*(f"{name}.yml" for name in FILES), "ledger.txt", "text.txt", "source.txt"]


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The second and the real data, with their pages."""
    made = []
    for content in (SECOND, PROJECT):
        made.append(tmp_path_factory.mktemp("copy"))
        copy_content(made[-1], content)
        start = time.process_time()
        load_index(made[-1])
        taken[made[-1]] = time.process_time() - start
    return made


taken: dict[Path, float] = {}
"""Seconds that it takes to load each of the copies as it is."""


def check_load(project: Path) -> str:
    """Load a project; returns the report, which is well-formed, empty if there is none."""
    start = time.process_time()
    problems = []
    try:
        load_index(project)
    except DataError as error:
        problems = error.problems
        assert problems
    assert time.process_time() - start < LONGEST_LOAD * taken[project]
    ends: dict[str, list[int]] = {}
    for problem in problems:
        assert LINE.fullmatch(str(problem)), str(problem)
        assert len(str(problem)) < LONGEST + 50
        if problem.file not in ends:
            ends[problem.file] = line_ends(project / problem.file)
        assert problem.line <= len(ends[problem.file]), str(problem)
        assert problem.column <= ends[problem.file][problem.line - 1] + 1, str(problem)
    return "\n".join(map(str, problems))


def line_ends(file: Path) -> list[int]:
    """How long each line of a file is; of one that is missing, one empty line."""
    text = file.read_bytes().decode("utf-8-sig", errors="replace") if file.is_file() else ""
    return [len(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def check_with(project: Path, name: str, content: bytes) -> str:
    """`check_load` with another content of one file, which is put back."""
    file = project / "data" / name
    before = file.read_bytes()
    try:
        file.write_bytes(content)
        return check_load(project)
    finally:
        file.write_bytes(before)


def file_of(project: Path, name: str) -> str:
    """The name, or that of the source where the project calls it otherwise."""
    names = [file.name for file in (project / "data").glob("*.txt") if file.name != "ledger.txt"]
    return name if (project / "data" / name).is_file() else names[0]


which = st.tuples(st.integers(0, 1), st.sampled_from(NAMES))


# fmt: off
PIECES = [
    "- ", "  ", "id: ", "text: ", ">-", "|", "[", "]", "{", "}", '"', "'", ": ", ", ", "#", " #", "&a", "*a", "!!x",
    "%", "@", "`", "? ", "---", "...", "~", "no", "10.10", "2016-02-29", "\t", "\xe9", "\u202e", "\ufeff", "\\",
    "\n", "\n  ", "\n    ", "\r", "\x00", "\x85", "(goal:10)", "[x](y:z)", "k1-a", "\\u0007", "<<: ",
]
# fmt: on


scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.text(max_size=20))
known = st.sampled_from(["k1", "c1", "goal:10", "framework:sdgs", "source", "editorial", "2016-01-01", "1", "[a](b:c)"])
keys = st.sampled_from(FIELDS)
values = st.recursive(
    scalars | known, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys | st.text(max_size=5), inner)
)


def as_yaml(value: Any) -> bytes:
    return bytes(yaml.safe_dump(value, allow_unicode=True).encode(errors="replace"))


like_yaml = st.lists(st.sampled_from(PIECES), max_size=60).map("".join).map(str.encode)


@pytest.mark.parametrize("contents", [st.binary(max_size=400), like_yaml, values.map(as_yaml)])
@given(which, st.data())
def test_random_contents(
    copies: list[Path], contents: st.SearchStrategy[bytes], where: tuple[int, str], data: st.DataObject
) -> None:
    project = copies[where[0]]
    check_with(project, file_of(project, where[1]), data.draw(contents))


def cut(text: str, roll: random.Random) -> str:
    at = roll.randrange(len(text))
    return text[:at] + text[at + roll.randrange(60) :]


def double(text: str, roll: random.Random) -> str:
    at = roll.randrange(len(text))
    return text[:at] + text[at : at + roll.randrange(200)] + text[at:]


def insert(text: str, roll: random.Random) -> str:
    at = roll.randrange(len(text))
    return text[:at] + roll.choice(PIECES) + text[at:]


def swap(text: str, roll: random.Random) -> str:
    lines = text.split("\n")
    one, other = roll.randrange(len(lines)), roll.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def indent(text: str, roll: random.Random) -> str:
    lines = text.split("\n")
    at = roll.randrange(len(lines))
    lines[at] = roll.choice(["", " ", "  ", "\t", "        "]) + lines[at].lstrip()
    return "\n".join(lines)


def exchange(text: str, roll: random.Random) -> str:
    """Put one word of the file in the place of another."""
    words = re.findall(r"[^\s:]+", text) or [""]
    return text.replace(roll.choice(words), roll.choice(words), 1)


CHANGES: list[Callable[[str, random.Random], str]] = [cut, double, insert, swap, indent, exchange]


@given(
    st.integers(0, 1), st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(CHANGES)), max_size=5), st.integers()
)
def test_random_changes_of_several_files(
    copies: list[Path], at: int, changes: list[tuple[str, Callable[[str, random.Random], str]]], seed: int
) -> None:
    project, roll = copies[at], random.Random(seed)
    before: dict[Path, bytes] = {}
    try:
        for name, change in changes:
            file = project / "data" / file_of(project, name)
            before.setdefault(file, file.read_bytes())
            file.write_bytes(change(file.read_text(encoding="utf-8") or " ", roll).encode())
        check_load(project)
    finally:
        for file, content in before.items():
            file.write_bytes(content)


def addresses() -> Iterator[str]:
    """Addresses with every character of ASCII and some others, at every place of a URL; and strange ones."""
    forms = ["{}", "ex{}.org", "ex.org{}", "ex.org:{}/", "{}@ex.org", "ex.org/a{}b", "ex.org/?q={}", "ex.org/#{}{}"]
    for mark in [*map(chr, range(32, 127)), *"é℀／：．\u00a0\u00ad\u200b\u202e\u3000\U0001f600"]:
        yield from (f"https://{form.replace('{}', mark)}" for form in forms)
    yield from ["https://[x", "https://[::1]/", "https://ex.org:99999/", "https://ex.org/%zz%", "http://.", "HTTP://x"]


def accepted(address: str) -> bool:
    try:
        return bool(TypeAdapter(Url).validate_python(address))
    except ValidationError:
        return False


def test_every_url_that_is_accepted_is_published(copies: list[Path]) -> None:
    tried = set(addresses())
    good = sorted(filter(accepted, tried))
    assert len(good) > 300
    assert len(tried) - len(good) > 300
    records = "".join(
        f"\n- id: o{at}\n  name: O{at}\n  url: {json.dumps(url, ensure_ascii=False)}\n  sources: [hearsay]\n"
        for at, url in enumerate(good)
    )
    file = copies[0] / "data" / "organizations.yml"
    before = file.read_text(encoding="utf-8")
    try:
        file.write_text(before + records, encoding="utf-8")
        index = load_index(copies[0])
    finally:
        file.write_text(before, encoding="utf-8")
    graph = Graph().parse(data=turtle(index, "https://site.example/"), format="turtle")
    assert {str(node) for node in graph.objects()} >= set(good)

"""Whatever the files hold: they are loaded, or reported, in bounded time and memory."""

import json
import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
def copies(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, float]:
    """The second and the real data, with their pages, and the seconds that it takes to load each as it is."""
    made = {}
    for content in (SECOND, PROJECT):
        copy_content(copy := tmp_path_factory.mktemp("copy"), content)
        start = time.process_time()
        load_index(copy)
        made[copy] = time.process_time() - start
    return made


def check_load(project: Path, longest: float) -> None:
    """Load a project: in time, and what is reported is well-formed."""
    start = time.process_time()
    problems = []
    try:
        load_index(project)
    except DataError as error:
        problems = error.problems
        assert problems
    assert time.process_time() - start < longest
    ends = {name: line_ends(project / name) for name in {problem.file for problem in problems}}
    for problem in problems:
        assert LINE.fullmatch(str(problem)), str(problem)
        assert len(str(problem)) < LONGEST + 50
        assert problem.line <= len(ends[problem.file]), str(problem)
        assert problem.column <= ends[problem.file][problem.line - 1] + 1, str(problem)


def line_ends(file: Path) -> list[int]:
    """How long each line of a file is; of one that is missing, one empty line."""
    text = file.read_bytes().decode("utf-8-sig", errors="replace") if file.is_file() else ""
    return [len(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


@contextmanager
def spoilt(copies: dict[Path, float], at: int, *names: str) -> Iterator[list[Path]]:
    """Files of one of the copies, whatever it calls the source; once changed, it is loaded, and they are put back."""
    project = [*copies][at]
    (source,) = {file.name for file in (project / "data").glob("*.txt")} - {"ledger.txt"}
    files = [project / "data" / (name if (project / "data" / name).is_file() else source) for name in names]
    before = {file: file.read_bytes() for file in files}
    try:
        yield files
        check_load(project, LONGEST_LOAD * copies[project])
    finally:
        for file, content in before.items():
            file.write_bytes(content)


which = st.integers(0, 1)
file_names = st.sampled_from(NAMES)


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
@given(data=st.data())
def test_random_contents(copies: dict[Path, float], contents: st.SearchStrategy[bytes], data: st.DataObject) -> None:
    with spoilt(copies, data.draw(which), data.draw(file_names)) as (file,):
        file.write_bytes(data.draw(contents))


PARTS = [r"[^\s:]+", r"^ *", r"^.*\n", r"[\s\S]{1,60}"]
"""Words, indents, lines, and whatever is in a row."""


def exchange(text: str, roll: random.Random) -> str:
    """Put another part of the text, nothing, or a piece of YAML in the place of a part."""
    parts = [*re.finditer(rf"{roll.choice(PARTS)}|\Z", text, re.MULTILINE)]
    old, other = roll.choices(parts, k=2)
    return text[: old.start()] + roll.choice([other[0], other[0], "", roll.choice(PIECES)]) + text[old.end() :]


@given(which, st.lists(file_names, max_size=5), st.data())
def test_random_changes_of_several_files(
    copies: dict[Path, float], at: int, names: list[str], data: st.DataObject
) -> None:
    with spoilt(copies, at, *names) as files:
        for file in files:
            text, roll = file.read_text(encoding="utf-8"), random.Random(data.draw(st.integers()))
            for _ in range(data.draw(st.integers(1, 3))):
                text = exchange(text, roll)
            file.write_bytes(text.encode())


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


def test_every_url_that_is_accepted_is_published(project: Path) -> None:
    tried = set(addresses())
    good = sorted(filter(accepted, tried))
    assert len(good) > 300
    assert len(tried) - len(good) > 300
    records = "".join(
        f"\n- id: o{at}\n  name: O{at}\n  url: {json.dumps(url, ensure_ascii=False)}\n  sources: [hearsay]\n"
        for at, url in enumerate(good)
    )
    with (project / "data" / "organizations.yml").open("a", encoding="utf-8") as file:
        file.write(records)
    graph = Graph().parse(data=turtle(load_index(project), "https://site.example/"), format="turtle")
    assert {str(node) for node in graph.objects()} >= set(good)

"""Mistakes in the data, each with the exact report that an editor sees: the table is `mistakes.yml`."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from edition.site.project import load_index, load_project
from tests.helpers.projects import PROJECT, SECOND, copy_content, problems_of, report, spoil

CASES = yaml.load((PROJECT / "tests" / "mistakes.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
MISTAKES = [case for case in CASES if case.get("report")]
HARMLESS = [case for case in CASES if not case.get("report")]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second data set and its pages."""
    folder = tmp_path_factory.mktemp("content") / "kept"
    copy_content(folder, SECOND)
    return folder


@pytest.fixture
def editable(kept: Path) -> Iterator[Path]:
    """A copy that a test may spoil: for each at the same place and of the same age, so nothing is parsed in vain."""
    copy = Path(shutil.copytree(kept, kept.parent / "copy"))
    yield copy
    shutil.rmtree(copy)


def make(project: Path, case: dict[str, Any]) -> None:
    """Make the mistake in a project. Files are those of `data/`, unless the folder is told; `with` has further ones."""
    for name, text in case.get("with", {}).items():
        (project / "data" / name).write_text(text, encoding="utf-8")
    file = project / case["file"] if "/" in case["file"] else project / "data" / case["file"]
    if "old" in case:
        text = file.read_text(encoding="utf-8")
        assert case["old"] in text
        file.write_bytes(text.replace(case["old"], case["new"], 1).encode())
    elif case.get("remove"):
        file.unlink()
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(bytes.fromhex(case["bytes"]) if "bytes" in case else case["write"].encode())


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda case: case["name"])
def test_a_mistake_is_told(editable: Path, mistake: dict[str, Any]) -> None:
    make(editable, mistake)
    assert "".join(f"{line}\n" for line in report(editable)) == mistake["report"]


@pytest.mark.parametrize("case", HARMLESS, ids=lambda case: case["name"])
def test_what_is_no_mistake_is_at_most_warned_of(editable: Path, case: dict[str, Any]) -> None:
    make(editable, case)
    warnings = load_project(editable).warnings
    assert "".join(f"{warning}\n" for warning in warnings) == case.get("warnings", "")


def test_the_table_is_large_and_has_mistakes_in_every_file() -> None:
    assert len(MISTAKES) >= 150
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert {file.name for file in (SECOND / "data").iterdir()} <= {case["file"] for case in MISTAKES}


def test_problems_of_all_files_come_in_one_report(editable: Path) -> None:
    for name, old, new in [
        ("notes.yml", "quote: from 3", "quote: from 4"),
        ("events.yml", "start: 2031-05-03", "start: soon"),
        ("sessions.yml", "- id: water-day", "- id: shore-day"),
        ("speakers.yml", "name: Mirela", 'name: "Mirela'),
        ("aliases.yml", "[]", "none"),
        ("ledger.txt", "# Every", "Every"),
        ("conclusions.yml", "(goal:14)", "(gaol:14)"),
    ]:
        spoil(editable / "data" / name, old, new)
    problems = problems_of(editable)
    assert problems == sorted(problems)
    told = {problem.file.removeprefix("data/") for problem in problems}
    files = "notes events sessions speakers aliases conclusions"
    assert told >= {*(f"{name}.yml" for name in files.split()), "ledger.txt"}


def test_an_unknown_key_is_reported_with_those_that_the_record_can_still_have(editable: Path) -> None:
    for path, record in load_index(editable).edition.records:
        given = {"strange": "", **dict.fromkeys(record.model_fields_set)}
        with pytest.raises(ValidationError) as caught:
            type(record).model_validate(given)
        (unknown,) = (error for error in caught.value.errors() if error["type"] == "extra_forbidden")
        assert unknown["input"] == set(type(record).model_fields) - record.model_fields_set, path


def test_loading_twice_gives_the_same_index_and_an_edit_a_new_one(editable: Path) -> None:
    first = load_index(editable)
    assert load_index(editable) is first
    spoil(editable / "data" / "sessions.yml", "short_title: Last words", "short_title: Other")
    assert load_index(editable).edition.sessions[4].short_title == "Other"
    (editable / "docs" / "sessions" / "salt-water.md").unlink()
    assert "salt-water.md is missing" in report(editable)[0]


def test_the_wording_and_the_records_hide_no_problem_of_each_other(editable: Path) -> None:
    spoil(editable / "data" / "events.yml", "start: 2031-05-03", "start: soon")
    spoil(editable / "data" / "conclusions.yml", "good benches", "bad benches")
    conclusion, event = report(editable)
    assert '"soon" is not a date' in event
    assert 'reads "bad benches."' in conclusion
    (editable / "data" / "text.txt").write_bytes(b"\xff")
    assert [problem.file for problem in problems_of(editable)] == ["data/events.yml", "data/text.txt"]


def test_published_addresses_are_looked_for_where_the_sessions_are_in_order(editable: Path) -> None:
    with (editable / "data" / "ledger.txt").open("a") as ledger:
        ledger.write("1.0.0 ./sessions/salt-water/#k9\n")
    spoil(editable / "data" / "conclusions.yml", "session: water-day", "session: cargo-day")
    assert {problem.file for problem in problems_of(editable)} == {"data/sessions.yml"}


def test_the_lock_files_of_editors_are_no_data(editable: Path) -> None:
    (editable / "data" / ".#notes.yml").symlink_to("me@here.1234")
    assert load_project(editable).warnings == ()

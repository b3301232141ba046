"""A release: what it writes, what it refuses, and that the ledger is compared with the whole of its past."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.document.index import Index
from edition.loading.files import replace_text
from edition.loading.ledger import LEDGER, public_addresses, read_ledger
from edition.loading.problems import DataError
from edition.site.build import site_url_of
from edition.site.project import load_index
from edition.site.release import CITATION, release
from edition.site.settings import has_address
from tests.helpers.needs import needs_nothing_left_to_do
from tests.helpers.projects import PROJECT, SECOND, commit, copy_project, git, spoil
from tests.helpers.publishing import add_record, record, unpublishable

K4 = "1.0.0 ./sessions/code-and-cargo/#k4-a"
NOWHERE = "https://example.org/harbour/"
"""Where no version is frozen."""


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second document in a repository of its own, with its version 1.0.0 released and committed."""
    project = copy_project(tmp_path_factory.mktemp("released") / "harbour", SECOND)
    commit(project)
    release(load_index(project), project, NOWHERE)
    commit(project)
    return project


@pytest.fixture
def harbour(released: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return Path(shutil.copytree(released, tmp_path / "harbour"))


def check(project: Path) -> list[str]:
    return unpublishable(project, NOWHERE)


def written(project: Path) -> list[bytes]:
    """What a release writes into, as it is; what is missing is left out."""
    return [(project / name).read_bytes() for name in (LEDGER, CITATION) if (project / name).exists()]


def refusal(project: Path) -> str:
    """Why `make release` writes nothing."""
    before = written(project)
    with pytest.raises(DataError) as caught:
        release(load_index(project), project, NOWHERE)
    assert written(project) == before
    return str(caught.value)


# --- this edition


def test_this_edition_may_be_published(
    index: Index, set_outside: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its newest version is released, and its ledger has every line that git knows of it: CI publishes no other."""
    for name, value in set_outside.items():
        monkeypatch.setenv(name, value)
    if not has_address(site_url_of(PROJECT)):
        needs_nothing_left_to_do()  # where there is an address, nothing excuses
    assert unpublishable(PROJECT, site_url_of(PROJECT)) == []
    lines = (PROJECT / LEDGER).read_text("utf-8").splitlines()
    versions = {line.split()[0] for line in lines if not line.startswith("#")}
    assert versions <= {record.version for record in index.edition.releases}


# --- what it writes


def test_a_release_writes_addresses_version_and_date_and_nothing_else(harbour: Path) -> None:
    citation = (harbour / CITATION).read_text("utf-8")
    add_record(harbour, record("1.1.0", "2031-09-01"))
    (harbour / "docs" / "extra.md").write_text("# Extra\n")
    before = (harbour / LEDGER).read_text("utf-8")
    assert check(harbour) == ["data/ledger.txt: run `make release`", "CITATION.cff: run `make release`"]
    assert release(load_index(harbour), harbour, NOWHERE) == (1, None)
    assert (harbour / LEDGER).read_text("utf-8") == f"{before}1.1.0 ./extra/\n"
    citation, times = re.subn("(?m)^version: 1.0.0$", "version: 1.1.0", citation)
    citation, again = re.subn("(?m)^date-released: 2031-06-01$", "date-released: 2031-09-01", citation)
    assert (harbour / CITATION).read_text("utf-8") == citation and times == again == 1
    assert check(harbour) == []


def test_releasing_again_adds_what_is_new_below_what_was_there(harbour: Path) -> None:
    before = written(harbour)
    assert release(load_index(harbour), harbour, NOWHERE) == (0, None)
    assert written(harbour) == before
    assert list(read_ledger(harbour).addresses) == public_addresses(load_index(harbour), harbour)
    (harbour / LEDGER).write_bytes(before[0].rstrip(b"\n"))
    (harbour / "docs" / "extra.md").write_text("# Extra\n")
    release(load_index(harbour), harbour, NOWHERE)
    assert written(harbour)[0] == before[0] + b"1.0.0 ./extra/\n"


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("data/conclusions.yml", "Cranes should", "Cranes must", 'reads "must be seen from the" where'),
        (CITATION, "\nversion: 1.0.0", "", 'there must be one line "version: 1.0.0", at the left margin'),
        (CITATION, "\ndate-", "\ndate-released: 2031-01-01\ndate-", 'there must be one line "date-released: 2031-0'),
        (CITATION, "Harbour", "H\udce4fen", "the file is not UTF-8 from here on; save it with that encoding"),
        (CITATION, "", "", "the file is missing"),
    ],
)
def test_data_with_a_fault_or_a_citation_file_without_a_place_for_them_is_refused(
    harbour: Path, name: str, old: str, new: str, told: str
) -> None:
    file = harbour / name
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8", errors="surrogateescape")
    if not old:
        file.unlink()
    assert re.match(rf"{name}:\d+:\d+: {told}", refusal(harbour))


def test_what_cannot_be_written_whole_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "ledger.txt"
    replace_text(file, "old")
    file.chmod(0o640)
    with pytest.raises(UnicodeEncodeError):
        replace_text(file, "new" * 100_000 + "\udcff")
    assert [found.name for found in tmp_path.iterdir()] == ["ledger.txt"]
    assert file.read_text() == "old"
    (tmp_path / "link").symlink_to(file)
    replace_text(tmp_path / "link", "new")
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("new", 0o640)
    assert (tmp_path / "link").is_symlink()


# --- the past of the ledger


def deleted(project: Path) -> None:
    spoil(project / LEDGER, f"{K4}\n", "")


def under_another_version(project: Path) -> None:
    spoil(project / LEDGER, K4, K4.replace("1.0.0", "1.1.0"))


def deleted_and_committed(project: Path) -> None:
    deleted(project)
    commit(project)
    (project / LEDGER).touch()
    commit(project)


def merged_with_ours(project: Path) -> None:
    """The line is added on a branch only; the merge of it takes everything from the main line."""
    text = (project / LEDGER).read_text("utf-8")
    git(project, "checkout", "-q", "-b", "release", "HEAD~")
    (project / LEDGER).write_text(text, "utf-8")
    commit(project)
    git(project, "checkout", "-q", "main")
    git(project, "reset", "-q", "--hard", "HEAD~")
    (project / LEDGER).write_text(text.replace(f"{K4}\n", ""), "utf-8")
    commit(project)
    git(project, "merge", "-q", "--strategy=ours", "--no-commit", "release")
    commit(project)


def in_a_merge_only(project: Path) -> None:
    """The merge itself adds the line, the commit after it takes it out."""
    text = (project / LEDGER).read_text("utf-8")
    git(project, "reset", "-q", "--hard", "HEAD~")
    git(project, "checkout", "-q", "-b", "side")
    commit(project)
    git(project, "checkout", "-q", "main")
    git(project, "merge", "-q", "--no-ff", "--no-commit", "side")
    (project / LEDGER).write_text(text, "utf-8")
    commit(project)
    (project / LEDGER).write_text(text.replace(f"{K4}\n", ""), "utf-8")
    commit(project)


@pytest.mark.parametrize(
    "lose", [deleted, under_another_version, deleted_and_committed, merged_with_ours, in_a_merge_only]
)
def test_a_line_that_was_ever_committed_must_be_there(harbour: Path, lose: Callable[[Path], None]) -> None:
    lose(harbour)
    (told,) = [line for line in check(harbour) if "the line" in line]
    assert told.startswith(f'data/ledger.txt:1:1: the line "{K4}" is missing, which it had in commit ')
    assert told.endswith("; put it back")
    there = told.partition(" commit ")[2].partition(";")[0]
    assert K4 in git(harbour, "show", f"{there}:{LEDGER}").splitlines()
    assert refusal(harbour) == told


def test_the_ledger_of_another_edition_is_not_compared(harbour: Path) -> None:
    """A new edition that began as a copy, history and all."""
    (harbour / LEDGER).write_text("# Ledger of the next Harbour Forum\n", "utf-8")
    assert [line.partition(":")[0] for line in check(harbour)] == [LEDGER]
    release(load_index(harbour), harbour, NOWHERE)
    commit(harbour)
    assert check(harbour) == []
    deleted(harbour)
    assert len(check(harbour)) == 2


def test_a_shallow_clone_is_refused(harbour: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{harbour}", "shallow")
    told = "data/ledger.txt:1:1: the clone is shallow, so its past cannot be compared; run `git fetch --unshallow`"
    assert refusal(tmp_path / "shallow").startswith(told)
    with pytest.raises(DataError, match="shallow"):
        check(tmp_path / "shallow")
    git(tmp_path / "shallow", "fetch", "-q", "--unshallow")
    assert check(tmp_path / "shallow") == []


def test_a_project_without_a_past_is_refused(harbour: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    shutil.rmtree(harbour / ".git")
    assert refusal(harbour).startswith("data/ledger.txt:1:1: its past cannot be compared: fatal: not a git repository")
    monkeypatch.setenv("PATH", "")
    assert refusal(harbour) == "data/ledger.txt:1:1: its past cannot be compared: git is not installed"
    assert load_index(harbour).version == "1.0.0"  # the check needs no git


def test_a_project_in_a_folder_of_a_repository(harbour: Path) -> None:
    (harbour / "inner").mkdir()
    for name in ("data", "docs", "mkdocs.yml", CITATION):
        shutil.move(harbour / name, harbour / "inner" / name)
    git(harbour, "add", "--all", "inner")
    git(harbour, "commit", "-q", "-m", "Moved.")
    assert check(harbour / "inner") == []
    deleted(harbour / "inner")
    assert len(check(harbour / "inner")) == 2

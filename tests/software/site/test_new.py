"""A new edition from a plain text, and the links that the check proposes, written by a command."""

import re
from pathlib import Path

import pytest

from edition.document.edition import FILES
from edition.document.index import Index
from edition.loading.outline import SHAPE, outline_of
from edition.loading.yaml_file import read_text
from edition.pages.page_files import about_this_document
from edition.site.new import folded, short, slugs_of
from edition.site.project import load_index
from tests.helpers.pages import Site, files_of, text_of
from tests.helpers.projects import PROJECT, SECOND, copy_whole_project, refused, run, run_here, spoil

MINIMAL = """\
A small meeting

It met once, in a room.

What was agreed

1. Doors stay open.

The door of the room is heavy.

2. Windows, too.

The window is light.
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this project with a page about its document alone, the only one of its part of the menu."""
    project = copy_whole_project(tmp_path_factory.mktemp("whole") / "project")
    (project / "docs" / "dossiers").mkdir()
    page = "---\nabout_this_document: true\n---\n\n# A dossier\n"
    (project / "docs" / "dossiers" / "one.md").write_text(page, encoding="utf-8")
    spoil(project / "mkdocs.yml", "  - About:\n", "  - Only here:\n      - Dossier: dossiers/one.md\n  - About:\n")
    return project


@pytest.fixture(scope="module", params=["second", "minimal"])
def made(request: pytest.FixtureRequest, whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    text = SECOND / "data" / "text.txt"
    if request.param == "minimal":
        text = folder / "minimal.txt"
        text.write_text(MINIMAL, encoding="utf-8")
    assert run_here(whole, "new", folder / "new", "--text", text).code == 0
    return folder / "new"


def words_of(index: Index) -> list[tuple[str, str]]:
    return [(passage.kind, passage.words) for passage in index.passages.values()]


def test_what_the_text_says_itself_is_filled_in(made: Path, second_index: Index) -> None:
    found = words_of(load_index(made))
    kinds = "title", "introduction", "heading", *("statement", "paragraph") * 2
    minimal = zip(kinds, re.sub(r"^\d\. ", "", MINIMAL.strip(), flags=re.M).split("\n\n"), strict=True)
    assert found == (words_of(second_index) if len(found) > 10 else list(minimal))


def test_the_text_of_this_document_is_cut_as_its_editors_have_cut_it(index: Index) -> None:
    source = index.edition.document.source
    found = outline_of((PROJECT / "data" / source).read_text(encoding="utf-8"), source)
    words = [found.title, *found.introduction]
    for heading in found.headings:
        words.append(heading.words)
        for statement in heading.statements:
            words += [statement.words, *statement.paragraphs]
    assert words + found.closing == [passage.words for passage in index.passages.values()]


def test_a_new_edition_builds_at_once_and_the_check_lists_what_is_left(made: Path) -> None:
    done = run(made, "build")
    assert done.code == 0, done.err
    site = Site(made / "site", made)
    index = load_index(made)
    assert index.edition.document.title in text_of(site.pages[""].root)
    sessions = [f"sessions/{session.slug}/" for session in index.edition.sessions]
    assert sorted(page for page in site.pages if page.startswith("sessions/")) == sorted(sessions)
    assert run(made, "check").err == done.err
    told = done.err.splitlines()
    left = [line for line in told if ": warning: to do: " in line]
    assert any(re.fullmatch(r"data/document\.yml:\d+:\d+: warning: to do: what it is about, .*", line) for line in left)
    assert len([line for line in left if "a short title of conclusion" in line]) == len(index.edition.conclusions)
    assert {line.partition(":")[0] for line in left} >= {"README.md", "mkdocs.yml", "CITATION.cff", "data/events.yml"}
    document = made / "data" / "document.yml"
    _, line, column, _ = next(line for line in left if line.startswith("data/document")).split(":", 3)
    assert document.read_text("utf-8").splitlines()[int(line) - 1][int(column) - 1 :].startswith("TO DO: ")


def test_no_version_is_released_before_all_is_done(made: Path) -> None:
    ledger = (made / "data" / "ledger.txt").read_bytes()
    assert "to do: the day of publication" in "\n".join(refused(made, "release"))
    assert (made / "data" / "ledger.txt").read_bytes() == ledger


def test_nothing_of_the_former_document_is_in_what_is_written(made: Path, whole: Path) -> None:
    old = load_index(whole)
    new = load_index(made).edition
    names = {one.name for one in old.entities.values() if " " in one.name} | {old.edition.document.title}
    names |= {release.date.isoformat() for release in old.edition.releases}
    names -= {new.document.title, str(new.releases[0].date)}
    for name in ("README.md", "mkdocs.yml", "CITATION.cff", "LICENSE", "pyproject.toml", "data/ledger.txt"):
        text = (made / name).read_text("utf-8")
        assert [word for word in (*names, "IOM", "idm", "igration") if word in text] == [], name
    assert not (made / "releases").exists() and not (made / "tests" / "edition").exists()
    assert not (made / "docs" / "dossiers").exists()
    menu = (made / "mkdocs.yml").read_text("utf-8")
    assert "dossier" not in menu and "Only here" not in menu and "  - About:\n" in menu


def test_the_data_has_its_guides_and_no_other_record(made: Path, whole: Path) -> None:
    filled = {"document", "sessions", "conclusions", "events", "releases"}
    for name in FILES:
        guide, old = "".join(re.findall(r"\A(?:#.*\n)+", (whole / "data" / f"{name}.yml").read_text("utf-8"))), name
        new = (made / "data" / f"{name}.yml").read_text("utf-8")
        assert guide and new.startswith(guide), old
        assert (new == guide) is (name not in filled), name


def test_the_code_beside_it_is_all_that_a_clone_has(made: Path, whole: Path) -> None:
    """But for the data and pages of the document, and tests that know its words."""

    def files(folder: Path) -> set[str]:
        names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        own = r"(data/(?!schema/).*|docs/sessions/.*|tests/edition/.*|releases/.*|site/.*|.*\.pyc)"
        pages = {name for name in names if name.endswith(".md") and about_this_document(read_text(folder / name))}
        return {name for name in names - pages if not re.fullmatch(own, name)}

    assert files(made) == files(whole)


def test_addresses_and_short_titles_are_made_of_the_words() -> None:
    headings = ["THE PORT'S DAY IN THE OFFICE OF THE SEA:", "Index", "2030 and on", "Über Quays", "Über quays", "港"]
    slugs = ["the-ports-day-in-the-office", "session-2", "session-3", "uber-quays", "uber-quays-5", "session-6"]
    assert slugs_of(headings) == slugs
    assert short("SHORE AND TOWN:") == "Shore and town"
    assert short("Ports & towns, with or without a quay, belong together, it was said.") == (
        "Ports & towns, with or without a quay, belong together, it …"
    )


def test_no_line_that_is_written_ends_in_a_hyphen() -> None:
    """A hyphen at the end of a line of the source is one within a word."""
    lines = folded(f"{'x' * 60} {'y' * 30}- and {'z' * 60}", 4).split("\n")
    assert lines == [f"    {'x' * 60} {'y' * 30}- and", f"    {'z' * 60}"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (MINIMAL, " \n", "1:1: there is no text"),
        ("1. Doors", "I. Doors", '3:1: no paragraph begins with "1. "'),
        ("What was agreed\n\n", "", "5:1: there is no heading above the first conclusion"),
        ("2. Windows", "3. Windows", '11:1: this begins with "3. ", but conclusion 2 would be the next'),
        ("2. Windows", "1. Windows", '11:1: this begins with "1. ", but conclusion 2 would be the next'),
        ("\nThe window is light.\n", "", "11:1: there is no paragraph below conclusion 2"),
        ("heavy", "hea\u0007vy", "9:28: remove U+0007 (control character)"),
    ],
)
def test_a_text_of_another_shape_is_refused_with_its_line(
    whole: Path, tmp_path: Path, old: str, new: str, told: str
) -> None:
    text = tmp_path / "document.txt"
    assert old in MINIMAL
    text.write_text(MINIMAL.replace(old, new, 1), encoding="utf-8")
    (line,) = refused(whole, "new", tmp_path / "new", "--text", text)
    assert line.startswith(f"document.txt:{told}")
    assert "remove U+" in line or line.endswith(f"({SHAPE})")
    assert [path.name for path in tmp_path.iterdir()] == ["document.txt"]


@pytest.mark.parametrize(
    ("old", "new", "headings", "last", "closing"),
    [
        ("A small meeting\n", "A small\nmeeting: it met\nonce\n", 1, 1, 0),
        ("light.\n", "light.\n\n\nThat was all.\n", 1, 1, 1),
        ("light.\n", "light.\n\nThat was all.\n", 1, 2, 0),
        ("heavy.\n", "heavy.\nWINDOWS:\n", 2, 1, 0),
        ("heavy.\n\n", "heavy.\n", 1, 1, 0),
        ("heavy.\n\n", "heavy.\n\n\nWindows and\nmore of them\n\n\n", 2, 1, 0),
        ("It met once, in a room.\n\n", "", 1, 1, 0),
    ],
)
def test_headings_and_closing_are_seen_in_the_text(old: str, new: str, headings: int, last: int, closing: int) -> None:
    title = " ".join((new if "small" in new else "A small meeting").split())
    found = outline_of(MINIMAL.replace(old, new), "document.txt", title if "small" in new else None)
    assert found.title == title
    assert (len(found.headings), len(found.closing)) == (headings, closing)
    assert [len(one.paragraphs) for heading in found.headings for one in heading.statements] == [1, last]


def test_a_title_or_a_folder_that_does_not_fit_is_refused(whole: Path, tmp_path: Path) -> None:
    text = tmp_path / "document.txt"
    text.write_text(MINIMAL, encoding="utf-8")
    told = 'document.txt:1:1: the text does not begin with "A large meeting"; copy the title from there'
    assert refused(whole, "new", tmp_path / "new", "--text", text, "--title", "A large meeting")[0].startswith(told)
    told = f"{tmp_path} exists already, and is not empty; name a new folder"
    assert refused(whole, "new", tmp_path, "--text", text) == [told]
    assert [path.name for path in tmp_path.iterdir()] == ["document.txt"]


NAMES = """
- id: forum
  name: Harbour Forum
  acronym: HF
- id: room
  name: room
"""
LEAGUE = """
- id: league
  name: League of Harbour Towns
  names: [Doors]
"""


def test_the_links_that_the_check_proposes_are_written_and_nothing_else(made: Path) -> None:
    def proposed() -> list[str]:
        return [line for line in run_here(made, "check").err.splitlines() if "is not linked; write " in line]

    before = words_of(load_index(made))
    for name, records in {"events": NAMES, "organizations": LEAGUE}.items():
        file = made / "data" / f"{name}.yml"
        file.write_text(file.read_text("utf-8") + records, encoding="utf-8")
    written, all_ = files_of(made / "data"), proposed()
    assert run_here(made, "link", "--kind", "organization").code == 0
    left = proposed()
    assert 0 < len(left) < len(all_) and not any("(organization:" in line for line in left)
    assert run_here(made, "link").code == 0
    assert proposed() == []
    assert run_here(made, "link")[:2] == (0, "")
    assert words_of(load_index(made)) == before
    linked = files_of(made / "data")
    assert written != linked and without_links(written) == without_links(linked)


def without_links(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: re.sub(rb"\[([^\]]+)\]\([a-z]+:[a-z]+\)", rb"\1", content) for name, content in files.items()}


@pytest.mark.parametrize(
    ("written", "linked"),
    [
        ("WATER AND QUAYS", '"[WATER](organization:water) AND QUAYS"'),
        ("Quays and water", "Quays and [water](organization:water)"),
        ('Water, "a quay"', """'[Water](organization:water), "a quay"'"""),
        ("'Water''s quay'", "'Water''s quay'"),
        ('"Water, quay"', '"[Water](organization:water), quay"'),
        (">-\n    The salt\n    water of", ">-\n    The [salt\n    water](organization:water) of"),
        ("|\n    Water water", "|\n    [Water](organization:water) water"),
    ],
)
def test_a_link_fits_the_way_in_which_its_text_is_written(project: Path, written: str, linked: str) -> None:
    """What is escaped in quotes is left to the editor: the check goes on to propose it."""
    sessions, organizations = project / "data" / "sessions.yml", project / "data" / "organizations.yml"
    water = "\n- id: water\n  name: water\n  names: [salt water]\n"
    organizations.write_text(organizations.read_text("utf-8") + water, encoding="utf-8")
    spoil(sessions, 'heading: "WATER:"', f"heading: {written}")
    before = sessions.read_text("utf-8")
    assert run_here(project, "link", "--kind", "organization").code == 0
    assert sessions.read_text("utf-8") == before.replace(f"heading: {written}", f"heading: {linked}")

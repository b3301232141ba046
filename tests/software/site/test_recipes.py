"""The page "How to edit", followed step by step as it stands: on the second data set, whose source may grow."""

import json
import os
import re
import shutil
from collections.abc import Callable
from contextlib import chdir
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt
from mkdocs.config import load_config

from edition.loading.ledger import public_addresses, read_ledger
from edition.site.project import load_index, load_project
from tests.helpers.pages import Page, Site, having_class, links_in, text_of
from tests.helpers.projects import PROJECT, SECOND, Done, commit, copy_project, copy_whole_project, run, run_here, spoil

PAGE = "docs/how-to-edit.md"
FOR_DEVELOPERS = "CONTRIBUTING.md"
WHOLE = "A whole new document"
ADDED: dict[str, list[str]] = yaml.safe_load((PROJECT / "tests" / "recipes.yml").read_text(encoding="utf-8"))


@dataclass
class Step:
    """One step: what it says, on one line, and what is set off under that."""

    words: str = ""
    code: str = ""


def recipes(page: str = PAGE) -> dict[str, list[Step]]:
    """The headings of the page that have numbered steps under them, and the steps."""
    found: dict[str, list[Step]] = {}
    heading = ""
    tokens = MarkdownIt().parse((PROJECT / page).read_text(encoding="utf-8"))
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            heading = token.content
        elif token.type == "list_item_open" and token.markup == ".":
            found.setdefault(heading, []).append(Step())
        elif before.type == "paragraph_open" and heading in found and not found[heading][-1].words:
            found[heading][-1].words = " ".join(token.content.split())
        elif token.type == "code_block":
            assert not found[heading][-1].code, f"two blocks under one step of {heading}"
            found[heading][-1].code = token.content
    return found


class Editor:
    """Somebody who does what a step says, in the copy of the project in `folder`, and nothing else.

    Commands are those of this process, as `run_here`, or of the code that is changed, as `run`.
    """

    def __init__(self, folder: Path, commands: Callable[..., Done] = run_here) -> None:
        self.folder, self.commands, self.printed = folder, commands, list[str]()

    def follow(self, step: Step) -> None:
        does: dict[str, Callable[..., None]] = {
            r"Create `(.+?)`:": self.create,
            r"Add to the end of `(.+?)`(?:, .*)?:": self.add,
            r"In `(.+?)`, (?:after|(before)) (.+), add:": self.add,
            r"In `([^`]+)`(?:, in (.+?))?, replace `(.+?)` with(?: `(.+?)`\.|:)": self.replace,
            r"In `(.+?)`, remove (.+)\.": self.remove,
            r"Run `(.+?)`\.(.*)": self.run,
            r"Save the document as plain text in UTF-8, here as `(.+?)` in this project\..*": self.save,
            r"Go on in the folder `(.+?)`\..*": self.go_on_in,
            r"Replace each `(TO DO:)` by what it asks for\..*": self.do_all,
            r"Delete `(.+?)`\..*": self.delete,
            r"Rename `(.+?)` to `(.+?)`\.": self.rename,
        }
        found = [(do, match) for words, do in does.items() if (match := re.fullmatch(words, step.words))]
        assert len(found) == 1, f"nobody can tell what to do: {step.words}"
        assert bool(step.code) == step.words.endswith(":")
        do, match = found[0]
        do(step.code, *match.groups())

    def create(self, code: str, name: str) -> None:
        assert not (self.folder / name).exists()
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(code, encoding="utf-8")

    def add(self, code: str, name: str, before: str | None = None, place: str = "") -> None:
        """Paste it between blank lines, unless it goes on with what is above it."""
        lines, around = self.lines(name), self.lines_of(name, place)
        at = around.start if before else around.stop
        above, below = "\n".join(lines[:at]).rstrip(), "\n".join(lines[at:]).strip("\n")
        gap = "\n" if code.startswith(" ") else "\n\n"
        (self.folder / name).write_text(f"{above}{gap}{code}\n{below}".rstrip() + "\n", encoding="utf-8")

    def replace(self, code: str, name: str, place: str | None, old: str, new: str | None) -> None:
        """Replace the one place where it is, in a record or in the whole file."""
        lines, part = self.lines(name), self.lines_of(name, place or "")
        text = "\n".join(lines[part])
        assert text.count(old) == 1, f"{old} is {text.count(old)} times in {name}"
        lines[part] = text.replace(old, new or code).split("\n")
        self.write(name, lines)

    def remove(self, code: str, name: str, place: str) -> None:
        lines = self.lines(name)
        del lines[self.lines_of(name, place)]
        self.write(name, lines)

    def save(self, code: str, name: str) -> None:
        shutil.copy(SECOND / "data" / "text.txt", self.folder / name)

    def go_on_in(self, code: str, name: str) -> None:
        self.folder = Path(os.path.normpath(self.folder / name))

    def do_all(self, code: str, mark: str) -> None:
        """What only an author can: here, each is done in the same words."""
        for line in [line for line in self.printed[::-1] if ": to do: " in line]:
            name, number, _ = line.split(":", 2)
            lines, at = self.lines(name), int(number) - 1
            assert mark in lines[at]
            words = re.sub(rf"{mark} [^\"]+", "What is to be said", lines[at])
            lines[at : at + 1] = [] if words.lstrip().startswith("#") else [words]
            self.write(name, lines)

    def run(self, code: str, command: str, then: str) -> None:
        words = command.replace("make site", "make build").split()
        with chdir(self.folder):
            done = self.commands(self.folder, *(words[1:] if words[0] == "make" else words[3:]))
        self.printed = f"{done.out}{done.err}".splitlines()
        if "It prints a line" in then:
            assert set(code.splitlines()) <= set(self.printed)
        elif "It prints nothing but warnings" in then:
            assert [line for line in self.printed if ": warning: " not in line] == []
        elif "It prints" in then:
            assert self.printed == code.splitlines()
        else:
            assert (done.code, code) == (0, ""), self.printed

    def delete(self, code: str, name: str) -> None:
        if (self.folder / name).is_file():
            (self.folder / name).unlink()
        shutil.rmtree(self.folder / name, ignore_errors=True)  # a copy of a copy has none

    def rename(self, code: str, old: str, new: str) -> None:
        assert not (self.folder / new).exists()
        (self.folder / old).rename(self.folder / new)

    def lines_of(self, name: str, place: str) -> slice:
        """The line with these words, the lines of the record with this id, or all where no place is named."""
        lines = self.lines(name)
        if not place:
            return slice(0, len(lines))
        words = place.removeprefix("the line with ").strip("`")
        if words != place.strip("`"):
            (at,) = (at for at, line in enumerate(lines) if words in line)
            return slice(at, at + 1)
        (start,) = (at for at, line in enumerate(lines) if re.fullmatch(rf' *- id: "?{re.escape(words)}"?', line))
        margin = lines[start].index("-")
        below = (at for at in range(start + 1, len(lines)) if lines[at] and not lines[at][: margin + 1].isspace())
        return slice(start, next(below, len(lines)))

    def write(self, name: str, lines: list[str]) -> None:
        (self.folder / name).write_text("\n".join([*lines, ""]), encoding="utf-8")

    def lines(self, name: str) -> list[str]:
        return (self.folder / name).read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The second data set, after all recipes for it; after each the data is without fault."""
    project = copy_project(tmp_path_factory.mktemp("recipes") / "project", SECOND)
    commit(project)
    editor = Editor(project)
    for heading, steps in recipes().items():
        before = set(public_addresses(load_index(project), project))
        for step in steps if heading != WHOLE else ():
            editor.follow(step)
        index = load_index(project)
        assert load_project(project).warnings == (), heading
        assert set(public_addresses(index, project)) - before >= set(ADDED.get(heading, [])), heading
    return Site(project / "site", project)


def test_the_page_has_every_recipe() -> None:
    assert set(recipes()) >= {*ADDED, WHOLE}


def test_what_the_recipes_added_is_on_the_site(edited: Site) -> None:
    pages = edited.pages
    for address in chain.from_iterable(ADDED.values()):
        page, _, anchor = address.removeprefix("./").partition("#")
        assert page in pages or page == "briefings/small-boats/"  # which is renamed later
        if anchor:
            assert text_of(pages[page].by_id(anchor)).strip(), address
    paragraph = text_of(pages["sessions/code-and-cargo/"].by_id("k5-c"))
    assert "those who fish" in paragraph and "does not say how small" in paragraph
    assert "Who says so: Jane Doe" in paragraph and "Same words elsewhere" in paragraph
    beside = text_of(pages["parallels/"].by_id("as-gazette"))
    assert "a promise to keep a light for small boats" in beside and "boats of every size" in beside
    assert "spring of 2032" in text_of(pages["outcomes/"].by_id("after-lanterns"))
    assert "The first lantern" in text_of(pages["sessions/code-and-cargo/"].root)
    assert "until the last boat is in" in text_of(pages["frameworks/"].by_id("lantern-convention"))
    assert "Small boats were promised a light." in text_of(pages[""].root)
    menu = [link for link in pages[""].root.iter("a") if link.get("href") == "sessions/night-watch/"]
    assert any(text_of(link).strip() == "Night watch" for link in menu)


def test_the_published_version_keeps_what_the_recipes_added(edited: Site) -> None:
    assert load_index(edited.root).version == "1.1.0"
    moved = [*ADDED["Move a conclusion to another session"], *ADDED["Rename a page"]]
    assert {*read_ledger(edited.root).addresses} >= {*chain.from_iterable(ADDED.values())} - {*moved}
    citation = (edited.root / "CITATION.cff").read_text(encoding="utf-8")
    assert "\nversion: 1.1.0\ndate-released: 2031-09-01\n" in citation


def test_what_the_recipes_moved_or_retired_leads_on(edited: Site) -> None:
    pages = edited.pages
    for page, id_, to in [
        ("sessions/first-watch/", "k2", "../../sessions/shore-and-town/#k2"),
        ("sessions/first-watch/", "k2-a", "../../sessions/shore-and-town/#k2-a"),
        ("sessions/code-and-cargo/", "k5-b", "#k5-a"),
    ]:
        assert links_in(pages[page].by_id(id_)) == [to]
    assert edited.moved["briefings/small-boats/"].by_id("page-whole").get("href") == "../../briefings/night-boats/"
    withdrawn = Page("v/1.1.0/", edited.folder / "v" / "1.1.0" / "index.html")
    assert "It was published too early." in text_of(withdrawn.root)
    assert "Cranes for all to see" in text_of(pages[""].root)
    assert "Old cranes" in text_of(pages["sessions/code-and-cargo/"].by_id("k5-a"))


def test_readers_see_what_is_followed(edited: Site) -> None:
    """The generator and the standard read the page alike: what is pasted from the site is what was tried."""
    shown = edited.pages["how-to-edit/"].root
    (guide,) = having_class(shown, "guide")
    steps = [text_of(code) for code in shown.iter("pre") if code not in list(guide.iter("pre"))]
    assert steps == [step.code for steps in recipes().values() for step in steps if step.code]
    assert [text_of(heading) for heading in shown.iter("h2") if text_of(heading) in recipes()] == list(recipes())


def words_of(project: Path) -> set[str]:
    """What an edition says: the document, and of itself."""
    index, settings = load_index(project), load_config(str(project / "mkdocs.yml"))
    own = (f"{settings[key]}" for key in ("site_name", "site_description", "copyright"))
    document = index.edition.document
    return {document.gist, document.rights, *own, *(passage.words for passage in index.passages.values())}


def test_a_whole_new_document(tmp_path: Path) -> None:
    """By the steps alone, a copy of the project becomes that of the second document; nothing of this one is left."""
    editor = Editor(copy_whole_project(tmp_path / "project"))
    for step in recipes()[WHOLE]:
        editor.follow(step)
    site, index = Site(editor.folder / "site", editor.folder), load_index(editor.folder)
    full_text = site.pages["full-text/"].having("data-verbatim")
    assert [element.get("data-verbatim") for element in full_text] == list(index.passages)
    left = words_of(PROJECT) - words_of(editor.folder)
    for page in site.pages.values():
        text = text_of(page.root)
        assert [words for words in left if words in text] == [], page.name


@pytest.fixture(scope="module")
def developed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The second data set with a new field and a new kind of record, by recipes that end with a build, which is one."""
    project = copy_project(tmp_path_factory.mktemp("developed") / "project", SECOND)
    editor = Editor(project, run)
    (*field, build), (*kind, same), *_ = recipes(FOR_DEVELOPERS).values()
    assert build.words.partition(".")[0] == same.words.partition(".")[0] == "Run `make site`"
    for step in field:
        editor.follow(step)
    before = {*project.rglob("*")}
    for step in kind:
        editor.follow(step)
    own = {file.relative_to(project).as_posix() for file in {*project.rglob("*")} - before}
    assert len([name for name in own if "__pycache__" not in name]) == 5, "with the menu, six files"
    spoil(project / "data" / "topics.yml", "passages: [k1-a, k6-a]", "passages: [k1-a, k6-z]")
    message = 'data/topics.yml:9:20: unknown passage "k6-z"; did you mean "k6-a"?\n'
    assert run(project, "check") == (1, "", message)
    spoil(project / "data" / "topics.yml", "k6-z", "k6-a")
    editor.follow(build)
    return Site(project / "site", project)


def test_a_new_field_goes_from_the_yaml_to_the_page(developed: Site) -> None:
    assert "Founded1907" in text_of(developed.pages["organizations/"].by_id("harbour-league"))
    for name in ("data/organizations.yml", "data/schema/organizations.json", "site/data/summary.schema.json"):
        assert "founded" in (developed.root / name).read_text(encoding="utf-8"), name
    summary = json.loads(developed.read("data/summary.json"))
    assert summary["entries"]["organization:harbour-league"]["facts"]["founded"] == 1907
    assert 'schema:foundingDate "1907"' in developed.read("data/edition.ttl")


def test_a_new_kind_of_record_is_everywhere(developed: Site) -> None:
    assert "1.1, 6.1" in text_of(developed.pages["topics/"].by_id("tides"))
    passage = developed.pages["sessions/first-watch/"].by_id("k1-a")
    assert "Topic: Tides" in text_of(passage)
    assert [link.get("href") for link in passage.iter("a") if text_of(link) == "Tides"] == ["../../topics/#tides"]
    summary = json.loads(developed.read("data/summary.json"))
    assert [(one["id"], one["passages"]) for one in summary["topics"]] == [("tides", ["k1-a", "k6-a"])]
    assert "tides,Tides,k1-a k6-a," in developed.read("data/topics.csv")
    assert "topics/#tides> a schema:DefinedTerm" in developed.read("data/edition.ttl")
    assert '"topics/#tides","Tides","Topics"' in developed.read("assets/search-index.js")

"""A new edition: a project of its own, with the code of this one and what a plain text says of itself."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from textwrap import TextWrapper, shorten
from unicodedata import normalize

from pathspec.gitignore import GitIgnoreSpec

from edition.document.edition import FILES
from edition.loading.files import staged, write_text
from edition.loading.ledger import FIRST, FOLDER, LEDGER
from edition.loading.outline import Outline, outline_of
from edition.loading.problems import ReportedError
from edition.loading.source_text import read_plain_text
from edition.loading.yaml_file import read_text
from edition.pages.page_files import about_this_document
from edition.site.project import load_project
from edition.templating import templates

OF_THE_DOCUMENT = f"/{FOLDER}", "/data", "/docs/sessions", "/tests/edition"
"""Folders that a new edition gets nothing of, or writes itself, as `.gitignore` would have them."""
TEMPLATES = Path(__file__).parent / "templates" / "new"
SETTING = re.compile(r"(?:^(\w+):)?.*\n?(?(1)(?: .*\n)*)", re.MULTILINE)
"""A key at the left margin with all that belongs to it, or a line without one."""
TO_A_SESSION = re.compile(r"(?<=\]\()sessions/[a-z0-9-]+\.md")
"""What a link in a page leads to; in a new edition, to its first session."""
HANGING = re.compile(r"(-(a|an|and|at|by|for|from|in|of|on|or|the|to|with))+$")
"""Words with which no address ends."""
SOURCE = "source.txt"
WIDTH, NO_BREAK = 100, "\ue000"
"""Columns at which texts wrap, and a mark for a space where they do not."""
SHORT = 60
"""Characters of a short title."""


def new_edition(project: Path, folder: Path, text: Path, title: str | None) -> Outline:
    """Make a new edition in a folder, of the plain text of a document, and give the parts that were found in it.

    It gets code, pages and settings of `project`, but for what is about its document. Without a title, the first
    paragraph of the text is one.

    Raises:
        ReportedError: the folder is not empty, or the text has another shape, or the pages do not fit it.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ReportedError(f"{folder} exists already, and is not empty; name a new folder")
    source = read_plain_text(text, text.name)
    outline = outline_of(source, text.name, title)
    with staged(folder) as new:
        rules = read_text(project / ".gitignore", ".gitignore").splitlines()
        ignored = GitIgnoreSpec.from_lines([*rules, ".git", *OF_THE_DOCUMENT])
        for file in _files(project, project, ignored, {text.resolve(), new.resolve()}):
            target = new / file.relative_to(project)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target)
        _write_own(project, new, source, outline)
        load_project(new)
    return outline


def _files(project: Path, folder: Path, ignored: GitIgnoreSpec, not_copied: set[Path]) -> Iterator[Path]:
    """What of a folder of a project a new edition gets, but for what it writes itself."""
    for path in sorted(folder.iterdir()):
        name = path.relative_to(project).as_posix()
        if path.resolve() in not_copied or ignored.match_file(f"{name}/" if path.is_dir() else name):
            continue
        if path.is_dir():
            yield from _files(project, path, ignored, not_copied)
        elif path.suffix != ".md" or not about_this_document(read_text(path, name)):
            yield path


def _write_own(project: Path, new: Path, source: str, outline: Outline) -> None:
    """Write data, pages of sessions, and what says of which document this is an edition."""
    today = date.today()
    years = map(int, re.findall(r"\b(?:19|20)[0-9]{2}\b", source))
    slugs = slugs_of([heading.words for heading in outline.headings])
    given = {
        "outline": outline,
        "slugs": slugs,
        "source": SOURCE,
        "today": today,
        "year": max((year for year in years if year <= today.year), default=today.year),
        "quoted": partial(json.dumps, ensure_ascii=False),  # as YAML writes it, too
        "folded": folded,
        "short": short,
    }

    def made(name: str) -> str:
        return templates().get_template(f"new/{name}").render(given)

    shutil.copytree(project / "data" / "schema", new / "data" / "schema")
    for name in FILES:
        file = f"data/{name}.yml"
        records = made(file) if (TEMPLATES / file).exists() else ""
        write_text(new / file, "\n".join(filter(None, [_guide(project / file), records])))
    write_text(new / "data" / SOURCE, source)
    _, _, explained = _guide(project / LEDGER).partition("\n")
    write_text(new / LEDGER, f"{FIRST}{outline.title}, begun on {today}\n{explained}")
    for slug in slugs:
        write_text(new / "docs" / "sessions" / f"{slug}.md", "{{ session() }}\n")
    for page in (new / "docs").rglob("*.md"):
        words = read_text(page, page.name)
        if (led := TO_A_SESSION.sub(f"sessions/{slugs[0]}.md", words)) != words:
            write_text(page, led)
    write_text(new / "CITATION.cff", made("CITATION.cff"))
    readme = read_text(project / "README.md", "README.md")
    readme = re.sub(r"\A# .*\n\n(?:.+\n)+\n", lambda _: made("README-head.md"), readme)
    readme = re.sub(r"\n## Rights\n[\s\S]*", lambda _: f"\n{made('README-rights.md')}", readme)
    write_text(new / "README.md", readme)
    settings = read_text(project / "mkdocs.yml", "mkdocs.yml")
    own = {line.partition(":")[0]: line for line in made("settings.yml").splitlines(keepends=True)}
    settings = SETTING.sub(lambda found: own.get(found[1], found[0]), settings)
    write_text(new / "mkdocs.yml", menu_of(settings, new, slugs))


def menu_of(settings: str, project: Path, slugs: list[str]) -> str:
    """The settings, whose menu has the sessions of the project in place of others, and no page that is not there."""
    lines, put = [], False
    for line in settings.splitlines(keepends=True):
        page = re.fullmatch(r"( *)(?:- (?:[^:]+: )?)?(\S+\.md)\n?", line)
        if page and page[2].startswith("sessions/"):
            lines += [] if put else [f"{page[1]}- sessions/{slug}.md\n" for slug in slugs]
            put = True
        elif not page or (project / "docs" / page[2]).exists():
            lines.append(line)
    menu = "".join(lines)
    empty = re.compile(r"^( *)- [^:\n]+:\n(?!\1 )", re.MULTILINE)
    while (without := empty.sub("", menu)) != menu:
        menu = without
    return menu


def _guide(file: Path) -> str:
    """The comment at the top of a file."""
    found = re.match(r"(?:#.*\n)*", read_text(file)) if file.exists() else None
    return found[0] if found else ""


def slugs_of(headings: list[str]) -> list[str]:
    """The name of a page for each heading, in small letters of the English alphabet."""
    slugs: list[str] = []
    for number, heading in enumerate(headings, 1):
        plain = normalize("NFKD", short(heading)).encode("ascii", "ignore").decode().lower()
        slug = HANGING.sub("", "-".join(re.findall("[a-z0-9]+", plain.replace("'", ""))[:6]))
        slug = slug if slug[:1].isalpha() and slug != "index" else f"session-{number}"
        slugs.append(f"{slug}-{number}" if slug in slugs else slug)
    return slugs


def short(words: str) -> str:
    """A short title, until somebody writes a better one: the words themselves, or as many as there is room for."""
    words = re.sub(r"[.:;,]+$", "", words)
    words = words.capitalize() if words == words.upper() else words
    return re.sub(r"[,;:]+(?= …$)", "", shorten(words, SHORT, placeholder=" …", break_on_hyphens=False))


def folded(text: str, indent: int) -> str:
    """A text as the lines of a folded value of YAML, none of which ends in a hyphen."""
    margin, kept = " " * indent, text.replace("- ", f"-{NO_BREAK}")
    wrapper = TextWrapper(WIDTH, margin, margin, break_long_words=False, break_on_hyphens=False)
    return wrapper.fill(kept).replace(NO_BREAK, " ")

"""The pages in `docs/` as files: what could not be built from them, and what nobody means to publish."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path as FilePath

import yaml
from jinja2 import TemplateSyntaxError

from edition.model import Edition
from edition.page_calls import Argument, Call, calls_in
from edition.problems import DataError, Problem, did_you_mean
from edition.records import present
from edition.things import KINDS
from edition.urls import PAGES
from edition.yaml_file import YamlFile, problem_after, read_text

PUBLISHED = {".md", ".css", ".js", ".json", ".txt", ".pdf", ".csv", ".woff2"}
PUBLISHED |= {".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico"}
"""How the name of a file in `docs/` can end. MkDocs publishes every file that is not hidden."""

FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*(?:\n|$)", re.DOTALL)
"""As MkDocs reads it."""

TEXTS = "title", "description"
"""Keys of the front matter that are texts."""

VIEWS: dict[str, str | None] = {
    **dict.fromkeys(("home", "workshop", "session", "full_text", "sdgs", "explore", "changes")),
    **dict.fromkeys(("cite", "take_along", "data", "about", "search", "linked")),
    "entries": "kind",
    "speakers": "figure",
}
"""Every view, and the option that it takes."""


def check_page_files(docs: FilePath, edition: Edition) -> Iterator[Problem]:
    """Every page can be built, every page that others link to is there, and nothing else is published."""
    for page in PAGES:
        name = f"{page.rstrip('/') or 'index'}.md"
        if not (docs / name).is_file():
            yield Problem(f"docs/{name}", 1, 1, "this page is missing, and others link to it; bring it back")
    for file in sorted(docs.rglob("*")):
        name = f"docs/{file.relative_to(docs).as_posix()}"
        if any(part.startswith(".") for part in file.relative_to(docs).parts) or (file.is_dir() and file.exists()):
            continue
        if not file.exists() or docs.resolve() not in file.resolve().parents:
            yield Problem(name, 1, 1, "this is a link out of docs/, or to nothing; put the file itself here")
        elif file.suffix not in PUBLISHED:
            yield Problem(name, 1, 1, "this file would be published; remove it, or begin its name with a dot")
        elif file.suffix == ".md":
            try:
                yield from _PageFile(name, read_text(file, name)).check(edition)
            except DataError as error:
                yield from error.problems


class _PageFile:
    """One page in Markdown, with its front matter."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.front = FRONT_MATTER.match(text)

    def check(self, edition: Edition) -> Iterator[Problem]:
        figures = [figure.id for _, figure in present(edition.document.figures)]
        views: list[Argument] = []
        try:
            for call in calls_in(self.text):
                views += call.arguments[:1]
                yield from self._call(call, {"kind": KINDS, "figure": figures})
        except TemplateSyntaxError as error:
            message = f"{error.message}; put text with {{{{ or {{% in it between {{% raw %}} and {{% endraw %}}"
            yield Problem(self.name, error.lineno, 1, message)
        yield from self._front_matter(needs_title=any(view.value != "session" for view in views))

    def _front_matter(self, *, needs_title: bool) -> Iterator[Problem]:
        if not self.front:
            if self.text.startswith("---"):
                yield Problem(self.name, 1, 1, "the front matter is never closed; a line --- ends it")
            elif needs_title:
                yield Problem(
                    self.name, 1, 1, 'the page needs a title; begin it with the lines "---", "title: …", "---"'
                )
            return
        file = YamlFile(self.name, self.text[: self.front.end(1)], "front matter")
        file.parse()
        yield from file.problems
        data = file.data if isinstance(file.data, dict) else {}
        if file.problems:
            return
        as_typed = yaml.load(self.front[1], yaml.CSafeLoader)
        if needs_title and "title" not in data:
            yield Problem(self.name, 2, 1, 'the key "title" is missing')
        for key in TEXTS:
            if key in data and not isinstance(as_typed[key], str):
                yield file.problem((file.root, key), f"the {key} is to be a text; put it in quotes")

    def _call(self, call: Call, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
        if call.name != "view":
            yield self._problem(call.at, f'unknown macro "{call.name}"{did_you_mean(call.name, ["view"])}')
            return
        view, *options = call.arguments or (Argument(None, "", call.at),)
        if view.value not in VIEWS:
            yield self._problem(view.at, f'unknown view "{view.value}"{did_you_mean(str(view.value), VIEWS)}')
            return
        takes = VIEWS[str(view.value)]
        if takes == "kind" and not options:
            yield self._problem(view.at, f'the view "{view.value}" needs a kind: one of {", ".join(KINDS)}')
        for option in options:
            if not takes or option.keyword != takes:
                yield self._problem(
                    option.at, f'the view "{view.value}" takes {f"{takes}=…" if takes else "nothing else"}'
                )
            elif option.value not in known[takes]:
                yield self._problem(
                    option.at, f'unknown {takes} "{option.value}"{did_you_mean(str(option.value), known[takes])}'
                )

    def _problem(self, at: int, message: str) -> Problem:
        return problem_after(self.name, self.text[:at], message)

"""The HTML of components goes past Markdown, as raw HTML does: a mark takes its place until Markdown is done.

An extension of Python-Markdown, listed in `mkdocs.yml`. Markdown would take as long to read the HTML as the templates
took to write it, and could only spoil it.
"""

import re
from itertools import count

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

MARK = "\ue000component-{}\ue001"
MARKS = re.compile("\ue000component-[0-9]+\ue001")

_numbers = count()
_waiting: dict[str, str] = {}


def mark_for(html: str) -> str:
    """What a page has in place of this HTML until it has been through Markdown; for no HTML, nothing."""
    if not html:
        return ""
    mark = MARK.format(next(_numbers))
    _waiting[mark] = html
    return mark


class _Stash(Preprocessor):  # type: ignore[misc]
    """Puts the HTML of each mark where Markdown keeps raw HTML."""

    def run(self, lines: list[str]) -> list[str]:
        return [MARKS.sub(lambda mark: self.md.htmlStash.store(_waiting.pop(mark[0])), line) for line in lines]


class Components(Extension):  # type: ignore[misc]
    """Components in Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Come after the macros of Zensical, which are an extension too, and after blocks of code."""
        md.preprocessors.register(_Stash(md), "components", 15)

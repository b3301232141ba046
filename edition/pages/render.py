"""Give pages their components, and the theme what it needs to know of a page.

The HTML of components goes past Markdown, as raw HTML does: a mark takes its place until Markdown is done. Markdown
would take as long to read the HTML as the templates took to write it, and could only spoil it.
"""

import re
from functools import partial
from itertools import count
from typing import Any

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

from edition.document.index import Index
from edition.pages.components import COMPONENTS, Component
from edition.pages.head import write_meta
from edition.pages.page import Docs, Page

MARK = "\ue000component-{}\ue001"
MARKS = re.compile(MARK.format("[0-9]+"))

_numbers = count()
_waiting: dict[str, str] = {}


class _Stash(Preprocessor):  # type: ignore[misc]
    """Puts the HTML of each mark where Markdown keeps raw HTML."""

    def run(self, lines: list[str]) -> list[str]:
        return [MARKS.sub(lambda mark: self.md.htmlStash.store(_waiting.pop(mark[0])), line) for line in lines]


class Components(Extension):  # type: ignore[misc]
    """Components in Markdown: an extension of Python-Markdown, listed in `mkdocs.yml`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Come after the macros of Zensical, which are an extension too, and after blocks of code."""
        md.preprocessors.register(_Stash(md), "components", 15)


def is_zensical(env: Any) -> bool:
    """Whether Zensical makes the pages: its settings are a plain mapping."""
    return isinstance(env.conf, dict)


def current_page(env: Any, index: Index, docs: Docs) -> Page:
    """The page that the generator is making: `env` is what mkdocs-macros knows, or Zensical.

    That makes links in the content start from the folder of the page's file, by itself.
    """
    address, conf, zensical = env.page.url, env.conf, is_zensical(env)
    return Page(
        index=index,
        docs=docs,
        address=address,
        site_url=conf["site_url"],
        report_url=conf["extra"]["report_url"] or "",
        edit_url=conf["extra"]["edit_url"] or "",
        base="../" * (address.count("/") - (zensical and address.endswith("/"))),
        whole_markdown=zensical,
    )


def define_components(env: Any, index: Index, docs: Docs) -> None:
    """Give every page the components, each under its name: a call leaves a mark, or nothing where it makes no HTML."""

    def call(component: Component, *arguments: object, **named: object) -> str:
        env.page.meta["render_macros"] = False  # from here on: a title is text, and nothing to run as Jinja
        page = current_page(env, index, docs)
        is_shown = page.has_page(page.address)  # Zensical makes pages that are left out, too
        html = component.render(page, *arguments, **named) if is_shown else ""
        if not html:
            return ""
        mark = MARK.format(next(_numbers))
        _waiting[mark] = html
        return mark

    env.macro(index.has, "has")
    for name, component in COMPONENTS.items():
        env.macro(partial(call, component), name)
    if is_zensical(env):  # it calls this for every page, and nothing else
        begin_page(env, index, docs)


def begin_page(env: Any, index: Index, docs: Docs) -> None:
    """Tell the theme what a page is, before its components are called."""
    write_meta(env.page.meta, current_page(env, index, docs))

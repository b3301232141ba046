"""The guide to the components: each with an example out of the data, and what that gives."""

import inspect
from typing import Any

from markupsafe import Markup

from edition.document.index import Index
from edition.pages.components import COMPONENTS, Component, OneOf, WordsOf, component
from edition.pages.page import Link, Page

FEW = 20
"""So many values of an argument are listed."""

AN = {"entry": "an"}


@component("guide.html", shows="components", page="how-to-edit/")
def components(page: Page) -> list[dict[str, Any]]:
    """This list, by name."""
    shown = (_shown(page, name, component) for name, component in sorted(COMPONENTS.items()))
    return [known for known in shown if known["page"] or known["result"]]


def _shown(page: Page, name: str, component: Component) -> dict[str, Any]:
    """What it is for, what its arguments can be, a call, and what that gives or which page shows it."""
    values = _example(page.index, component)
    written = ", ".join(f'"{value}"' for value in values.values())
    to = component.page if component.page != "sessions/" else f"sessions/{page.index.edition.sessions[0].slug}/"
    return {
        "name": name,
        "gives": (inspect.getdoc(component.make) or "").split("`"),  # every second piece is code
        "arguments": [(key, _can_be(page.index, mark)) for key, mark in component.marks.items()],
        "example": "{{ " + f"{name}({written})" + " }}",
        "result": Markup() if to is not None else component.render(page, **values),
        "page": Link(page.title_at(to), page.href(to)) if to is not None and page.has_page(to) else None,
    }


def _can_be(index: Index, mark: OneOf | WordsOf) -> str:
    if isinstance(mark, WordsOf):
        return f"words that the {mark.passage} has"
    known = mark.values(index)
    return ", ".join(known) if len(known) <= FEW else f"the id of {AN.get(mark.what, 'a')} {mark.what}"


def _example(index: Index, component: Component) -> dict[str, Any]:
    """A value for each argument that a call must have: the first that there is in the data."""
    found: dict[str, Any] = {}
    for name in component.needed:
        mark = component.marks.get(name)
        if isinstance(mark, OneOf):
            first = index.by_kind["paragraph"][0].id if mark.what == "passage" else next(iter(mark.values(index)), "")
            found[name] = first
        elif isinstance(mark, WordsOf):
            found[name] = " ".join(index.passages[found[mark.passage]].words.split()[:3])
        else:
            found[name] = "a text"
    return found

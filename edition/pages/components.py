"""Every component by its name: what a page in Markdown can call, `{{ passage("c5-p3") }}`, and the guide to them."""

import inspect
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple, TypeVar, get_type_hints

from markupsafe import Markup, escape

from edition.document.index import Index
from edition.kinds import NAMED
from edition.loading.problems import did_you_mean
from edition.pages.calls import Argument, Call
from edition.pages.filters import shown_on
from edition.pages.page import Link, Page
from edition.templating import render_component


class OneOf(NamedTuple):
    """Marks an argument that is one of several values; `what` it is, as reports call it."""

    what: str
    values: Callable[[Index], Collection[str]]


class WordsOf(NamedTuple):
    """Marks an argument whose words a passage has: the one that the argument of this name gives."""

    passage: str


_passage = OneOf("passage", lambda index: index.passages)
_conclusion = OneOf("conclusion", lambda index: [statement.id for statement in index.by_kind["statement"]])
PASSAGE_MARKS = _passage, _conclusion
"""Marks of arguments that are ids of passages."""

PassageId = Annotated[str, _passage]
ConclusionId = Annotated[str, _conclusion]
EntryRef = Annotated[str, OneOf("entry", lambda index: [str(ref) for ref in index.entities])]
Kind = Annotated[str, OneOf("kind", lambda _: NAMED)]
MatrixKind = Annotated[str, OneOf("kind", lambda _: ("goal", "framework"))]
PartName = Annotated[str, OneOf("part", lambda _: ("introduction", "closing"))]
Role = Annotated[str | None, OneOf("role", lambda _: ("speakers", "others"))]
"""Of people: those that have a capacity, and those that have none."""

QuotedWords = Annotated[str, WordsOf("passage")]

FEW = 20
"""So many values of an argument are listed in the guide."""
AN = {"entry": "an"}

Make = TypeVar("Make", bound=Callable[..., Any])
"""A function from a page and the arguments of a call to what a template shows."""


@dataclass(frozen=True)
class Component:
    """What a name in a page calls.

    Attributes:
        template: in `templates/components/`.
        shows: the names under which the template sees what is made; without any, it is a mapping that has its own.
        make: makes it of a page and the arguments of a call.
        parameters: what can be written between the brackets of a call.
        marks: by parameter, what its value can be.
        page: the address of a page that shows it, for what is too large, or makes sense, in one place only.
    """

    template: str
    shows: tuple[str, ...]
    make: Callable[..., Any]
    parameters: Mapping[str, inspect.Parameter]
    marks: Mapping[str, OneOf | WordsOf]
    page: str | None

    @property
    def needed(self) -> list[str]:
        """The parameters that every call gives a value."""
        return [name for name, parameter in self.parameters.items() if parameter.default is parameter.empty]

    def given(self, call: Call) -> tuple[dict[str, Argument], list[Argument]]:
        """The arguments of a call by the names of parameters, and those for which there is no parameter."""
        takes = self.parameters
        positional = [argument for argument in call.arguments if argument.keyword is None]
        named = {argument.keyword: argument for argument in call.arguments if argument.keyword}
        strange = [argument for name, argument in named.items() if name not in takes]
        return dict(zip(takes, positional, strict=False)) | named, [*positional[len(takes) :], *strange]

    def render(self, page: Page, *arguments: object, **named: object) -> Markup:
        """The HTML of the component on a page: its template sees what is made for it, and nothing else."""
        made = self.make(page, *arguments, **named)
        values = made if len(self.shows) > 1 else (made,)
        with shown_on(page):
            context = dict(zip(self.shows, values, strict=True)) if self.shows else made
            html = render_component(self.template, context)
        return in_their_languages(html, page.index)


def in_their_languages(html: Markup, index: Index) -> Markup:
    """The HTML, in which words that the data lists as foreign say so: a screen reader speaks them in their language."""
    for foreign in index.edition.document.foreign:
        plain = str(escape(foreign.words))
        if plain not in html:
            continue
        parts = re.split(r"(<(?:svg|option)\b.*?</(?:svg|option)>|<[^>]*>)", html, flags=re.DOTALL)
        marked = render_component("foreign.html", vars(foreign))
        parts[::2] = [text.replace(plain, marked) for text in parts[::2]]
        html = Markup("".join(parts))
    return html


COMPONENTS: dict[str, Component] = {}


def component(template: str, shows: str | tuple[str, ...] = (), page: str | None = None) -> Callable[[Make], Make]:
    """Offer a function to pages, under its own name, with this template; see `Component`."""
    names = (shows,) if isinstance(shows, str) else shows

    def offer(make: Make) -> Make:
        _, *parameters = inspect.signature(make).parameters.items()  # the first is the page
        hints = get_type_hints(make, include_extras=True)
        marks = {name: mark for name, _ in parameters for mark in getattr(hints[name], "__metadata__", ())}
        COMPONENTS[make.__name__] = Component(template, names, make, dict(parameters), marks, page)
        return make

    return offer


def check_call(call: Call, index: Index | None) -> Iterator[tuple[int, str]]:
    """Where in the text of the page a call is wrong, and why. Without an index, values are not looked at."""
    component = COMPONENTS.get(call.name)
    if not call.alone:
        if component:
            yield call.at, f"a call is alone between its braces: write {{{{ {call.name}({_example(component)}) }}}}"
        return
    if component is None:
        yield call.at, f'unknown component "{call.name}"{did_you_mean(call.name, COMPONENTS)}'
        return
    takes = component.parameters
    given, strange = component.given(call)
    for argument in strange:
        values = {0: "nothing between its brackets", 1: "one value"}.get(len(takes), f"{len(takes)} values")
        yield argument.at, f"{call.name} takes {values}{': ' if takes else ''}{', '.join(takes)}"
        return
    for name in component.needed:
        if name not in given:
            yield call.at, f"{call.name} needs {name}: write {call.name}({_example(component)})"
            return
    for name, argument in given.items():
        mark, value = component.marks.get(name), argument.value
        if value is None:
            yield argument.at, f'{name} is to be written out, as "…"'
        elif index and isinstance(mark, OneOf) and value not in (known := mark.values(index)):
            yield argument.at, f'unknown {mark.what} "{value}"{did_you_mean(str(value), known)}'
        elif index and isinstance(mark, WordsOf):
            passage = index.passages.get(str(given[mark.passage].value))
            if passage and str(value) not in passage.words:
                yield argument.at, f'"{value}" is not in {passage.id}; copy the words from there'


def passages_shown(call: Call, index: Index) -> list[str]:
    """The ids of the passages that a call puts on its page: those that its arguments name, and what is under them."""
    component = COMPONENTS.get(call.name)
    if component is None:
        return []
    given, _ = component.given(call)
    ids = [str(argument.value) for name, argument in given.items() if component.marks.get(name) in PASSAGE_MARKS]
    below = {id_: [one.id for one in index.below.get(id_, ()) if one.kind == "paragraph"] for id_ in ids}
    return [shown for id_ in ids for shown in (id_, *below[id_])]


def _example(component: Component) -> str:
    return ", ".join(f'"{name}"' for name in component.needed)


@component("guide.html", shows="components", page="how-to-edit/")
def components(page: Page) -> list[dict[str, Any]]:
    """This list, by name."""
    shown = (_shown(page, name, component) for name, component in sorted(COMPONENTS.items()))
    return [known for known in shown if known["page"] or known["result"]]


def _shown(page: Page, name: str, component: Component) -> dict[str, Any]:
    """What it is for, what its arguments can be, a call, and what that gives or which page shows it."""
    values = _values_for(page.index, component)
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


def _values_for(index: Index, component: Component) -> dict[str, Any]:
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

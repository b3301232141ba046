"""What templates ask of the data while a page is made: each filter knows the page, and gets a value in the template.

`{{ "intro-1" | passage }}`, `{{ link.to | entry }}`. So a component gives its template the records themselves.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, TypeVar

from jinja2 import pass_context
from jinja2.environment import TemplateModule
from markupsafe import Markup, escape

from edition.document import addresses
from edition.document.index import Index
from edition.document.passages import Passage
from edition.kinds import ADDRESSED, BY_NAME
from edition.kinds.attribution import voices_of
from edition.kinds.event import Event
from edition.kinds.goal import Goal
from edition.kinds.kind import Addressed, Kind, NamedEntity
from edition.kinds.sdg_link import EditorialLink, SdgLink, own_links
from edition.kinds.target import Target
from edition.loading.ledger import passage_then
from edition.pages.page import Page
from edition.records.fields import day, partial, spelled
from edition.records.records import Ref
from edition.records.shared_words import MarkedText, marked, sentences_of, shared_with, whole_words
from edition.templating import templates

_page: ContextVar[Page] = ContextVar("page")
Filter = TypeVar("Filter", bound=Callable[..., Any])
"""A function of a page and a value."""


@contextmanager
def shown_on(page: Page) -> Iterator[None]:
    """Meanwhile templates are rendered for this page."""
    token = _page.set(page)
    try:
        yield
    finally:
        _page.reset(token)


def as_filter(make: Filter, of: Callable[[Page], object] = lambda page: page) -> Filter:
    """Offer a function of a page, or of something that a page has, and a value to templates, under its name."""

    @pass_context  # or Jinja would work out what is made of a constant once, for the first page that shows it
    def of_page(_: object, value: object, *more: object, **named: object) -> object:
        return make(of(_page.get()), value, *more, **named)

    templates().filters[make.__name__] = of_page
    return make


@lru_cache(maxsize=1)
def _acronyms(index: Index) -> tuple[dict[str, str], re.Pattern[str]]:
    known = {acronym.acronym: acronym.name for acronym in index.edition.document.acronyms}
    known |= {foreign.words: "" for foreign in index.edition.document.foreign}  # in which no acronym is ours
    named = (entity for entity in index.entities.values() if isinstance(entity, NamedEntity))
    known |= {entity.acronym: entity.name for entity in named if entity.acronym}
    return known, whole_words(known)


@as_filter
def words(page: Page, text: str | None) -> Markup:
    """A text with the meanings of its acronyms; no text gives none."""
    known, pattern = _acronyms(page.index)
    runs = pattern.split(text or "")
    if len(runs) == 1:  # nearly always, and so without a template
        return escape(runs[0])
    template: Any = templates().get_template("components/_words.html").module
    return Markup(template.with_meanings([(run, known.get(run)) for run in runs]))


@as_filter
def name(page: Page, record: Addressed) -> str:
    """What an entry is called where it is linked."""
    return record.title_in(page.index)


@as_filter
def subject(page: Page, record: Addressed) -> str:
    """The subject of the document, on which a record may say something."""
    return page.index.edition.document.subject


@as_filter
def entry(page: Page, ref: str | Ref) -> Addressed:
    """The record that a reference leads to."""
    return page.index.entries[ref if isinstance(ref, Ref) else Ref.parse(ref)]


@as_filter
def on(page: Page, target: Passage | Addressed | Iterable[Passage], kind: str) -> list[Kind]:
    """The records of a kind, by its name, that refer to a passage, to any of several, or to an entry."""
    if isinstance(target, Addressed):
        return page.index.on(BY_NAME[kind], target.ref)
    return page.index.on(BY_NAME[kind], *([target] if isinstance(target, Passage) else target))


@as_filter
def under(page: Page, above: Passage) -> list[Passage]:
    """What is under a heading or a statement; for the introduction and the closing, all that they have."""
    return page.index.by_kind[above.kind] if above.is_apart else page.index.below[above.id]


@as_filter
def is_here(page: Page, passage: Passage) -> bool:
    """Whether the passage can be linked to on this page."""
    return page.address in (addresses.page_of(passage), addresses.FULL_TEXT)


@as_filter
def mentioned_in(page: Page, record: Addressed) -> list[Passage]:
    """The passages that mention an entry."""
    return page.index.mentioned_in.get(record.ref, [])


@as_filter
def referring(page: Page, entry: Addressed) -> list[Addressed]:
    """The records with an address that refer to an entry, kind by kind."""
    return [record for kind in ADDRESSED.values() for record in page.index.on(kind, entry.ref)]


@as_filter
def edit_address(page: Page, target: Passage | Addressed) -> str:
    """Where the line of a passage or an entry can be edited, if the settings say where lines are."""
    if not page.edit_url:
        return ""
    file, line = page.index.lines[target.id if isinstance(target, Passage) else str(target.ref)]
    return page.edit_url.replace("FILE", file).replace("LINE", str(line))


@as_filter
def kinds(page: Page, macro: str) -> list[TemplateModule]:
    """The templates of the kinds that have a macro of this name, in the order of the kinds."""
    return [shown for shown in map(template_of, BY_NAME) if hasattr(shown, macro)]


@cache
def template_of(kind: str) -> TemplateModule:
    """The template of a kind, with what that has; one with nothing, if the kind has none."""
    return templates().select_template([f"kinds/{kind}.html", "kinds/none.html"]).module


@as_filter
def stage(page: Page, event: Event) -> str:
    """When an event was, as seen from the event that the document reports."""
    day, reported = event.start, page.index.event
    if event == reported:
        return "the event reported here"
    if not day or not reported.start:
        return "no single date"
    when = reported.when(day)
    return f"{'during' if when == 'at' else when} the event reported here"


def wording(term: Goal | Target, links: Iterable[SdgLink]) -> list[MarkedText]:
    """The official wording of a goal or target; what it shares with passages by these links is marked."""
    shared = (words for link in links if isinstance(link, EditorialLink) for words in link.shared)
    return [*marked(term.wording, shared)]


def sentences(passage: Passage, ref: Ref) -> list[list[MarkedText]]:
    """The sentences of a passage that mention something, with the mentions marked; neighbours are joined."""
    found: list[list[MarkedText]] = []
    last_end = -1
    for start, end in sentences_of(passage.words):
        parts = [(span.text, span.ref == ref) for span in passage.spans_in(start, end)]
        if any(is_marked for _, is_marked in parts):
            if start != last_end:
                found.append([])
            found[-1] += parts
            last_end = end
    return [[*parts[:-1], (parts[-1][0].rstrip(), parts[-1][1])] for parts in found]


for _of_page in (Page.href, Page.title_at):
    as_filter(_of_page)
for _of_index in (Index.has, voices_of, own_links, passage_then):
    as_filter(_of_index, attrgetter("index"))
templates().filters |= {
    "anchor_of": addresses.anchor_of,
    "day": day,
    "partial_date": partial,
    "sentences": sentences,
    "shared_with": shared_with,
    "spelled": spelled,
    "template": lambda record: template_of(record.listed_at().kind),
    "wording": wording,
}
"""What a template asks of values alone."""

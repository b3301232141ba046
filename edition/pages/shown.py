"""What templates get to see of the data: words, links and passages, with every link resolved for the page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from edition.formats.dates import partial
from edition.model import addresses
from edition.model.edition import (
    Attribution,
    EditorialLink,
    Event,
    Goal,
    NamedEntity,
    Quote,
    SdgLink,
    SourceLink,
    Target,
)
from edition.model.index import Index
from edition.model.passages import Passage
from edition.model.records import Ref
from edition.model.shared_words import Run as MarkedText
from edition.model.shared_words import marked as marked_in
from edition.model.shared_words import whole_words
from edition.pages.page import Page
from edition.pages.sentences import all_have, quotes, sentences_with

SDG_KINDS = "goal", "target"


@dataclass(frozen=True)
class Run:
    """Words, with their meaning if they are an acronym."""

    text: str
    meaning: str | None


Words = tuple[Run, ...]


@dataclass(frozen=True)
class Link:
    """A link with its text. `ref` names the entry that it leads to, if it leads to one."""

    text: str
    href: str
    ref: Ref | None = None


@dataclass(frozen=True)
class ShownQuote:
    """Words of the passage with this id."""

    passage: str
    words: Words


@dataclass(frozen=True)
class Verbatim:
    """The words of the passage with this id, without its mentions: for places that are links themselves."""

    passage: str
    words: str


@dataclass(frozen=True)
class ShownSpan:
    """Words of a passage; a mention where they have a link."""

    words: Words
    href: str | None
    ref: Ref | None


@dataclass(frozen=True)
class Tools:
    """The quiet controls beside a passage or an entry.

    Attributes:
        name: what they are about, for those who hear them.
        permalink, cite, edit: where they lead; `None` where there is no such control.
    """

    name: str
    permalink: str
    cite: str | None
    edit: str | None


@dataclass(frozen=True)
class MarkedRun:
    """Words of a quotation, and whether they are what it was chosen for."""

    words: Words
    marked: bool


@dataclass(frozen=True)
class ShownSource:
    """Where something comes from: the title, which leads to the page of the sources, and who published it when."""

    to: Link
    publisher: str
    date: str


@dataclass(frozen=True)
class ShownLink:
    """A link between a passage and a goal or target, seen from the passage.

    Attributes:
        to: the goal or target.
        strength: `named`, `close` or `interpretation`.
        quote: the words that name it, for `named`.
        rationale: the reason, for the others.
        passage: the id of the passage.
        sentences: those of the passage that have words of the official wording, for `close`.
        sources: of the rationale.
    """

    to: Link
    strength: str
    quote: ShownQuote | None
    rationale: Words
    passage: str
    sentences: tuple[tuple[MarkedRun, ...], ...]
    sources: tuple[ShownSource, ...]


@dataclass(frozen=True)
class ShownNote:
    """An editorial note on words of a passage."""

    quote: ShownQuote
    note: Words
    sources: tuple[ShownSource, ...]


@dataclass(frozen=True)
class Attributed:
    """Who is reported to say something: those whom the document names, or its word for them.

    Attributes:
        href: to what the page on that has of this kind.
    """

    kind: str
    who: tuple[Link, ...]
    href: str


@dataclass(frozen=True)
class ShownPassage:
    """A passage as a page has it.

    Attributes:
        id: permanent; the anchor of its element where `anchor` is set.
        anchor: whether this page is one that the passage can be linked on.
        number: what is printed beside it, as it is cited; nothing where the passage has no number.
        discussed_in: pages of one's own that quote it.
        attributed: who is reported to say something in it.
        in_part: whether that has sentences beside those.
        unattributed: whether to say that there is nobody: it is a paragraph under a conclusion.
        parallels: places where it has words of another text.
    """

    id: str
    kind: str
    label: str
    anchor: bool
    number: str
    href: str
    spans: tuple[ShownSpan, ...]
    tools: Tools
    links: tuple[ShownLink, ...]
    notes: tuple[ShownNote, ...]
    discussed_in: tuple[Link, ...]
    attributed: tuple[Attributed, ...]
    in_part: bool
    unattributed: bool
    parallels: tuple[Link, ...]


@lru_cache(maxsize=1)
def _acronyms(index: Index) -> tuple[dict[str, str], re.Pattern[str]]:
    known = {one.acronym: one.name for one in index.edition.document.acronyms}
    known |= {one.acronym: one.name for one in index.entities.values() if isinstance(one, NamedEntity) and one.acronym}
    known |= {one.words: "" for one in index.edition.document.foreign}  # in which no acronym is one of ours
    return known, whole_words(known)


def words(page: Page, text: str | None) -> Words:
    """Cut a text into runs, each with its meaning if it is an acronym; no text gives no runs."""
    known, pattern = _acronyms(page.index)
    return tuple(Run(run, known.get(run)) for run in pattern.split(text or "") if run)


def quote(page: Page, record: Quote) -> ShownQuote:
    """The quotation that a record has."""
    return ShownQuote(record.passage, words(page, record.quote))


def passage_link(page: Page, passage: Passage) -> Link:
    """A link to a passage, by its number."""
    return Link(passage.label, page.href(passage))


def entry_link(page: Page, ref: Ref) -> Link:
    """A link to an entry, by its name."""
    return Link(page.index.entities[ref].name, page.href(ref), ref)


def chip(page: Page, ref: Ref) -> Link:
    """The same, where many are side by side: goals and targets by their number and what they are about."""
    entity = page.index.entities[ref]
    if isinstance(entity, Goal | Target):
        about = entity.name if isinstance(entity, Goal) else entity.title or ""
        return Link(f"{sdg_label(ref)} {about}".rstrip(), page.href(ref), ref)
    return Link(entity.name, page.href(ref), ref)


def short_name(page: Page, ref: Ref) -> str:
    """As short as it can be: a number, or the acronym."""
    entity = page.index.entities[ref]
    return (entity.acronym or entity.name) if isinstance(entity, NamedEntity) else sdg_label(ref)


def sdg_label(ref: Ref) -> str:
    """`Goal 10`, `Target 10.7`."""
    return f"{ref.kind.title()} {ref.id}"


def tools(page: Page, target: Passage | Ref, name: str) -> Tools:
    """The controls of a passage or an entry; only passages are cited."""
    cite = page.href(f"{addresses.CITE}#cite-{target.id}") if isinstance(target, Passage) else None
    edit = None
    if page.edit_url:
        place = page.index.locations[target.id if isinstance(target, Passage) else str(target)]
        edit = page.edit_url.replace("FILE", place.file).replace("LINE", str(place.line))
    return Tools(name, page.href(target), cite, edit)


def sdg_link(page: Page, link: SdgLink) -> ShownLink:
    """A link to a goal or target, with what it rests on."""
    to = chip(page, Ref.parse(link.to))
    if isinstance(link, SourceLink):
        return ShownLink(to, link.strength, quote(page, link), (), link.passage, (), ())
    found = sentences_with(page.index.passages[link.passage], link.shared) if link.shared else []
    return ShownLink(
        to=to,
        strength=link.strength,
        quote=None,
        rationale=words(page, link.rationale),
        passage=link.passage,
        sentences=tuple(marked_runs(page, runs) for runs in found),
        sources=sources(page, link.sources),
    )


def wording(page: Page, ref: Ref, links: Iterable[SdgLink]) -> tuple[MarkedRun, ...]:
    """The official wording of a goal or target; what it shares with passages by these links is marked."""
    entity = page.index.entities[ref]
    assert isinstance(entity, Goal | Target)
    shared = [words for link in links if isinstance(link, EditorialLink) for words in link.shared]
    return marked_runs(page, marked_in(entity.wording, shared))


def marked_runs(page: Page, runs: Iterable[MarkedText]) -> tuple[MarkedRun, ...]:
    """Parts of a text, some of which are marked."""
    return tuple(MarkedRun(words(page, text), is_marked) for text, is_marked in runs)


def sources(page: Page, ids: Iterable[str]) -> tuple[ShownSource, ...]:
    """The sources with these ids."""
    found = []
    for ref in (Ref("source", id_) for id_ in ids):
        source = page.index.sources[ref]
        found.append(ShownSource(Link(source.title, page.href(ref)), source.publisher, partial(source.date)))
    return tuple(found)


def shown(page: Page, passage: Passage) -> ShownPassage:
    """A passage with its words, its controls and what the edition says of it."""
    index = page.index
    here = page.address in (addresses.page_of(passage), addresses.FULL_TEXT)
    unnumbered = passage.kind in ("title", "heading")
    number = "" if unnumbered else f"{passage.label}." if passage.kind == "statement" else passage.label
    return ShownPassage(
        id=passage.id,
        kind=passage.kind,
        label=passage.label,
        anchor=here,
        number=number,
        href=page.href(passage),
        spans=tuple(
            ShownSpan(words(page, span.text), page.href(span.ref) if span.ref else None, span.ref)
            for span in passage.spans
        ),
        tools=tools(page, passage, passage.label),
        links=tuple(sdg_link(page, link) for link in index.links_from.get(passage.id, ())),
        notes=tuple(
            ShownNote(quote(page, note), words(page, note.note), sources(page, note.sources))
            for note in index.notes_on.get(passage.id, ())
        ),
        discussed_in=tuple(
            Link(own.title, page.href(own.address)) for own in page.docs.discussed_in.get(passage.id, ())
        ),
        attributed=tuple(attributed(page, one) for one in index.attributions_in.get(passage.id, ())),
        in_part=not all_have(passage, (one.quote for one in index.attributions_in.get(passage.id, ()))),
        unattributed=passage.id in index.unattributed,
        parallels=tuple(
            Link(page.index.sources[Ref("source", one.source)].title, page.href(Ref("parallel", one.id)))
            for one in index.parallels_to.get(passage.id, ())
        ),
    )


def attributed(page: Page, attribution: Attribution) -> Attributed:
    """Who is reported to say something, as an attribution has it."""
    who = tuple(entry_link(page, Ref.parse(ref)) for ref in attribution.who)
    return Attributed(attribution.kind, who, page.href(f"{addresses.ATTRIBUTIONS}#page-{attribution.kind}"))


@dataclass(frozen=True)
class Excerpt:
    """The sentences of a passage that mention something."""

    passage: Link
    id: str
    quotes: tuple[tuple[MarkedRun, ...], ...]


def excerpts(page: Page, ref: Ref) -> tuple[Excerpt, ...]:
    """Every passage that mentions an entry, with the sentences that do."""
    return tuple(
        Excerpt(passage_link(page, one), one.id, tuple(marked_runs(page, runs) for runs in quotes(one, ref)))
        for one in page.index.mentioned_in.get(ref, ())
    )


def chips(page: Page, passages: Iterable[Passage]) -> tuple[Link, ...]:
    """What these passages mention, kind by kind."""
    return tuple(chip(page, ref) for ref in page.index.mentioned_by(passages))


def time_of(index: Index, event: Event) -> str:
    """When an event was, as seen from the event that the document reports."""
    reported = index.entities[Ref("event", index.edition.document.event)]
    return "the event reported here" if event is reported else stage_of(index, event.start)


def stage_of(index: Index, day: date | None) -> str:
    """When a day was, as seen from the event that the document reports."""
    reported = index.entities[Ref("event", index.edition.document.event)]
    if not day or not isinstance(reported, Event) or not reported.start:
        return "no single date"
    when = "before" if day < reported.start else "after" if day > (reported.end or reported.start) else "during"
    return f"{when} the event reported here"

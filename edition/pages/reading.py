"""Components of the document itself: its title, its parts, its passages, and the way through them."""

from dataclasses import dataclass

from edition import urls
from edition.index import Index
from edition.model import Event, Session
from edition.pages.arguments import ConclusionId, Part, PassageId, QuotedWords
from edition.pages.components import component
from edition.pages.page import Page
from edition.pages.shown import (
    Link,
    ShownPassage,
    ShownQuote,
    Verbatim,
    Words,
    chips,
    passage_link,
    short_name,
    shown,
    words,
)
from edition.pages.shown import quote as shown_quote
from edition.passages import Passage
from edition.records import Ref
from edition.related import related_conclusions
from edition.times import place_and_days

MANY_SESSIONS = 12
"""With more sessions than these, the page of a session shows only those near it: nobody reads more of them there."""

NEAR = 3


@dataclass(frozen=True)
class Step:
    """The way to a neighbour: the link's text is its short title."""

    label: str
    to: Link


@dataclass(frozen=True)
class Steps:
    """To the session or conclusion before and after this one. `what` is which of both."""

    what: str
    previous: Step | None
    next: Step | None


@dataclass(frozen=True)
class NavigatorConclusion:
    """A conclusion in the navigator."""

    number: str
    to: Link
    statement: Verbatim


@dataclass(frozen=True)
class NavigatorSession:
    """A session in the navigator. `here` marks that of this page."""

    label: str
    to: Link
    heading: Verbatim
    here: bool
    conclusions: tuple[NavigatorConclusion, ...]


@dataclass(frozen=True)
class Navigator:
    """Sessions and their conclusions; on the page of a session without their words.

    Attributes:
        full: with their words.
        all: to the page that has all sessions, where some are left out here.
    """

    sessions: tuple[NavigatorSession, ...]
    full: bool
    all: Link | None
    steps: Steps | None


@dataclass(frozen=True)
class RelatedConclusion:
    """Another conclusion, and what both share."""

    to: Link
    shares: tuple[str, ...]


@dataclass(frozen=True)
class Conclusion:
    """A statement with its paragraphs."""

    statement: ShownPassage
    paragraphs: tuple[ShownPassage, ...]


@dataclass(frozen=True)
class SessionConclusion(Conclusion):
    """A conclusion on the page of its session, with what it mentions and where to go from it."""

    mentions: tuple[Link, ...]
    related: tuple[RelatedConclusion, ...]
    steps: Steps


@dataclass(frozen=True)
class SessionPage:
    """All of a session."""

    navigator: Navigator
    kicker: str
    heading: ShownPassage
    conclusions: tuple[SessionConclusion, ...]


def _step(page: Page, passage: Passage | None) -> Step | None:
    if passage is None or not passage.session:
        return None
    title = passage.conclusion.short_title if passage.conclusion else passage.session.short_title
    return Step(passage.label if passage.conclusion else "", Link(title, page.href(passage)))


def _steps(page: Page, passage: Passage, what: str) -> Steps:
    index = page.index
    return Steps(what, _step(page, index.before.get(passage.id)), _step(page, index.after.get(passage.id)))


@component("navigator.html", page="")
def navigator(page: Page) -> Navigator:
    """All sessions and conclusions, as a way in; on the page of a session, where one is."""
    index, current = page.index, page.index.session_at(page.address)
    headings = index.by_kind["heading"]
    near = headings
    if current and len(headings) > MANY_SESSIONS:
        here = [heading.id for heading in headings].index(current.id)
        near = headings[max(0, here - NEAR) : here + NEAR + 1]
    return Navigator(
        sessions=tuple(_in_navigator(page, heading, current, whole=near is headings) for heading in near),
        full=current is None,
        all=None if near is headings else Link(f"All {len(headings)} sessions", page.href("")),
        steps=_steps(page, index.passages[current.id], "session") if current else None,
    )


def _in_navigator(page: Page, heading: Passage, current: Session | None, *, whole: bool) -> NavigatorSession:
    """A session in the navigator; if that does not show the whole, only the current one has its conclusions."""
    here = current is not None and current.id == heading.id
    statements = page.index.statements[heading.id] if whole or here else []
    return NavigatorSession(
        label=heading.label,
        to=Link(heading.session.short_title if heading.session else "", page.href(heading)),
        heading=Verbatim(heading.id, heading.words),
        here=here,
        conclusions=tuple(
            NavigatorConclusion(one.label, Link(_title(one), page.href(one)), Verbatim(one.id, one.words))
            for one in statements
        ),
    )


def _title(statement: Passage) -> str:
    return statement.conclusion.short_title if statement.conclusion else statement.label


@component("session.html", page="sessions/")
def session(page: Page) -> SessionPage:
    """All of the session whose page this is: its heading, its conclusions, and what belongs to them."""
    index, current = page.index, page.index.session_at(page.address)
    assert current, "only the page of a session can have this"
    heading = index.passages[current.id]
    kicker = f"{heading.label} of {len(index.edition.sessions)} · {current.short_title}"
    conclusions = tuple(_with_foot(page, statement) for statement in index.statements[current.id])
    return SessionPage(navigator(page), kicker, shown(page, heading), conclusions)


def _with_foot(page: Page, statement: Passage) -> SessionConclusion:
    index = page.index
    related = tuple(
        RelatedConclusion(
            Link(f"{other.statement.label} {_title(other.statement)}", page.href(other.statement)),
            tuple(short_name(page, ref) for ref in other.by),
        )
        for other in related_conclusions(index).get(statement.id, ())
    )
    return SessionConclusion(
        **vars(conclusion(page, statement.id)),
        mentions=chips(page, [statement, *index.paragraphs[statement.id]]),
        related=related,
        steps=_steps(page, statement, "conclusion"),
    )


@component("conclusion.html")
def conclusion(page: Page, id: ConclusionId) -> Conclusion:
    """A conclusion: its statement and its paragraphs."""
    index = page.index
    paragraphs = tuple(shown(page, paragraph) for paragraph in index.paragraphs[id])
    return Conclusion(shown(page, index.passages[id]), paragraphs)


@dataclass(frozen=True)
class OnePassage:
    """A single passage."""

    passage: ShownPassage


@component("passage.html")
def passage(page: Page, id: PassageId) -> OnePassage:
    """One passage, with its number, its permalink, its notes and its links to goals and targets."""
    return OnePassage(shown(page, page.index.passages[id]))


@dataclass(frozen=True)
class Quotation:
    """Words of a passage, in a sentence of one's own."""

    quote: ShownQuote
    passage: Link


@component("quote.html")
def quote(page: Page, passage: PassageId, words: QuotedWords) -> Quotation:
    """Words of a passage, inside a sentence, with the number of the passage."""
    found = page.index.passages[passage]
    return Quotation(ShownQuote(passage, _words(page, words)), passage_link(page, found))


_words = words  # `words` is what an editor calls the argument


@dataclass(frozen=True)
class DocumentPart:
    """The introduction or the closing, and what it mentions."""

    passages: tuple[ShownPassage, ...]
    mentions: tuple[Link, ...]
    mentions_title: str


@component("part.html", page=urls.INTRODUCTION)
def part(page: Page, name: Part) -> DocumentPart:
    """The introduction or the closing of the document, and what it mentions."""
    passages = page.index.by_kind.get(name, [])
    title = f"Mentioned in the {'closing words' if name == 'closing' else name}"
    return DocumentPart(tuple(shown(page, one) for one in passages), chips(page, passages), title)


@dataclass(frozen=True)
class FullText:
    """Every passage, in order."""

    passages: tuple[ShownPassage, ...]


@component("full_text.html", page=urls.FULL_TEXT)
def full_text(page: Page) -> FullText:
    """The whole document, its words and their numbers only."""
    return FullText(tuple(shown(page, one) for one in page.index.passages.values()))


@dataclass(frozen=True)
class Masthead:
    """The title of the document, with when and where, and what it is."""

    kicker: str
    title: ShownPassage
    gist: Words


@component("masthead.html", page="")
def masthead(page: Page) -> Masthead:
    """The document's title, with the series, place and date of its event above and what it is below."""
    index = page.index
    event = reported(index)
    series = index.things[Ref("event", event.series)].name if event.series else ""
    kicker = " · ".join(filter(None, [series, place_and_days(event)]))
    title = shown(page, index.passages[index.edition.document.id])
    return Masthead(kicker, title, words(page, index.edition.document.gist))


def reported(index: Index) -> Event:
    """The event that the document reports."""
    event = index.things[Ref("event", index.edition.document.event)]
    assert isinstance(event, Event)
    return event


@dataclass(frozen=True)
class PlainWords:
    """Words of a passage, without links."""

    verbatim: Verbatim


@component("title.html")
def document_title(page: Page) -> PlainWords:
    """The title of the document, inside a sentence."""
    id_ = page.index.edition.document.id
    return PlainWords(Verbatim(id_, page.index.passages[id_].words))


@dataclass(frozen=True)
class EventIntroduction:
    """When and where the event was, and what it is."""

    when_and_where: str
    gist: Words


@component("event.html")
def event(page: Page) -> EventIntroduction:
    """Place and date of the event that the document reports, and what it is."""
    found = reported(page.index)
    return EventIntroduction(place_and_days(found), words(page, found.gist))


@dataclass(frozen=True)
class ShownFigure:
    """A number of the document, and the words that carry it."""

    value: str
    label: str
    quote: ShownQuote
    href: str


@dataclass(frozen=True)
class Figures:
    """The document in numbers."""

    figures: tuple[ShownFigure, ...]


@component("figures.html")
def figures(page: Page) -> Figures:
    """The numbers that the document gives, each with the words that carry it."""
    index = page.index
    return Figures(
        tuple(
            ShownFigure(one.value, one.label, shown_quote(page, one), page.href(index.passages[one.passage]))
            for one in index.edition.document.figures
        )
    )


@dataclass(frozen=True)
class Sessions:
    """The sessions, in order."""

    sessions: tuple[Link, ...]


@component("sessions.html")
def sessions(page: Page) -> Sessions:
    """A list of the sessions."""
    headings = page.index.by_kind["heading"]
    return Sessions(
        tuple(Link(f"{one.label}: {one.session.short_title}", page.href(one)) for one in headings if one.session)
    )

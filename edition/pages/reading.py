"""Components of the document's words: sessions, conclusions, passages, quotations, the full text."""

from dataclasses import dataclass

from edition.document import addresses
from edition.document.passages import Passage
from edition.pages.arguments import ConclusionId, Part, PassageId, QuotedWords
from edition.pages.components import component
from edition.pages.goals import LinkedGoal, linked
from edition.pages.navigation import Steps, steps_from
from edition.pages.outcomes import ShownOutcome, outcomes_under
from edition.pages.page import Page
from edition.pages.related import related_conclusions
from edition.pages.shown import Link, ShownPassage, ShownQuote, chips, passage_link, short_name, shown, words


@dataclass(frozen=True)
class RelatedConclusion:
    """Another conclusion, and what both share."""

    to: Link
    shares: tuple[str, ...]


@dataclass(frozen=True)
class ShownConclusion:
    """A statement with its paragraphs."""

    statement: ShownPassage
    paragraphs: tuple[ShownPassage, ...]


@dataclass(frozen=True)
class SessionConclusion(ShownConclusion):
    """A conclusion on the page of its session, with what it mentions and relates to, what followed, and ways on."""

    goals: tuple[LinkedGoal, ...]
    mentions: tuple[Link, ...]
    outcomes: tuple[ShownOutcome, ...]
    related: tuple[RelatedConclusion, ...]
    steps: Steps


@dataclass(frozen=True)
class SessionPage:
    """All of a session."""

    heading: ShownPassage
    conclusions: tuple[SessionConclusion, ...]


@component("session.html", page="sessions/")
def session(page: Page) -> SessionPage:
    """All of the session whose page this is: its heading, its conclusions, and what belongs to them."""
    index, current = page.index, page.index.session_at(page.address)
    assert current, "only the page of a session can have this"
    heading = index.passages[current.id]
    conclusions = tuple(_with_foot(page, statement) for statement in index.statements[current.id])
    return SessionPage(shown(page, heading), conclusions)


def _with_foot(page: Page, statement: Passage) -> SessionConclusion:
    index = page.index
    related = tuple(
        RelatedConclusion(
            Link(f"{other.statement.label} {other.statement.short_title}", page.href(other.statement)),
            tuple(short_name(page, ref) for ref in other.by),
        )
        for other in related_conclusions(index).get(statement.id, ())
    )
    passages = [statement, *index.paragraphs[statement.id]]
    return SessionConclusion(
        **vars(conclusion(page, statement.id)),
        goals=linked(page, passages),
        mentions=chips(page, passages),
        outcomes=outcomes_under(page, passages),
        related=related,
        steps=steps_from(page, statement),
    )


@component("conclusion.html")
def conclusion(page: Page, id: ConclusionId) -> ShownConclusion:
    """A conclusion: its statement and its paragraphs."""
    index = page.index
    paragraphs = tuple(shown(page, paragraph) for paragraph in index.paragraphs[id])
    return ShownConclusion(shown(page, index.passages[id]), paragraphs)


@component("passage.html", shows="passage")
def passage(page: Page, id: PassageId) -> ShownPassage:
    """One passage, with its number, its permalink, its notes and its links to goals and targets."""
    return shown(page, page.index.passages[id])


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
    """The introduction or the closing, what it mentions, and what followed."""

    name: str
    passages: tuple[ShownPassage, ...]
    mentions: tuple[Link, ...]
    mentions_title: str
    outcomes: tuple[ShownOutcome, ...]
    steps: Steps | None


@component("part.html", page=addresses.INTRODUCTION)
def part(page: Page, name: Part) -> DocumentPart:
    """The introduction or the closing of the document, what it mentions, and what followed."""
    passages = page.index.by_kind.get(name, [])
    called = f"the {'closing words' if name == 'closing' else name}"
    return DocumentPart(
        name=called,
        passages=tuple(shown(page, one) for one in passages),
        mentions=chips(page, passages),
        mentions_title=f"Mentioned in {called}",
        outcomes=outcomes_under(page, passages),
        steps=steps_from(page, passages[0]) if passages else None,
    )


@component("full_text.html", shows="passages", page=addresses.FULL_TEXT)
def full_text(page: Page) -> tuple[ShownPassage, ...]:
    """The whole document, its words and their numbers only."""
    return tuple(shown(page, one) for one in page.index.passages.values())

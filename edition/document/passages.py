"""The document in its order: every passage with its words, its mentions and its place."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from edition.document.edition import Conclusion, Edition, Paragraph, Session
from edition.records.locations import DataPath
from edition.records.records import Ref

MENTION = re.compile(r"\[(?!\s)(?P<text>[^\[\]]+)(?<!\s)\]\((?P<ref>[^()\s]*)\)")
BROKEN = re.compile(r"\]\(|\]\s+\([a-z]+:|\[[^\[\]]*\([a-z]+:")
"""What is left in the text where an inline link has a bracket too few or too many, or a space beside one."""


@dataclass(frozen=True)
class Span:
    """A run of words; a mention where it has a `ref`. `start` is its offset in the YAML text."""

    text: str
    start: int
    ref: Ref | None = None


def parse_spans(text: str) -> Iterator[Span]:
    """Split a text of the data at its inline links. Other Markdown stays as typed."""
    at = 0
    for match in MENTION.finditer(text):
        yield Span(text[at : match.start()], at)
        yield Span(match["text"], match.start(), Ref.parse(match["ref"]))
        at = match.end()
    yield Span(text[at:], at)


@dataclass(frozen=True)
class Passage:
    """Any part of the document that has an anchor of its own.

    Attributes:
        id: permanent id, the anchor.
        kind: `title`, `introduction`, `heading`, `statement`, `paragraph` or `closing`.
        label: how people cite it: `5.2`; a heading by its short title, others without a number in words.
        markup: its text in the YAML, mentions as inline links.
        path: where that text is in the data.
        noun: what the document calls the conclusion that it is, or is under.
    """

    id: str
    kind: str
    label: str
    markup: str
    path: DataPath
    session: Session | None = None
    conclusion: Conclusion | None = None
    noun: str = ""

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The text cut at its mentions."""
        return tuple(parse_spans(self.markup))

    @cached_property
    def words(self) -> str:
        """The document's words, without the markup of mentions."""
        return "".join(span.text for span in self.spans)

    @cached_property
    def broken(self) -> int | None:
        """Where in the markup a link is broken, or nothing."""
        for span in self.spans:
            if not span.ref and (found := BROKEN.search(span.text)):
                return span.start + found.start()
        return None

    def offset_in_markup(self, offset: int) -> int:
        """Turn an offset into `words` into one into `markup`."""
        for span in self.spans:
            if offset < len(span.text):
                return span.start + offset + (span.ref is not None)
            offset -= len(span.text)
        return len(self.markup)

    @cached_property
    def sha256(self) -> str:
        """The content address of its words: it changes with any of them, and with nothing else."""
        return sha256_of([self])

    @property
    def short_title(self) -> str:
        """What the edition calls a session, at its heading, or a conclusion, at its statement; else nothing."""
        named = {"heading": self.session, "statement": self.conclusion}.get(self.kind)
        return named.short_title if named else ""

    @property
    def number(self) -> str:
        """What is printed beside it, as it is cited; nothing where it has no number."""
        return {"title": "", "heading": "", "statement": f"{self.label}."}.get(self.kind, self.label)

    @property
    def named(self) -> str:
        """The same in words, where it is alone: `Conclusion 5`, `Paragraph 5.2`."""
        return {"statement": f"{self.noun.capitalize()} ", "paragraph": "Paragraph "}.get(self.kind, "") + self.label

    @property
    def in_source(self) -> str:
        """As the source prints it: a statement with its number."""
        if self.kind == "statement" and self.conclusion:
            return f"{self.conclusion.number}. {self.words}"
        return self.words


def sha256_of(passages: Iterable[Passage]) -> str:
    """The SHA-256 of their words, joined by line feeds, in UTF-8; in hexadecimal digits."""
    return sha256("\n".join(passage.words for passage in passages).encode()).hexdigest()


def passages_of(edition: Edition) -> Iterator[Passage]:
    """All passages in the order of the document."""
    document = edition.document
    yield Passage(document.id, "title", "Title", document.title, ("document", "title"))
    yield from _paragraphs(document.introduction, "introduction", ("document", "introduction"), "Introduction ")
    conclusions = defaultdict(list)
    for at, conclusion in enumerate(edition.conclusions):
        conclusions[conclusion.session].append((at, conclusion))
    for at, session in enumerate(edition.sessions):
        heading: DataPath = ("sessions", at, "heading")
        yield Passage(session.id, "heading", session.short_title, session.heading, heading, session)
        for place, conclusion in conclusions[session.id]:
            yield from _conclusion(conclusion, ("conclusions", place), session, document.nouns.conclusion.one)
    yield from _paragraphs(document.closing, "closing", ("document", "closing"), "Closing ")


def _conclusion(conclusion: Conclusion, path: DataPath, session: Session, noun: str) -> Iterator[Passage]:
    number = str(conclusion.number)
    statement = (*path, "statement")
    yield Passage(conclusion.id, "statement", number, conclusion.statement, statement, session, conclusion, noun)
    own: DataPath = (*path, "paragraphs")
    yield from _paragraphs(conclusion.paragraphs, "paragraph", own, f"{number}.", session, conclusion, noun)


def _paragraphs(
    paragraphs: tuple[Paragraph, ...],
    kind: str,
    path: DataPath,
    prefix: str,
    session: Session | None = None,
    conclusion: Conclusion | None = None,
    noun: str = "",
) -> Iterator[Passage]:
    for at, paragraph in enumerate(paragraphs):
        label = f"{prefix}{at + 1}"
        yield Passage(paragraph.id, kind, label, paragraph.text, (*path, at, "text"), session, conclusion, noun)

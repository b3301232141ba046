"""The document in its order: every passage with its words, its mentions and its place.

A passage has four shapes. `Paragraph` in `edition.py` is what editors write: an id and the words. `Passage` is what all
code and all templates use. `PublishedPassage` in `formats/summary.py` is what other programs read: JSON has to include
what code can look up. Tables, the comparison of versions and Typst read the same. `Found` in `kinds/kind.py` is what
the search shows of anything with an address. Citations and linked data are made from a `Passage`, in the terms of CSL
and schema.org.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from edition.document.edition import Conclusion, Edition, Noun, Nouns, Paragraph, Session
from edition.kinds.kind import Found, Mentioned
from edition.records.records import DataPath, Ref, grouped

MENTION = re.compile(r"\[(?!\s)(?P<text>[^\[\]]+)(?<!\s)\]\((?P<ref>[^()\s]*)\)")
BROKEN = re.compile(r"\]\(|\]\s+\([a-z]+:|\[[^\[\]]*\([a-z]+:")
"""What is left in the text where an inline link has a bracket too few or too many, or a space beside one."""


class Span(NamedTuple):
    """A run of words; a mention where it has a `ref`. `start` is its offset in the YAML text, `at` in the words."""

    text: str
    start: int
    at: int
    ref: Ref | None = None


def parse_spans(text: str) -> Iterator[Span]:
    """Split a text of the data at its inline links. Other Markdown stays as typed."""
    start = at = 0
    for match in MENTION.finditer(text):
        before, words = text[start : match.start()], match["text"]
        yield Span(before, start, at)
        yield Span(words, match.start(), at + len(before), Ref.parse(match["ref"]))
        start, at = match.end(), at + len(before) + len(words)
    yield Span(text[start:], start, at)


@dataclass(frozen=True)
class Passage:
    """Any part of the document that has an anchor of its own: its properties serve every page and every file.

    Attributes:
        id: permanent id, the anchor.
        kind: `title`, `introduction`, `heading`, `statement`, `paragraph` or `closing`.
        label: how people cite it: `5.2`; a heading by its short title, others without a number in words.
        markup: its text in the YAML, mentions as inline links.
        path: where that text is in the data.
        noun: what the document calls conclusions, if it is one or under one.
    """

    id: str
    kind: str
    label: str
    markup: str
    path: DataPath
    session: Session | None = None
    conclusion: Conclusion | None = None
    noun: Noun = Nouns().conclusion

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The text cut at its mentions."""
        return tuple(parse_spans(self.markup))

    def spans_in(self, start: int, end: int) -> list[Span]:
        """The spans between two offsets into `words`, cut there."""
        return [
            Span(span.text[max(0, start - span.at) : end - span.at], span.start, max(start, span.at), span.ref)
            for span in self.spans
            if max(start, span.at) < min(end, span.at + len(span.text))
        ]

    def before_mention(self, offset: int) -> int:
        """An offset into `words`, or that of the mention that it would cut."""
        cut = (span.at for span in self.spans if span.ref and span.at < offset < span.at + len(span.text))
        return next(cut, offset)

    @cached_property
    def words(self) -> str:
        """The document's words, without the markup of mentions."""
        return "".join(span.text for span in self.spans)

    @cached_property
    def mentions(self) -> tuple[Ref, ...]:
        """What it mentions, in order of first mention."""
        return tuple(dict.fromkeys(span.ref for span in self.spans if span.ref))

    @cached_property
    def broken(self) -> int | None:
        """Where in the markup a link is broken, or nothing."""
        searched = ((span.start, BROKEN.search(span.text)) for span in self.spans if not span.ref)
        return next((start + found.start() for start, found in searched if found), None)

    def offset_in_markup(self, offset: int) -> int:
        """Turn an offset into `words` into one into `markup`."""
        for span in self.spans:
            if offset < span.at + len(span.text):
                return span.start + offset - span.at + (span.ref is not None)
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
    def headline(self) -> str:
        """What it is called where a list leads through the document: the short title, or the name of its part."""
        return self.short_title or self.kind.title()

    @property
    def name(self) -> str:
        """Its label, and what that is the number of: `Conclusion 5`, `Paragraph 5.2`, `Introduction 1`."""
        of = {"statement": f"{self.noun.one.capitalize()} ", "paragraph": "Paragraph "}
        return of.get(self.kind, "") + self.label

    @property
    def number(self) -> str:
        """What is printed beside it, as it is cited; nothing where it has no number."""
        return {"title": "", "heading": "", "statement": f"{self.label}."}.get(self.kind, self.label)

    @property
    def cited_as(self) -> str:
        """Its title in a citation: of the document its words, of a heading its short title, else with its number."""
        if self.kind == "title":
            return self.words
        return self.label.replace(" ", ", paragraph ") if self.is_apart else self.name

    @property
    def section(self) -> str:
        """Where a numbered passage is in the document: `conclusion 5, para. 5.2`; nothing for the others."""
        if not self.conclusion:
            return self.label.lower().replace(" ", ", para. ") if self.is_apart else ""
        conclusion = f"{self.noun.one} {self.conclusion.number}"
        return conclusion if self.kind == "statement" else f"{conclusion}, para. {self.label}"

    def begins_range_to(self, last: "Passage") -> bool:
        """Whether both can be cited as one: conclusions, or paragraphs of one conclusion, introduction or closing."""
        same = self.kind == last.kind and (self.kind == "statement" or self.conclusion is last.conclusion)
        return same and self.kind not in ("title", "heading") and self.path[-2:] < last.path[-2:]

    def cited_up_to(self, last: "Passage") -> tuple[str, str]:
        """Title and section of the range from this passage to another: `Paragraphs 5.2–5.3`, `…, paras. 5.2–5.3`."""
        name, _, first = self.label.rpartition(" ")
        numbers = f"{first}–{last.label.removeprefix(name).strip()}"
        if self.kind == "statement":
            return f"{self.noun.many.capitalize()} {numbers}", f"{self.noun.many} {numbers}"
        if self.conclusion:
            return f"Paragraphs {numbers}", f"{self.noun.one} {self.conclusion.number}, paras. {numbers}"
        return f"{name}, paragraphs {numbers}", f"{name.lower()}, paras. {numbers}"

    @property
    def above(self) -> str:
        """The id of the heading or statement that it is under; nothing for what is under the title alone."""
        above = {"statement": self.session, "paragraph": self.conclusion}.get(self.kind)
        return above.id if above else ""

    @property
    def is_apart(self) -> bool:
        """Whether it belongs to no session: it is of the introduction or the closing."""
        return self.kind in ("introduction", "closing")

    @property
    def chapter(self) -> tuple[str, str]:
        """The name and the title of the chapter of a book that has it."""
        session = self.session
        return (f"session-{session.slug}", session.short_title) if session else (self.kind, self.headline)

    def search_record(self, entities: Mapping[Ref, Mentioned]) -> Found:
        """What the search shows of it; the names of what it mentions find it too."""
        above = [one.short_title for one in (self.conclusion, self.session) if one and self.kind != "heading"]
        place = " · ".join(above) or {"title": "Home", "heading": ""}.get(self.kind, self.headline)
        names = {"heading": (self.short_title,), "statement": (self.name, self.short_title)}.get(self.kind, ())
        also = dict.fromkeys(name for ref in self.mentions for name in entities[ref].known_as())
        return Found(self.label, place, self.words, (*names, self.id), self.id, tuple(also))

    @property
    def in_source(self) -> str:
        """As the source prints it: a statement with its number."""
        return f"{self.number} {self.words}" if self.kind == "statement" else self.words


def sha256_of(passages: Iterable[Passage]) -> str:
    """The SHA-256 of their words, joined by line feeds, in UTF-8; in hexadecimal digits."""
    return sha256("\n".join(passage.words for passage in passages).encode()).hexdigest()


def passages_of(edition: Edition) -> Iterator[Passage]:
    """All passages in the order of the document."""
    document = edition.document
    yield Passage(document.id, "title", "Title", document.title, ("document", "title"))
    yield from _apart(document.introduction, "introduction")
    conclusions = grouped((one.session, (at, one)) for at, one in enumerate(edition.conclusions))
    for at, session in enumerate(edition.sessions):
        heading: DataPath = ("sessions", at, "heading")
        yield Passage(session.id, "heading", session.short_title, session.heading, heading, session)
        for place, conclusion in conclusions[session.id]:
            number = str(conclusion.number)
            of = session, conclusion, document.nouns.conclusion
            path: DataPath = ("conclusions", place, "statement")
            yield Passage(conclusion.id, "statement", number, conclusion.statement, path, *of)
            for below, one in enumerate(conclusion.paragraphs):
                path = ("conclusions", place, "paragraphs", below, "text")
                yield Passage(one.id, "paragraph", f"{number}.{below + 1}", one.text, path, *of)
    yield from _apart(document.closing, "closing")


def _apart(paragraphs: Iterable[Paragraph], kind: str) -> Iterator[Passage]:
    for at, one in enumerate(paragraphs):
        yield Passage(one.id, kind, f"{kind.title()} {at + 1}", one.text, ("document", kind, at, "text"))

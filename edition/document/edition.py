"""The records of the document itself, and all the data as one: one field a key in the YAML.

Rules that concern one record live beside its fields; rules between records live in `edition/loading/`. Words called
*text* or *quote* are the document's; all others are editorial. What the edition says of the document, in lists of
records, is in `edition/kinds/`.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, reduce
from types import GenericAlias
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BeforeValidator, Field, model_validator

from edition.kinds import ADDRESSED, KINDS
from edition.kinds.goal import Goal
from edition.kinds.kind import Addressed, Kind, Quote, Sourced, SourceIds
from edition.kinds.target import Target
from edition.records.fields import Day, EnglishOf, Id, Language, PartialDate, Slug, Text, Url, Version, partial, spelled
from edition.records.records import DataPath, Outside, Record, Ref, RefTo, references, walk

AnyKind = TypeVar("AnyKind", bound=Kind)


class Paragraph(Record):
    """A paragraph of the document."""

    id: Id
    """Permanent: it is the anchor of the passage. Never change it once published."""
    text: Text
    """The document's words, with mentions as links: `the [SDGs](framework:sdgs)`."""


class Figure(Quote):
    """A number that the document gives."""

    id: Id
    value: Text
    """The number as shown, in digits: `34`."""
    label: Text
    """What it counts (editorial)."""


class PageStart(Quote):
    """Where a page of the original begins, as far as its text shows: the quote has the first words on it."""

    page: Annotated[int, Field(ge=2)]
    """Its number; page 1 begins with the title."""


class Acronym(Record):
    """An acronym of the document that has no entry of its own."""

    acronym: Text
    name: Text
    """What it stands for."""


class Foreign(Record):
    """Words in another language, such as a title: wherever the edition has them, its pages say which it is."""

    words: Text
    language: Language
    """Its code: `fr`."""


class Noun(Record):
    """What something is called, in small letters."""

    one: Text
    many: Text

    def counted(self, number: int) -> str:
        """`one conclusion`, `six conclusions`, `12 conclusions`."""
        return f"{spelled(number)} {self.one if number == 1 else self.many}"


class Nouns(Record):
    """What the parts of the document are called."""

    session: Noun = Noun(one="session", many="sessions")
    """What is under a heading."""
    conclusion: Noun = Noun(one="conclusion", many="conclusions")
    """What has a number: `one: principle` and `many: principles`."""


def listed(words: Sequence[str]) -> str:
    """`author, publisher and year`."""
    *most, last = words or [""]
    return f"{', '.join(most)} and {last}" if most else last


class Imprint(Sourced):
    """Whose the document is. What it does not state of itself is supplied by the edition, in square brackets."""

    author: Text
    publisher: Text
    date: PartialDate
    """As much of it as is known: `2016`, `2016-03`, `2016-03-10`."""
    stated: tuple[Literal["author", "publisher", "date"], ...] = ()
    """Which of these the document itself states; the others are supplied."""
    url: Annotated[Url | None, Outside()] = None
    """A page of the publisher about the event; the document's own address if it is known."""
    url_name: Text | None = None
    """What a link to that page says; without it, the name of its host."""
    rationale: Text | None = None
    """Where that comes from which is supplied."""

    @model_validator(mode="after")
    def _rationale_if_supplied(self) -> Self:
        if self.supplied and not self.rationale:
            names = listed(self.supplied)
            message = f'say in "rationale" where {names} come from, or list in "stated" what the document states'
            raise ValueError(message)
        return self

    @property
    def supplied(self) -> tuple[str, ...]:
        """What the document does not state: `author`, `publisher`, `date`."""
        return tuple(name for name in ("author", "publisher", "date") if name not in self.stated)

    @property
    def year(self) -> int:
        """That of the date."""
        return int(self.date[:4])

    def called(self, name: str) -> str:
        """What to call one of the three for readers: a date of which only the year is known is a year."""
        return "year" if name == "date" and len(self.date) == len("2016") else name

    def shown(self, name: str) -> str:
        """The author, the publisher or the date in words, in square brackets if it is supplied."""
        value = partial(self.date) if name == "date" else str(getattr(self, name))
        return f"[{value}]" if name in self.supplied else value

    def remark(self) -> str:
        """In a sentence, what is supplied; nothing if the document states all."""
        match tuple(map(self.called, self.supplied)):
            case ():
                return ""
            case (name,):
                return f"The {name} is not in the document; it has been supplied by this edition."
            case names:
                return f"{listed(names).capitalize()} are not in the document; they have been supplied by this edition."


class PageNote(Sourced):
    """What a page says of this document only."""

    page: Id
    """Its address, without the slash at its end: `about`."""
    note: Annotated[Text, Outside("perhaps")]


TEXTS = "gist", "subject", "edition", "rights", "sessions_note", "pages_note"
"""Fields of the document that pages can show."""


class Document(Record):
    """The document as a whole, with the words that belong to no conclusion."""

    id: Id
    edition: Literal["official", "unofficial"]
    """`official` if whoever issued the document publishes this edition."""
    language: EnglishOf
    """Of the document and the edition, with the country: `en-GB`."""
    nouns: Nouns = Nouns()
    title: Text
    gist: Text
    """What the document is, in a sentence or two (editorial)."""
    subject: Text
    """What it is about, in a word or two: `migration`."""
    sessions_note: Text | None = None
    """How we know what its sessions are."""
    sessions_sources: SourceIds = ()
    """Where the note on the sessions comes from."""
    rights: Text
    """Who holds the rights in the document, and on what terms it is reproduced here."""
    rights_sources: SourceIds = ()
    """Where the statement on rights comes from."""
    page_notes: tuple[PageNote, ...] = ()
    """What pages say of this document only; their own prose is true of any."""
    event: Annotated[str, RefTo(("event",))]
    """The event that the document reports; its title, dates and place are in `events.yml`."""
    source: Text
    """File in `data/` that holds the document's plain text, the measure of every word."""
    imprint: Imprint
    introduction: tuple[Paragraph, ...] = ()
    closing: tuple[Paragraph, ...] = ()
    page_starts: tuple[PageStart, ...] = ()
    """Where the pages of the original begin (inferred)."""
    pages_note: Text | None = None
    """What that is inferred from, and how certain it is."""
    figures: tuple[Figure, ...] = ()
    acronyms: tuple[Acronym, ...] = ()
    foreign: tuple[Foreign, ...] = ()

    @property
    def this_edition(self) -> str:
        """What citations, covers and files call the edition: `Unofficial digital edition`."""
        return f"{self.edition} digital edition".capitalize()

    def note_on(self, page: str) -> PageNote | None:
        """What the page at this address says of this document only, if anything."""
        return next((note for note in self.page_notes if f"{note.page}/" == page), None)

    @model_validator(mode="after")
    def _note_if_pages(self) -> Self:
        if bool(self.page_starts) != bool(self.pages_note):
            raise ValueError('say in "pages_note" what "page_starts" are inferred from, or leave both out')
        return self

    @property
    def texts(self) -> dict[str, str]:
        """By its key, each text that says something of the document; in square brackets what is supplied."""
        own = {name: getattr(self, name) or "" for name in TEXTS}
        own |= {name: self.imprint.shown(name) for name in ("author", "publisher", "date")}
        return own | {"rationale": self.imprint.rationale or ""}


class Session(Record):
    """A heading of the document, under which conclusions are grouped; it has a page of its own."""

    id: Id
    slug: Slug
    """Name of the session's page: `docs/sessions/<slug>.md`."""
    heading: Text
    """The document's words."""
    short_title: Text


class Conclusion(Record):
    """A numbered statement of the document with its paragraphs."""

    id: Id
    number: Annotated[int, Field(ge=1)]
    """The number that the document prints before the statement."""
    session: Annotated[str, RefTo(("session",))]
    short_title: Text
    statement: Text
    """The document's words."""
    paragraphs: Annotated[tuple[Paragraph, ...], Field(min_length=1)]


class Sdgs(Record):
    """The goals and targets of the edition."""

    identifier_base: Url
    """Put before the id of a goal or target, it gives the identifier of the United Nations."""
    source: Annotated[str, RefTo(("source",))]
    """Id of the source of the official wording."""
    direct_note: Text | None = None
    """What is said of each target that is `direct`, and according to whom, in a sentence."""
    direct_source: Annotated[str | None, RefTo(("source",))] = None
    """Id of the source of that."""
    unlinked_note: Text | None = None
    """What is said of such a target if no passage is linked to it, in a sentence."""
    goals: tuple[Goal, ...]
    targets: tuple[Target, ...]


class Change(Record):
    """What changed in the content of the edition."""

    passage: str | None = None
    """The passage that it concerns, by its id at that time; none, if it concerns the whole."""
    change: Text


class SearchWords(Record):
    """What readers may type for something that the edition calls otherwise."""

    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What may be typed: a word or several, in any form and spelling of it."""
    means: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What is found for it: ids of passages, `kind:id` of entries and addresses of pages, the best first, or words."""
    answer: Text | None = None
    """An answer in a sentence, with the first of `means` as its link; `{place}` and the like are facts of the data."""


class Release(Record):
    """A published version of the edition."""

    version: Version
    date: Day
    changes: Annotated[tuple[Change, ...], Field(min_length=1)]


class Alias(Record):
    """An address that once was public, and where it leads now."""

    address: Text
    """Page and anchor, copied from `ledger.txt`: `./sessions/partnerships/#c6-p9`."""
    to: Text | None = None
    """The id of a passage, or `kind:id` of an entry, or the address of a page."""
    retired: Text | None = None
    """Instead of `to`: why the address leads nowhere any more."""

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.to) == bool(self.retired):
            raise ValueError('write either "to" or "retired"')
        return self


FILES: Mapping[str, Any] = {
    "document": Document,
    "sessions": Annotated[tuple[Session, ...], Field(min_length=1)],
    "conclusions": Annotated[tuple[Conclusion, ...], Field(min_length=1)],
    **{kind.listed_at().path[0]: GenericAlias(tuple, (kind.item_type(), ...)) for kind in KINDS},
    # in the place of goals and targets, which are lists of its record; a file with its guide only is as good as none
    "sdgs": Annotated[Sdgs | None, BeforeValidator(lambda found: found or None)],
    "search": tuple[SearchWords, ...],
    "releases": Annotated[tuple[Release, ...], Field(min_length=1)],
    "aliases": tuple[Alias, ...],
}
"""What is in each file of `data/`, by its stem."""
OPTIONAL = {kind.listed_at().path[0] for kind in KINDS}
"""The files that need not be there: a kind of record without one is not there either."""


class Edition:
    """All the data: `values` has what is in each file, by its stem; the file of a kind may be missing."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values
        self.document: Document = values["document"]
        self.sessions: tuple[Session, ...] = values["sessions"]
        self.conclusions: tuple[Conclusion, ...] = values["conclusions"]
        self.sdgs: Sdgs | None = values.get("sdgs")
        self.search: tuple[SearchWords, ...] = values["search"]
        self.releases: tuple[Release, ...] = values["releases"]
        self.aliases: tuple[Alias, ...] = values["aliases"]

    def of(self, kind: type[AnyKind]) -> tuple[AnyKind, ...]:
        """All records of a kind, in the order of its file."""
        stem, *inner = kind.listed_at().path
        found: tuple[AnyKind, ...] = reduce(getattr, inner, self.values[stem]) if self.values.get(stem) else ()
        return found

    @cached_property
    def records(self) -> tuple[tuple[DataPath, Record], ...]:
        """Every record, with those inside others, and its path in the data."""
        return tuple(found for stem, value in self.values.items() for found in walk(value, (stem,)))

    @cached_property
    def references(self) -> tuple[tuple[DataPath, RefTo, Ref], ...]:
        """Every reference of a record, with its path in the data, and the mark of its field."""
        return tuple(references(self.records))

    def addressed(self) -> Iterator[tuple[DataPath, Addressed]]:
        """Every record that has an address of its own, kind by kind, and its path in the data."""
        for kind in ADDRESSED.values():
            for at, record in enumerate(self.of(kind)):
                yield (*kind.listed_at().path, at), record

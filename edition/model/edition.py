"""The typed model of all the data: one class a kind of record, one field a key in the YAML.

`Edition` mirrors the folder `data/`: each of its fields is a file. Rules that concern one record live
here; rules between records live in `edition/loading/`. Words called *text* or *quote* are the document's; all
others are editorial.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from edition.model.fields import Colour, Day, GoalId, Id, Language, PartialDate, Slug, TargetId, Text, Url, Version
from edition.model.records import Record, RefTo

PassageRef = Annotated[str, RefTo(("passage",))]
OptionalOrganization = Annotated[str | None, RefTo(("organization",))]
OptionalSeries = Annotated[str | None, RefTo(("event",))]
PassageIds = Annotated[tuple[str, ...], RefTo(("passage",))]
SourceIds = Annotated[tuple[str, ...], RefTo(("source",))]


Grade = Literal[
    "seen",
    "seen in part",
    "summary seen",
    "seen at second hand",
    "general knowledge, not checked for this edition",
]


AttributionKind = Literal["named", "participants", "discussants", "presenters", "many", "some", "a-number"]


class Quote(Record):
    """Words of one passage."""

    passage: PassageRef
    """Id of the passage that has the words, for example `intro-3`."""
    quote: Text
    """The very words, copied from the passage, without links."""


class Sourced(Record):
    """What may say something from outside the document."""

    sources: SourceIds = ()
    """Ids of `sources.yml`: where that comes from. `[]` says that all of it is in the document."""


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


class Supplied(Sourced):
    """What a citation needs and the document does not give. Shown in square brackets."""

    author: Text
    publisher: Text
    year: int
    url: Url
    """A page of the publisher about the event; the document's own address if it is known."""
    rationale: Text
    """One line: where these come from."""


class Document(Record):
    """The document as a whole, with the words that belong to no conclusion."""

    id: Id
    title: Text
    gist: Text
    """What the document is, in a sentence or two (editorial)."""
    subject: Text
    """What it is about, in a word or two: `migration`."""
    sessions_note: Text
    """How we know what its sessions are."""
    sessions_sources: SourceIds = ()
    """Where the note on the sessions comes from."""
    rights: Text
    """Who holds the rights in the document, and on what terms it is reproduced here."""
    rights_sources: SourceIds = ()
    """Where the statement on rights comes from."""
    event: Annotated[str, RefTo(("event",))]
    """The event that the document reports; its title, dates and place are in `events.yml`."""
    source: Text
    """File in `data/` that holds the document's plain text, the measure of every word."""
    supplied: Supplied
    introduction: tuple[Paragraph, ...]
    closing: tuple[Paragraph, ...]
    figures: tuple[Figure, ...] = ()
    acronyms: tuple[Acronym, ...] = ()
    foreign: tuple[Foreign, ...] = ()


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


class NamedEntity(Sourced):
    """Anything that a passage can mention."""

    id: Id
    name: Text
    """What the site calls it."""
    acronym: Text | None = None
    names: tuple[Text, ...] = ()
    """Other names it goes by. Wherever a passage uses a name or the acronym, it must be a link."""
    gist: Text | None = None
    """What it is, in a sentence or two (editorial)."""
    url: Url | None = None
    note: Text | None = None
    """Editorial note, for what a reader would stumble over."""


class Capacity(Quote):
    """In what part a person appears in the document."""

    label: Text
    """Editorial: `Keynote address`."""


class Person(NamedEntity):
    """A person whom a passage names, by name or by office."""

    supplied_name: Text | None = None
    """The name, where the document gives only the office."""
    role: Quote | None = None
    """Role and affiliation, as the document gives them."""
    affiliation: OptionalOrganization = None
    """Organization, as far as it is known (editorial)."""
    capacity: Capacity | None = None
    """Speakers have one; people without one are listed under "Also named"."""


class Organization(NamedEntity):
    """An organization, institute or body."""

    part_of: OptionalOrganization = None


class Provision(Record):
    """What a framework says on the subject of the document."""

    place: Text | None = None
    """Where in the framework: `paragraph 23`; none for the whole."""
    wording: Text | None = None
    """Its own words, word for word; only if they were seen so in English."""
    description: Text | None = None
    """What it says, in our words; beside a wording, what there is to say of that."""
    sources: Annotated[SourceIds, Field(min_length=1)]
    """Ids of `sources.yml`: where that was seen."""

    @model_validator(mode="after")
    def _says_something(self) -> "Provision":
        if not self.wording and not self.description:
            raise PydanticCustomError("provision", 'write "wording", "description" or both')
        return self


class Framework(NamedEntity):
    """An agreement, agenda, convention or declaration."""

    title: Text
    """Official title."""
    symbol: Text | None = None
    """Document symbol: `A/RES/70/1`."""
    date: Day
    date_label: Text
    """What happened on that date: `Adopted`."""
    provisions: tuple[Provision, ...] = ()
    """What it says on the subject of the document."""


class Event(NamedEntity):
    """A meeting, or a series of meetings."""

    title: Text | None = None
    """Official title, where it differs from the name."""
    start: Day | None = None
    """First day. A series or a forum has none."""
    end: Day | None = None
    place: Text | None = None
    stated: Quote | None = None
    """The document's own words for the date, if it gives one; otherwise the date is editorial."""
    series: OptionalSeries = None
    """The series it belongs to."""
    followed: Text | None = None
    """What came of it after the document was written."""


class Publication(NamedEntity):
    """A report, a book or a paper."""

    title: Text | None = None
    """Official title, where it differs from the name."""
    publisher: OptionalOrganization = None
    series: OptionalSeries = None
    """The series of events that it belongs to."""
    number: Text | None = None
    """Its number in the series."""
    date: PartialDate | None = None
    """Of publication, as far as it is known: `2016`, `2016-03`, `2016-03-10`."""
    editors: Annotated[tuple[str, ...], RefTo(("person",))] = ()


class Goal(Record):
    """A Sustainable Development Goal."""

    id: GoalId
    name: Text
    """Short title."""
    names: tuple[Text, ...] = ()
    """What a passage may call it: `goal 10`."""
    wording: Text
    """The official wording, word for word."""
    colour: Colour


class Target(Record):
    """A target of a Sustainable Development Goal."""

    id: TargetId
    """Always in quotes: other readers of YAML take a bare 10.10 for 10.1."""
    wording: Text
    """The official wording, word for word."""
    title: Text | None = None
    """What it is about, in a few words (editorial), where there is no room for the wording."""
    names: tuple[Text, ...] = ()
    direct: bool = False
    """Whether it refers directly to the subject of the document; it is then listed even if no passage relates to it."""

    @property
    def name(self) -> str:
        """What the site calls it."""
        return f"Target {self.id}"

    @property
    def goal(self) -> str:
        """The id of its goal: target 10.7 has goal 10."""
        return self.id.partition(".")[0]


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
    goals: tuple[Goal, ...]
    targets: tuple[Target, ...]


class GoalLink(Record):
    """A passage relates to a goal or target."""

    passage: PassageRef
    to: Annotated[str, RefTo(("goal", "target"))]
    """`goal:10` or `target:10.7`."""


class SourceLink(GoalLink, Quote):
    """The document itself names the goal or target: the quote is the words that do."""

    basis: Literal["source"]
    strength: Literal["named"] = "named"
    """Always `named`; need not be written."""


class EditorialLink(GoalLink, Sourced):
    """The edition relates the passage to the goal or target."""

    basis: Literal["editorial"]
    strength: Literal["close", "interpretation"]
    """`close` where words of the passage are also in the official wording, otherwise `interpretation`."""
    shared: tuple[Text, ...] = ()
    """With `close`: the words that are in both."""
    rationale: Text
    """A sentence: which words of the passage lead there. It is an interpretation, not a statement of the document."""

    @model_validator(mode="after")
    def _shared_if_close(self) -> "EditorialLink":
        if (self.strength == "close") != bool(self.shared):
            raise PydanticCustomError(
                "shared",
                'with "strength: close", "shared" lists words that are in passage and wording; otherwise leave it out',
            )
        return self


SdgLink = Annotated[SourceLink | EditorialLink, Field(discriminator="basis")]


class Note(Quote, Sourced):
    """An editorial note on words of the document over which a reader may stumble. The words stay as they are."""

    note: Text


class LanguageRemark(Quote):
    """A remark on spelling, punctuation or style of the document. The words stay as they are."""

    remark: Text


class Attribution(Quote):
    """Words by which the document says who said, showed or presented something. Nothing is read into them."""

    kind: AttributionKind
    """The word that the document uses; `named` for a person or body that it names, or calls by the office."""
    who: Annotated[tuple[str, ...], RefTo(("person", "organization"))] = ()
    """With `named`: the entries of those who are named in the quote."""

    @model_validator(mode="after")
    def _who_if_named(self) -> "Attribution":
        if (self.kind == "named") != bool(self.who):
            message = 'with "kind: named", "who" lists the entries that the quote names; otherwise leave it out'
            raise PydanticCustomError("who", message)
        return self


class Parallel(Quote):
    """A place where a passage has words of another text. What both share is computed; nobody is said to borrow."""

    id: Id
    """Permanent: it is the anchor of the parallel on its page."""
    source: Annotated[str, RefTo(("source",))]
    """Id of the other text in `sources.yml`."""
    wording: Text
    """The other text's words, word for word."""
    note: Text
    """What differs, in a sentence or two (editorial)."""


class Outcome(Record):
    """What became of something that the document announces, or what followed in the world."""

    id: Id
    """Permanent: it is the anchor of the outcome on its page."""
    passages: Annotated[PassageIds, Field(min_length=1)]
    """Ids of the passages that it follows, or of a conclusion as a whole. It is listed under the first."""
    title: Text
    when: Text
    """The date for readers, as exact as the sources are."""
    date: PartialDate | None = None
    """The first day of that, for the order of time: `2016`, `2016-03`, `2016-03-10`."""
    gist: Text
    """What followed, in a sentence or two; a quotation only where it was seen word for word."""
    entry: Annotated[str | None, RefTo(("event", "publication"))] = None
    """The event or publication that it is about, if the document names one: `event:gfmd`."""
    connection: Literal["announced", "same-words", "same-subject"]
    """`announced` in the document, or with the `same-words` as the document, or only on the `same-subject`."""
    shared: tuple[Text, ...] = ()
    """With `same-words`: words that are in one of the passages and in the gist."""
    sources: Annotated[SourceIds, Field(min_length=1)]
    """Ids of `sources.yml`: where that comes from."""

    @model_validator(mode="after")
    def _shared_if_same_words(self) -> "Outcome":
        if (self.connection == "same-words") != bool(self.shared):
            message = 'with "connection: same-words", "shared" lists words that both have; otherwise leave it out'
            raise PydanticCustomError("shared", message)
        return self

    @property
    def order(self) -> str:
        """By which outcomes are in the order of time: a mere year or month comes after its days, no date last."""
        return f"{self.date or 9999}-99-99"[:10]


class PlainSentence(Record):
    """A sentence of the plain summary. It says nothing that the document does not."""

    sentence: Text
    """In our words (editorial)."""
    passages: Annotated[PassageIds, Field(min_length=1)]
    """Ids of the passages that it sums up, in the document's order."""


class Source(Record):
    """Where facts from outside the document come from."""

    id: Id
    """Permanent: it is the anchor of the source on its page."""
    title: Text
    """Of the original, not of a copy in which it was seen."""
    publisher: Text
    date: PartialDate | None = None
    """Of publication, as far as it is known: `2016`, `2016-03`, `2016-03-10`."""
    symbol: Text | None = None
    """Document symbol: `A/RES/70/1`."""
    url: Url | None = None
    seen: Text
    """What of it was seen for this edition, in a sentence."""
    grade: Grade
    """How good the evidence is."""


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
    """What is found for it: ids of passages and `kind:id` of entries, the best first, or words that the edition has."""


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
    def _one_of_both(self) -> "Alias":
        if bool(self.to) == bool(self.retired):
            raise PydanticCustomError("alias", 'write either "to" or "retired"')
        return self


Entity = NamedEntity | Goal | Target
"""What a `Ref` leads to."""


class Edition(Record):
    """All the data. Each field is the file `data/<field>.yml`."""

    document: Document
    sessions: Annotated[tuple[Session, ...], Field(min_length=1)]
    conclusions: Annotated[tuple[Conclusion, ...], Field(min_length=1)]
    speakers: tuple[Person, ...]
    organizations: tuple[Organization, ...]
    frameworks: tuple[Framework, ...]
    events: tuple[Event, ...]
    publications: tuple[Publication, ...]
    sdgs: Sdgs
    sdg_links: tuple[SdgLink, ...]
    notes: tuple[Note, ...]
    language: tuple[LanguageRemark, ...]
    attributions: tuple[Attribution, ...]
    parallels: tuple[Parallel, ...]
    outcomes: tuple[Outcome, ...]
    plain_summary: tuple[PlainSentence, ...]
    sources: tuple[Source, ...]
    search: tuple[SearchWords, ...]
    releases: Annotated[tuple[Release, ...], Field(min_length=1)]
    aliases: tuple[Alias, ...]


def names_of(entity: Entity) -> tuple[str, ...]:
    """Every name that a passage may use for it, without repeats."""
    own = [entity.name, entity.acronym] if isinstance(entity, NamedEntity) else []
    return tuple(dict.fromkeys(name for name in [*own, *entity.names] if name))

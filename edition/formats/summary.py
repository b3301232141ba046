"""The shape of `data/summary.json`. Its JSON Schema is generated from these classes, docstrings included."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from edition.formats.linked_data import identifier_of
from edition.model import edition as records
from edition.model.addresses import permalink_of
from edition.model.index import Index
from edition.model.passages import Passage
from edition.model.records import Record, Ref


class Mention(Record):
    """Where the words of a passage name something."""

    text: str
    """The document's words."""
    start: int
    """How many characters (code points) of the passage's words come before it."""
    ref: str
    """What is meant: a key of `entries`."""


class PublishedPassage(Record):
    """A part of the document with an address of its own."""

    id: str
    kind: Literal["title", "introduction", "heading", "statement", "paragraph", "closing"]
    label: str
    """How it is cited. The document numbers only its conclusions."""
    short_title: str | None = None
    """Editorial: of a session at its heading, of a conclusion at its statement."""
    words: str
    """The document's words, verbatim. The number that it prints before a conclusion is the label."""
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """Content address: the SHA-256 of `words` in UTF-8."""
    permalink: str
    session: str | None = None
    """ID of its heading."""
    conclusion: str | None = None
    """ID of its statement, or its own."""
    mentions: tuple[Mention, ...]
    links: tuple[records.SdgLink, ...]
    """To goals and targets: `source` where the words name one, `editorial` where it is an interpretation."""
    notes: tuple[records.Note, ...]
    attributions: tuple[records.Attribution, ...]
    """Where the words say who said, showed or presented something; a passage may have none."""


Facts = records.Person | records.Organization | records.Framework | records.Event | records.Publication
Facts |= records.Goal | records.Target


class Entry(Record):
    """What can be mentioned or linked, with what the edition knows of it."""

    permalink: str
    identifier: str | None = None
    """The identifier that the United Nations gives a goal or target."""
    mentioned_in: tuple[str, ...]
    """Ids of passages."""
    linked_from: tuple[str, ...]
    """Ids of passages; for a goal, with those that are linked to its targets."""
    facts: Facts


class PublishedSource(records.Source):
    """Where facts from outside the document come from."""

    permalink: str


class PublishedParallel(records.Parallel):
    """A place where a passage has words of another text. What both share is computed; nobody is said to borrow."""

    permalink: str


class PublishedOutcome(records.Outcome):
    """What became of something that the document announces, or what followed in the world."""

    permalink: str


class About(Record):
    """What the document is, whose, and what a citation needs that it does not give."""

    gist: str
    subject: str
    sessions_note: str
    sessions_sources: tuple[str, ...]
    rights: str
    rights_sources: tuple[str, ...]
    event: str
    supplied: records.Supplied
    figures: tuple[records.Figure, ...]
    acronyms: tuple[records.Acronym, ...]
    foreign: tuple[records.Foreign, ...]


class Summary(Record):
    """The whole edition. `words`, `quote` and the `text` of a mention are the document's; the rest is editorial."""

    schema_: Literal["summary.schema.json"] = Field("summary.schema.json", alias="$schema")
    version: str
    """Of the edition. The first number rises when addresses of passages change."""
    date: date
    """Of that version."""
    site: str
    document: About
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """Content address of the whole: the SHA-256 of the `words` of all passages, joined by line feeds, in UTF-8."""
    passages: tuple[PublishedPassage, ...]
    """In the order of the document."""
    entries: dict[str, Entry]
    """By their references, `kind:id`."""
    parallels: tuple[PublishedParallel, ...]
    """The same words in other texts."""
    outcomes: tuple[PublishedOutcome, ...]
    """What was announced, and what followed."""
    plain_summary: tuple[records.PlainSentence, ...]
    """The document in short, in the edition's words."""
    sources: tuple[PublishedSource, ...]
    """Where what is said from outside the document comes from: `sources` elsewhere has their ids."""
    wording_source: str
    """ID of the source of the official wording of goals and targets."""
    direct_source: str | None = None
    """ID of the source for which targets are `direct`."""
    language: tuple[records.LanguageRemark, ...]
    """Remarks on the language of the document."""
    releases: tuple[records.Release, ...]
    """Newest first."""
    aliases: tuple[records.Alias, ...]
    """Former addresses, and where they lead now."""


def summary_of(index: Index, site_url: str, passages: Iterable[Passage] | None = None) -> Summary:
    """The edition with permalinks and back-references, for a site at `site_url` (with a slash at its end).

    Args:
        index: the edition.
        site_url: the public address, with a slash at its end.
        passages: these only, instead of all that the edition has.
    """
    edition, document = index.edition, index.edition.document
    return Summary(
        version=index.version,
        date=edition.releases[0].date,
        site=site_url,
        document=About(
            gist=document.gist,
            subject=document.subject,
            sessions_note=document.sessions_note,
            sessions_sources=document.sessions_sources,
            rights=document.rights,
            rights_sources=document.rights_sources,
            event=document.event,
            supplied=document.supplied,
            figures=document.figures,
            acronyms=document.acronyms,
            foreign=document.foreign,
        ),
        sha256=index.sha256,
        passages=tuple(_passage(index, passage, site_url) for passage in passages or index.passages.values()),
        entries={str(ref): _entry(index, ref, site_url) for ref in index.entities},
        parallels=tuple(
            PublishedParallel(**dict(one), permalink=permalink_of(Ref("parallel", one.id), site_url))
            for one in edition.parallels
        ),
        outcomes=tuple(
            PublishedOutcome(**dict(one), permalink=permalink_of(Ref("outcome", one.id), site_url))
            for one in edition.outcomes
        ),
        plain_summary=edition.plain_summary,
        sources=tuple(
            PublishedSource(**dict(source), permalink=permalink_of(ref, site_url))
            for ref, source in index.sources.items()
        ),
        wording_source=edition.sdgs.source,
        direct_source=edition.sdgs.direct_source,
        language=edition.language,
        releases=edition.releases,
        aliases=edition.aliases,
    )


def _passage(index: Index, passage: Passage, site_url: str) -> PublishedPassage:
    session, conclusion = passage.session, passage.conclusion
    mentions, at = [], 0
    for span in passage.spans:
        if span.ref:
            mentions.append(Mention(text=span.text, start=at, ref=str(span.ref)))
        at += len(span.text)
    return PublishedPassage(
        id=passage.id,
        kind=passage.kind,
        label=passage.label,
        short_title=passage.short_title or None,
        words=passage.words,
        sha256=passage.sha256,
        permalink=permalink_of(passage, site_url),
        session=session and session.id,
        conclusion=conclusion and conclusion.id,
        mentions=tuple(mentions),
        links=tuple(index.links_from.get(passage.id, ())),
        notes=tuple(index.notes_on.get(passage.id, ())),
        attributions=tuple(index.attributions_in.get(passage.id, ())),
    )


def _entry(index: Index, ref: Ref, site_url: str) -> Entry:
    return Entry(
        permalink=permalink_of(ref, site_url),
        identifier=identifier_of(index, ref),
        mentioned_in=tuple(passage.id for passage in index.mentioned_in.get(ref, ())),
        linked_from=tuple(dict.fromkeys(link.passage for link in index.links_to.get(ref, ()))),
        facts=index.entities[ref],
    )

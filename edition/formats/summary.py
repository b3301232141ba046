"""The shape of `data/summary.json`. Its JSON Schema is generated from these classes, docstrings included."""

from collections.abc import Mapping
from datetime import date
from functools import cache, reduce
from operator import or_
from types import GenericAlias
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from edition.document.addresses import address_of
from edition.document.edition import Alias, Document, Release
from edition.document.index import Index
from edition.document.passages import Passage
from edition.kinds import KINDS, MENTIONED
from edition.kinds.kind import Addressed, Kind, Mentioned
from edition.records.records import Record, Ref

ON_PASSAGES = [kind for kind in KINDS if kind.listed_at().key]
LINKS = next(kind for kind in ON_PASSAGES if kind.listed_at().key == "links")
"""What `linked_from` of an entry is the other end of."""
LISTED = [kind for kind in KINDS if kind not in ON_PASSAGES and not issubclass(kind, Mentioned)]
"""Each kind is in lists of passages, or in a list of the whole, or among the entries: what passages mention."""


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
    pages: tuple[int, ...] | None = None
    """Of the original, inferred from its text: those that have the passage."""
    mentions: tuple[Mention, ...] = ()


class Entry(Record):
    """What can be mentioned or linked, with what the edition knows of it."""

    permalink: str
    identifier: str | None = None
    """The identifier that the United Nations gives a goal or target."""
    mentioned_in: tuple[str, ...] = ()
    """Ids of passages."""
    linked_from: tuple[str, ...] | None = None
    """Ids of passages; for a goal, with those that are linked to its targets."""
    facts: reduce(or_, MENTIONED.values())  # type: ignore[valid-type]  # as many as there are


class About(Record):
    """What the document is, and whose. What there is none of has no key."""  # its other fields are those of `Document`

    edition: str  # which two it can be is not said: no file of an official edition has the word "unofficial"
    """`official` if whoever issued the document publishes this edition."""

    @classmethod
    @cache
    def docstrings(cls) -> dict[str, str]:
        """Those of the document, and its own."""
        return Document.docstrings() | super().docstrings()


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
    wording_source: str | None = None
    """ID of the source of the official wording of goals and targets."""
    direct_source: str | None = None
    """ID of the source for which targets are `direct`."""
    releases: tuple[Release, ...]
    """Newest first."""
    aliases: tuple[Alias, ...] | None = None
    """Former addresses, and where they lead now."""


def _with(model: type[Record], name: str, fields: Mapping[str, Any]) -> Any:
    """The same model with more fields."""
    return create_model(name, __base__=model, __doc__=model.__doc__, **fields)


NOT_ABOUT = {"id", "title", "introduction", "closing", "page_starts", "source", *About.model_fields}
"""Fields of the document that passages have, that are of use to the code only, or that `About` says itself."""
WHOLE_ABOUT = _with(
    About,
    "About",
    {name: (one.annotation, one) for name, one in Document.model_fields.items() if name not in NOT_ABOUT},
)


def _list_of(kind: type[Kind]) -> tuple[Any, Any]:
    """A field with the records of a kind, what follows from them, and where they are, if they have an address."""
    more = kind.computed_fields() | ({"permalink": (str, ...)} if issubclass(kind, Addressed) else {})
    item = _with(kind, f"Published{kind.__name__}", more) if more else kind.item_type()
    return GenericAlias(tuple, (item, ...)), Field(description=kind.listed_at().listed or None)


@cache
def _model(kinds: tuple[type[Kind], ...]) -> type[Summary]:
    own = {kind.listed_at().key: _list_of(kind) for kind in kinds if kind in ON_PASSAGES}
    lists = {kind.listed_at().path[0]: _list_of(kind) for kind in kinds if kind in LISTED}
    passage = _with(PublishedPassage, "PublishedPassage", own)
    passages = GenericAlias(tuple, (passage, ...)), Field(description="In the order of the document.")
    made: type[Summary] = _with(Summary, "Summary", {"document": WHOLE_ABOUT, "passages": passages} | lists)
    return made


def summary_model(index: Index) -> type[Summary]:
    """The shape of the whole, with the lists of the kinds of which the edition has records."""
    return _model(tuple(kind for kind in (*ON_PASSAGES, *LISTED) if index.edition.of(kind)))


def summary_of(index: Index, site_url: str) -> Summary:
    """The edition with permalinks and back-references, for a site at `site_url` (with a slash at its end)."""
    edition = index.edition
    return summary_model(index)(
        version=index.version,
        date=edition.releases[0].date,
        site=site_url,
        document={name: getattr(edition.document, name) for name in WHOLE_ABOUT.model_fields},
        sha256=index.sha256,
        passages=tuple(published(index, passage, site_url) for passage in index.passages.values()),
        entries={str(ref): _entry(index, ref, site_url) for ref in index.entities},
        wording_source=edition.sdgs and edition.sdgs.source,
        direct_source=edition.sdgs and edition.sdgs.direct_source,
        releases=edition.releases,
        aliases=edition.aliases or None,
        **{
            kind.listed_at().path[0]: [_record(one, index, site_url) for one in edition.of(kind)]
            for kind in LISTED
            if edition.of(kind)
        },
    )


def _record(record: Kind, index: Index, site_url: str) -> dict[str, Any]:
    own = {"permalink": site_url + address_of(record.ref)} if isinstance(record, Addressed) else {}
    return {**dict(record), **record.computed(index), **own}


def published(index: Index, passage: Passage, site_url: str) -> dict[str, Any]:
    """The fields of a `PublishedPassage`, for a site at `site_url`."""
    session, conclusion = passage.session, passage.conclusion
    mentions = (Mention(text=span.text, start=span.at, ref=str(span.ref)) for span in passage.spans if span.ref)
    return {
        **{name: getattr(passage, name) for name in ("id", "kind", "label", "words", "sha256")},
        "short_title": passage.short_title or None,
        "permalink": site_url + address_of(passage),
        "session": session and session.id,
        "conclusion": conclusion and conclusion.id,
        "pages": index.original_pages.get(passage.id),
        "mentions": tuple(mentions),
        **{
            kind.listed_at().key: [_record(one, index, site_url) for one in index.on(kind, passage)]
            for kind in ON_PASSAGES
            if index.edition.of(kind)
        },
    }


def _entry(index: Index, ref: Ref, site_url: str) -> Entry:
    linked = (getattr(one, "passage", "") for one in index.on(LINKS, ref))
    return Entry(
        permalink=site_url + address_of(ref),
        identifier=index.entities[ref].identifier_in(index),
        mentioned_in=tuple(passage.id for passage in index.mentioned_in.get(ref, ())),
        linked_from=tuple(dict.fromkeys(linked)) if index.edition.of(LINKS) else None,
        facts=index.entities[ref],
    )

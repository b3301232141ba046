"""The document in Akoma Ntoso 3.0, the format that parliaments and the United Nations use for documents.

The naming convention of Akoma Ntoso identifies the document; elements have the ids of passages, and permalinks. What is
mentioned is listed in the metadata. Nothing here claims the profile of the United Nations (AKN4UN).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from edition.formats.linked_data import TURTLE, identifier_of
from edition.model.addresses import permalink_of
from edition.model.edition import Event, NamedEntity
from edition.model.index import Index
from edition.model.passages import Passage
from edition.model.records import Ref
from edition.templating import templates

AKOMA_NTOSO = "data/summary.akn.xml"
ELEMENTS = {
    "person": ("TLCPerson", "person"),
    "organization": ("TLCOrganization", "organization"),
    "framework": ("TLCReference", "ref"),
    "event": ("TLCEvent", "event"),
    "publication": ("TLCReference", "ref"),
    "goal": ("TLCConcept", "concept"),
    "target": ("TLCConcept", "concept"),
}
"""For each kind of entity, the element that lists it in the metadata, and the one around a mention."""


@dataclass(frozen=True)
class Reference:
    """Something that the document mentions. `name` is what it is, for an element that does not say so."""

    element: str
    id: str
    name: str
    href: str
    show_as: str
    short_form: str


@dataclass(frozen=True)
class Run:
    """A run of words; a mention where it has an element. Only a reference to a document has an address there."""

    text: str
    element: str
    refers_to: str
    href: str


@dataclass(frozen=True)
class Part:
    """A passage, and the passages under it. `number` is what the document prints before it."""

    kind: str
    id: str
    permalink: str
    number: str
    runs: tuple[Run, ...]
    parts: tuple["Part", ...]


@dataclass(frozen=True)
class Work:
    """What the template sees. `dated` says what the date of the document is that of."""

    site_url: str
    permalink: str
    number: str
    version: str
    released: date
    date: date
    dated: str
    author: str
    author_href: str
    rationale: str
    rights: str
    title: Part
    parts: tuple[Part, ...]
    references: tuple[Reference, ...]


def akoma_ntoso(index: Index, site_url: str) -> str:
    """The document as XML, with its permalinks on the site at `site_url` (with a slash at its end)."""
    document, release = index.edition.document, index.edition.releases[0]
    event = index.entities[Ref("event", document.event)]
    assert isinstance(event, Event)
    held = event.end or event.start
    title = index.passages[document.id]
    work = Work(
        site_url=site_url,
        permalink=permalink_of(title, site_url),
        number=document.event,
        version=index.version,
        released=release.date,
        date=held or release.date,
        dated="end of the event" if held else "edition",
        author=f"[{document.supplied.author}]",
        author_href=f"{site_url}{TURTLE}#author",
        rationale=document.supplied.rationale,
        rights=document.rights,
        title=_part(index, title, site_url),
        parts=tuple(
            _part(index, one, site_url)
            for one in index.passages.values()
            if one.kind in ("introduction", "heading", "closing")
        ),
        references=tuple(_references(index, site_url)),
    )
    return templates().get_template("summary.akn.xml").render(vars(work))


def _part(index: Index, passage: Passage, site_url: str) -> Part:
    under = {"heading": index.statements, "statement": index.paragraphs}.get(passage.kind, {}).get(passage.id, [])
    return Part(
        kind=passage.kind,
        id=passage.id,
        permalink=permalink_of(passage, site_url),
        number=passage.in_source.removesuffix(passage.words).strip(),
        runs=tuple(_runs(passage, site_url)),
        parts=tuple(_part(index, one, site_url) for one in under),
    )


def _runs(passage: Passage, site_url: str) -> Iterator[Run]:
    for span in passage.spans:
        if span.ref:
            _, element = ELEMENTS[span.ref.kind]
            href = permalink_of(span.ref, site_url) if element == "ref" else ""
            yield Run(span.text, element, _id_of(span.ref), href)
        elif span.text:
            yield Run(span.text, "", "", "")


def _references(index: Index, site_url: str) -> Iterator[Reference]:
    for ref, entity in index.entities.items():
        if index.mentioned_in.get(ref):
            element, _ = ELEMENTS[ref.kind]
            name = ref.kind if element == "TLCReference" else ""
            href = identifier_of(index, ref) or permalink_of(ref, site_url)
            acronym = entity.acronym if isinstance(entity, NamedEntity) else None
            yield Reference(element, _id_of(ref), name, href, entity.name, acronym or "")


def _id_of(ref: Ref) -> str:
    """An id that no passage can have."""
    return f"{ref.kind}_{ref.id}"

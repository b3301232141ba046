"""Whatever is said from outside the document has a source, and every source is needed.

An entry needs `sources` if it has

- a gist or a note; `sources: []` says that all of it is in the document;
- one of the facts that no document states of itself: an address, a symbol, a supplied name, what followed;
- a title, a place or a number that no passage has; the date of a framework or a publication, and that of an event
  whose date the document does not state.

So does what is supplied for citations; parallels, outcomes and provisions cannot be written without. A note needs them if it quotes words that no passage has. Observations on the
document's own words, interpretations and remarks on its language need none.
"""

from collections.abc import Collection, Iterable, Iterator

from edition.loading.checks import Finding
from edition.loading.source_text import quotations
from edition.model.edition import Edition, Event, Framework, NamedEntity, Person, Publication
from edition.model.entities import entities_of
from edition.model.passages import Passage
from edition.model.records import references

EDITORIAL_TEXTS = "gist", "note"
"""Words of our own, which may say something from outside the document."""


def check_evidence(edition: Edition, passages: Iterable[Passage], incomplete: Collection[str]) -> Iterator[Finding]:
    """Find what has no source and, if no file is incomplete, sources on which nothing rests."""
    said = "\n".join(passage.words for passage in passages)
    for _, path, entity in entities_of(edition):
        if isinstance(entity, NamedEntity) and not entity.sources:
            outside = _outside(entity, said)
            if outside and (outside not in EDITORIAL_TEXTS or "sources" not in entity.model_fields_set):
                yield Finding((*path, outside), _advice(outside))
    if not edition.document.supplied.sources:
        yield Finding(("document", "supplied", "url"), _advice("url"))
    said = said.lower()
    for at, note in enumerate(edition.notes):
        for start, parts in quotations("" if note.sources else note.note):
            words = (part.strip(" ,.;:") for part in parts)
            if strange := next((part for part in words if part.lower() not in said), None):
                message = f'"{strange}" is not in the document; say where it is from, with "sources"'
                yield Finding(("notes", at, "note"), message, start)
    if not incomplete:
        used = {ref.id for _, _, ref in references(edition) if ref.kind == "source"}
        for at, source in enumerate(edition.sources):
            if source.id not in used:
                message = f'nothing rests on "{source.id}"; name it in "sources" where its facts are, or remove it'
                yield Finding(("sources", at, "id"), message)


def _outside(entity: NamedEntity, said: str) -> str | None:
    """The key of a fact from outside the document, or else of an editorial text, which may say one, if there is any."""
    facts: dict[str, object] = {"url": entity.url}
    perhaps: dict[str, str | None] = {}  # the document's, where a passage has the very words
    match entity:
        case Person():
            facts["supplied_name"] = entity.supplied_name
        case Framework():
            facts |= {"symbol": entity.symbol, "date": entity.date}
            perhaps = {"title": entity.title}
        case Event():
            facts |= {"followed": entity.followed, "start": None if entity.stated else entity.start}
            perhaps = {"title": entity.title, "place": entity.place}
        case Publication():
            facts["date"] = entity.date
            perhaps = {"title": entity.title, "number": entity.number}
    facts |= {key: value for key, value in perhaps.items() if value and value not in said}
    facts |= {"gist": entity.gist, "note": entity.note}
    return next((key for key, value in facts.items() if value), None)


def _advice(key: str) -> str:
    if key in EDITORIAL_TEXTS:
        return f'"{key}" needs "sources": ids of sources.yml, or [] if all of it is in the document'
    return f'"{key}" says what the document does not; write where that comes from: "sources", ids of sources.yml'

"""What the data says of the document as a whole, by the names that answers in `data/search.yml` use for it."""

from collections.abc import Iterable, Mapping

from edition.document.edition import TEXTS, Edition
from edition.document.passages import Passage
from edition.kinds import MENTIONED
from edition.kinds.event import Event
from edition.kinds.kind import Mentioned


def facts_of(edition: Edition, passages: Iterable[Passage]) -> Mapping[str, str]:
    """Texts of `document.yml`, name, place and days of the event, and the names of what the document mentions.

    The names are in the order of their first mention, those of people under `speakers`, as their file is called. It is
    also asked of data that is still being checked: what refers to nothing is left out.
    """
    document = edition.document
    event = next((one for one in edition.of(Event) if one.id == document.event), None)
    records = {one.ref: one for _, one in edition.addressed() if isinstance(one, Mentioned)}
    mentioned = dict.fromkeys(ref for passage in passages for ref in passage.mentions)
    facts = {name: str(getattr(document, name) or "") for name in ("title", *TEXTS)}
    facts |= {name: str(getattr(document.imprint, name) or "") for name in ("author", "publisher", "year", "rationale")}
    facts |= dict.fromkeys(("event", "place", "days"), "")
    if event:
        facts |= {"event": event.title or event.name, "place": event.place or "", "days": event.days()}
    for name, kind in MENTIONED.items():
        names = (records[ref].name for ref in mentioned if ref.kind == name and ref in records)
        facts[kind.listed_at().path[-1]] = ", ".join(names)
    return facts

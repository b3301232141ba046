"""What the data says of the document as a whole, by the names that answers in `data/search.yml` use for it."""

from collections.abc import Iterable, Mapping

from edition.document.edition import TEXTS, Edition
from edition.document.passages import Passage
from edition.kinds import MENTIONED
from edition.kinds.event import Event
from edition.records.records import Ref


def facts_of(edition: Edition, passages: Iterable[Passage]) -> Mapping[str, str]:
    """Texts of `document.yml`, name, place and days of the event, and the names of what the document mentions.

    The names are in the order of their first mention, those of people under `speakers`, as their file is called. It is
    also asked of data that is still being checked: what refers to nothing is left out.
    """
    document = edition.document
    entries = {one.ref: one for _, one in edition.addressed()}
    event = entries.get(Ref("event", document.event))
    refs = dict.fromkeys(ref for passage in passages for ref in passage.mentions)
    mentioned = [entries.get(ref) for ref in refs]
    facts = {name: str(getattr(document, name) or "") for name in ("title", *TEXTS)}
    facts |= {name: str(getattr(document.imprint, name) or "") for name in ("author", "publisher", "year", "rationale")}
    facts |= dict.fromkeys(("event", "place", "days"), "")
    if isinstance(event, Event):
        facts |= {"event": event.title or event.name, "place": event.place or "", "days": event.days()}
    for kind in MENTIONED.values():
        facts[kind.listed_at().path[-1]] = ", ".join(one.name for one in mentioned if isinstance(one, kind))
    return facts

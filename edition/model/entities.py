"""Everything that a passage can mention or relate to, except other passages."""

from collections.abc import Iterator, Sequence

from edition.model.edition import Edition, Entity, Outcome, Parallel, Source
from edition.model.locations import DataPath
from edition.model.records import Ref

KINDS = {
    "person": "speakers",
    "organization": "organizations",
    "framework": "frameworks",
    "event": "events",
    "publication": "publications",
    "goal": "sdgs",
    "target": "sdgs",
}
"""Every kind of entity that a passage mentions or relates to, and the file and the page that list it."""

GROUPS = {
    "People": ["person"],
    "Organizations": ["organization"],
    "Frameworks": ["framework"],
    "Events": ["event"],
    "Publications": ["publication"],
    "Goals and targets": ["goal", "target"],
}
"""What the kinds of entities are called, where they are listed together."""

BESIDE = {"source": "sources", "parallel": "parallels", "outcome": "outcomes"}
"""Every other kind of record with an address of its own, and the file and the page that list it."""

Beside = Source | Parallel | Outcome


def beside_of(edition: Edition) -> Iterator[tuple[Ref, DataPath, Beside]]:
    """Every record with an address of its own that no passage mentions, with its path in the data."""
    lists: list[tuple[str, Sequence[Beside]]] = [
        ("source", edition.sources),
        ("parallel", edition.parallels),
        ("outcome", edition.outcomes),
    ]
    for kind, records in lists:
        for at, record in enumerate(records):
            yield Ref(kind, record.id), (BESIDE[kind], at), record


def entities_of(edition: Edition) -> Iterator[tuple[Ref, DataPath, Entity]]:
    """Everything that a `Ref` can point to, with its path in the data."""
    lists: list[tuple[str, DataPath, Sequence[Entity]]] = [
        ("person", ("speakers",), edition.speakers),
        ("organization", ("organizations",), edition.organizations),
        ("framework", ("frameworks",), edition.frameworks),
        ("event", ("events",), edition.events),
        ("publication", ("publications",), edition.publications),
        ("goal", ("sdgs", "goals"), edition.sdgs.goals),
        ("target", ("sdgs", "targets"), edition.sdgs.targets),
    ]
    for kind, path, records in lists:
        for at, record in enumerate(records):
            yield Ref(kind, record.id), (*path, at), record

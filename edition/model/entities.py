"""All that a passage can mention or speak to, besides other passages."""

from collections.abc import Iterator

from edition.loading.yaml_file import Path
from edition.model.edition import Edition, Entity
from edition.model.records import Ref, present

KINDS = {
    "person": "speakers",
    "organization": "organizations",
    "framework": "frameworks",
    "event": "events",
    "goal": "sdgs",
    "target": "sdgs",
}
"""Every kind of entity that a passage mentions or speaks to, and the file and the page that list it."""


def entities_of(edition: Edition) -> Iterator[tuple[Ref, Path, Entity]]:
    """All that a `Ref` can lead to, with its path in the data."""
    for kind, stem in KINDS.items():
        path: Path = (stem, f"{kind}s") if stem == "sdgs" else (stem,)
        records = getattr(edition.sdgs, f"{kind}s") if stem == "sdgs" else getattr(edition, stem)
        for at, record in present(records):
            yield Ref(kind, record.id), (*path, at), record

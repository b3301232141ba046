"""All that a passage can mention or speak to, besides other passages."""

from collections.abc import Iterator

from edition.model import Edition, Thing
from edition.records import Ref, present
from edition.yaml_file import Path

KINDS = {
    "person": "speakers",
    "organization": "organizations",
    "framework": "frameworks",
    "event": "events",
    "goal": "sdgs",
    "target": "sdgs",
}
"""Every kind of thing that a passage mentions or speaks to, and the file and the page that list it."""


def things_of(edition: Edition) -> Iterator[tuple[Ref, Path, Thing]]:
    """All that a `Ref` can lead to, with its path in the data."""
    for kind, stem in KINDS.items():
        path: Path = (stem, f"{kind}s") if stem == "sdgs" else (stem,)
        records = getattr(edition.sdgs, f"{kind}s") if stem == "sdgs" else getattr(edition, stem)
        for at, record in present(records):
            yield Ref(kind, record.id), (*path, at), record

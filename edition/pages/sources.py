"""The sources: what each is, what of it was seen, and what rests on it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from edition.document import addresses
from edition.kinds.kind import Kind
from edition.kinds.source import Source
from edition.pages.components import component
from edition.pages.page import Page
from edition.records.records import Ref


@dataclass(frozen=True)
class Sources:
    """The sources, and for each what rests on it: records, and if a file is a single record, the field."""

    sources: Sequence[Source]
    resting: Mapping[Ref, Sequence[tuple[BaseModel, str]]]


@component("sources.html", page=addresses.SOURCES)
def sources(page: Page) -> Sources:
    """Every source of what is said from outside the document, and what rests on it."""
    records = dict(page.index.edition.records)
    resting: dict[Ref, dict[tuple[int, str], tuple[BaseModel, str]]] = defaultdict(dict)
    for path, _, ref in page.index.edition.references:
        if ref.kind == Source.listed_at().kind:
            above = [records[path[:at]] for at in range(1, len(path)) if path[:at] in records]
            record = next((record for record in above if isinstance(record, Kind)), above[0])
            field = "" if isinstance(record, Kind) else str(path[-1] if isinstance(path[-1], str) else path[-2])
            resting[ref].setdefault((id(record), field), (record, field))
    return Sources(page.index.of(Source), {ref: [*found.values()] for ref, found in resting.items()})

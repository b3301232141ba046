"""Who says so: every attribution, with the sentence that has it."""

from dataclasses import dataclass
from typing import get_args

from edition.document import addresses
from edition.document.passages import Passage
from edition.kinds.attribution import Attribution, AttributionKind, is_unattributed
from edition.pages.components import component
from edition.pages.page import Page

ATTRIBUTION_KINDS: tuple[str, ...] = get_args(AttributionKind)


@dataclass(frozen=True)
class Attributions:
    """The attributions of each kind, in the document's order, and the paragraphs of conclusions that have none."""

    groups: tuple[tuple[Attribution, ...], ...]
    without: tuple[Passage, ...]


@component("attributions.html", page=addresses.ATTRIBUTIONS)
def attributions(page: Page) -> Attributions:
    """A table of who is reported to say something, with the sentences that do."""
    index = page.index
    groups = (
        tuple(attribution for attribution in index.of(Attribution) if attribution.kind == kind)
        for kind in ATTRIBUTION_KINDS
    )
    without = tuple(passage for passage in index.passages.values() if is_unattributed(index, passage))
    return Attributions(tuple(filter(None, groups)), without)

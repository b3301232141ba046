"""Who says so: every attribution, with the sentences that it covers, and what the summary says itself."""

from dataclasses import dataclass
from typing import get_args

from edition.document import addresses
from edition.document.passages import Passage
from edition.kinds.attribution import Attribution, AttributionKind
from edition.pages.components import component
from edition.pages.page import Page

KINDS: tuple[str, ...] = get_args(AttributionKind)


@dataclass(frozen=True)
class Attributions:
    """The attributions of each kind, in the document's order, and the passages under headings that have none."""

    groups: tuple[tuple[Attribution, ...], ...]
    without: tuple[Passage, ...]


@component("attributions.html", page=addresses.ATTRIBUTIONS)
def attributions(page: Page) -> Attributions:
    """A table of who is reported to say something, with the sentences that do."""
    index = page.index
    groups = (tuple(one for one in index.of(Attribution) if one.kind == kind) for kind in KINDS)
    without = tuple(one for one in index.passages.values() if one.conclusion and not index.on(Attribution, one))
    return Attributions(tuple(filter(None, groups)), without)

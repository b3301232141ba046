"""Who says so: every attribution, with the sentence that has it."""

from dataclasses import dataclass
from typing import get_args

from edition.document import addresses
from edition.kinds.attribution import Attribution, AttributionKind, is_unattributed
from edition.pages.components import component
from edition.pages.page import Page
from edition.pages.sentences import sentences_with
from edition.pages.shown import Attributed, Link, MarkedRun, attributed, marked_runs, passage_link

KINDS: tuple[str, ...] = get_args(AttributionKind)
"""The kinds of attribution, in the order in which they are listed."""


@dataclass(frozen=True)
class ShownAttribution:
    """Who is reported to say something, and the sentences that do, the words of the attribution marked."""

    attributed: Attributed
    passage: Link
    id: str
    sentences: tuple[tuple[MarkedRun, ...], ...]


@dataclass(frozen=True)
class Attributions:
    """The attributions of each kind, in the document's order, and the paragraphs of conclusions that have none."""

    groups: tuple[tuple[ShownAttribution, ...], ...]
    without: tuple[Link, ...]


@component("attributions.html", page=addresses.ATTRIBUTIONS)
def attributions(page: Page) -> Attributions:
    """A table of who is reported to say something, with the sentences that do."""
    index = page.index
    found: dict[str, list[ShownAttribution]] = {kind: [] for kind in KINDS}
    for one in index.on(Attribution, *index.passages.values()):
        found[one.kind].append(_shown(page, one))
    return Attributions(
        tuple(tuple(group) for group in found.values() if group),
        tuple(passage_link(page, one) for one in index.passages.values() if is_unattributed(index, one)),
    )


def _shown(page: Page, attribution: Attribution) -> ShownAttribution:
    passage = page.index.passages[attribution.passage]
    runs = sentences_with(passage, [attribution.quote]) or [[(attribution.quote, True)]]  # across sentences: alone
    return ShownAttribution(
        attributed(page, attribution),
        passage_link(page, passage),
        passage.id,
        tuple(marked_runs(page, one) for one in runs),
    )

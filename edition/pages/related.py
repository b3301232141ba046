"""Which conclusions have to do with each other: those that share frameworks, organizations or goals."""

from collections import Counter, defaultdict
from functools import lru_cache
from math import fsum
from typing import NamedTuple

from edition.document.index import Index
from edition.document.passages import Passage
from edition.kinds.sdg_link import SdgLink
from edition.pages.filters import as_filter
from edition.pages.page import Page
from edition.records.records import Ref

SHARED_KINDS = "framework", "organization", "goal", "target"
MAX_RELATED = 2
"""So many related conclusions are shown."""

COMMON = 50
"""What more conclusions than these share, or more than half of all, does not distinguish any of them. To go through
them would also cost their number squared."""


class Related(NamedTuple):
    """Another conclusion, by its statement, and what it shares with this one."""

    statement: Passage
    by: list[Ref]


@lru_cache(maxsize=1)  # Zensical asks again for every page
def related_conclusions(index: Index) -> dict[str, list[Related]]:
    """For each conclusion id, the conclusions nearest to it, those that share the rarest entities first.

    Goals and targets are shared by mention or by an SDG link.
    """
    holders: dict[Ref, list[str]] = defaultdict(list)
    for statement in index.by_kind["statement"]:
        for ref in _topics(index, statement):
            holders[ref].append(statement.id)
    most = min(COMMON, len(index.by_kind["statement"]) // 2)
    shared: dict[str, dict[str, list[Ref]]] = defaultdict(lambda: defaultdict(list))
    for ref, ids in holders.items():
        for id_ in ids if len(ids) <= most else ():
            for other in ids:
                if other != id_:
                    shared[id_][other].append(ref)
    found: dict[str, list[Related]] = {}
    for id_, others in shared.items():
        weight = Counter({other: fsum(1 / len(holders[ref]) for ref in refs) for other, refs in others.items()})
        found[id_] = [Related(index.passages[other], others[other]) for other, _ in weight.most_common(MAX_RELATED)]
    return found


@as_filter
def related(page: Page, statement: Passage) -> list[Related]:
    """The conclusions nearest to one."""
    return related_conclusions(page.index).get(statement.id, [])


def _topics(index: Index, statement: Passage) -> list[Ref]:
    topics: list[Ref] = []
    for passage in [statement, *index.paragraphs[statement.id]]:
        topics += [ref for ref in passage.mentions if ref.kind in SHARED_KINDS]
        topics += [Ref.parse(link.to) for link in index.on(SdgLink, passage)]
    return list(dict.fromkeys(topics))

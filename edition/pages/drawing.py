"""The drawing on the first page: passages at the left, goals at the right, and a line for each link between them.

Measures are whole numbers: of pixels from top to bottom, of hundredths of the width from left to right. The style sheet
`drawing.css` gives what stands in the two lists the same heights, and shares out what is left of the lower list.
"""

from typing import NamedTuple

from edition.document.index import Index
from edition.document.passages import Passage
from edition.kinds.goal import Goal
from edition.kinds.sdg_link import SdgLink
from edition.pages.filters import as_filter
from edition.pages.page import Page
from edition.records.shared_words import sentences_of

LINKED, LABEL, TICK = 24, 15, 8
"""How high a passage is: with lines; without them, a heading or a statement; any other."""
END, GOAL, EDGE, BARE = 11, 24, 3, 17
"""How high is the end of a line; a goal with lines, at least; what is above and below them; a goal without."""
MOST = 120
"""More passages than these are no drawing any more, but a page that nobody sees the whole of."""


class Line(NamedTuple):
    """A link as it is drawn: how firm it is, passage and goal by their places in the lists, and both heights."""

    strength: str
    passage: int
    goal: int
    start: int
    end: int


class Drawing(NamedTuple):
    """The two lists, from top to bottom, and the lines between them."""

    passages: list[Passage]
    goals: list[Goal]
    lines: list[Line]
    height: int


def drawing_of(index: Index) -> Drawing | None:
    """The drawing of an edition: none without links, or with too many passages."""
    passages = [passage for passage in index.passages.values() if passage.kind != "title"]
    goals = index.of(Goal)
    if not index.of(SdgLink) or len(passages) > MOST:
        return None
    unlinked = {"heading": LABEL, "statement": LABEL}
    left = [LINKED if index.on(SdgLink, one) else unlinked.get(one.kind, TICK) for one in passages]
    # in the order of the passages, so that few lines cross
    ends = [sorted(index.on(SdgLink, goal.ref), key=lambda link: index.order[link.passage]) for goal in goals]
    right = [max(GOAL, END * len(own) + 2 * EDGE) if own else BARE for own in ends]
    height = max(sum(left), sum(right))
    tops, lines = _tops(left, height), []
    for number, (own, room, top) in enumerate(zip(ends, right, _tops(right, height), strict=True), 1):
        first = top + (room - END * len(own)) // 2 + END // 2
        for nth, link in enumerate(own):
            at = index.order[link.passage]  # the title, which is not drawn, is number 0
            lines.append(Line(link.strength, at, number, tops[at - 1] + LINKED // 2, first + END * nth))
    return Drawing(passages, goals, lines, height)


def _tops(heights: list[int], height: int) -> list[int]:
    """Where each begins, what is left of the height being shared out between them."""
    spare = height - sum(heights)
    return [sum(heights[:at]) + spare * at // max(1, len(heights) - 1) for at in range(len(heights))]


@as_filter
def first_sentence(page: Page, passage: Passage) -> str:
    """The first sentence of a passage."""
    _, end = sentences_of(passage.words)[0]
    return passage.words[:end].rstrip()

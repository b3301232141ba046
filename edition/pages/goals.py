"""The component of the goals and targets: what they are, and which passages relate to them."""

from dataclasses import dataclass

from edition.document.edition import Sdgs
from edition.document.index import Index
from edition.kinds.goal import Goal
from edition.kinds.sdg_link import SdgLink
from edition.kinds.target import Target
from edition.pages.components import component
from edition.pages.page import Page


@dataclass(frozen=True)
class Goals:
    """The goals to which something relates, the others, and what is said of them all."""

    goals: tuple[Goal, ...]
    others: tuple[Goal, ...]
    sdgs: Sdgs


@component("goals.html", page="sdgs/")
def goals(page: Page) -> Goals:
    """Every goal with its targets, and the passages that relate to each."""
    sdgs = page.index.edition.sdgs
    shown = [goal for goal in sdgs.goals if _is_related(page.index, goal)]
    return Goals(tuple(shown), tuple(goal for goal in sdgs.goals if goal not in shown), sdgs)


def _is_related(index: Index, goal: Goal) -> bool:
    """Whether something relates to a goal or a target of it, or a target refers directly to the subject."""
    targets = index.on(Target, goal.ref)
    mentioned = any(index.mentioned_in.get(term.ref) for term in (goal, *targets))
    return mentioned or bool(index.on(SdgLink, goal.ref)) or any(target.direct for target in targets)

"""Components of the goals and targets: what they are, and which passages relate to them."""

from dataclasses import dataclass

from edition.formats.linked_data import identifier_of
from edition.model import addresses
from edition.model.edition import Goal, Target
from edition.model.records import Ref
from edition.pages.components import component
from edition.pages.page import Page
from edition.pages.shown import Excerpt, Link, ShownLink, Tools, Words, excerpts, passage_link, sdg_link, tools, words


@dataclass(frozen=True)
class Relation:
    """A passage that is linked to a goal or target, and why."""

    passage: Link
    link: ShownLink


@dataclass(frozen=True)
class Badge:
    """The number and the title of a goal, and its colour."""

    number: str
    name: str
    colour: str


@dataclass(frozen=True)
class ShownTarget:
    """A target of a goal."""

    anchor: str
    label: str
    tools: Tools
    gist: Words
    identifier: str
    relations: tuple[Relation, ...]
    mentioned_in: tuple[Excerpt, ...]


@dataclass(frozen=True)
class ShownGoal:
    """A goal with its targets. `count` says how many links lead to it and to them."""

    anchor: str
    badge: Badge
    count: int
    linked: bool
    tools: Tools
    gist: Words
    identifier: str
    relations: tuple[Relation, ...]
    mentioned_in: tuple[Excerpt, ...]
    targets: tuple[ShownTarget, ...]


@component("goals.html", shows="goals", page="sdgs/")
def goals(page: Page) -> tuple[ShownGoal, ...]:
    """Every goal with its targets, and the passages that relate to each."""
    return tuple(_goal(page, goal) for goal in page.index.edition.sdgs.goals)


def _goal(page: Page, goal: Goal) -> ShownGoal:
    index, ref = page.index, Ref("goal", goal.id)
    return ShownGoal(
        anchor=addresses.anchor_of(ref),
        badge=badge(goal),
        count=len(index.links_to.get(ref, ())),
        linked=ref in index.links_to or ref in index.mentioned_in,
        tools=tools(page, ref, f"goal {goal.id}"),
        gist=words(page, goal.gist),
        identifier=str(identifier_of(index, ref)),
        relations=relations(page, ref),
        mentioned_in=excerpts(page, ref),
        targets=tuple(_target(page, target) for target in index.targets_of[goal.id]),
    )


def badge(goal: Goal) -> Badge:
    """The badge of a goal."""
    return Badge(goal.id, goal.name, goal.colour)


def _target(page: Page, target: Target) -> ShownTarget:
    ref = Ref("target", target.id)
    return ShownTarget(
        anchor=addresses.anchor_of(ref),
        label=target.name,
        tools=tools(page, ref, f"target {target.id}"),
        gist=words(page, target.gist),
        identifier=str(identifier_of(page.index, ref)),
        relations=relations(page, ref),
        mentioned_in=excerpts(page, ref),
    )


def relations(page: Page, ref: Ref) -> tuple[Relation, ...]:
    """The passages that are linked to a goal or target itself."""
    links = (link for link in page.index.links_to.get(ref, ()) if link.to == str(ref))
    return tuple(
        Relation(passage_link(page, page.index.passages[link.passage]), sdg_link(page, link)) for link in links
    )

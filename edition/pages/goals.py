"""Components of the goals and targets: what they are, and which passages relate to them."""

from collections.abc import Iterable
from dataclasses import dataclass

from edition.model import addresses
from edition.model.edition import Goal, SdgLink, Target
from edition.model.passages import Passage
from edition.model.records import Ref
from edition.pages.components import component
from edition.pages.page import Page
from edition.pages.shown import (
    Excerpt,
    Link,
    MarkedRun,
    ShownLink,
    ShownSource,
    Tools,
    Words,
    chip,
    excerpts,
    passage_link,
    sdg_link,
    sources,
    tools,
    wording,
    words,
)


@dataclass(frozen=True)
class Relation:
    """A passage that is linked to a goal or target, and why."""

    passage: Link
    link: ShownLink


@dataclass(frozen=True)
class LinkedGoal:
    """A goal or target with its official wording, and why some passages are linked to it."""

    to: Link
    wording: tuple[MarkedRun, ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True)
class Badge:
    """The number and the title of a goal, and its colour."""

    number: str
    name: str
    colour: str


@dataclass(frozen=True)
class ShownTarget:
    """A target of a goal. `direct` says that it refers directly to the subject of the document."""

    anchor: str
    label: str
    title: str
    tools: Tools
    wording: tuple[MarkedRun, ...]
    direct: bool
    relations: tuple[Relation, ...]
    mentioned_in: tuple[Excerpt, ...]


@dataclass(frozen=True)
class ShownGoal:
    """A goal with its targets. `count` says how many links lead to it and to them.

    Attributes:
        shown: whether it is shown by itself: something relates to it, or a target refers directly to the subject.
    """

    anchor: str
    badge: Badge
    count: int
    shown: bool
    tools: Tools
    wording: tuple[MarkedRun, ...]
    relations: tuple[Relation, ...]
    mentioned_in: tuple[Excerpt, ...]
    targets: tuple[ShownTarget, ...]


@dataclass(frozen=True)
class Goals:
    """Every goal, and where its official wording comes from.

    Attributes:
        goals: those to which something relates.
        others: those that are one line.
        source: of the wording.
        identifiers: what those of the United Nations begin with.
        direct_note, direct_sources: what is said of direct targets, and where that comes from.
    """

    goals: tuple[ShownGoal, ...]
    others: tuple[ShownGoal, ...]
    source: ShownSource
    identifiers: str
    direct_note: Words
    direct_sources: tuple[ShownSource, ...]


@component("goals.html", page="sdgs/")
def goals(page: Page) -> Goals:
    """Every goal with its targets, and the passages that relate to each."""
    sdgs = page.index.edition.sdgs
    found = [_goal(page, goal) for goal in sdgs.goals]
    return Goals(
        goals=tuple(goal for goal in found if goal.shown),
        others=tuple(goal for goal in found if not goal.shown),
        source=sources(page, [sdgs.source])[0],
        identifiers=sdgs.identifier_base,
        direct_note=words(page, sdgs.direct_note),
        direct_sources=sources(page, [sdgs.direct_source] if sdgs.direct_source else []),
    )


def _goal(page: Page, goal: Goal) -> ShownGoal:
    index, ref = page.index, Ref("goal", goal.id)
    return ShownGoal(
        anchor=addresses.anchor_of(ref),
        badge=badge(goal),
        count=len(index.links_to.get(ref, ())),
        shown=ref in index.links_to
        or ref in index.mentioned_in
        or any(one.direct or Ref("target", one.id) in index.mentioned_in for one in index.targets_of[goal.id]),
        tools=tools(page, ref, f"goal {goal.id}"),
        wording=_wording(page, ref),
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
        title=target.title or "",
        tools=tools(page, ref, f"target {target.id}"),
        wording=_wording(page, ref),
        direct=target.direct,
        relations=relations(page, ref),
        mentioned_in=excerpts(page, ref),
    )


def _wording(page: Page, ref: Ref) -> tuple[MarkedRun, ...]:
    """The official wording, with the words marked that passages have too."""
    return wording(page, ref, page.index.own_links(ref))


def relations(page: Page, ref: Ref) -> tuple[Relation, ...]:
    """The passages that are linked to a goal or target itself."""
    return _relations(page, page.index.own_links(ref))


def linked(page: Page, passages: Iterable[Passage]) -> tuple[LinkedGoal, ...]:
    """The goals and targets to which these passages are linked, in the order of the passages."""
    links: dict[Ref, list[SdgLink]] = {}
    for passage in passages:
        for link in page.index.links_from.get(passage.id, ()):
            links.setdefault(Ref.parse(link.to), []).append(link)
    return tuple(
        LinkedGoal(chip(page, ref), wording(page, ref, own), _relations(page, own)) for ref, own in links.items()
    )


def _relations(page: Page, links: Iterable[SdgLink]) -> tuple[Relation, ...]:
    return tuple(
        Relation(passage_link(page, page.index.passages[link.passage]), sdg_link(page, link)) for link in links
    )

"""What this document mentions, and what its passages speak to."""

from edition.model.edition import SourceLink
from edition.model.index import Index
from edition.model.records import Ref
from edition.pages.strands import strands


def test_goal_10_is_the_only_link_from_the_source(index: Index) -> None:
    source = [link for link in index.edition.sdg_links if isinstance(link, SourceLink)]
    assert [(link.passage, link.to) for link in source] == [("c1-p2", "goal:10")]
    assert source[0].quote in index.passages["c1-p2"].words


def test_a_goal_answers_for_its_targets(index: Index) -> None:
    to_goal = {(link.passage, link.to) for link in index.links_to[Ref("goal", "10")]}
    assert ("c1-p2", "goal:10") in to_goal
    assert ("c5-p6", "target:10.7") in to_goal


def test_a_strand_leads_to_goal_10_where_it_is_named_and_by_way_of_target_10_7(index: Index) -> None:
    told = {(s.entity, passage.id, s.basis) for s in strands(index) for passage in s.passages}
    assert (Ref("goal", "10"), "c1-p2", "source") in told
    assert (Ref("goal", "10"), "c5-p6", "editorial") in told


def test_the_document_mentions_things_more_than_70_times(index: Index) -> None:
    assert sum(map(len, index.mentions.values())) > 70


def test_everything_listed_is_mentioned_or_linked(index: Index) -> None:
    for ref in index.entities:
        if ref.kind != "goal":
            assert index.mentioned_in.get(ref) or index.links_to.get(ref), ref

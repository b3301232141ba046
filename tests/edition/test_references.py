"""What this document mentions, and what its passages speak to."""

import pytest

from edition.document.index import Index
from edition.kinds.sdg_link import SdgLink, SourceLink
from edition.pages.drawing import drawing_of
from edition.records.records import Ref
from tests.helpers.renaming import now


def test_goal_10_is_the_only_link_from_the_source(index: Index) -> None:
    source = [link for link in index.edition.of(SdgLink) if isinstance(link, SourceLink)]
    assert [(link.passage, link.to) for link in source] == [(now(index, "c1-p2"), "goal:10")]
    assert source[0].quote in index.passages[source[0].passage].words


def test_a_line_leads_to_goal_10_where_it_is_named_and_by_way_of_target_10_7(index: Index) -> None:
    drawing = drawing_of(index)
    assert drawing
    lines = [line for line in drawing.lines if drawing.goals[line.goal - 1].id == "10"]
    told = {(drawing.passages[line.passage - 1].id, line.strength) for line in lines}
    assert {(now(index, "c1-p2"), "named"), (now(index, "c5-p6"), "interpretation")} <= told


DIRECT = ["4.b", "5.2", "8.7", "8.8", "10.7", "10.c", "16.2", "17.18"]
"""The targets that refer directly to migration, as IOM counts them."""


def test_everything_listed_is_mentioned_or_linked_but_for_direct_references_to_migration(index: Index) -> None:
    assert {Ref("target", id_) for id_ in DIRECT} <= index.entities.keys()
    assert sum(len(passage.mentions) for passage in index.passages.values()) > 70
    for ref in index.entities:
        if ref.kind != "goal" and ref.id not in DIRECT:
            assert index.mentioned_in.get(ref) or index.on(SdgLink, ref), ref


@pytest.mark.parametrize(
    ("passage", "words", "to"),
    [
        ("intro-1", "This workshop", "event:idm-workshop-new-york"),
        ("intro-2", "The workshop", "event:idm-workshop-new-york"),
        ("c1-p3", "the workshop", "event:idm-workshop-new-york"),
        ("c5-p2", "this workshop", "event:idm-workshop-new-york"),
        ("c3-p1", "the agenda", "framework:agenda-2030"),
        ("c3-p1", "the Agenda", "framework:agenda-2030"),
        ("c2-p2", "Special Adviser", "person:david-nabarro"),
        ("c6-p1", "Special Adviser", "person:karen-abuzayd"),
        ("c5-p6", "UN", "organization:united-nations"),
        ("intro-3", "the meeting", "event:idm-workshop-new-york"),
        ("closing-1", "a single report", "publication:idm-26"),
        ("closing-2", "The comprehensive report", "publication:idm-26"),
        ("closing-2", "The report", "publication:idm-26"),
    ],
)
def test_words_that_are_no_name_lead_to_what_they_mean(index: Index, passage: str, words: str, to: str) -> None:
    spans = index.passages[now(index, passage)].spans
    assert (words, Ref.parse(now(index, to))) in [(span.text, span.ref) for span in spans]

"""The index: what each look-up gives, seen on the whole of the second data set."""

from collections.abc import Iterable

from edition.document.index import Index
from edition.document.passages import Passage
from edition.kinds.event import Event
from edition.kinds.goal import Goal
from edition.kinds.kind import Addressed
from edition.kinds.note import Note
from edition.kinds.sdg_link import SdgLink
from edition.kinds.target import Target
from edition.records.records import Ref
from tests.helpers.projects import changed


def ids(found: Iterable[Passage | Addressed]) -> str:
    return " ".join(one.id for one in found)


def test_passages_stand_in_order_with_kind_label_and_place(second_index: Index) -> None:
    lines = [
        f"{one.id} | {one.kind} | {one.label} | {second_index.locations[one.id]}"
        for one in second_index.passages.values()
    ]
    assert lines[:7] == [
        "heading | title | Title | data/document.yml:2:8",
        "preface-1 | introduction | Introduction 1 | data/document.yml:21:11",
        "preface-2 | introduction | Introduction 2 | data/document.yml:29:11",
        "opening-day | heading | Opening <i>day</i> & first watch | data/sessions.yml:3:12",
        "k1 | statement | 1 | data/conclusions.yml:5:14",
        "k1-a | paragraph | 1.1 | data/conclusions.yml:9:13",
        "k1-b | paragraph | 1.2 | data/conclusions.yml:14:13",
    ]
    assert lines[-1] == "end-1 | closing | Closing 1 | data/document.yml:37:11"
    assert second_index.order == {id_: at for at, id_ in enumerate(second_index.passages)}
    assert second_index.locations["event:harbour-forum"].line == 1
    assert second_index.locations["target:14.1"].line == 25
    assert second_index.locations["source:kelp-almanac"].line == 10


def test_passages_are_found_by_kind_by_session_and_by_conclusion(second_index: Index) -> None:
    assert {kind: ids(passages) for kind, passages in second_index.by_kind.items()} == {
        "title": "heading",
        "introduction": "preface-1 preface-2",
        "heading": "opening-day shore-day cargo-day water-day parting-day",
        "statement": "k1 k2 k3 k4 k5 k6 k7",
        "paragraph": "k1-a k1-b k2-a k3-a k3-b k4-a k5-a k5-b k6-a k7-a",
        "closing": "end-1",
    }
    assert {id_: ids(passages) for id_, passages in second_index.statements.items()} == {
        "opening-day": "k1 k2",
        "shore-day": "k3",
        "cargo-day": "k4 k5",
        "water-day": "k6",
        "parting-day": "k7",
    }
    assert {id_: ids(passages) for id_, passages in second_index.paragraphs.items()} == {
        "k1": "k1-a k1-b",
        "k2": "k2-a",
        "k3": "k3-a k3-b",
        "k4": "k4-a",
        "k5": "k5-a k5-b",
        "k6": "k6-a",
        "k7": "k7-a",
    }


def test_a_passage_knows_its_session_and_its_conclusion(second_index: Index) -> None:
    def homes(id_: str) -> tuple[str, str]:
        passage = second_index.passages[id_]
        return getattr(passage.session, "id", ""), getattr(passage.conclusion, "id", "")

    assert homes("k3-b") == ("shore-day", "k3")
    assert homes("k3") == ("shore-day", "k3")
    assert homes("shore-day") == ("shore-day", "")
    assert homes("end-1") == homes("preface-1") == homes("heading") == ("", "")


def test_parts_are_sessions_and_stops_conclusions_between_introduction_and_closing(second_index: Index) -> None:
    statements = [one.id for one in second_index.by_kind["statement"]]
    headings = [one.id for one in second_index.by_kind["heading"]]
    assert [one.id for one in second_index.parts] == ["preface-1", *headings, "end-1"]
    assert [one.id for one in second_index.stops] == ["preface-1", *statements, "end-1"]


def test_things_are_found_by_kind_and_by_reference(second_index: Index) -> None:
    assert {kind: " ".join(ref.id for ref in refs) for kind, refs in second_index.refs.items()} == {
        "person": "harbour-warden orla-fennimore mirela-sandoz-pike",
        "organization": "harbour-league saltmarsh-institute port-office",
        "framework": "tides-and-quays rope-code",
        "event": "harbour-forum quayside-gatherings sinking-piers lighthouse-congress",
        "publication": "tide-tables",
        "goal": "9 11 14",
        "target": "11.5 14.1 14.4",
        "parallel": "as-low-water as-cranes",
        "outcome": "after-congress after-ground after-nets",
        "source": "tide-ledger kelp-almanac hearsay",
    }
    assert all(getattr(entity, "id", None) == ref.id for ref, entity in second_index.entities.items())
    targets = {goal.id: ids(second_index.on(Target, goal.ref)) for goal in second_index.of(Goal)}
    assert targets == {"9": "", "11": "11.5", "14": "14.1 14.4"}
    assert [session.id for session in second_index.sessions_by_slug.values()] == ids(
        second_index.by_kind["heading"]
    ).split()
    assert second_index.sessions_by_slug["salt-water"].id == "water-day"
    assert second_index.version == "1.0.0"


def test_mentions_stand_once_for_each_passage_in_order(second_index: Index) -> None:
    assert [str(ref) for ref in second_index.passages["preface-1"].mentions] == [
        "event:harbour-forum",
        "event:quayside-gatherings",
        "organization:harbour-league",
        "event:sinking-piers",
        "event:lighthouse-congress",
    ]
    assert second_index.passages["k3-b"].mentions == ()
    assert ids(second_index.mentioned_in[Ref("framework", "tides-and-quays")]) == "shore-day k3 k3-a"
    assert ids(second_index.mentioned_in[Ref("goal", "14")]) == "k1-a"
    assert second_index.mentioned_in[Ref("goal", "9")] == []


def test_what_several_passages_mention_stands_kind_by_kind_in_order_of_first_mention(second_index: Index) -> None:
    passages = [second_index.passages[id_] for id_ in ("k1-a", "k3-a", "k2", "preface-2")]
    assert [str(ref) for ref in second_index.mentioned_by(passages)] == [
        "person:orla-fennimore",
        "person:harbour-warden",
        "organization:harbour-league",
        "organization:saltmarsh-institute",
        "framework:tides-and-quays",
        "publication:tide-tables",
        "goal:14",
    ]


def test_links_are_found_from_both_ends_and_a_goal_has_those_of_its_targets(second_index: Index) -> None:
    to = {str(ref): [link.passage for link in second_index.on(SdgLink, ref)] for ref in second_index.entries}
    assert {ref: ids for ref, ids in to.items() if ids and not ref.startswith("source:")} == {
        "goal:14": ["k1-a", "k6-a"],
        "target:11.5": ["k3-b"],
        "goal:11": ["k3-b"],
        "goal:9": ["k4"],
        "target:14.1": ["k6-a"],
    }
    passages = second_index.passages.values()
    of = {one.id: [link.to for link in second_index.on(SdgLink, one)] for one in passages}
    assert {id_: links for id_, links in of.items() if links} == {
        "k1-a": ["goal:14"],
        "k3-b": ["target:11.5"],
        "k4": ["goal:9"],
        "k6-a": ["target:14.1"],
    }
    notes = {one.id: [note.quote for note in second_index.on(Note, one)] for one in passages}
    assert {id_: quotes for id_, quotes in notes.items() if quotes} == {
        "preface-1": ["from 3 to 5 May"],
        "k1-b": ["{% raw %}"],
    }


def test_events_come_by_date_and_those_without_one_last_as_they_stand(second_index: Index) -> None:
    assert [event.id for event in second_index.of(Event)] == [
        "sinking-piers",
        "harbour-forum",
        "lighthouse-congress",
        "quayside-gatherings",
    ]
    events = second_index.edition.of(Event)
    more = changed(second_index, events=(events[1], Event(id="a", name="A"), *events[2:], events[0]))
    assert [event.id for event in more.of(Event)][-2:] == ["quayside-gatherings", "a"]

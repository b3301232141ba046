"""The index: what each look-up gives, seen on the whole of the second data set. What is expected is in `index.yml`."""

from collections.abc import Iterable, Mapping

import yaml

from edition.document.edition import Conclusion, Session
from edition.document.index import Index
from edition.document.passages import Passage
from edition.kinds.event import Event
from edition.kinds.goal import Goal
from edition.kinds.kind import Addressed
from edition.kinds.note import Note
from edition.kinds.sdg_link import SdgLink
from edition.kinds.target import Target
from edition.records.records import Ref, grouped
from tests.helpers.projects import PROJECT, changed

KNOWN = yaml.safe_load((PROJECT / "tests" / "index.yml").read_text(encoding="utf-8"))


def ids(found: Iterable[Passage | Addressed | Session | Conclusion | None]) -> str:
    return row(one.id for one in found if one)


def row(found: Iterable[object]) -> str:
    return " ".join(map(str, found))


def test_passages_stand_in_order_with_kind_label_and_place(second_index: Index) -> None:
    places = {name: f"{file}:{line}" for name, (file, line) in second_index.lines.items()}
    lines = [f"{one.id} | {one.kind} | {one.label} | {places[one.id]}" for one in second_index.passages.values()]
    assert lines[:7] == KNOWN["first"]
    assert lines[-1] == KNOWN["last"]
    assert second_index.order == {id_: at for at, id_ in enumerate(second_index.passages)}
    assert {id_: places[id_] for id_ in KNOWN["places"]} == KNOWN["places"]


def test_passages_are_found_by_kind_and_by_what_they_are_below_and_know_these(second_index: Index) -> None:
    for name in ("by_kind", "below"):
        found: Mapping[str, list[Passage]] = getattr(second_index, name)
        assert {key: ids(passages) for key, passages in found.items()} == KNOWN[name]

    passages = second_index.passages
    homes = {id_: ids((passages[id_].session, passages[id_].conclusion)) for id_ in KNOWN["homes"]}
    assert homes == KNOWN["homes"]


def test_parts_are_sessions_and_stops_conclusions_between_introduction_and_closing(second_index: Index) -> None:
    assert ids(second_index.parts) == f"preface-1 {ids(second_index.by_kind['heading'])} end-1"
    assert ids(second_index.stops) == f"preface-1 {ids(second_index.by_kind['statement'])} end-1"


def test_things_are_found_by_kind_and_by_reference(second_index: Index) -> None:
    refs = grouped((ref.kind, ref.id) for ref in second_index.entries)
    assert {kind: row(found) for kind, found in refs.items()} == KNOWN["refs"]
    assert all(getattr(entity, "id", None) == ref.id for ref, entity in second_index.entities.items())
    targets = {goal.id: ids(second_index.on(Target, goal.ref)) for goal in second_index.of(Goal)}
    assert targets == KNOWN["targets"]
    assert ids(second_index.heading_at.values()) == ids(second_index.by_kind["heading"])
    assert second_index.heading_at["sessions/salt-water/"].id == "water-day"
    assert second_index.version == "1.0.0"


def test_mentions_stand_once_for_each_passage_in_order(second_index: Index) -> None:
    assert {id_: row(second_index.passages[id_].mentions) for id_ in KNOWN["mentions"]} == KNOWN["mentions"]
    found = {ref: ids(second_index.mentioned_in[Ref.parse(ref)]) for ref in KNOWN["mentioned_in"]}
    assert found == KNOWN["mentioned_in"]


def test_links_are_found_from_both_ends_and_a_goal_has_those_of_its_targets(second_index: Index) -> None:
    to = {str(ref): row(link.passage for link in second_index.on(SdgLink, ref)) for ref in second_index.entries}
    assert {ref: found for ref, found in to.items() if found and not ref.startswith("source:")} == KNOWN["links_to"]
    passages = second_index.passages.values()
    of = {one.id: row(link.to for link in second_index.on(SdgLink, one)) for one in passages}
    assert {id_: found for id_, found in of.items() if found} == KNOWN["links_of"]
    notes = {one.id: row(note.quote for note in second_index.on(Note, one)) for one in passages}
    assert {id_: found for id_, found in notes.items() if found} == KNOWN["notes_on"]


def test_events_come_by_date_and_those_without_one_last_as_they_stand(second_index: Index) -> None:
    assert ids(second_index.of(Event)) == KNOWN["events"]
    events = second_index.edition.of(Event)
    more = changed(second_index, events=(events[1], Event(id="a", name="A"), *events[2:], events[0]))
    assert ids(more.of(Event)).endswith("quayside-gatherings a")

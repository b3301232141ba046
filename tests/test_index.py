"""The index: what each look-up gives, seen on the whole of the second data set."""

from datetime import date

import pytest

from edition.index import MANY_SESSIONS, NEAR, Index
from edition.load import load_index
from edition.model import Document, Edition, Event
from edition.passages import Passage
from edition.records import Ref


@pytest.fixture
def harbour(second: Path) -> Index:
    return load_index(second)


def changed(index: Index, **files: object) -> Index:
    """The index of the same edition with other records in these files."""
    return Index(index.edition.model_copy(update=files), {})


def ids(passages: list[Passage]) -> str:
    return " ".join(passage.id for passage in passages)


def test_passages_stand_in_order_with_kind_label_and_place(harbour: Index) -> None:
    lines = [
        f"{one.id} | {one.kind} | {one.label} | {harbour.places[one.id]}".removesuffix(": ")
        for one in harbour.passages.values()
    ]
    assert lines[:7] == [
        "heading | title | Title | data/document.yml:2:8",
        "preface-1 | introduction | Introduction 1 | data/document.yml:18:11",
        "preface-2 | introduction | Introduction 2 | data/document.yml:26:11",
        "opening-day | heading | Session 1 | data/sessions.yml:3:12",
        "k1 | statement | 1 | data/conclusions.yml:5:14",
        "k1-a | paragraph | 1.1 | data/conclusions.yml:9:13",
        "k1-b | paragraph | 1.2 | data/conclusions.yml:14:13",
    ]
    assert lines[-1] == "end-1 | closing | Closing 1 | data/document.yml:34:11"
    assert harbour.order == {id_: at for at, id_ in enumerate(harbour.passages)}
    assert harbour.places["event:harbour-forum"].line == 1
    assert harbour.places["target:14.1"].line == 21


def test_passages_are_found_by_kind_by_session_and_by_conclusion(harbour: Index) -> None:
    assert {kind: ids(passages) for kind, passages in harbour.by_kind.items()} == {
        "title": "heading",
        "introduction": "preface-1 preface-2",
        "heading": "opening-day shore-day cargo-day water-day parting-day",
        "statement": "k1 k2 k3 k4 k5 k6 k7",
        "paragraph": "k1-a k1-b k2-a k3-a k3-b k4-a k5-a k5-b k6-a k7-a",
        "closing": "end-1",
    }
    assert {id_: ids(passages) for id_, passages in harbour.statements.items()} == {
        "opening-day": "k1 k2",
        "shore-day": "k3",
        "cargo-day": "k4 k5",
        "water-day": "k6",
        "parting-day": "k7",
    }
    assert {id_: ids(passages) for id_, passages in harbour.paragraphs.items()} == {
        "k1": "k1-a k1-b",
        "k2": "k2-a",
        "k3": "k3-a k3-b",
        "k4": "k4-a",
        "k5": "k5-a k5-b",
        "k6": "k6-a",
        "k7": "k7-a",
    }


def test_a_passage_knows_its_session_and_its_conclusion(harbour: Index) -> None:
    def homes(id_: str) -> tuple[str, str]:
        passage = harbour.passages[id_]
        return getattr(passage.session, "id", ""), getattr(passage.conclusion, "id", "")

    assert homes("k3-b") == ("shore-day", "k3")
    assert homes("k3") == ("shore-day", "k3")
    assert homes("shore-day") == ("shore-day", "")
    assert homes("end-1") == homes("preface-1") == homes("heading") == ("", "")


def test_neighbours_are_of_the_same_kind(harbour: Index) -> None:
    for kind in ("introduction", "heading", "statement", "paragraph"):
        chain = harbour.by_kind[kind]
        assert [harbour.after[one.id] for one in chain[:-1]] == chain[1:]
        assert [harbour.before[one.id] for one in chain[1:]] == chain[:-1]
        assert chain[0].id not in harbour.before
        assert chain[-1].id not in harbour.after


def test_things_are_found_by_kind_and_by_reference(harbour: Index) -> None:
    assert {kind: " ".join(ref.id for ref in refs) for kind, refs in harbour.things_by_kind.items()} == {
        "person": "harbour-warden orla-fennimore mirela-sandoz-pike",
        "organization": "harbour-league saltmarsh-institute port-office",
        "framework": "tides-and-quays rope-code",
        "event": "harbour-forum quayside-gatherings sinking-piers lighthouse-congress",
        "goal": "9 11 14",
        "target": "11.5 14.1",
    }
    assert all(getattr(thing, "id", None) == ref.id for ref, thing in harbour.things.items())
    assert {goal: [target.id for target in targets] for goal, targets in harbour.targets_of.items()} == {
        "11": ["11.5"],
        "14": ["14.1"],
    }
    assert harbour.targets_of["9"] == []
    assert {id_: figure.value for id_, figure in harbour.figures.items()} == {
        "count-delegates": "120",
        "count-speakers": "9",
    }
    assert [session.id for session in harbour.sessions_by_slug.values()] == ids(harbour.by_kind["heading"]).split()
    assert harbour.sessions_by_slug["salt-water"].id == "water-day"
    assert harbour.version == "1.0.0"


def test_mentions_stand_once_for_each_passage_in_order(harbour: Index) -> None:
    assert [str(ref) for ref in harbour.mentions["preface-1"]] == [
        "event:harbour-forum",
        "event:quayside-gatherings",
        "organization:harbour-league",
        "event:sinking-piers",
        "event:lighthouse-congress",
    ]
    assert harbour.mentions["k3-b"] == []
    assert ids(harbour.mentioned_in[Ref("framework", "tides-and-quays")]) == "shore-day k3 k3-a"
    assert ids(harbour.mentioned_in[Ref("goal", "14")]) == "k1-a"
    assert harbour.mentioned_in[Ref("goal", "9")] == []


def test_what_several_passages_mention_stands_kind_by_kind_in_order_of_first_mention(harbour: Index) -> None:
    passages = [harbour.passages[id_] for id_ in ("k1-a", "k3-a", "k2", "preface-2")]
    assert [str(ref) for ref in harbour.mentioned_by(passages)] == [
        "person:orla-fennimore",
        "person:harbour-warden",
        "organization:harbour-league",
        "organization:saltmarsh-institute",
        "framework:tides-and-quays",
        "goal:14",
    ]


def test_links_are_found_from_both_ends_and_a_goal_has_those_of_its_targets(harbour: Index) -> None:
    assert {str(ref): [link.passage for link in links] for ref, links in harbour.links_to.items() if links} == {
        "goal:14": ["k1-a", "k6-a"],
        "target:11.5": ["k3-b"],
        "goal:11": ["k3-b"],
        "goal:9": ["k4"],
        "target:14.1": ["k6-a"],
    }
    assert {id_: [link.to for link in links] for id_, links in harbour.links_from.items()} == {
        "k1-a": ["goal:14"],
        "k3-b": ["target:11.5"],
        "k4": ["goal:9"],
        "k6-a": ["target:14.1"],
    }
    assert harbour.links_from["k1"] == []
    assert {id_: [note.quote for note in notes] for id_, notes in harbour.notes_on.items()} == {
        "preface-1": ["from 3 to 5 May"],
        "k1-b": ["{% raw %}"],
    }
    assert harbour.notes_on["k1"] == []


def test_events_come_by_date_and_those_without_one_last_as_they_stand(harbour: Index) -> None:
    assert [(event.id, harbour.time_of(event)) for event in harbour.events_in_time] == [
        ("sinking-piers", "past at the time"),
        ("harbour-forum", "the event of the document"),
        ("lighthouse-congress", "upcoming at the time"),
        ("quayside-gatherings", "no one date"),
    ]
    events = harbour.edition.events
    more = changed(harbour, events=(events[1], Event(id="a", name="A"), *events[2:], events[0]))
    assert [event.id for event in more.events_in_time][-2:] == ["quayside-gatherings", "a"]


def test_an_event_on_the_same_day_is_not_past_and_none_is_where_the_document_has_no_date(harbour: Index) -> None:
    forum, *others = harbour.edition.events
    same_day = Event(id="a", name="A", start=forum.start)
    assert changed(harbour, events=(forum, *others, same_day)).time_of(same_day) == "upcoming at the time"
    undated = changed(harbour, events=(forum.model_copy(update={"start": None}), *others))
    assert undated.time_of(Event(id="a", name="A", start=date(1, 1, 1))) == "no one date"


def with_sessions(index: Index, count: int) -> Index:
    one = index.edition.sessions[0]
    sessions = tuple(one.model_copy(update={"id": f"s{at}", "slug": f"page-{at}"}) for at in range(1, count + 1))
    return changed(index, sessions=sessions, sdg_links=(), notes=())


def test_the_navigator_shows_all_sessions_of_a_small_edition(harbour: Index) -> None:
    small = with_sessions(harbour, MANY_SESSIONS)
    for current in (None, small.edition.sessions[0], small.edition.sessions[-1]):
        shown = small.sessions_around(current)
        assert [(number, session.id) for number, session, _ in shown] == [(at, f"s{at}") for at in range(1, 13)]
        assert all(whole for _, _, whole in shown)


def test_the_navigator_of_a_large_edition_shows_what_is_near_and_the_conclusions_of_the_session(harbour: Index) -> None:
    large = with_sessions(harbour, MANY_SESSIONS + 1)
    assert [(number, whole) for number, _, whole in large.sessions_around(None)] == [(at, True) for at in range(1, 14)]
    for current, first, last in ((1, 1, 1 + NEAR), (2, 1, 2 + NEAR), (7, 7 - NEAR, 7 + NEAR), (13, 13 - NEAR, 13)):
        shown = large.sessions_around(large.edition.sessions[current - 1])
        assert [number for number, _, _ in shown] == list(range(first, last + 1))
        assert [session.id for number, session, _ in shown] == [f"s{number}" for number, _, _ in shown]
        assert [number for number, _, whole in shown if whole] == [current]


def test_acronyms_stand_for_their_names_as_words_of_their_own(harbour: Index) -> None:
    assert harbour.acronyms == {
        "TEU": "twenty-foot equivalent units",
        "LHT": "League of Harbour Towns",
        "HF": "Harbour Forum",
    }
    assert harbour.expand("The LHT’s HF, not HFs, 9HF or lht") == [
        ("The ", None),
        ("LHT", "League of Harbour Towns"),
        ("’s ", None),
        ("HF", "Harbour Forum"),
        (", not HFs, 9HF or lht", None),
    ]
    assert harbour.expand("HF") == [("HF", "Harbour Forum")]
    assert harbour.expand("") == []


def acronyms(document: Document, *short: str) -> Document:
    known = document.acronyms[0]
    return document.model_copy(update={"acronyms": [known.model_copy(update={"acronym": one}) for one in short]})


def test_of_two_acronyms_the_longer_is_taken_and_their_dots_are_dots(harbour: Index) -> None:
    other = changed(harbour, document=acronyms(harbour.edition.document, "TE", "TE U", "T.E."))
    assert [run for run, name in other.expand("TE U, TE, T.E. and TXEX") if name] == ["TE U", "TE", "T.E."]


def test_an_edition_without_acronyms_expands_nothing(harbour: Index) -> None:
    edition: Edition = harbour.edition
    bare = changed(
        harbour,
        document=acronyms(edition.document),
        organizations=[one.model_copy(update={"acronym": None}) for one in edition.organizations],
        events=[one.model_copy(update={"acronym": None}) for one in edition.events],
    )
    runs, meanings = zip(*bare.expand("The LHT’s HF, it said."), strict=True)
    assert ("".join(runs), set(meanings)) == ("The LHT’s HF, it said.", {None})

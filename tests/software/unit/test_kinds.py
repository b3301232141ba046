"""What the contract of kinds gives to one that nobody knows yet: records within records, facts from outside, dates."""

from types import SimpleNamespace
from typing import Annotated, Any

import pytest
from pydantic import create_model

from edition.document.index import Index
from edition.formats.linked_data import Graph
from edition.kinds import check_marks
from edition.kinds.kind import Kind, Place, Sourced
from edition.loading.checks import check_evidence
from edition.records.fields import Id, PartialDate, Text
from edition.records.records import Outside, Record, RefTo, walk


class Step(Record):
    """Where the singular says what it rests on."""

    text: Text
    date: Annotated[PartialDate | None, Outside()] = None
    source: Annotated[str | None, RefTo(("source",))] = None


class Commitment(Kind, Sourced):
    id: Id
    title: Annotated[Text, Outside()]
    steps: tuple[Step, ...] = ()

    @classmethod
    def listed_at(cls) -> Place:
        return Place("commitment", ("commitments",), 200, columns=("id", "sources", "steps"))


STEPS = Step(text="A light was lit.", date="2031-10", source="tide-ledger"), Step(text="It went out.")


def test_a_table_has_what_records_within_say(second_index: Index) -> None:
    graph = Graph(second_index, "https://example.org/")
    row = Commitment(id="light", title="Light", steps=STEPS, sources=("a", "b")).table_row(graph)
    assert row == {"id": "light", "sources": "a b", "steps": "A light was lit. · 2031-10 · tide-ledger; It went out."}


def test_a_fact_within_needs_the_source_of_its_own_record() -> None:
    records = (
        Commitment(id="a", title="Light", steps=STEPS),
        Commitment(id="b", title="Light", sources=("hearsay",), steps=(Step(text="It went out.", date="2032"),)),
    )
    edition = SimpleNamespace(records=[*walk(records, ("commitments",))])
    material: Any = SimpleNamespace(edition=edition, passages=[])
    assert [(finding.path, finding.message.partition(";")[0]) for finding in check_evidence(material)] == [
        (("commitments", 0, "title"), '"title" says what the document does not'),
        (("commitments", 1, "steps", 0, "date"), '"date" says what the document does not'),
    ]


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        (Annotated[Text, Outside()], "Odd.to is from outside: Odd needs sources; derive it from Sourced, too"),
        (Annotated[str, RefTo(("organisation",))], "Odd.to: organisation is none of passage, person, organization, "),
        (
            Annotated[str, RefTo(("person",))] | None,
            "Odd.to: a mark goes round the whole type, as in Annotated[str | None, RefTo(…)]",
        ),
    ],
)
def test_a_mark_that_would_do_nothing_is_refused(annotation: Any, message: str) -> None:
    with pytest.raises(TypeError) as caught:
        check_marks(create_model("Odd", __base__=Kind, to=annotation))
    assert str(caught.value).startswith(message)

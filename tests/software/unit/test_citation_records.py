"""Citations of the second data set, letter for letter: records, files, and texts of each sort of passage."""

import json
import re
from pathlib import Path

import pytest
import yaml

from edition.document.index import Index
from edition.formats import citations
from edition.kinds.event import Event
from tests.helpers.projects import PROJECT, changed

URL = "https://second_index.example/edition/"
KNOWN = yaml.safe_load((PROJECT / "tests" / "citations.yml").read_text(encoding="utf-8"))
WHOLE, PART = KNOWN["records"]["heading"], KNOWN["records"]["k3-a"]


def record(index: Index, id_: str) -> citations.CslItem:
    return citations.record_of(index, index.passages[id_], URL)


def with_event(index: Index, **changes: object) -> Index:
    """The index of the same edition where the event of the document is another."""
    forum, *others = index.edition.of(Event)
    return changed(index, events=(forum.model_copy(update=changes), *others))


def test_the_document_is_a_report_and_its_parts_are_chapters(second_index: Index) -> None:
    assert (record(second_index, "heading"), record(second_index, "k3-a")) == (WHOLE, PART)


@pytest.mark.parametrize("id_", KNOWN["passages"])
def test_each_kind_of_passage_has_its_title(second_index: Index, id_: str) -> None:
    made, wanted = record(second_index, id_), KNOWN["passages"][id_]
    assert (made["title"], made["URL"], made.get("section")) == (wanted["title"], wanted["URL"], wanted.get("section"))
    assert citations.formatted(made, second_index.edition.document) == wanted["texts"]


@pytest.mark.parametrize(
    ("first", "last", "title", "section"),
    [
        ("preface-1", "preface-2", "Introduction, paragraphs 1–2", "introduction, paras. 1–2"),
        ("k1", "k3", "Conclusions 1–3", "conclusions 1–3"),
        ("k1-a", "k1-b", "Paragraphs 1.1–1.2", "conclusion 1, paras. 1.1–1.2"),
    ],
)
def test_a_range_is_cited_as_one(second_index: Index, first: str, last: str, title: str, section: str) -> None:
    begin, end = second_index.passages[first], second_index.passages[last]
    assert begin.begins_range_to(end)
    assert begin.cited_up_to(end) == (title, section)


def test_no_range_goes_back_or_beyond_its_part_of_the_document(second_index: Index) -> None:
    passages = [*second_index.passages.values()]
    for at, first in enumerate(passages):
        ends = [last for last in passages if first.begins_range_to(last)]
        assert not {*ends} & {*passages[: at + 1]}
        parts = {(one.kind, one.conclusion) for one in ends if one.kind != "statement"}
        assert parts <= {(first.kind, first.conclusion)}


def test_the_document_itself_has_its_title_in_every_text(second_index: Index) -> None:
    texts = citations.formatted(record(second_index, "heading"), second_index.edition.document)
    assert list(texts) == [*citations.STYLES]
    assert {text.count(f"{URL}#heading") for text in texts.values()} == {1}
    assert {text.count("Outcome of the Harbour Forum") for text in texts.values()} == {1}


def test_an_event_without_title_place_and_dates_leaves_them_out(second_index: Index) -> None:
    bare = record(with_event(second_index, title=None, place=None, start=None, end=None), "k3-a")
    assert bare.keys() == PART.keys() - {"event-place", "event-date"}
    assert bare["event-title"] == "Harbour Forum"
    assert not re.search("eventdate|venue", citations.file_of(bare, "bib"))
    assert "N1  - Harbour Forum\n" in citations.file_of(bare, "ris")


def test_an_event_of_one_day_has_one_date(second_index: Index) -> None:
    one_day = record(with_event(second_index, end=None), "k3-a")
    assert one_day["event-date"] == {"date-parts": [[2031, 5, 3]]}
    assert "  eventdate = {2031-05-03},\n" in citations.file_of(one_day, "bib")


def test_files_letter_for_letter() -> None:
    assert citations.file_of(PART, "bib") == KNOWN["bib"]
    assert citations.file_of(PART, "ris") == f"{KNOWN['ris']}ER  - \n"
    whole = citations.file_of(WHOLE, "bib")
    assert whole.startswith("@techreport{harbour-forum-heading,\n")
    assert "  institution = {{Driftwood \\& Daughters}},\n  version" in whole
    assert citations.file_of(WHOLE, "ris").startswith("TY  - RPRT\n")


def test_what_means_something_to_latex_is_written_as_zotero_and_pandoc_read_it() -> None:
    """No command by name, which Zotero would show, but for the backslash, which it reads in no other way either."""
    made = citations.file_of(PART | {"title": "{a} b} & 5 % $ # _ ~ ^ \\ -- --- ``c'' !? é 東"}, "bib")
    written = "\\{a\\} b\\} \\& 5 \\% \\$ \\# \\_ \\~{} \\^{} \\textbackslash{} -{}- -{}-{}- `{}`c'{}' !{}? é 東"
    assert f"  title = {{{{{written}}}}}," in made.splitlines()


def test_files_are_named_by_passage_and_hold_the_record(second_index: Index, tmp_path: Path) -> None:
    citations.write_citations(second_index, tmp_path, URL)
    citations.write_citations(second_index, tmp_path, URL)  # a folder that is there already is no fault
    files = {file.name: file.read_bytes() for file in (tmp_path / "cite").iterdir()}
    of_passages = {f"{id_}.{suffix}" for id_ in second_index.passages for suffix in citations.FILES.values()}
    assert set(files) == {*of_passages, "citations.txt"}
    texts = files["citations.txt"].decode()
    for id_ in second_index.passages:
        made = record(second_index, id_)
        for style, text in citations.formatted(made, second_index.edition.document).items():
            assert f"{style}:\n{text}\n" in texts
        assert files[f"{id_}.json"].decode() == json.dumps([made], ensure_ascii=False, indent=1) + "\n"
        assert files[f"{id_}.bib"].decode() == citations.file_of(made, "bib")
        assert files[f"{id_}.ris"].decode() == citations.file_of(made, "ris").replace("\n", "\r\n")


def test_letters_beyond_ascii_stay_letters_in_files(second_index: Index, tmp_path: Path) -> None:
    title = second_index.edition.document.model_copy(update={"title": "Bericht über Häfen"})
    citations.write_citations(changed(second_index, document=title), tmp_path, URL)
    for suffix in citations.FILES.values():
        assert "Bericht über Häfen".encode() in (tmp_path / "cite" / f"heading.{suffix}").read_bytes()


def test_the_title_is_in_italics_in_every_style(second_index: Index) -> None:
    italic, roman = citations.ITALIC, citations.ROMAN
    for pattern in citations.patterns_of(record(second_index, "k3-a"), second_index.edition.document):
        assert re.findall(f"{italic}([^{roman}]*){roman}", pattern) == ["Outcome of the Harbour Forum"]
        assert pattern.count(italic) == pattern.count(roman) == 1


def test_a_long_range_is_not_offered(second_index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or the page would grow with the square of the document."""

    def ends() -> list[str]:
        return [choice.last for choice in citations.picker_of(second_index, URL)["passages"]["k1"].choices[1:]]

    statements = [one.id for one in second_index.by_kind["statement"]]
    assert ends() == statements[1:]
    monkeypatch.setattr(citations, "LONGEST_RANGE", 2)
    assert ends() == statements[1:3]

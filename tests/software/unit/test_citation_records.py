"""Citations of the second data set, letter for letter: records, files, and texts of each sort of passage."""

import json
from pathlib import Path

import pytest

from edition.document.index import Index
from edition.formats.citations import (
    FILES,
    STYLES,
    CslItem,
    file_of,
    format_item,
    formatted,
    record_of,
    write_citations,
)
from edition.kinds.event import Event
from tests.helpers.citing import texts_of
from tests.helpers.projects import changed

URL = "https://second_index.example/edition/"
NOTE = (
    "Unofficial digital edition, version 1.0.0. Author, publisher and year are not in the document; they have been "
    "supplied by this edition."
)
SHARED = {
    "author": [{"literal": "League of Harbour Towns (LHT)"}],
    "issued": {"date-parts": [[2031]]},
    "publisher": "Driftwood & Daughters",
    "event-title": "Forum on Harbours & Coastal Towns",
    "event-place": "Old Customs House, Brindlehaven",
    "event-date": {"date-parts": [[2031, 5, 3], [2031, 5, 5]]},
    "version": "1.0.0",
    "language": "en",
    "note": NOTE,
}
WHOLE = SHARED | {
    "id": "harbour-forum-heading",
    "type": "report",
    "title": "Outcome of the Harbour Forum",
    "URL": f"{URL}#heading",
}
PART = SHARED | {
    "id": "harbour-forum-k3-a",
    "type": "chapter",
    "title": "Paragraph 3.1",
    "section": "conclusion 3, para. 3.1",
    "container-title": "Outcome of the Harbour Forum",
    "URL": f"{URL}sessions/shore-and-town/#k3-a",
}


def record(index: Index, id_: str) -> CslItem:
    return record_of(index, index.passages[id_], URL)


def with_event(index: Index, **changes: object) -> Index:
    """The index of the same edition where the event of the document is another."""
    forum, *others = index.edition.of(Event)
    events = (forum.model_copy(update=changes), *others)
    return changed(index, events=events)


def test_the_document_is_a_report_and_its_parts_are_chapters(second_index: Index) -> None:
    assert record(second_index, "heading") == WHOLE
    assert record(second_index, "k3-a") == PART


@pytest.mark.parametrize(
    ("id_", "title", "section", "address"),
    [
        ("preface-2", "Introduction, paragraph 2", "introduction, para. 2", "workshop/#preface-2"),
        ("shore-day", "Shore and town", "", "sessions/shore-and-town/#shore-day"),
        ("k3", "Conclusion 3", "conclusion 3", "sessions/shore-and-town/#k3"),
        ("end-1", "Closing, paragraph 1", "closing, para. 1", "closing/#end-1"),
    ],
)
def test_each_kind_of_passage_has_its_title(
    second_index: Index, id_: str, title: str, section: str, address: str
) -> None:
    made = record(second_index, id_)
    assert (made["title"], made["URL"]) == (title, URL + address)
    author, event = "League of Harbour Towns (LHT)", "Forum on Harbours & Coastal Towns"
    days, place = "3–5 May 2031", "Old Customs House, Brindlehaven"
    capitals = title.replace(" p", " P").replace("town", "Town")
    work = f"“{title}”, in Outcome of the Harbour Forum" if not section else "Outcome of the Harbour Forum"
    place_of_it = f", {section}" if section else ""
    assert made.get("section", "") == section
    assert texts_of(made) == {
        "APA": f"{author}. (2031). {title} [Unofficial digital edition]. In Outcome of the Harbour Forum "
        f"(Version 1.0.0). Driftwood & Daughters. {event}, {place}, {days}. {URL}{address}",
        "Chicago": f"[{author}]. [2031]. ‘{capitals}’. In Outcome of the Harbour Forum, "
        f"version 1.0.0. {event}, {days}, {place}. [Driftwood & Daughters]. Unofficial digital edition. "
        f"{URL}{address}.",
        "UN footnote": f"[{author}], {work}, {event}, {place}, {days} "
        f"([Driftwood & Daughters], [2031]){place_of_it}. "
        f"Unofficial digital edition, version 1.0.0. Available at {URL}{address}.",
    }


def test_numbered_passages_of_one_sort_are_formatted_once(second_index: Index) -> None:
    """One by one, the thousands of passages of a large edition would take minutes."""
    format_item.cache_clear()
    for id_ in second_index.passages:
        formatted(record(second_index, id_))
    assert format_item.cache_info().misses < (5 + len(second_index.by_kind["heading"])) * len(STYLES)


def test_the_document_itself_has_its_title_in_every_text(second_index: Index) -> None:
    texts = texts_of(record(second_index, "heading"))
    assert list(texts) == ["APA", "Chicago", "UN footnote"]
    for text in texts.values():
        assert text.count("Outcome of the Harbour Forum") == 1
        assert f"{URL}#heading" in text


def test_an_event_without_title_place_and_dates_leaves_them_out(second_index: Index) -> None:
    bare = record(with_event(second_index, title=None, place=None, start=None, end=None), "k3-a")
    assert bare.keys() == PART.keys() - {"event-place", "event-date"}
    assert bare["event-title"] == "Harbour Forum"
    assert "eventdate" not in file_of(bare, "bib")
    assert "venue" not in file_of(bare, "bib")
    assert "N1  - Harbour Forum\n" in file_of(bare, "ris")


def test_an_event_of_one_day_has_one_date(second_index: Index) -> None:
    one_day = record(with_event(second_index, end=None), "k3-a")
    assert one_day["event-date"] == {"date-parts": [[2031, 5, 3]]}
    assert "  eventdate = {2031-05-03},\n" in file_of(one_day, "bib")


def test_bibtex_letter_for_letter() -> None:
    assert file_of(PART, "bib").split("\n") == [
        "@incollection{harbour-forum-k3-a,",
        "  title = {{Paragraph 3.1}},",
        "  booktitle = {{Outcome of the Harbour Forum}},",
        "  author = {{League of Harbour Towns (LHT)}},",
        "  year = {2031},",
        "  publisher = {{Driftwood \\& Daughters}},",
        "  pages = {conclusion 3, para. 3.1},",
        "  version = {1.0.0},",
        "  eventtitle = {{Forum on Harbours \\& Coastal Towns}},",
        "  venue = {Old Customs House, Brindlehaven},",
        "  eventdate = {2031-05-03/2031-05-05},",
        f"  url = {{{URL}sessions/shore-and-town/#k3-a}},",
        f"  note = {{{NOTE}}},",
        "}",
        "",
    ]
    whole = file_of(WHOLE, "bib")
    assert whole.startswith("@techreport{harbour-forum-heading,\n")
    assert "  institution = {{Driftwood \\& Daughters}},\n  version" in whole


def test_what_means_something_to_latex_is_written_as_zotero_and_pandoc_read_it() -> None:
    """No command by name, which Zotero would show, but for the backslash, which it reads in no other way either."""
    made = file_of(PART | {"title": "{a} b} & 5 % $ # _ ~ ^ \\ -- --- ``c'' !? é 東"}, "bib")
    written = "\\{a\\} b\\} \\& 5 \\% \\$ \\# \\_ \\~{} \\^{} \\textbackslash{} -{}- -{}-{}- `{}`c'{}' !{}? é 東"
    assert f"  title = {{{{{written}}}}}," in made.splitlines()


def test_ris_letter_for_letter() -> None:
    assert file_of(PART, "ris").split("\n") == [
        "TY  - CHAP",
        "ID  - harbour-forum-k3-a",
        "TI  - Paragraph 3.1",
        "T2  - Outcome of the Harbour Forum",
        "SE  - conclusion 3, para. 3.1",
        "SP  - conclusion 3, para. 3.1",
        "AU  - League of Harbour Towns (LHT),",
        "PY  - 2031",
        "PB  - Driftwood & Daughters",
        "ET  - 1.0.0",
        "LA  - en",
        f"UR  - {URL}sessions/shore-and-town/#k3-a",
        f"N1  - {NOTE}",
        "N1  - Forum on Harbours & Coastal Towns, Old Customs House, Brindlehaven",
        "ER  - ",
        "",
    ]
    assert file_of(WHOLE, "ris").startswith("TY  - RPRT\n")


def test_files_are_named_by_passage_and_hold_the_record(second_index: Index, tmp_path: Path) -> None:
    write_citations(second_index, tmp_path, URL)
    write_citations(second_index, tmp_path, URL)  # a folder that is there already is no fault
    files = {file.name: file.read_bytes() for file in (tmp_path / "cite").iterdir()}
    assert set(files) == {f"{id_}.{suffix}" for id_ in second_index.passages for suffix in FILES.values()}
    for id_ in second_index.passages:
        made = record(second_index, id_)
        assert files[f"{id_}.json"].decode() == json.dumps([made], ensure_ascii=False, indent=1) + "\n"
        assert files[f"{id_}.bib"].decode() == file_of(made, "bib")
        assert files[f"{id_}.ris"].decode() == file_of(made, "ris").replace("\n", "\r\n")


def test_letters_beyond_ascii_stay_letters_in_files(second_index: Index, tmp_path: Path) -> None:
    title = second_index.edition.document.model_copy(update={"title": "Bericht über Häfen"})
    write_citations(changed(second_index, document=title), tmp_path, URL)
    for suffix in FILES.values():
        assert "Bericht über Häfen".encode() in (tmp_path / "cite" / f"heading.{suffix}").read_bytes()


def test_the_title_is_in_italics_in_every_style(second_index: Index) -> None:
    for runs in formatted(record(second_index, "k3-a")).values():
        assert [run.text for run in runs if run.italic] == ["Outcome of the Harbour Forum"]

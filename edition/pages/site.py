"""Components about the edition as a whole: its texts, versions, files, citations, and the search."""

from collections.abc import Mapping
from typing import Annotated, Any

from edition.document import addresses
from edition.document.edition import Document, Imprint, Release
from edition.document.index import Frozen, Index
from edition.document.passages import Passage
from edition.formats.citations import CITATIONS, FILES, formatted, picker_of, record_of
from edition.formats.exports import MANIFEST, MEDIA_TYPES, examples
from edition.formats.history import LATER, Comparison, comparisons_of, state_of
from edition.kinds import NAMED
from edition.kinds.remark import LanguageRemark
from edition.pages.components import OneOf, component
from edition.pages.filters import as_filter
from edition.pages.page import Link, Page
from edition.records.fields import day


@component("document.html", shows=("text", "sources"))
def document(
    page: Page, text: Annotated[str, OneOf("text", lambda index: index.edition.document.texts)]
) -> tuple[str, tuple[str, ...]]:
    """What `data/document.yml` says: `gist`, `subject`, `author` and so on; in square brackets what is supplied."""
    about = page.index.edition.document
    known = {
        "sessions_note": about.sessions_sources,
        "rights": about.rights_sources,
        "rationale": about.imprint.sources,
    }
    return about.texts[text], known.get(text, ())


@component("document.html", shows=("text", "sources"))
def page_note(page: Page) -> tuple[str, tuple[str, ...]]:
    """What this page says of this document only, under `page_notes` in `data/document.yml`; nothing without a note."""
    note = page.index.edition.document.note_on(page.address)
    return (note.note, note.sources) if note else ("", ())


@component("language.html", shows="remarks", page="about/")
def language(page: Page) -> list[LanguageRemark]:
    """Remarks on the document's spelling, punctuation and style, in the order of `data/language.yml`."""
    return page.index.of(LanguageRemark)


@as_filter
@component("text.html", shows="text")
def noun(page: Page, what: Annotated[str, OneOf("noun", lambda index: _nouns(index.edition.document))]) -> str:
    """What `data/document.yml` calls a `session` or `sessions`, a `conclusion` or several; or `Sessions`."""
    return _nouns(page.index.edition.document)[what]


def _nouns(document: Document) -> dict[str, str]:
    found: dict[str, str] = {}
    for part, noun in document.nouns:
        found |= {part: noun.one, f"{part}s": noun.many}
    return found | {name.capitalize(): value.capitalize() for name, value in found.items()}


@component("text.html", shows="text")
def counted_conclusions(page: Page) -> str:
    """How many conclusions there are, with what they are called."""
    edition = page.index.edition
    return edition.document.nouns.conclusion.counted(len(edition.conclusions))


@component("beyond.html", shows="pages")
def beyond(page: Page) -> list[str]:
    """Links to the pages of what is said beyond the text, inside a sentence: those that the edition has."""
    found = (addresses.ATTRIBUTIONS, addresses.PARALLELS, addresses.OUTCOMES)
    return [address for address in found if page.has_page(address)]


def _counts(index: Index) -> dict[str, int]:
    kinds = {kind.listed_at().path[0]: len(index.edition.of(kind)) for kind in NAMED.values()}
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


@component("supplied.html", shows="imprint")
def supplied(page: Page) -> Imprint:
    """What the document does not state and the edition supplies, in a list inside a sentence."""
    return page.index.edition.document.imprint


@component("publisher.html", shows="imprint")
def publisher_page(page: Page) -> Imprint:
    """A link to the publisher's page on the event."""
    return page.index.edition.document.imprint


@component("report.html", shows="address", page="about/")
def report_address(page: Page) -> str:
    """Where an error can be reported: the setting `report_url` in `mkdocs.yml`."""
    return page.report_url


@component("releases.html", shows=("releases", "compared", "later", "kept"), page="changes/")
def releases(
    page: Page,
) -> tuple[tuple[Release, ...], Mapping[str, Comparison], Comparison | None, Mapping[str, Frozen]]:
    """The versions of the edition, newest first, with what changed in each, and how it differs from the one before."""
    index, compared = page.index, comparisons_of(page.index)
    kept = {frozen.version: frozen for frozen in index.frozen}
    return index.edition.releases, compared, compared.get(index.version + LATER), kept


@component("citations.html", shows=("passages", "picker", "citation", "files"), page=addresses.CITE)
def citations(page: Page) -> tuple[tuple[Passage, ...], Mapping[str, Any], str, Mapping[str, str]]:
    """The picker of citations, and what it shows first; without a script, every passage with files."""
    index = page.index
    *_, citation = formatted(record_of(index, index.title, page.site_url), index.edition.document).values()
    return tuple(index.passages.values()), picker_of(index, page.site_url), citation, FILES


@component("file.html", shows=("href", "type", "address", "example"))
def file(page: Page, address: Annotated[str, OneOf("file", lambda _: MEDIA_TYPES)]) -> tuple[str, str, str, str]:
    """One of the files in `data/`: a link, its whole address, and a piece of it."""
    example = examples(page.index, page.site_url)[address]
    return page.href(address), MEDIA_TYPES[address], page.site_url + address, example


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

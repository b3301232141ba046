"""Where passages and entities are on the site. All links are relative, so that it works under any path."""

from edition.document.passages import Passage
from edition.kinds import ADDRESSED
from edition.records.records import Ref

INTRODUCTION = "workshop/"
CLOSING = "closing/"
FULL_TEXT = "full-text/"
CITE = "cite/"
SOURCES = "sources/"
ATTRIBUTIONS = "attributions/"
PARALLELS = "parallels/"
OUTCOMES = "outcomes/"
PDF = "take-along/summary.pdf"
EPUB = "take-along/summary.epub"
OFFLINE = "take-along/edition.zip"
TABLES = "take-along/tables.zip"
VERSIONS = "v/"
"""Frozen versions: each in a folder of its number, and beside it as a zip."""
OF_KINDS = tuple(dict.fromkeys(f"{kind.listed_at().path[0]}/" for kind in ADDRESSED.values()))
"""The pages of kinds of records, each there if its data is."""
ALWAYS_LINKED = "", FULL_TEXT, "search/", CITE, "data/", "about/", "changes/"
"""The pages to which every other page leads."""
FOOT = "about/", "data/", "accessibility/"
"""The pages at the foot of every page, each if it is there."""
PAGES = (
    *(*ALWAYS_LINKED, INTRODUCTION, CLOSING, ATTRIBUTIONS, "check/", "take-along/", "verify/"),
    *("accessibility/", "how-to-edit/", *OF_KINDS),
)
"""The pages other than those of sessions that an edition may have without writing them itself."""


def page_of(target: Passage | Ref) -> str:
    """Address of the page, from the root of the site; the empty text is the home page."""
    if isinstance(target, Ref):
        return f"{ADDRESSED[target.kind].listed_at().path[0]}/"
    if target.session:
        return f"sessions/{target.session.slug}/"
    return {"title": "", "closing": CLOSING}.get(target.kind, INTRODUCTION)


def anchor_of(target: Passage | Ref) -> str:
    """The id of its element: an id of the data; for goals and targets `goal-10`, `target-10.7`."""
    return ADDRESSED[target.kind].listed_at().prefix + target.id if isinstance(target, Ref) else target.id


def address_of(target: Passage | Ref) -> str:
    """Page and anchor, from the root of the site: `sessions/partnerships/#c6-p1`; after its URL, the permalink."""
    return f"{page_of(target)}#{anchor_of(target)}"


def relative(address: str, page: str) -> str:
    """The same address as seen from `page`, the address of another page from the root."""
    return "../" * page.count("/") + address or "./"

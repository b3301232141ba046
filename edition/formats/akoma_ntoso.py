"""The document in Akoma Ntoso 3.0, the format that parliaments and the United Nations use for documents.

The naming convention of Akoma Ntoso identifies the document; elements have the ids of passages, and permalinks. What is
mentioned is listed in the metadata. Nothing here claims the profile of the United Nations (AKN4UN).
"""

from edition.document.index import Index
from edition.formats.linked_data import TURTLE
from edition.kinds import MENTIONED
from edition.templating import templates

AKOMA_NTOSO = "data/summary.akn.xml"


def akoma_ntoso(index: Index, site_url: str) -> str:
    """The document as XML, with its permalinks on the site at `site_url` (with a slash at its end)."""
    document, release = index.edition.document, index.edition.releases[0]
    held = index.event.end or index.event.start
    known = {
        "index": index,
        "site_url": site_url,
        "document": document,
        "title": index.title,
        "tops": [one for one in index.passages.values() if one.kind in ("introduction", "heading", "closing")],
        "mentioned": [one for ref, one in index.entities.items() if index.mentioned_in.get(ref)],
        "elements": {name: kind.listed_at().element for name, kind in MENTIONED.items()},
        "released": release.date,
        "date": held or release.date,
        "dated": "end of the event" if held else "edition",
        "author": document.imprint.shown("author"),
        "author_href": f"{site_url}{TURTLE}#author",
    }
    return templates().get_template("summary.akn.xml").render(known)

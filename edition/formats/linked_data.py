"""The edition as linked data, in the terms of schema.org: what each page contains, and the whole as Turtle.

Passages and entries are known by their permalinks, goals and targets by the United Nations' identifiers. A passage is
`about` a goal only where the document names it; an interpretation is a `Comment` on the passage, which is about it.
What is supplied is in square brackets. `dcterms:source` leads to where something comes from.
"""

import json
import warnings
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from edition.document import addresses
from edition.document.index import Index
from edition.document.passages import Passage
from edition.kinds import KINDS
from edition.kinds.kind import Node
from edition.loading.files import write_text
from edition.records.records import Ref, grouped

VOCABULARY = "http://schema.org/"
DATES = "startDate", "endDate", "dateModified"
CONTEXT = {
    "@vocab": VOCABULARY,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{term: {"@type": "xsd:date"} for term in DATES},
}
"""In the place of schema.org's own context, so that nobody need fetch it."""
SHORTER = {len("2016"): "xsd:gYear", len("2016-03"): "xsd:gYearMonth"}
"""The types of dates that are not those of days."""
SCHEMA_TYPES = {"title": "Report", "heading": "Chapter", "statement": "Claim"}
"""Of each kind of passage; others are a `Quotation`."""
SOURCE = "http://purl.org/dc/terms/source"
"""Written out, for schema.org's own context does not have it."""
TURTLE = "data/edition.ttl"


def edition_name(index: Index) -> str:
    """What to call the edition outside the site: its document, and the event."""
    return f"{index.title.words} ({index.event.name})"


def page_graph(index: Index, page: str, title: str, site_url: str) -> Node:
    """The JSON-LD of the page at an address, with its title: its breadcrumbs, and all whose permalinks lead there."""
    path = [("Home", site_url), (title, site_url + page)][: 2 if page else 1]
    crumbs = [{"@type": "ListItem", "position": at, "name": to, "item": url} for at, (to, url) in enumerate(path, 1)]
    here: Node = {"@id": site_url + page, "@type": "WebPage"}
    here["breadcrumb"] = {"@type": "BreadcrumbList", "itemListElement": crumbs}
    if page:  # the first page is the site, and has its name
        here |= {"name": title, "isPartOf": {"@id": site_url}}
    make = graph_of(index, site_url)
    found = [*make.on_page[page]]
    if page == addresses.FULL_TEXT:
        found.append(index.title)
    return {"@context": "https://schema.org", "@graph": [here, *make.nodes(found)]}


def turtle(index: Index, site_url: str, targets: Iterable[Passage | Ref] | None = None) -> str:
    """The nodes of all pages as Turtle, or of these passages and entries alone."""
    import rdflib  # takes 0.1 s, which only a build should pay

    nodes = graph_of(index, site_url).nodes(index.addressed if targets is None else targets)
    for node in nodes:
        for term in DATES:
            if type_ := SHORTER.get(len(node.get(term, ""))):
                node[term] = {"@value": node[term], "@type": type_}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of a class that only rdflib itself uses
        graph = rdflib.Graph().parse(data=json.dumps({"@context": CONTEXT, "@graph": nodes}), format="json-ld")
    graph.bind("schema", VOCABULARY, replace=True)
    graph.bind("dcterms", SOURCE.removesuffix("source"))
    return graph.serialize(format="turtle")


def write_turtle(index: Index, site: Path, site_url: str) -> None:
    """Write the Turtle file into the folder `site`."""
    write_text(site / TURTLE, turtle(index, site_url))


class Graph:
    """Makes nodes of linked data. One that is made twice, on two pages, is one entity: its id says so."""

    def __init__(self, index: Index, site_url: str) -> None:
        self.index, self.site_url = index, site_url
        self.parts = grouped((self._above(one)["@id"], self.at(one)) for one in index.passages.values())
        self.on_page = grouped((addresses.page_of(target), target) for target in index.addressed)

    def nodes(self, targets: Iterable[Passage | Ref]) -> list[Node]:
        """The node of the site, and those of these passages and entries."""
        made = [self._site()]
        for one in targets:
            more = self._passage(one) if isinstance(one, Passage) else self._entry(one)
            made.append(self.at(one) | more)
        return [{term: value for term, value in node.items() if value} for node in made]

    def at(self, target: Passage | Ref) -> Node:
        """A reference to the node of a passage or an entry."""
        identifier = self.index.entries[target].identifier_in(self.index) if isinstance(target, Ref) else None
        return {"@id": identifier or self.permalink(target)}

    def permalink(self, target: Passage | Ref) -> str:
        """The whole address of a passage or an entry."""
        return self.site_url + addresses.address_of(target)

    def ref(self, kind: str, id_: str | None) -> Node | None:
        """A reference to the entry with this id, if there is one."""
        return self.at(Ref(kind, id_)) if id_ else None

    def own(self, name: str, type_: str, /, **terms: Any) -> Node:
        """A node without a place on a page, with these terms but for `None`: its id is a part of the Turtle file."""
        said = {term: value for term, value in terms.items() if value is not None}
        return {"@id": f"{self.site_url}{TURTLE}#{name}", "@type": type_, **said}

    def _above(self, passage: Passage) -> Node:
        if passage.kind == "title":
            return {"@id": self.site_url}
        return self.at(self.index.passages[passage.above] if passage.above else self.index.title)

    def _site(self) -> Node:
        return {
            "@id": self.site_url,
            "@type": "WebSite",
            "name": edition_name(self.index),
            "version": self.index.version,
            "dateModified": self.index.edition.releases[0].date.isoformat(),
            "copyrightNotice": self.index.edition.document.rights,
        }

    def _passage(self, passage: Passage) -> Node:
        titled = passage.kind in ("title", "heading")
        node: Node = {
            "@type": SCHEMA_TYPES.get(passage.kind, "Quotation"),
            "name": passage.words if titled else passage.label,
            "text": None if titled else passage.words,
            "isPartOf": self._above(passage),
            "hasPart": [*self.parts[self.permalink(passage)]],
            "mentions": [self.at(ref) for ref in passage.mentions],
            "about": [],
            "comment": [],
        }
        whole = passage.kind == "title"
        if whole:
            node |= self._report()
        for kind in KINDS:
            of_document = self.index.edition.of(kind) if whole else ()
            records = self.index.on(kind, passage) if kind.listed_at().key else of_document
            for at, record in enumerate(records, 1):
                record.add_to_node(node, at, self)
        return node

    def _report(self) -> Node:
        """Statements about the document as a whole."""
        document, imprint = self.index.edition.document, self.index.edition.document.imprint
        return {
            "about": [self.at(self.index.event.ref)],
            "abstract": document.gist,
            "author": self.own("author", "Organization", name=imprint.shown("author")),
            "publisher": self.own("publisher", "Organization", name=imprint.shown("publisher")),
            "temporal": imprint.shown("date"),
            "inLanguage": document.language,
            "disambiguatingDescription": imprint.rationale,
            "copyrightNotice": document.rights,
            "keywords": document.subject,
            **self.sources((*imprint.sources, *document.rights_sources)),
        }

    def sources(self, ids: Iterable[str]) -> Node:
        """Where what is said comes from; nothing without sources."""
        found = [self.at(Ref("source", id_)) for id_ in ids]
        return {SOURCE: found} if found else {}

    def passages(self, *ids: str) -> list[Node]:
        """References to passages."""
        return [self.at(self.index.passages[id_]) for id_ in ids]

    def _entry(self, ref: Ref) -> Node:
        entry = self.index.entries[ref]
        return entry.graph_node(self) | self.sources(getattr(entry, "sources", ()))


graph_of = lru_cache(maxsize=1)(Graph)
"""The nodes of an edition on a site at an address."""

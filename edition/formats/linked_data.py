"""The edition as linked data, in the terms of schema.org: what each page contains, and the whole as Turtle.

Passages and entries are known by their permalinks, goals and targets by the United Nations' identifiers. A passage is
`about` a goal only where the document names it; an interpretation is a `Comment` on the passage, which is about it.
What is supplied is in square brackets. `dcterms:source` leads to where something comes from.
"""

import json
import warnings
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from edition.model import addresses
from edition.model.edition import (
    EditorialLink,
    Entity,
    Event,
    Framework,
    Goal,
    NamedEntity,
    Organization,
    Outcome,
    Parallel,
    Person,
    Publication,
    Source,
    SourceLink,
    Target,
    names_of,
)
from edition.model.index import Index
from edition.model.passages import Passage
from edition.model.records import Ref

Node = dict[str, Any]
VOCABULARY = "http://schema.org/"
CONTEXT = {
    "@vocab": VOCABULARY,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{term: {"@type": "xsd:date"} for term in ("startDate", "endDate", "dateModified")},
}
"""In the place of schema.org's own context, so that nobody need fetch it."""
SCHEMA_TYPES = {
    "title": "Report",
    "heading": "Chapter",
    "statement": "Claim",
    "person": "Person",
    "organization": "Organization",
    "framework": "CreativeWork",
    "event": "Event",
    "publication": "Report",
    "goal": "DefinedTerm",
    "target": "DefinedTerm",
}
"""Of each kind of passage or entity; other passages are a `Quotation`."""
SOURCE = "http://purl.org/dc/terms/source"
"""Written out, for schema.org's own context does not have it."""
TURTLE = "data/edition.ttl"


def edition_name(index: Index) -> str:
    """What to call the edition outside the site: its document, and the event."""
    event = index.entities[Ref("event", index.edition.document.event)]
    return f"{index.passages[index.edition.document.id].words} ({names_of(event)[0]})"


def identifier_of(index: Index, ref: Ref) -> str | None:
    """The United Nations' identifier of a goal or target; none of other entities."""
    return index.edition.sdgs.identifier_base + ref.id if ref.kind in ("goal", "target") else None


def page_graph(index: Index, page: str, title: str, site_url: str) -> Node:
    """The JSON-LD of a page: its breadcrumbs, and all whose permalinks lead to it.

    Args:
        index: the edition.
        page: its address from the root of the site.
        title: what it is called.
        site_url: the public address of the site, with a slash at its end.
    """
    document = index.edition.document
    path = [("Home", site_url), (title, site_url + page)][: 2 if page else 1]
    crumbs = [{"@type": "ListItem", "position": at, "name": to, "item": url} for at, (to, url) in enumerate(path, 1)]
    here: Node = {"@id": site_url + page, "@type": "WebPage"}
    here["breadcrumb"] = {"@type": "BreadcrumbList", "itemListElement": crumbs}
    if page:  # the first page is the site, and has its name
        here |= {"name": title, "isPartOf": {"@id": site_url}}
    make = _maker(index, site_url)
    found = [*make.on_page[page]]
    if page == addresses.INTRODUCTION:
        found.append(Ref("event", document.event))
    elif page == addresses.FULL_TEXT:
        found.append(index.passages[document.id])
    return {"@context": "https://schema.org", "@graph": [here, *make.nodes(found)]}


def turtle(index: Index, site_url: str, targets: Iterable[Passage | Ref] | None = None) -> str:
    """The nodes of all pages as Turtle, or of the site and these `targets` only."""
    from rdflib import Graph  # takes 0.1 s, which only a build should pay

    nodes = _maker(index, site_url).nodes(index.addressed if targets is None else targets)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of a class that only rdflib itself uses
        graph = Graph().parse(data=json.dumps({"@context": CONTEXT, "@graph": nodes}), format="json-ld")
    graph.bind("schema", VOCABULARY, replace=True)
    graph.bind("dcterms", SOURCE.removesuffix("source"))
    return graph.serialize(format="turtle")


class _Maker:
    """Makes nodes. One that is made twice, on two pages, is one entity: its id says so."""

    def __init__(self, index: Index, site_url: str) -> None:
        self.index, self.site_url = index, site_url
        self.parts: dict[str, list[Node]] = defaultdict(list)
        for passage in index.passages.values():
            self.parts[self.above(passage)["@id"]].append(self.at(passage))
        self.on_page: dict[str, list[Passage | Ref]] = defaultdict(list)
        for target in index.addressed:
            self.on_page[addresses.page_of(target)].append(target)

    def nodes(self, targets: Iterable[Passage | Ref]) -> list[Node]:
        made = (self.passage(one) if isinstance(one, Passage) else self.entity(one) for one in targets)
        return [{term: value for term, value in node.items() if value} for node in (self.site(), *made)]

    def at(self, target: Passage | Ref) -> Node:
        identifier = identifier_of(self.index, target) if isinstance(target, Ref) else None
        return {"@id": identifier or addresses.permalink_of(target, self.site_url)}

    def ref(self, kind: str, id_: str | None) -> Node | None:
        return self.at(Ref(kind, id_)) if id_ else None

    def own(self, name: str, type_: str, /, **terms: Any) -> Node:
        """A node without a place on a page: its id is a part of the Turtle file."""
        return {"@id": f"{self.site_url}{TURTLE}#{name}", "@type": type_, **terms}

    def above(self, passage: Passage) -> Node:
        if passage.kind == "title":
            return {"@id": self.site_url}
        above = passage.session if passage.kind == "statement" else passage.conclusion
        return self.at(self.index.passages[above.id if above else self.index.edition.document.id])

    def site(self) -> Node:
        return {
            "@id": self.site_url,
            "@type": "WebSite",
            "name": edition_name(self.index),
            "version": self.index.version,
            "dateModified": self.index.edition.releases[0].date.isoformat(),
            "copyrightNotice": self.index.edition.document.rights,
        }

    def passage(self, passage: Passage) -> Node:
        here = self.at(passage)
        titled = passage.kind in ("title", "heading")
        node: Node = here | {
            "@type": SCHEMA_TYPES.get(passage.kind, "Quotation"),
            "name": passage.words if titled else passage.label,
            "text": None if titled else passage.words,
            "isPartOf": self.above(passage),
            "hasPart": [*self.parts[here["@id"]]],
            "mentions": [self.at(ref) for ref in self.index.mentions[passage.id]],
            "about": [self.ref("event", self.index.edition.document.event)] if passage.kind == "title" else [],
            "comment": [
                self.own(
                    f"{passage.id}-note-{at}",
                    "Comment",
                    citation=note.quote,
                    text=note.note,
                    **self.sources(note.sources),
                )
                for at, note in enumerate(self.index.notes_on.get(passage.id, ()), 1)
            ],
        }
        for at, one in enumerate(self.index.attributions_in.get(passage.id, ()), 1):
            who = [self.at(Ref.parse(ref)) for ref in one.who]
            name = f"{passage.id}-attribution-{at}"
            node["hasPart"].append(self.own(name, "Quotation", text=one.quote, genre=one.kind, mentions=who))
        for link in self.index.links_from.get(passage.id, ()):
            goal = Ref.parse(link.to)
            name, about = f"{passage.id}-{addresses.anchor_of(goal)}", self.at(goal)
            if isinstance(link, SourceLink):
                node["about"].append(about)
                node["hasPart"].append(self.own(name, "Quotation", text=link.quote, about=about))
            elif isinstance(link, EditorialLink):
                sources = self.sources(link.sources)
                node["comment"].append(self.own(name, "Comment", text=link.rationale, about=about, **sources))
        if passage.kind == "title":
            report = self.report()
            node["comment"] += report.pop("comment")
            node |= report
        return node

    def report(self) -> Node:
        """Statements about the document as a whole."""
        document = self.index.edition.document
        return {
            "abstract": document.gist,
            "author": self.own("author", "Organization", name=f"[{document.supplied.author}]"),
            "publisher": self.own("publisher", "Organization", name=f"[{document.supplied.publisher}]"),
            "temporal": f"[{document.supplied.year}]",
            "disambiguatingDescription": document.supplied.rationale,
            "copyrightNotice": document.rights,
            "keywords": document.subject,
            "comment": [
                self.own(
                    f"plain-summary-{at}",
                    "Comment",
                    text=one.sentence,
                    isBasedOn=[self.at(self.index.passages[id_]) for id_ in one.passages],
                )
                for at, one in enumerate(self.index.edition.plain_summary, 1)
            ],
            **self.sources((*document.supplied.sources, *document.rights_sources)),
        }

    def sources(self, ids: Iterable[str]) -> Node:
        """Where what is said comes from; nothing without sources."""
        found = [self.at(Ref("source", id_)) for id_ in ids]
        return {SOURCE: found} if found else {}

    def source(self, ref: Ref, source: Source) -> Node:
        return self.at(ref) | {
            "@type": "CreativeWork",
            "name": source.title,
            "publisher": self.own(f"{source.id}-publisher", "Organization", name=source.publisher),
            "datePublished": source.date,
            "identifier": source.symbol,
            "url": source.url and {"@id": source.url},
            "description": source.seen,
            "disambiguatingDescription": source.grade,
        }

    def parallel(self, ref: Ref, parallel: Parallel) -> Node:
        other = self.own(
            f"{parallel.id}-wording", "Quotation", text=parallel.wording, **self.sources([parallel.source])
        )
        return self.at(ref) | {
            "@type": "Comment",
            "about": self.at(self.index.passages[parallel.passage]),
            "citation": parallel.quote,
            "mentions": other,
            "text": parallel.note,
        }

    def outcome(self, ref: Ref, outcome: Outcome) -> Node:
        return self.at(ref) | {
            "@type": "Comment",
            "name": outcome.title,
            "about": [self.at(self.index.passages[id_]) for id_ in outcome.passages],
            "mentions": outcome.entry and self.at(Ref.parse(outcome.entry)),
            "temporal": f"[{outcome.when}]",
            "text": outcome.gist,
            "genre": outcome.connection,
            "keywords": [*outcome.shared],
            **self.sources(outcome.sources),
        }

    def entity(self, ref: Ref) -> Node:
        match self.index.beside.get(ref) or self.index.entities[ref]:
            case Source() as source:
                return self.source(ref, source)
            case Parallel() as parallel:
                return self.parallel(ref, parallel)
            case Outcome() as outcome:
                return self.outcome(ref, outcome)
            case Publication() as publication:
                return self.publication(ref, publication)
            case Person() as person:
                return self.person(ref, person)
            case Organization() as organization:
                return self.named(
                    ref,
                    organization,
                    parentOrganization=self.ref("organization", organization.part_of),
                )
            case Framework() as framework:
                return self.framework(ref, framework)
            case Event() as event:
                return self.event(ref, event)
            case Goal() | Target() as term:
                return self.defined_term(ref, term)
        raise TypeError(ref)

    def person(self, ref: Ref, person: Person) -> Node:
        return self.named(
            ref,
            person,
            person.supplied_name and f"[{person.supplied_name}]",
            jobTitle=person.role and person.role.quote,
            affiliation=self.ref("organization", person.affiliation),
            performerIn=person.capacity and self.ref("event", self.index.edition.document.event),
        )

    def framework(self, ref: Ref, framework: Framework) -> Node:
        provisions = [
            self.own(
                f"{framework.id}-provision-{at}",
                "Quotation" if one.wording else "Comment",
                **{term: text for term, text in (("name", one.place), ("text", one.wording)) if text},
                **({"description": one.description} if one.description else {}),
                **self.sources(one.sources),
            )
            for at, one in enumerate(framework.provisions, 1)
        ]
        dated = f"[{framework.date_label}: {framework.date}]"
        return self.named(
            ref,
            framework,
            framework.title,
            identifier=framework.symbol,
            temporal=dated,
            hasPart=provisions,
        )

    def publication(self, ref: Ref, publication: Publication) -> Node:
        return self.named(
            ref,
            publication,
            publication.title,
            publisher=self.ref("organization", publication.publisher),
            about=self.ref("event", publication.series),
            reportNumber=publication.number,
            datePublished=publication.date,
            editor=[self.ref("person", id_) for id_ in publication.editors],
        )

    def event(self, ref: Ref, event: Event) -> Node:
        days = "/".join(str(day) for day in (event.start, event.end) if day and not event.stated)
        node = self.named(
            ref,
            event,
            event.title,
            superEvent=self.ref("event", event.series),
            startDate=event.start and str(event.start),
            endDate=event.end and str(event.end),
            location=event.place,
        )
        node["description"] += [event.followed] if event.followed else []
        node["disambiguatingDescription"] += [f"[{days}]"] if days else []
        return node

    def named(self, ref: Ref, entity: NamedEntity, *names: str | None, **terms: Any) -> Node:
        """A node of a person, an organization, a framework or an event, with names other than those in passages."""
        node = self.described(ref, entity, *names, description=entity.gist)
        node["disambiguatingDescription"] = [entity.note] if entity.note else []
        node["subjectOf"] = [*node.pop("subjectOf"), *([{"@id": entity.url}] if entity.url else [])]
        return node | terms | self.sources(entity.sources)

    def defined_term(self, ref: Ref, term: Goal | Target) -> Node:
        title = term.title if isinstance(term, Target) else None
        known = self.sources([self.index.edition.sdgs.source])
        return self.described(ref, term, title, description=term.wording) | {"termCode": ref.id} | known

    def described(self, ref: Ref, entity: Entity, *names: str | None, description: str | None) -> Node:
        """What an entity of any kind has."""
        known = dict.fromkeys(name for name in (*names_of(entity), *names) if name and name != entity.name)
        return self.at(ref) | {
            "@type": SCHEMA_TYPES[ref.kind],
            "name": entity.name,
            "alternateName": [*known],
            "description": [description] if description else [],
            "subjectOf": [{"@id": addresses.permalink_of(ref, self.site_url)}],
        }


_maker = lru_cache(maxsize=1)(_Maker)

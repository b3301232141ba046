"""The editor's text cannot become script or markup: hostile strings in every text field, in a real browser."""

import json
import re
import shutil
from collections.abc import Iterator
from functools import reduce
from itertools import product
from operator import getitem
from pathlib import Path
from typing import Any, get_args, get_type_hints
from xml.etree import ElementTree

import pytest
import yaml
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Dialog, Page, expect
from pydantic import TypeAdapter, ValidationError

from edition.document.edition import Acronym, Alias, Document, Figure, Foreign, PageNote, SearchWords
from edition.document.index import Index
from edition.document.passages import passages_of
from edition.kinds.attribution import Attribution
from edition.kinds.kind import Quote
from edition.kinds.outcome import Outcome
from edition.kinds.sdg_link import EditorialLink
from edition.records.fields import Text
from edition.site.build import build_site
from edition.site.project import load_index
from tests.helpers.books import xhtml_of
from tests.helpers.browsing import Tab, script, served
from tests.helpers.pages import Site
from tests.helpers.projects import PROJECT, SECOND, copy_project, dumped
from tests.helpers.sampling import Sample

TEXTS_OF_ATTACKERS = yaml.safe_load((PROJECT / "tests" / "hostile.yml").read_text(encoding="utf-8"))
HOSTILE, LINKS = TEXTS_OF_ATTACKERS["html"], TEXTS_OF_ATTACKERS["links"]
SCHEMES = ("http:", "https:", "mailto:", "data:image/")
NOT_FREE: dict[type, str] = {
    **{Alias: "address to", Document: "source", Acronym: "acronym", EditorialLink: "shared", PageNote: "page"},
    **{SearchWords: "answer", Attribution: "quote", Foreign: "words", Outcome: "shared", Figure: "value label"},
}
"""Addresses, the name of a file, facts in braces, what the document’s words must have, and what no page shows."""


def is_text(record: type, name: str) -> bool:
    """Whether a field is an editor's free text, or several."""
    hint = get_type_hints(record, include_extras=True)[name]
    return (hint == Text or Text in get_args(hint)) and name not in NOT_FREE.get(record, "").split()


def spoilt(project: Path, all_in_one: bool) -> list[str]:
    """Put hostile strings into every text field of the data in a project, and into the source; returns the texts.

    With `all_in_one` each field has them all, else one, the next field the next one.
    """
    edition = load_index(project).edition
    data: Any = dumped(edition)
    own = {passage.path: passage for passage in passages_of(edition)}

    def hostile(number: int, strings: list[str]) -> str:
        return " ".join(strings[number:] + strings[:number] if all_in_one else [strings[number % len(strings)]])

    tails = {passage.id: hostile(number, HOSTILE) for number, passage in enumerate(own.values())}
    texts = [f"{passage.words} {tails[passage.id]}" for passage in own.values()]
    for number, (path, record) in enumerate(edition.records):
        place = reduce(getitem, path, data)
        for at, name in enumerate(type(record).model_fields):
            value = getattr(record, name)
            if not value or not is_text(type(record), name):
                continue
            if isinstance(record, Quote) and name == "quote":
                place[name] = tails[record.passage]
            elif (*path, name) in own:
                place[name] = f"{value} {tails[own[*path, name].id]}"
            elif isinstance(value, tuple):
                place[name] = [f"{one} {hostile(number + at, HOSTILE + LINKS)}" for one in value]
            else:
                place[name] = f"{value} {hostile(number * 3 + at, HOSTILE + LINKS)}"
            if (*path, name) not in own and name != "names" and "nouns" not in path:  # which some editions need not say
                texts.append(place[name])
    for one in data["parallels"]:
        one["wording"] += f" {one['quote']}"  # for the two have words in common
    for one in data["attributions"]:  # who would they be with hostile names?
        if one.pop("who"):
            one["kind"] = "many"
    for name, records in data.items():
        (project / "data" / f"{name}.yml").write_text(json.dumps(records, ensure_ascii=False, indent=1))
    words = [f"{passage.in_source} {tails[passage.id]}" for passage in own.values()]
    (project / "data" / edition.document.source).write_text("\n\n".join(words))
    return texts


def unpacked(root: Path) -> Path:
    """The folder to serve, in which the site `idm` has all that it has packed beside it."""
    for file in list(root.rglob("*.zip")):
        shutil.unpack_archive(file, root / "idm" / "unpacked" / file.stem)
    return root


def visit(browser: Browser, root: Path, sample: Sample) -> Iterator[tuple[str, Page]]:
    """Open every page of a site, and the search, one after another; nothing that asks, runs or fails is forgiven.

    The site in the site has the same pages once more, of which a sample takes some.
    """
    pages = sorted(file.relative_to(root / "idm").as_posix() for file in (root / "idm").rglob("*.html"))
    inner = [address for address in pages if address.startswith("unpacked/")]
    left_out = {*inner} - {*sample(inner, every=6)}
    dialogs: list[str] = []

    def asked(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    with served(root) as web, browser.new_page() as page:
        tab = Tab(page, f"{web}idm/")
        page.on("dialog", asked)
        searches = ["search/?q=%3Cimg%20src=x%20onerror=window.pwned=1%3E", "search/?q=harbour"]
        for address in [*(one for one in pages if one not in left_out), *searches]:
            tab.open(address)
            if "?q=" in address:
                expect(page.locator("#page-search-status")).to_contain_text(" for “")
            for mention in page.locator("a.mention").all()[:1]:
                mention.hover()
                mention.focus()
                expect(page.locator(".preview"), address).to_be_visible()
            yield address, page
            assert page.evaluate("window.pwned") is None, address
            assert (tab.complaints, dialogs) == ([], []), address


@pytest.fixture(scope="module")
def clean(
    tmp_path_factory: pytest.TempPathFactory, browser: Browser, second_site: Site, sample: Sample
) -> tuple[set[str], dict[str, int]]:
    """What elements with what attributes the site of good data has, and how many scripts each page has."""
    root = tmp_path_factory.mktemp("clean")
    shutil.copytree(second_site.folder, root / "idm")
    unpacked(root)
    kinds: set[str] = set()
    scripts = {}
    for address, page in visit(browser, root, sample):
        kinds |= set(page.evaluate(script("kindsOfElements")))
        scripts[address] = page.locator("script").count()
    return kinds, scripts


@pytest.mark.parametrize("all_in_one", [True, pytest.param(False, marks=pytest.mark.sweep)])
def test_hostile_text_shows_as_typed_and_does_nothing(
    clean: tuple[set[str], dict[str, int]], browser: Browser, sample: Sample, tmp_path: Path, all_in_one: bool
) -> None:
    project = copy_project(tmp_path / "project", SECOND)
    texts = spoilt(project, all_in_one)
    assert len(texts) > 100
    build_site(project, tmp_path / "web" / "idm", "https://example.org/idm/")
    root = unpacked(tmp_path / "web")
    kinds, scripts = clean
    shown = set()
    for address, page in visit(browser, root, sample):
        assert set(page.evaluate(script("kindsOfElements"))) <= kinds, address
        assert page.locator("script").count() == scripts[address], address
        for data in page.locator("script[type='application/ld+json']").all_text_contents():
            json.loads(data)
        for link in page.evaluate(script("addressesIn")):
            scheme = link.split("/")[0].split("#")[0].split("?")[0]
            assert ":" not in scheme or link.startswith(SCHEMES), (address, link)
        shown |= {" ".join(text.split()) for text in page.evaluate(script("textsOfPage"))}
    everything = "\n".join(shown)
    assert [text for text in texts if " ".join(text.split()) not in everything] == []
    check_files(root)


def check_files(root: Path) -> None:
    """What readers load besides the pages is well-formed, and has no script."""
    for file in root.rglob("*.json"):
        json.loads(file.read_bytes())
    for file in root.rglob("*.md"):
        html = MarkdownIt("commonmark").render(file.read_text(encoding="utf-8"))
        assert not re.search('<script|<img|<svg|<iframe|href="javascript', html), file.name
    parts = [ElementTree.parse(file).getroot() for file in root.rglob("*.xml")]
    parts += (part for book in root.rglob("*.epub") for part in xhtml_of(book).values())
    for element in (element for part in parts for element in part.iter()):
        assert str(element.tag).rpartition("}")[2] not in ("script", "iframe", "object"), element.tag
        assert not [name for name in element.attrib if name.startswith("on")]


BAD = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//x.example", "vbscript:x", "\tjava"]


def test_every_address_of_the_data_must_be_one(second_index: Index) -> None:
    fields = {
        (type(record), name)
        for _, record in second_index.edition.records
        for name, value in record
        if isinstance(value, str) and re.match("https?:", value)
    }
    assert fields
    for (record, name), address in product(fields, BAD):
        with pytest.raises(ValidationError):
            TypeAdapter(get_type_hints(record, include_extras=True)[name]).validate_python(address)

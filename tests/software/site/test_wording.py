"""Word for word: source, data and pages say the same, and of words in another language which that is."""

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import yaml
from markupsafe import Markup, escape

from edition.document.addresses import page_of
from edition.document.edition import Foreign
from edition.document.index import Index
from edition.document.passages import Passage
from edition.loading.source_text import departures_from, normalize
from edition.pages.components import in_their_languages
from edition.pages.filters import words as with_meanings
from edition.pages.page import Page
from tests.helpers.needs import needs
from tests.helpers.pages import Built, Site, text_of
from tests.helpers.projects import PROJECT, changed


def source_words(index: Index) -> str:
    """The source by the rule of the issue, written down once more: lines may end in a hyphen."""
    words = ""
    for line in (PROJECT / "data" / index.edition.document.source).read_text(encoding="utf-8").splitlines():
        words += line.strip() if words.endswith("-") else " " + line.strip()
    return re.sub(r"\s+", " ", words).strip()


def test_data_in_order_is_the_source(index: Index) -> None:
    assert " ".join(passage.in_source for passage in index.passages.values()) == source_words(index)


def test_normalize_joins_lines_that_end_in_a_hyphen() -> None:
    assert normalize(" a  b \n(LH- \n TOWN) well-\nmanaged\n\nend\n") == "a b (LH-TOWN) well-managed end"


def test_every_passage_is_on_its_page_once_and_once_in_the_full_text_in_order(built: Built) -> None:
    index, site = built
    for passage in index.passages.values():
        holder = site.pages[page_of(passage)].by_id(passage.id)
        found = [element for element in holder.iter() if element.get("data-verbatim") == passage.id]
        on_page = site.pages[page_of(passage)].having("data-verbatim")
        outside_navigation = [e for e in on_page if e.get("data-verbatim") == passage.id and e.tag != "span"]
        assert len(found) == 1 and outside_navigation == found, passage.id
    full_text = site.pages["full-text/"]
    assert [element.get("data-verbatim") for element in full_text.having("data-verbatim")] == list(index.passages)
    assert all(text_of(full_text.by_id(id_)) for id_ in index.passages)


def test_words_and_quotes_are_exactly_those_of_their_passages(built: Built) -> None:
    index, site = built
    verbatim = quotes = 0
    for page in site.pages.values():
        for element in page.having("data-verbatim"):
            assert text_of(element) == index.passages[element.attrib["data-verbatim"]].words, page.name
            verbatim += 1
        for element in page.having("data-quote"):
            words = text_of(element)
            assert words and words in index.passages[element.attrib["data-quote"]].words, (page.name, words)
            quotes += 1
    mentions = sum(len(passage.mentions) for passage in index.passages.values())
    assert verbatim >= 2 * len(index.passages) and quotes >= mentions


CASES = yaml.safe_load((PROJECT / "tests" / "departures.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_departure_is_told_at_its_place(case: dict[str, Any]) -> None:
    passages = [Passage(f"p{at}", "paragraph", "", text, ("p", at)) for at, text in enumerate(case["texts"])]
    found = departures_from(case.get("source", "Yes. No. Nets [two] left. Yes. The end."), passages)
    assert [f"{one.path[1]}:{one.offset} {one.message}" for one in found] == case["told"]


# --- languages

OTHER = re.compile(r"\b(?:de l[ae]s?|de l’|du|des|et|aux|los|und|der) \w+", re.IGNORECASE)
"""What a text in French, Spanish or German has nearly always, and one in English hardly ever."""


def texts(element: Element, language: str | None = None) -> Iterator[tuple[str | None, str]]:
    """Every run of text below an element, with the nearest language that is said to be its own."""
    if element.tag in ("script", "style"):
        return
    language = element.get("lang", language)
    yield language, element.text or ""
    for child in element:
        yield from texts(child, language)
        yield language, child.tail or ""


def test_words_in_another_language_are_marked_wherever_they_are(built: Built) -> None:
    index, site = built
    needs(index, "foreign")
    for one in index.edition.document.foreign:
        found = [
            (page.name, language)
            for page in site.pages.values()
            for language, text in texts(page.root.find("body"))  # type: ignore[arg-type]
            if one.words in " ".join(text.split())
        ]
        assert found and {language for _, language in found} == {one.language}, one.words


def test_a_text_in_another_language_is_listed_as_foreign(site: Site) -> None:
    for page in site.pages.values():
        for language, text in texts(page.root.find("body")):  # type: ignore[arg-type]
            if language == "en":
                assert OTHER.findall(text) == [], page.name


def test_no_mark_is_put_into_an_attribute_or_a_drawing_or_cut_by_an_acronym(second_index: Index) -> None:
    foreign = Foreign(words="Les LHT & <TEU>", language="fr")
    document = second_index.edition.document.model_copy(update={"foreign": (foreign,)})
    made = changed(second_index, document=document)
    marked = '<span lang="fr">Les LHT &amp; &lt;TEU&gt;</span>'
    html = '<a title="{0}">{0}</a><svg><text>{0}</text></svg><option>{0}</option>, {0}'
    words = str(escape(foreign.words))
    wanted = f'<a title="{words}">{marked}</a><svg><text>{words}</text></svg><option>{words}</option>, {marked}'
    assert in_their_languages(Markup(html.format(words)), made) == wanted
    page = Page(made, "about/", "https://example.org/", "", "", "../")
    shown = with_meanings(page, f"{foreign.words}, LHT")
    assert shown == f'{words}, <abbr title="League of Harbour Towns">LHT</abbr>'


def test_every_page_and_file_says_the_same_language(site: Site, index: Index) -> None:
    said = {f"{name} html": page.root.get("lang") for name, page in site.pages.items()}
    for name, page in site.pages.items():
        for element in page.root.iter("meta"):
            if "language" in (element.get("name") or ""):
                said[f"{name} {element.get('name')}"] = element.get("content")
    for file in (site.folder / "cite").rglob("*.json"):
        said[file.name] = json.loads(file.read_text(encoding="utf-8"))[0]["language"]
    assert len(said) > 2 * len(index.passages) and set(said.values()) == {index.edition.document.language}

"""Pages and files say which language they are in, and of words in another language which that is."""

import json
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markupsafe import Markup, escape

from edition.document.edition import Foreign
from edition.document.index import Index
from edition.pages.components import in_their_languages
from edition.pages.filters import words as with_meanings
from edition.pages.page import Page
from tests.helpers.needs import needs
from tests.helpers.pages import Built, Site
from tests.helpers.projects import changed

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

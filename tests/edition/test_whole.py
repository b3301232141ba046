"""This edition as a whole: what it has, where it is named, and how much there is to read."""

import re
from collections import defaultdict
from pathlib import PurePath
from xml.etree.ElementTree import Element

import pytest

from edition.document.addresses import FULL_TEXT
from edition.document.index import Index
from edition.kinds.kind import NamedEntity
from edition.records.shared_words import sentences_of
from tests.helpers.needs import has_part, needs_nothing_left_to_do, needs_page, needs_some
from tests.helpers.pages import Page, Site, classes_of, text_of
from tests.helpers.projects import PROJECT, git


def test_this_edition_has_all_that_an_edition_can_have(index: Index, left_out: frozenset[str]) -> None:
    parts = [*index.known_parts, *type(index.edition.document).model_fields]
    assert [part for part in parts if not has_part(index, part)] == []
    assert left_out == set()
    needs_nothing_left_to_do()


def test_what_another_edition_would_skip_fails_here() -> None:
    with pytest.raises(pytest.fail.Exception, match="this edition has no songs"):
        needs_some([], "songs")
    with pytest.raises(pytest.fail.Exception, match="this edition has no page songs/"):
        needs_page("songs/", {"songs/"})


WORDS = re.compile(r"\bIOM\b|\bidm\b|[Mm]igra(tion|nt)|2016 workshop|March 2016")
DATA = "data/schema/", "docs/assets/", "edition/", "tests/", "tools/"
"""What is no document's own, but may be an example, a measure, or part of an address in a test."""
WRITTEN_ANEW = "README.md", "mkdocs.yml", "CITATION.cff", "data/*", "docs/*.md"
"""By `python -m edition new`, or, if it is prose, by an editor."""


def test_only_what_a_new_edition_writes_anew_names_this_document() -> None:
    tracked = git(PROJECT, "-c", "core.quotePath=false", "ls-files").splitlines()
    texts = {name: (PROJECT / name).read_bytes().decode(errors="ignore") for name in tracked}
    ours = {name for name, text in texts.items() if WORDS.search(text) and not name.startswith(DATA)}
    assert {"CITATION.cff", "README.md", "mkdocs.yml"} <= ours
    assert sorted(name for name in ours if not any(PurePath(name).match(pattern) for pattern in WRITTEN_ANEW)) == []


def names_in(index: Index) -> set[str]:
    ids = {*index.passages, *(ref.id for ref in index.entities)}
    named = [name for one in index.entities.values() if isinstance(one, NamedEntity) for name in one.in_words()]
    return {*(session.slug for session in index.edition.sessions), *(id_ for id_ in ids if "-" in id_), *named}


def test_no_other_test_knows_this_document(index: Index, second_index: Index) -> None:
    """The words and ids by which one would know it: addresses, and names of two words or more."""
    known = {name for name in names_in(index) - names_in(second_index) if len(name) > 4}
    files = {*(PROJECT / "tests").rglob("*.py")} - {*(PROJECT / "tests" / "edition").rglob("*.py")}
    found = set()
    for file in files:
        text = file.read_text(encoding="utf-8")
        in_text = {name for name in known if name in text}  # quicker than any pattern
        found |= {(file.name, name) for name in in_text if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)}
    assert found == set()


LABELS = {"a", "button", "code", "footer", "h1", "header", "label", "nav", "option", "script", "summary"}
LABELS |= {"template", "time"}
"""What is no sentence: headers, footers, labels of controls; names and dates that are links or marked as such."""
IN_TEXT = {"abbr", "b", "em", "i", "mark", "q", "span", "strong"}


def lines_of(element: Element) -> str:
    """Each block of ours on a line; in place of labels, and of the document's words, there is a gap."""
    if element.tag in LABELS or {"data-verbatim", "data-quote"} & {*element.keys()} or "label" in classes_of(element):
        return "…"
    edge = "" if element.tag in IN_TEXT else "\n"
    inner = (lines_of(one) + " ".join((one.tail or "").splitlines()) for one in element if isinstance(one.tag, str))
    return "".join([edge, " ".join((element.text or "").splitlines()), *inner, edge])


def sentences_on(page: Page) -> set[str]:
    """The sentences of ours on a page, of six words or more."""
    lines = lines_of(next(page.root.iter("main"))).splitlines()
    found = {" ".join(line[start:end].strip(" …·,").split()) for line in lines for start, end in sentences_of(line)}
    return {sentence for sentence in found if len(re.findall(r"\w+", sentence)) >= 6}


def test_there_is_no_more_to_read_than_a_reader_has_patience_for(site: Site) -> None:
    """In `main` of all pages but that of the whole, folded text included."""
    counted = {}
    for name, page in site.pages.items():
        (main,) = page.root.iter("main")
        counted[name] = len(text_of(main).split()) - sum(len(text_of(one).split()) for one in main.iter("script"))
    assert sum(counted.values()) - counted[FULL_TEXT] <= 42_000, counted


def test_no_sentence_of_ours_is_on_more_than_two_pages(site: Site) -> None:
    """Beside the whole, which has all that stands beside the document's words."""
    pages = defaultdict(list)
    for name, page in site.pages.items():
        for sentence in sentences_on(page) if name != FULL_TEXT else ():
            pages[sentence].append(name)
    assert len(pages) > 1000
    assert {sentence: names for sentence, names in pages.items() if len(names) > 2} == {}

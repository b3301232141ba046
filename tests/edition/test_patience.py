"""What a reader has the patience for: how much there is to read beside the document, and nothing again and again."""

import re
from collections import defaultdict
from xml.etree.ElementTree import Element

from edition.document.addresses import FULL_TEXT
from edition.records.shared_words import sentences_of
from tests.helpers.pages import Page, Site, classes_of, text_of

WORDS = 42_000
"""In `main` of all pages but that of the whole, folded text included."""
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
    counted = {}
    for name, page in site.pages.items():
        (main,) = page.root.iter("main")
        counted[name] = len(text_of(main).split()) - sum(len(text_of(one).split()) for one in main.iter("script"))
    assert sum(counted.values()) - counted[FULL_TEXT] <= WORDS, counted


def test_no_sentence_of_ours_is_on_more_than_two_pages(site: Site) -> None:
    """Beside the whole, which has all that stands beside the document's words."""
    pages = defaultdict(list)
    for name, page in site.pages.items():
        for sentence in sentences_on(page) if name != FULL_TEXT else ():
            pages[sentence].append(name)
    assert len(pages) > 1000
    assert {sentence: names for sentence, names in pages.items() if len(names) > 2} == {}

"""What readers may type: it means something that there is, and an answer leads somewhere and has facts of the data."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from string import Formatter

from edition.document.addresses import PAGES
from edition.document.edition import TEXTS, Edition
from edition.document.passages import Passage
from edition.kinds import MENTIONED
from edition.kinds.event import Event
from edition.loading.checks import texts_in
from edition.loading.page_addresses import page_addresses
from edition.loading.problems import did_you_mean
from edition.loading.validation import Material
from edition.records.records import Finding, Ref, repeated

ADDRESS = re.compile("[^#]*/(#|$)")
"""The address of a page, with or without an anchor."""
ANCHORS = re.compile(r"\{:([^}]*)\}")
"""Attributes of a heading in Markdown."""


def facts_of(edition: Edition, passages: Iterable[Passage]) -> Mapping[str, str]:
    """Texts of `document.yml`, name, place and days of the event, and the names of what the document mentions.

    The names are in the order of their first mention, those of people under `speakers`, as their file is called. It is
    also asked of data that is still being checked: what refers to nothing is left out.
    """
    document = edition.document
    entries = {one.ref: one for _, one in edition.addressed()}
    event = entries.get(Ref("event", document.event))
    refs = dict.fromkeys(ref for passage in passages for ref in passage.mentions)
    mentioned = [entries.get(ref) for ref in refs]
    facts = {name: str(getattr(document, name) or "") for name in ("title", *TEXTS)}
    facts |= {name: str(getattr(document.imprint, name) or "") for name in ("author", "publisher", "year", "rationale")}
    facts |= dict.fromkeys(("event", "place", "days"), "")
    if isinstance(event, Event):
        facts |= {"event": event.title or event.name, "place": event.place or "", "days": event.days()}
    for kind in MENTIONED.values():
        facts[kind.listed_at().path[-1]] = ", ".join(one.name for one in mentioned if isinstance(one, kind))
    return facts


def check_search(material: Material) -> Iterator[Finding]:
    """What readers may type is listed once, and means what there is in the edition."""
    edition = material.edition
    findable = [one for _, one in edition.addressed() if one.listed_at().searched]
    ids = {passage.id for passage in material.passages} | {str(one.ref) for one in findable}
    texts = [text for passage in material.passages for text in (passage.words, passage.label, passage.short_title)]
    texts += [text for one in findable for text in texts_in(one)]
    texts += [acronym.name for acronym in edition.document.acronyms]
    known = "".join(f" {_in_words(text)} |" for text in texts if text)
    pages = {address: file for file, address in page_addresses(material.project).items()}
    facts = facts_of(edition, material.passages)
    typed = ((at, place, words) for at, one in enumerate(edition.search) for place, words in enumerate(one.words))
    for _, (at, place, words) in repeated(typed, lambda one: _in_words(one[2])):
        message = f'"{words}" is listed already; one record has all that it means'
        yield Finding(("search", at, "words", place), message)
    for at, record in enumerate(edition.search):
        for place, meant in enumerate(record.means):
            if message := _wrong_address(meant, pages, material.project):
                yield Finding(("search", at, "means", place), message)
            elif not ADDRESS.match(meant) and meant not in ids and f" {_in_words(meant)} " not in known:
                hint = did_you_mean(meant, ids) or "; write words that it has, or the id of a passage, or kind:id"
                yield Finding(("search", at, "means", place), f'the edition nowhere has "{meant}"{hint}')
        if record.answer:
            first = record.means[0]
            if first not in ids and not ADDRESS.match(first):
                message = "an answer needs a link; begin with the id of a passage, kind:id or the address of a page"
                yield Finding(("search", at, "means", 0), message)
            if message := _wrong_facts(record.answer, facts):
                yield Finding(("search", at, "answer"), message)


def _wrong_address(meant: str, pages: Mapping[str, PurePath], project: Path) -> str:
    """What is wrong with the address of a page; nothing if it is right, or is no such address."""
    page, _, anchor = meant.partition("#")
    if not ADDRESS.match(meant):
        return ""
    if page not in pages:  # of those that others link to, that is reported where they are missing
        return "" if page in PAGES else f'no page has the address "{page}"{did_you_mean(page, pages)}'
    text = (project / "docs" / pages[page]).read_text(encoding="utf-8", errors="replace")
    known = [found for marks in ANCHORS.findall(text) for found in re.findall(r"#([\w-]+)", marks)]
    if anchor and anchor not in known:
        return f"docs/{pages[page].as_posix()} has no heading with {{: #{anchor} }}{did_you_mean(anchor, known)}"
    return ""


def _wrong_facts(answer: str, facts: Collection[str]) -> str:
    try:
        named = [name for _, name, _, _ in Formatter().parse(answer) if name is not None]
    except ValueError:
        return "a { or } has no other; write {place} and the like for facts, and no other braces"
    for name in named:
        if name not in facts:
            return f'"{{{name}}}" is not a fact{did_you_mean(name, facts) or "; it can be " + ", ".join(facts)}'
    return ""


def _in_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))

"""Every link of the built site leads somewhere, and what is mentioned leads back; tables have what the data has."""

from datetime import date
from pathlib import Path

import pytest

from edition.document.addresses import address_of, anchor_of, page_of, relative
from edition.document.index import Index
from edition.kinds.event import Event
from edition.kinds.framework import Framework
from edition.kinds.outcome import Outcome
from edition.kinds.sdg_link import SdgLink
from edition.records.records import Ref
from edition.site.build import build_site
from tests.helpers.pages import Built, Page, Site, check_links, classes_of, having_class, links_in, text_of

BADGES = {"named": "Named in the text", "close": "Close to the wording", "interpretation": "Interpretation"}


def test_links_resolve_under_a_sub_path(built: Built) -> None:
    _, site = built
    check_links(site.folder, site.root)


def test_links_resolve_at_the_root(second: Path, tmp_path: Path) -> None:
    build_site(second, tmp_path / "site", "https://example.org/")
    check_links(tmp_path / "site", tmp_path / "site")


def test_link_checker_sees_a_dead_anchor(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<p id="a"><a href="#b">dead</a></p>')
    with pytest.raises(AssertionError):
        check_links(tmp_path, tmp_path)


def test_html_parses_without_error(built: Built) -> None:
    _, site = built
    assert {name: page.errors for name, page in site.pages.items() if page.errors} == {}


def mentions_on_pages(site: Site) -> set[tuple[str, str]]:
    """Passage id and reference of every mention inside the words of a passage."""
    found = set()
    for name, page in site.pages.items():
        for passage in page.having("data-verbatim"):
            for mention in passage.iter("a"):
                assert mention.get("href") == relative(address_of(Ref.parse(mention.attrib["data-ref"])), name)
                found.add((passage.attrib["data-verbatim"], mention.attrib["data-ref"]))
    return found


def back_references_on_pages(index: Index, site: Site) -> set[tuple[str, str]]:
    """Passage id and reference of every passage listed under an entry, with the mention marked."""
    found = set()
    for ref in index.entities:
        entry = site.pages[page_of(ref)].by_id(anchor_of(ref))
        for item in (item for panel in having_class(entry, "mentioned-in") for item in panel.iter("li")):
            passage = index.passages[next(item.iter("q")).attrib["data-quote"]]
            assert links_in(item)[0] == relative(address_of(passage), page_of(ref))
            assert all(list(quote.iter("mark")) for quote in item.iter("q")), (ref, passage.id)
            found.add((passage.id, str(ref)))
    return found


def test_mentions_and_back_references_are_the_same(index: Index, site: Site) -> None:
    in_data = {(passage.id, str(ref)) for passage in index.passages.values() for ref in passage.mentions}
    assert mentions_on_pages(site) == in_data
    assert back_references_on_pages(index, site) == in_data


def test_sdg_links_stand_on_both_their_pages_and_say_how_firm_they_are(index: Index, site: Site) -> None:
    for link in index.edition.of(SdgLink):
        passage, ref = index.passages[link.passage], Ref.parse(link.to)
        word = BADGES[link.strength]
        reason = getattr(link, "quote", "") or getattr(link, "rationale", "")
        at_passage = site.pages[page_of(passage)].by_id(passage.id)
        at_goal = site.pages["sdgs/"].by_id(anchor_of(ref))
        for holder in (at_passage, at_goal):
            lines = [text_of(item) for tag in ("li", "details") for item in holder.iter(tag)]
            assert any(word.lower() in line.lower() and reason in line for line in lines), (link, lines)
        assert relative(address_of(passage), "sdgs/") in links_in(at_goal)


@pytest.mark.parametrize("rel", ["next", "prev"])
def test_steps_lead_through_the_whole_document(site: Site, index: Index, rel: str) -> None:
    """From the introduction to the closing and back, from page to page, each time to the beginning."""
    names = [page_of(part) for part in (index.parts if rel == "next" else index.parts[::-1])]
    for name, neighbour in zip(names, [*names[1:], None], strict=True):
        links = [one.get("href") for one in site.pages[name].root.iter("a") if one.get("rel") == rel]
        assert links == ([relative(neighbour, name)] if neighbour else []), name


# --- tables of passages against goals and frameworks, and the scale of years


def in_data(index: Index, *kinds: str) -> set[tuple[str, str, str]]:
    """Entity, passage and strength of every mention of these kinds, and of every link, in the data."""
    found = {
        (str(ref), one.id, "named") for one in index.passages.values() for ref in one.mentions if ref.kind in kinds
    }
    links = index.of(SdgLink) if "goal" in kinds else []
    return found | {(link.to, link.passage, link.strength) for link in links}


def in_table(index: Index, page: Page) -> set[tuple[str, str, str]]:
    """The same as the cells have it; each cell must stand under its own conclusion."""
    (table,) = having_class(page.root, "matrix")
    addresses = {relative(address_of(passage), page.name): passage for passage in index.passages.values()}
    columns = [*(statement.id for statement in index.by_kind["statement"]), None]
    heads = [header for header in table.iter("th") if header.get("scope") == "col"]
    assert len(heads) == len(columns)
    found = set()
    for row in (row for body in table.iter("tbody") for row in body):
        assert row[0].get("scope") == "row"
        entity = next(row.iter("a")).attrib["data-ref"]
        for column, cell in zip(columns, row[1:], strict=True):
            for mark in cell:
                passage = addresses[next(mark.iter("a")).attrib["href"]]
                label, strength = text_of(next(mark.iter("a"))), text_of(mark).split()[-1]
                assert label == passage.label
                assert (passage.conclusion.id if passage.conclusion else None) == column
                found.add((entity, passage.id, strength if text_of(mark).strip() != label else "named"))
    return found


def test_the_tables_have_every_mention_and_every_link(built: Built) -> None:
    index, site = built
    assert in_table(index, site.pages["sdgs/"]) == in_data(index, "goal", "target")
    assert in_table(index, site.pages["frameworks/"]) == in_data(index, "framework")


def test_the_scale_of_years_tells_what_was_before_at_and_after(built: Built) -> None:
    index, site = built
    root = site.pages["outcomes/"].root
    (timeline,) = having_class(root, "timeline")
    first, last = index.event.start, index.event.end or index.event.start
    assert first and last
    days: list[tuple[str, date]] = [(one.name, one.start) for one in index.of(Event) if one.start]
    days += [(one.name, one.date) for one in index.of(Framework)]
    for period in timeline:
        (name,) = classes_of(period)
        wanted = {
            one for one, day in days if name.endswith("before" if day < first else "after" if day > last else "at")
        }
        assert {text_of(link) for link in period.iter("a")} == wanted
        years = [text_of(year) for year in period.iter("b")]
        assert years == sorted(years)
    marks = [len(one) for one in having_class(timeline, "timeline__followed")]
    assert sum(marks) == sum(bool(outcome.date) for outcome in index.of(Outcome))

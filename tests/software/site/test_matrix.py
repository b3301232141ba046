"""The tables of passages against goals and frameworks, and the scale of years, have what the data has."""

from datetime import date

from edition.document.addresses import address_of, relative
from edition.document.index import Index
from edition.kinds.event import Event
from edition.kinds.framework import Framework
from edition.kinds.outcome import Outcome
from edition.kinds.sdg_link import SdgLink
from tests.helpers.pages import Built, Page, classes_of, having_class, text_of


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

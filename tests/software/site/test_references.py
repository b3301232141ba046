"""Every link of the built site leads somewhere, and what is mentioned leads back."""

from collections import Counter
from pathlib import Path

import pytest

from edition.document.addresses import address_of, anchor_of, page_of, relative
from edition.document.index import Index
from edition.kinds.sdg_link import SdgLink
from edition.records.records import Ref
from edition.site.build import build_site
from tests.helpers.pages import Built, Site, check_links, having_class, links_in, text_of

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


def test_html_parses_without_error_and_no_id_stands_twice(built: Built) -> None:
    _, site = built
    for page in site.pages.values():
        assert page.errors == [], page.name
        twice = [id_ for id_, count in Counter(e.get("id") for e in page.having("id")).items() if count > 1]
        assert twice == [], page.name


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

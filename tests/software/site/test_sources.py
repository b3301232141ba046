"""Where facts come from: at the fact, on the page of the sources, and in the data; official wording and its marks."""

import json

from rdflib import Graph, URIRef

from edition.document.addresses import address_of
from edition.document.index import Index
from edition.formats.linked_data import SOURCE
from edition.kinds.goal import Goal
from edition.kinds.remark import LanguageRemark
from edition.kinds.sdg_link import SdgLink
from edition.kinds.source import Source
from edition.kinds.target import Target
from edition.records.records import Ref
from tests.helpers.pages import Site, having_class, links_in, text_of

URL = "https://example.org/idm/"


def test_each_source_says_what_it_is_what_was_seen_and_what_rests_on_it(second_index: Index, second_site: Site) -> None:
    page = second_site.pages["sources/"]
    for source in second_index.of(Source):
        entry = page.by_id(source.id)
        text = " ".join(text_of(entry).split())
        for words in (source.title, source.publisher, source.symbol, source.seen, source.grade):
            assert not words or words.lower() in text.lower(), words
        assert not source.url or source.url in links_in(entry)
    assert "6 May 2031" in text_of(page.by_id("tide-ledger"))
    assert "February 2031" in text_of(page.by_id("kelp-almanac"))
    resting = {id_: links_in(having_class(page.by_id(id_), "source__rests")[0]) for id_ in ("tide-ledger", "hearsay")}
    assert resting["hearsay"] == [
        "../organizations/#port-office",
        "../frameworks/#rope-code",
        "../events/#sinking-piers",
        "../sessions/salt-water/#k6-a",
        "../outcomes/#after-ground",
        "../outcomes/#after-nets",
    ]
    assert {"../about/", "../workshop/#preface-1", "../sdgs/#target-14.4"} <= {*resting["tide-ledger"]}
    assert {"../parallels/#as-low-water", "../outcomes/#after-congress"} <= {*resting["tide-ledger"]}
    assert "../sdgs/" in links_in(having_class(page.by_id("kelp-almanac"), "source__rests")[0])


def test_sources_are_at_the_fact(second_site: Site) -> None:
    pages = second_site.pages
    found = having_class(pages["events/"].by_id("harbour-forum"), "source-link")
    assert [link.get("href") for link in found] == ["../sources/#tide-ledger", "../sources/#kelp-almanac"]
    assert [link.get("title") for link in found] == ["Ledger of the <Tides> & Quays", "Kelp Almanac"]
    assert having_class(pages["events/"].by_id("quayside-gatherings"), "source-link") == []
    note = having_class(pages["workshop/"].by_id("preface-1"), "sidenote")[0]
    assert links_in(note) == ["../sources/#tide-ledger"]
    assert "../sources/#kelp-almanac" in links_in(pages["about/"].root)


def test_goals_have_their_wording_with_shared_words_marked_and_direct_targets_say_so(
    second_index: Index, second_site: Site
) -> None:
    page = second_site.pages["sdgs/"]
    for ref in (Ref("goal", "9"), Ref("target", "14.1")):
        entry = page.by_id(f"{ref.kind}-{ref.id}")
        assert text_of(next(entry.iter("q"))) == getattr(second_index.entities[ref], "wording", "")
    assert links_in(page.by_id("page-content")).count("../sources/#kelp-almanac") >= 1
    direct = text_of(page.by_id("target-14.4"))
    assert "No passage is linked to this target. According to the Kelp & Co. list" in direct
    assert "No passage" not in text_of(page.by_id("target-14.1"))
    target = page.by_id("target-11.5")
    assert "<Floods> & disasters" in text_of(target) and "Close to the wording" in text_of(target)
    assert [text_of(mark) for mark in target.iter("mark")] == ["below the mark of", "flood"]


def test_goals_to_which_nothing_relates_are_one_line(index: Index, site: Site) -> None:
    page = site.pages["sdgs/"]
    folded = having_class(page.root, "goals-others")
    shown = {term.get("id") for one in folded for term in having_class(one, "goal__term")}
    direct = {target.goal for target in index.edition.of(Target) if target.direct}
    for goal in index.edition.of(Goal):
        ref = Ref("goal", goal.id)
        related = index.on(SdgLink, ref) or ref in index.mentioned_in or goal.id in direct
        assert (f"goal-{goal.id}" in shown) == (not related)


def test_the_language_of_the_document_is_a_list(second_index: Index, second_site: Site) -> None:
    items = [text_of(item) for item in having_class(second_site.pages["about/"].root, "language")[0]]
    for item, remark in zip(items, second_index.edition.of(LanguageRemark), strict=True):
        assert remark.quote in item and remark.remark in item


def test_sources_are_in_the_json_and_in_the_turtle(second_index: Index, second_site: Site) -> None:
    summary = json.loads((second_site.folder / "data" / "summary.json").read_text(encoding="utf-8"))
    assert [source["id"] for source in summary["sources"]] == [source.id for source in second_index.of(Source)]
    assert summary["entries"]["event:harbour-forum"]["facts"]["sources"] == ["tide-ledger", "kelp-almanac"]
    links = {link["to"]: link for passage in summary["passages"] for link in passage["links"]}
    assert (links["goal:14"]["strength"], links["target:14.1"]["shared"]) == ("named", ["nets left at sea"])
    graph = Graph().parse(second_site.folder / "data" / "edition.ttl")
    used = {str(node) for node in graph.objects(predicate=URIRef(SOURCE))}
    wanted = {URL + address_of(ref) for _, _, ref in second_index.edition.references if ref.kind == "source"}
    assert used == wanted
    for source in second_index.of(Source):
        node = URIRef(URL + address_of(source.ref))
        assert graph.value(node, URIRef("http://schema.org/name")) is not None

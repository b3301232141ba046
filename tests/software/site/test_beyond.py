"""What is beyond the text, and where facts come from: at the passage or the fact, on pages of its own, in the data."""

import re

from rdflib import Graph, Namespace, URIRef

from edition.document.addresses import address_of, page_of, relative
from edition.document.index import Index
from edition.formats.linked_data import SOURCE
from edition.formats.search_index import search_records
from edition.kinds.attribution import Attribution, voices_of
from edition.kinds.framework import Framework
from edition.kinds.goal import Goal
from edition.kinds.outcome import Outcome
from edition.kinds.parallel import Parallel
from edition.kinds.plain_sentence import PlainSentence
from edition.kinds.remark import LanguageRemark
from edition.kinds.sdg_link import SdgLink
from edition.kinds.source import Source
from edition.kinds.target import Target
from edition.pages.beyond import ATTRIBUTION_KINDS
from edition.records.records import Ref
from tests.helpers.needs import needs
from tests.helpers.pages import Built, Site, having_class, links_in, text_of

URL = "https://example.org/idm/"
SCHEMA = Namespace("http://schema.org/")
SAID = {
    "participants": "participants",
    "discussants": "discussants",
    "many": "many speakers",
    "some": "some speakers",
    "a-number": "a number of people or bodies",
}
CONNECTIONS = {"announced": "Announced in the document", "same-words": "Same words", "same-subject": "Same subject"}
ORDINALS = ["", "First", "Second", "Third", "Fourth", "Fifth"]


def called(index: Index, attribution: Attribution) -> str:
    names = [getattr(index.entities[Ref.parse(ref)], "name", "") for ref in attribution.who]
    return ", ".join(names) if names else SAID[attribution.kind]


def test_who_says_so_is_under_each_passage_and_nothing_under_headings(built: Built) -> None:
    index, site = built
    for passage in index.passages.values():
        shown = site.pages[page_of(passage)].by_id(passage.id)
        line = " ".join(" ".join(map(text_of, having_class(shown, "beyond"))).split())  # said quietly under it
        voices = voices_of(index, passage)
        assert [text_of(part) for part in having_class(shown, "attributed")] == [
            passage.words[v.start : v.end] for v in voices if v.said
        ]
        for voice in voices:
            said = ", ".join(dict.fromkeys(called(index, one) for one in voice.said))
            which = f"{ORDINALS[voice.first]} sentence" if voice.first == voice.last else "Sentences "
            assert not said or f"{'Who says so' if len(voices) == 1 else which}: {said}" in line, passage.id
        assert ("Same words elsewhere" in line) == bool(index.on(Parallel, passage)), passage.id


def test_the_table_has_every_attribution_with_its_words_marked(built: Built) -> None:
    index, site = built
    page = site.pages["attributions/"]
    rows = [row for table in having_class(page.root, "said__table") for row in table.iter("tr")][1:]
    in_order = index.of(Attribution)
    wanted = sorted(in_order, key=lambda one: ATTRIBUTION_KINDS.index(one.kind))
    for row, one in zip(rows, wanted, strict=True):
        who, passage, said = row
        assert text_of(who).strip().lower() == called(index, one).lower()
        assert links_in(passage) == [relative(address_of(index.passages[one.passage]), page.name)]
        assert [text_of(mark) for mark in said.iter("mark")] == [one.quote]
        assert text_of(said).strip() == one.reach(index.passages[one.passage].words).text
    whole = having_class(page.root, "said__whole")[0]
    own = [relative(address_of(one), page.name) for one in index.by_kind["statement"] if not index.on(Attribution, one)]
    assert links_in(whole)[: len(own)] == own


def test_parallels_have_both_texts_with_the_same_words_marked(built: Built) -> None:
    index, site = built
    page = site.pages["parallels/"]
    for one in index.edition.of(Parallel):
        here, there = having_class(page.by_id(one.id), "wording")
        assert (text_of(here).strip(), text_of(there).strip()) == (one.quote, one.wording)
        marks = (" ".join(text_of(mark) for mark in text.iter("mark")).lower() for text in (here, there))
        words, others = (sorted(re.findall(r"\w+", text)) for text in marks)
        assert words == others != []
        entry = page.by_id(one.id)
        assert f"../sources/#{one.source}" in links_in(entry) and one.note in text_of(entry)


def test_what_followed_is_on_its_page_once_with_date_connection_and_sources(built: Built) -> None:
    index, site = built
    page = site.pages["outcomes/"]
    entries = having_class(page.root, "outcome")
    assert sorted(entry.get("id", "") for entry in entries) == sorted(one.id for one in index.edition.of(Outcome))
    for one in index.edition.of(Outcome):
        entry = page.by_id(one.id)
        text = text_of(entry)
        assert all(words in text for words in (one.title, one.when, one.gist, CONNECTIONS[one.connection], *one.shared))
        addresses = [address_of(index.passages[id_]) for id_ in one.passages]
        addresses += [address_of(Ref("source", id_)) for id_ in one.sources]
        addresses += [address_of(Ref.parse(one.entry))] if one.entry else []
        assert {relative(address, page.name) for address in addresses} <= {*links_in(entry)}


def test_what_followed_is_folded_under_each_conclusion_by_date(built: Built) -> None:
    index, site = built
    for stop in index.stops:
        passages = [stop, *index.below[stop.id]] if stop.conclusion else index.by_kind[stop.kind]
        wanted = [f"../outcomes/#{one.id}" for one in index.on(Outcome, *passages)]
        holders = having_class(site.pages[page_of(stop)].root, "conclusion" if stop.conclusion else "document-part")
        (holder,) = (one for one in holders if stop.id in {element.get("id") for element in one.iter()})
        folds = having_class(holder, "outcomes")
        assert all(fold.tag == "details" and "open" not in fold.attrib for fold in folds)
        links = [link for fold in folds for link in links_in(fold)]
        assert [f"../outcomes/{link.partition('/outcomes/')[2]}" for link in links] == wanted


def test_frameworks_say_what_they_say_on_the_subject(built: Built) -> None:
    index, site = built
    page = site.pages["frameworks/"]
    for framework in index.edition.of(Framework):
        lists = having_class(page.by_id(framework.id), "provisions")
        assert bool(lists) == bool(framework.provisions)
        for items in lists:
            assert f"On {index.edition.document.subject}" in text_of(items)
            for item, one in zip(items.iter("li"), framework.provisions, strict=True):
                assert [text_of(words) for words in item.iter("q")] == ([one.wording] if one.wording else [])
                assert (one.description or "") in text_of(item)
                assert (one.place or "").lower() in text_of(item).lower()
                assert [f"../sources/#{id_}" for id_ in one.sources] == links_in(item)


def test_the_plain_summary_leads_to_its_passages(built: Built) -> None:
    index, site = built
    needs(index, "plain-sentence")
    (summary,) = having_class(site.pages[""].root, "plain-summary")
    text = " ".join(text_of(summary).split())
    numbers = having_class(summary, "plain-summary__passages")
    for one, links in zip(index.edition.of(PlainSentence), numbers, strict=True):
        assert one.sentence in text
        assert links_in(links) == [relative(address_of(index.passages[id_]), "") for id_ in one.passages]


def test_all_of_it_is_in_the_linked_data(built: Built) -> None:
    index, site = built
    graph = Graph().parse(site.folder / "data" / "edition.ttl")
    texts = {str(text) for text in graph.objects(predicate=SCHEMA.text)}
    for outcome in index.edition.of(Outcome):
        node = URIRef(URL + address_of(Ref("outcome", outcome.id)))
        assert str(graph.value(node, SCHEMA.text)) == outcome.gist
        about = {str(to) for to in graph.objects(node, SCHEMA.about)}
        assert about == {URL + address_of(index.passages[id_]) for id_ in outcome.passages}
    for parallel in index.edition.of(Parallel):
        node = URIRef(URL + address_of(Ref("parallel", parallel.id)))
        assert [str(text) for text in graph.objects(node, SCHEMA.mentions / SCHEMA.text)] == [parallel.wording]
    assert {one.quote for one in index.edition.of(Attribution)} <= texts
    assert {one.sentence for one in index.edition.of(PlainSentence)} <= texts
    wordings = {one.wording for framework in index.edition.of(Framework) for one in framework.provisions if one.wording}
    assert wordings <= texts


def test_outcomes_and_parallels_can_be_found(built: Built) -> None:
    index, _ = built
    found = dict(search_records(index))
    for outcome in index.edition.of(Outcome):
        record = found[address_of(Ref("outcome", outcome.id))]
        assert (record.title, record.text, record.passage) == (outcome.title, outcome.gist, "")
    for parallel in index.edition.of(Parallel):
        assert found[address_of(Ref("parallel", parallel.id))].text == parallel.wording


# --- sources, and official wording


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


def test_sources_are_in_the_turtle(second_index: Index, second_site: Site) -> None:
    graph = Graph().parse(second_site.folder / "data" / "edition.ttl")
    used = {str(node) for node in graph.objects(predicate=URIRef(SOURCE))}
    wanted = {URL + address_of(ref) for _, _, ref in second_index.edition.references if ref.kind == "source"}
    assert used == wanted
    for source in second_index.of(Source):
        node = URIRef(URL + address_of(source.ref))
        assert graph.value(node, URIRef("http://schema.org/name")) is not None

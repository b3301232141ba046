"""What this document consists of, what it mentions and speaks to, and how it is cited."""

from itertools import pairwise

import pytest

from edition.document.index import Index
from edition.formats.citations import cited_range, formatted, record_of
from edition.formats.history import state_of
from edition.kinds.sdg_link import SdgLink, SourceLink
from edition.loading.ledger import read_ledger
from edition.records.records import Ref
from tests.edition import now
from tests.helpers.pages import Site, having_class, text_of
from tests.helpers.projects import PROJECT


def test_the_document_has_its_36_passages_and_more_than_100_addresses(index: Index) -> None:
    counts = {kind: len(passages) for kind, passages in index.by_kind.items()}
    assert counts == {"title": 1, "introduction": 5, "heading": 3, "statement": 6, "paragraph": 19, "closing": 2}
    assert [len(index.below[one.id]) for one in index.by_kind["statement"]] == [4, 2, 2, 2, 6, 3]
    assert len(read_ledger(PROJECT).addresses) > 100


def test_four_lines_of_the_source_end_in_a_hyphen() -> None:
    lines = (PROJECT / "data" / "source.txt").read_text(encoding="utf-8").splitlines()
    assert [line.split()[-1] for line in lines if line.rstrip().endswith("-")] == ["well-", "(UN-", "high-", "well-"]


def test_pages_begin_at_lines_with_a_space_at_which_no_paragraph_begins(index: Index) -> None:
    document = index.edition.document
    lines = (PROJECT / "data" / document.source).read_text(encoding="utf-8").splitlines()
    indented = [at for at, line in enumerate(lines) if line.startswith(" ") and line.strip()]
    first = {passage.in_source[:20] for passage in index.passages.values() if passage.kind in ("title", "paragraph")}
    begun = [at for at in indented if lines[at].strip()[:20] not in first]
    assert len(indented) - len(begun) == 20  # the title, and the paragraphs that probably had bullets
    starts = document.page_starts
    assert [lines[at].strip() for at in begun] == [
        next(line.strip() for line in lines if line.strip().startswith(start.quote[:40])) for start in starts
    ]
    assert [later - sooner for sooner, later in pairwise(begun)] == [49] * 2  # lines of a page


def test_every_passage_is_on_its_pages(index: Index, site: Site) -> None:
    pages = index.original_pages
    assert {page for found in pages.values() for page in found} == {1, 2, 3, 4}
    assert [id_ for id_, found in pages.items() if len(found) > 1] == ["c3-p2", "c5-p6"]
    page = site.pages["full-text/"]
    marks = having_class(page.root, "page-start")
    assert [mark.get("data-page") for mark in marks] == ["2", "3", "4"]
    assert not any(text_of(mark) for mark in marks)


def test_goal_10_is_the_only_link_from_the_source(index: Index) -> None:
    source = [link for link in index.edition.of(SdgLink) if isinstance(link, SourceLink)]
    assert [(link.passage, link.to) for link in source] == [(now(index, "c1-p2"), "goal:10")]
    assert source[0].quote in index.passages[source[0].passage].words


DIRECT = ["4.b", "5.2", "8.7", "8.8", "10.7", "10.c", "16.2", "17.18"]
"""The targets that refer directly to migration, as IOM counts them."""


def test_everything_listed_is_mentioned_or_linked_but_for_direct_references_to_migration(index: Index) -> None:
    assert {Ref("target", id_) for id_ in DIRECT} <= index.entities.keys()
    assert sum(len(passage.mentions) for passage in index.passages.values()) > 70
    for ref in index.entities:
        if ref.kind != "goal" and ref.id not in DIRECT:
            assert index.mentioned_in.get(ref) or index.on(SdgLink, ref), ref


@pytest.mark.parametrize(
    ("passage", "words", "to"),
    [
        ("intro-1", "This workshop", "event:idm-workshop-new-york"),
        ("intro-2", "The workshop", "event:idm-workshop-new-york"),
        ("c1-p3", "the workshop", "event:idm-workshop-new-york"),
        ("c5-p2", "this workshop", "event:idm-workshop-new-york"),
        ("c3-p1", "the agenda", "framework:agenda-2030"),
        ("c3-p1", "the Agenda", "framework:agenda-2030"),
        ("c2-p2", "Special Adviser", "person:david-nabarro"),
        ("c6-p1", "Special Adviser", "person:karen-abuzayd"),
        ("c5-p6", "UN", "organization:united-nations"),
        ("intro-3", "the meeting", "event:idm-workshop-new-york"),
        ("closing-1", "a single report", "publication:idm-26"),
        ("closing-2", "The comprehensive report", "publication:idm-26"),
        ("closing-2", "The report", "publication:idm-26"),
    ],
)
def test_words_that_are_no_name_lead_to_what_they_mean(index: Index, passage: str, words: str, to: str) -> None:
    spans = index.passages[now(index, passage)].spans
    assert (words, Ref.parse(now(index, to))) in [(span.text, span.ref) for span in spans]


URL = "https://example.org/idm/"


def test_the_styles_as_they_look(index: Index) -> None:
    iom = "International Organization for Migration (IOM)"
    event = "Follow-up and review of migration in the Sustainable Development Goals"
    place, days = "United Nations Headquarters, New York", "29 February–1 March 2016"
    address = f"{URL}{state_of(index).folder}{now(index, 'sessions/track-and-report/#c5-p2')}"
    assert formatted(record_of(index, index.passages[now(index, "c5-p2")], URL), index.edition.document) == {
        "APA, reference list": f"{iom}. (2016). Paragraph 5.2 [Unofficial digital edition]. In Summary of conclusions "
        f"(Version {index.version}). {iom}. {event}, {place}, {days}. {address}",
        "Chicago, reference list": f"[{iom}]. [2016]. ‘Paragraph 5.2’. In Summary of Conclusions, "
        f"version {index.version}. {event}, {days}, {place}. [{iom}]. Unofficial digital edition. {address}.",
        "Chicago, footnote": f"[{iom}], ‘Paragraph 5.2’, in Summary of Conclusions, version {index.version}, {event}, "
        f"{days}, {place} ([{iom}], [2016]), Unofficial digital edition, {address}.",
        "UN, footnote": f"[{iom}], Summary of conclusions, {event}, {place}, {days} "
        f"([{iom}], [2016]), conclusion 5, para. 5.2, [p. 3]. Unofficial digital edition, version {index.version}. "
        f"Available at {address}.",
    }


def test_footnotes_have_the_pages_in_brackets(index: Index) -> None:
    record = record_of(index, index.passages["c5-p6"], URL)
    assert "para. 5.6, [pp. 3–4]. " in formatted(record, index.edition.document)["UN, footnote"]
    cited = record | cited_range(index, index.passages["c5-p1"], index.passages["c5-p2"])
    assert "paras. 5.1–5.2, [p. 3]. " in formatted(cited, index.edition.document)["UN, footnote"]

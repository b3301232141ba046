"""What is said beyond this document's text, and on what it rests: quotations that were seen, wording, sources."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import yaml

from edition.document.index import Index
from edition.kinds.attribution import Attribution, voices_of
from edition.kinds.framework import Framework
from edition.kinds.goal import Goal
from edition.kinds.kind import NamedEntity
from edition.kinds.outcome import Outcome
from edition.kinds.parallel import Parallel
from edition.kinds.plain_sentence import PlainSentence
from edition.kinds.target import Target
from edition.pages.beyond import ATTRIBUTION_KINDS
from edition.records.records import Ref
from edition.records.shared_words import OMISSION, QUOTED
from tests.edition import now
from tests.helpers.pages import Site, having_class, text_of
from tests.helpers.projects import PROJECT

WORDS = {
    "participants": r"\b[Pp]articipants\b",
    "discussants": r"\bDiscussants\b|^they\b",
    "many": r"\b[Mm]any speakers\b",
    "some": r"\bSome speakers\b",
    "a-number": r"\b[Aa] number of (speakers|partners|panelists)\b",
}
"""The word of each kind of attribution."""
ANNOUNCED = {
    *("event:idm-workshop-geneva", "event:gfmd", "event:world-humanitarian-summit", "event:summit-refugees-migrants"),
    "publication:idm-26",
}


def levelled(text: str) -> str:
    return " ".join(text.translate(str.maketrans("’‘–“”", "''-\"\"")).split()).lower()


def quotations(index: Index) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Whatever is quoted from another text, what it is for, and its sources."""
    for outcome in index.edition.of(Outcome):
        yield from ((outcome.id, outcome.sources, words) for words in QUOTED.findall(outcome.gist))
    for parallel in index.edition.of(Parallel):
        yield parallel.id, (parallel.source,), parallel.wording
    for framework in index.edition.of(Framework):
        for one in framework.provisions:
            texts = [*([one.wording] if one.wording else []), *QUOTED.findall(one.description or "")]
            yield from ((framework.id, one.sources, words) for words in texts)


def test_every_quotation_was_seen_in_one_of_its_sources_or_is_in_the_document(index: Index) -> None:
    seen = yaml.safe_load((PROJECT / "tests" / "edition" / "quoted_words.yml").read_text(encoding="utf-8"))
    excerpts = {id_: levelled("\n".join(texts)) for id_, texts in seen.items()}
    document = levelled("\n".join(passage.words for passage in index.passages.values()))
    found = list(quotations(index))
    assert len(found) > 50
    assert excerpts.keys() <= {id_ for _, sources, _ in found for id_ in sources}, "no excerpt is left over"
    for name, sources, words in found:
        titles = (levelled(index.entries[Ref("source", id_)].title_in(index)) for id_ in sources)
        known = [document, *titles, *(excerpts.get(id_, "") for id_ in sources)]
        for part in OMISSION.split(words):
            assert any(levelled(part).strip(" ,.;:") in text for text in known), (name, part)


def test_each_kind_of_attribution_is_the_words_own(index: Index) -> None:
    found = index.edition.of(Attribution)
    assert {one.kind for one in found} == set(ATTRIBUTION_KINDS)
    for one in found:
        assert one.kind == "named" or re.search(WORDS[one.kind], one.quote), one.quote
    named = [passage.id for passage in index.passages.values() if re.search("|".join(WORDS.values()), passage.words)]
    told = {one.passage for one in found} | {now(index, "intro-2")}  # that one counts the participants
    assert [id_ for id_ in named if id_ not in told] == []


def test_every_conclusion_has_outcomes_and_what_is_announced_is_told(index: Index) -> None:
    for statement in index.by_kind["statement"]:
        assert index.on(Outcome, statement, *index.below[statement.id]), statement.id
    announced = {one.entry for one in index.edition.of(Outcome) if one.connection == "announced"}
    assert announced == {now(index, ref) for ref in ANNOUNCED}


def test_no_causation_is_claimed(index: Index) -> None:
    causes = re.compile(r"\b(thanks to|due to|because of|led by this|as a result of the workshop|inspired)\b")
    texts = [one.gist for one in index.edition.of(Outcome)] + [one.note for one in index.edition.of(Parallel)]
    assert [text for text in texts if causes.search(text)] == []


def test_the_plain_summary_is_short_and_in_the_documents_order(index: Index) -> None:
    sentences = index.edition.of(PlainSentence)
    assert 120 <= sum(len(one.sentence.split()) for one in sentences) <= 170
    for one in sentences:
        assert list(one.passages) == sorted(one.passages, key=lambda id_: index.order[id_])
    covered = {id_ for one in sentences for id_ in one.passages}
    assert covered >= {statement.id for statement in index.by_kind["statement"]}


VOICES = {
    "intro-3": ["denis-coderre", "jan-eliasson", "abderrahmane-sylla"],
    "c1-p1": ["participants", ""],
    "c1-p3": ["many"],
    "c1-p4": ["discussants"],
    "c2-p2": ["many", "david-nabarro"],
    "c4-p1": ["many", "", "some"],
    "c4-p2": ["participants", ""],
    "c5-p1": ["a-number", ""],
    "c5-p2": [""],
    "c5-p3": ["global-pulse", ""],
    "c5-p4": ["gallup eiu", ""],
    "c5-p5": ["a-number ilo unodc world-bank"],
    "c6": ["participants"],
    "c6-p1": ["a-number karen-abuzayd"],
    "c6-p2": ["discussants", ""],
    "c6-p3": ["denis-coderre", ""],
}
"""As an expert read the passages: who says each run of sentences. In all others the document itself speaks."""


def test_each_sentence_has_the_one_voice_that_an_expert_heard(index: Index) -> None:
    expected = {now(index, id_): voices for id_, voices in VOICES.items()}
    for passage in index.passages.values():
        heard, words = [], list[str]()
        for voice in voices_of(index, passage):
            words += passage.words[voice.start : voice.end].split()
            who = [ref.partition(":")[2] for said in voice.said for ref in said.who]
            kinds = [said.kind for said in voice.said if said.kind != "named"]
            heard.append(" ".join(dict.fromkeys([*kinds, *who])))
        assert heard == expected.get(passage.id, [""]), passage.label
        assert words == passage.words.split(), passage.label


def test_who_says_so_opens_with_what_the_whole_shows(index: Index, site: Site) -> None:
    whole = text_of(having_class(site.pages["attributions/"].root, "said__whole")[0])
    assert "Five of the six conclusions" in whole
    assert index.passages[now(index, "c5-p2")].words.partition(" Tremendous")[0] in whole
    assert all(sentence in whole for sentence in index.passages[now(index, "c5-p6")].words.split(" With ", 1))
    assert index.passages[now(index, "c6-p3")].words[:40] not in whole


HOSTS = {
    *("undocs.org", "un.org", "iom.int", "unfccc.int", "ilo.org", "unodc.org", "worldbank.org", "unglobalpulse.org"),
    *("iisd.org", "gfmd.org", "migrationpolicy.org", "migrationdataportal.org", "reliefweb.int"),
    *("unocha.org", "fao.org", "unhcr.org", "weforum.org", "data.gov"),
}
"""Official or established publishers, with their subdomains; no mirror and no transcript is linked."""
INTERNAL = {"organization:government-of-mali", "organization:iom-icp", "person:jill-helke"}
"""Entries that say only what the document says."""
NUMBERED = re.compile(r"\b[Ss]ession[ \u00a0]*[0-9]")


def test_goals_and_targets_are_quoted_in_the_official_wording(index: Index) -> None:
    official = yaml.safe_load((PROJECT / "tests" / "edition" / "sdg_wording.yml").read_text(encoding="utf-8"))
    assert {goal.id: goal.wording for goal in index.edition.of(Goal)} == official["goals"]
    assert {goal.id: goal.footnote for goal in index.edition.of(Goal) if goal.footnote} == official["footnotes"]
    assert {one.id: one.wording for one in index.edition.of(Target)}.items() <= official["targets"].items()


def test_every_entry_names_its_sources_or_says_only_what_the_document_says(index: Index) -> None:
    named = {str(ref): one for ref, one in index.entities.items() if isinstance(one, NamedEntity)}
    assert {ref for ref, one in named.items() if not one.sources} == {now(index, ref) for ref in INTERNAL}


def test_every_address_is_official_or_established(index: Index) -> None:
    texts = [value for _, record in index.edition.records for _, value in record if isinstance(value, str)]
    hosts = {urlsplit(url).hostname or "" for text in texts for url in re.findall(r"https?://[^\s>]+", text)}
    assert "undocs.org" in hosts
    assert sorted(host for host in hosts if ".".join(host.split(".")[-2:]) not in HOSTS) == []


def test_no_heading_has_a_number_in_any_file_of_the_site(site: Site) -> None:
    ends = ".html", ".json", ".csv", ".ttl", ".txt", ".md", ".xml", ".bib", ".ris"
    files = [file for file in site.folder.rglob("*") if file.suffix in ends]
    assert len(files) > 100
    found = {file.name: NUMBERED.search(file.read_text(encoding="utf-8")) for file in files}
    assert {name: match[0] for name, match in found.items() if match} == {}

"""On what this edition rests: official wording, quotations, sources, and addresses that are official or established."""

import re
from urllib.parse import urlsplit

import yaml

from edition.document.index import Index
from edition.kinds.goal import Goal
from edition.kinds.kind import NamedEntity
from edition.kinds.sdg_link import EditorialLink, SdgLink
from edition.kinds.target import Target
from edition.records.shared_words import has_words
from tests.helpers.pages import Site, text_of
from tests.helpers.projects import PROJECT
from tests.helpers.renaming import now

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


def test_words_that_are_said_to_be_close_are_in_the_passage_and_marked_in_the_wording(index: Index, site: Site) -> None:
    links = [link for link in index.edition.of(SdgLink) if isinstance(link, EditorialLink) and link.shared]
    assert links
    for link in links:
        target = site.pages["sdgs/"].by_id(link.to.replace(":", "-"))
        marked = [text_of(mark).lower() for mark in target.iter("mark")]
        for words in link.shared:
            assert any(words.lower() in mark for mark in marked), (link.passage, words)
            assert has_words(index.passages[link.passage].words.lower(), words.lower()), (link.passage, words)


def test_no_heading_has_a_number_in_any_file_of_the_site(site: Site) -> None:
    ends = ".html", ".json", ".csv", ".ttl", ".txt", ".md", ".xml", ".bib", ".ris"
    files = [file for file in site.folder.rglob("*") if file.suffix in ends]
    assert len(files) > 100
    found = {file.name: NUMBERED.search(file.read_text(encoding="utf-8")) for file in files}
    assert {name: match[0] for name, match in found.items() if match} == {}

"""What the document consists of, and the pages of the original: inferred from the text, and said in the edition."""

from itertools import pairwise

from edition.document.index import Index
from edition.loading.ledger import read_ledger
from tests.helpers.pages import Site, having_class, text_of
from tests.helpers.projects import PROJECT

LINES_OF_A_PAGE = 49


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
    assert [later - sooner for sooner, later in pairwise(begun)] == [LINES_OF_A_PAGE] * 2


def test_every_passage_is_on_its_pages(index: Index, site: Site) -> None:
    pages = index.original_pages
    assert {page for found in pages.values() for page in found} == {1, 2, 3, 4}
    assert [id_ for id_, found in pages.items() if len(found) > 1] == ["c3-p2", "c5-p6"]
    page = site.pages["full-text/"]
    marks = having_class(page.root, "page-start")
    assert [mark.get("data-page") for mark in marks] == ["2", "3", "4"]
    assert not any(text_of(mark) for mark in marks)

"""What this document consists of."""

from edition.document.index import Index
from tests.helpers.projects import PROJECT


def test_four_lines_of_the_source_end_in_a_hyphen() -> None:
    lines = (PROJECT / "data" / "source.txt").read_text(encoding="utf-8").splitlines()
    assert [line.split()[-1] for line in lines if line.rstrip().endswith("-")] == ["well-", "(UN-", "high-", "well-"]


def test_document_has_its_36_passages(index: Index) -> None:
    counts = {kind: len(passages) for kind, passages in index.by_kind.items()}
    assert counts == {"title": 1, "introduction": 5, "heading": 3, "statement": 6, "paragraph": 19, "closing": 2}
    assert [len(index.paragraphs[one.id]) for one in index.by_kind["statement"]] == [4, 2, 2, 2, 6, 3]

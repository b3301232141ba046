"""The pages of the original, inferred from the text: where they begin, and where the edition says so."""

from itertools import pairwise

from edition.document.index import Index
from edition.formats.citations import cited_range, record_of
from tests.helpers.citing import texts_of
from tests.helpers.pages import Site, having_class, text_of
from tests.helpers.projects import PROJECT

LINES_OF_A_PAGE = 49


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


def test_footnotes_have_the_pages_in_brackets(index: Index) -> None:
    passage = index.passages["c5-p6"]
    record = record_of(index, passage, "https://example.org/idm/")
    assert "para. 5.6, [pp. 3–4]. " in texts_of(record, index.edition.document)["UN, footnote"]
    cited = record | cited_range(index, index.passages["c5-p1"], index.passages["c5-p2"])
    assert "paras. 5.1–5.2, [p. 3]. " in texts_of(cited, index.edition.document)["UN, footnote"]

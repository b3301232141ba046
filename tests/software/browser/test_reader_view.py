"""Reader View, which Firefox and other readers make with Mozilla's Readability, leaves out no word of the document."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from edition.document.addresses import FULL_TEXT, page_of
from edition.document.index import Index
from tests.helpers.books import running
from tests.helpers.pages import Page, Site, text_of
from tests.helpers.projects import PROJECT

READER = PROJECT / "tests" / "reader_view"
COUNTED = 25
"""Characters that a paragraph must have for Readability."""

pytestmark = pytest.mark.skipif(
    not shutil.which("node") or not (READER / "node_modules").is_dir(),
    reason="Reader View was not tried: that needs Node and npm; install them and run `make test` again",
)


def seen_in(pages: list[Path]) -> list[tuple[str, str]]:
    """The title and the text that Reader View shows of each page."""
    command: list[str | Path] = ["node", READER / "read.mjs", *pages]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return [(running(one["title"]), running(one["text"])) for one in json.loads(done.stdout)]


def reading_pages(site: Site, index: Index) -> list[Page]:
    """All that can be read at length: not a first page that only lists what is where, without a summary, nor a page
    whose passages are all so short that Readability counts none of them.
    """
    long = {page_of(one) for one in index.passages.values() if one.kind != "title" and len(one.words) >= COUNTED}
    names = [*([""] if index.has("plain-sentence") else []), *map(page_of, index.parts), FULL_TEXT]
    return [site.pages[name] for name in dict.fromkeys(names) if name in ("", FULL_TEXT) or name in long]


def lost_in(pages: list[Page]) -> list[tuple[str, str]]:
    """The pages and their passages whose words are not all there; those of a title may be in the view's own."""
    lost = []
    for page, (title, text) in zip(pages, seen_in([page.file for page in pages]), strict=True):
        words = {one.get("data-verbatim"): running(text_of(one)) for one in page.having("data-verbatim")}
        assert words, page.name
        lost += [(page.name, str(id_)) for id_, said in words.items() if said not in text and said not in title]
    return lost


def test_reader_view_has_every_word(site: Site, index: Index, second_site: Site, second_index: Index) -> None:
    assert lost_in([*reading_pages(site, index), *reading_pages(second_site, second_index)]) == []


def test_reader_view_takes_no_passage_by_its_id_for_something_beside_the_text(
    second_site: Site, second_index: Index, tmp_path: Path
) -> None:
    first, *_ = second_index.by_kind["heading"]
    html, pages = second_site.pages[page_of(first)].file.read_text(encoding="utf-8"), []
    for passage in (first, second_index.by_kind["statement"][0], second_index.by_kind["paragraph"][0]):
        assert f'id="{passage.id}"' in html
        for id_ in ("author", "banner-1", "comment-2", "extra", "footer", "header-1", "menu", "related-3", "sidebar"):
            pages.append(Page(f"{passage.kind} {id_}", tmp_path / f"{passage.kind}-{id_}.html"))
            pages[-1].file.write_text(html.replace(f'id="{passage.id}"', f'id="{id_}"'), encoding="utf-8")
    assert lost_in(pages) == []

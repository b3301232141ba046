"""Where this document is named: in files that a new edition writes anew, and in no other test."""

import re
from pathlib import PurePath

from edition.document.index import Index
from edition.kinds.kind import NamedEntity
from tests.helpers.projects import PROJECT, git

WORDS = re.compile(r"\bIOM\b|\bidm\b|[Mm]igra(tion|nt)|2016 workshop|March 2016")
DATA = "data/schema/", "docs/assets/", "edition/", "tests/", "tools/"
"""What is no document's own, but may be an example, a measure, or part of an address in a test."""
WRITTEN_ANEW = "README.md", "mkdocs.yml", "CITATION.cff", "data/*", "docs/*.md"
"""By `python -m edition new`, or, if it is prose, by an editor."""


def test_only_what_a_new_edition_writes_anew_names_this_document() -> None:
    tracked = git(PROJECT, "-c", "core.quotePath=false", "ls-files").splitlines()
    texts = {name: (PROJECT / name).read_bytes().decode(errors="ignore") for name in tracked}
    ours = {name for name, text in texts.items() if WORDS.search(text) and not name.startswith(DATA)}
    assert {"CITATION.cff", "README.md", "mkdocs.yml"} <= ours
    assert sorted(name for name in ours if not any(PurePath(name).match(pattern) for pattern in WRITTEN_ANEW)) == []


def names_in(index: Index) -> set[str]:
    ids = {*index.passages, *(ref.id for ref in index.entities)}
    named = [name for one in index.entities.values() if isinstance(one, NamedEntity) for name in one.in_words()]
    return {*(session.slug for session in index.edition.sessions), *(id_ for id_ in ids if "-" in id_), *named}


def test_no_other_test_knows_this_document(index: Index, second_index: Index) -> None:
    """The words and ids by which one would know it: addresses, and names of two words or more."""
    known = {name for name in names_in(index) - names_in(second_index) if len(name) > 4}
    files = {*(PROJECT / "tests").rglob("*.py")} - {*(PROJECT / "tests" / "edition").rglob("*.py")}
    found = set()
    for file in files:
        text = file.read_text(encoding="utf-8")
        in_text = {name for name in known if name in text}  # quicker than any pattern
        found |= {(file.name, name) for name in in_text if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)}
    assert found == set()

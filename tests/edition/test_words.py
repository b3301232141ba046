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


def test_no_other_test_knows_this_document(index: Index, second_index: Index) -> None:
    """The words and ids by which one would know it: addresses, and names of two words or more."""
    known, others = (
        {
            *(session.slug for session in one.edition.sessions),
            *(id_ for id_ in one.passages if "-" in id_),
            *(ref.id for ref in one.entities if "-" in ref.id),
            *(
                name
                for entity in one.entities.values()
                if isinstance(entity, NamedEntity)
                for name in entity.in_words()
            ),
        }
        for one in (index, second_index)
    )
    told = re.compile("|".join(rf"(?<![\w-]){re.escape(name)}(?![\w-])" for name in known - others if len(name) > 4))
    lines = (
        f"{file.relative_to(PROJECT)}:{number}: {found[0]}"
        for file in sorted((PROJECT / "tests").rglob("*.py"))
        if PROJECT / "tests" / "edition" not in file.parents
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if (found := told.search(line))
    )
    assert "\n".join(lines) == ""

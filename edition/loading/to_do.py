"""What an editor has left to do, and says so where it is: `TO DO: what`, as a value, in a comment or in a page."""

import re
from collections.abc import Iterator
from pathlib import Path

from edition.loading.problems import Problem
from edition.loading.yaml_file import problem_after, read_text

MARK = "TO DO: "
TO_DO = re.compile(r"""^(?:.*(?:#|:|-)[ ]+|[ ]*)["']?(?=TO[ ]DO:[ ](?P<what>.+?)["']?$)""", re.MULTILINE)
WHERE = "*.md", "mkdocs.yml", "CITATION.cff", "data/*.yml", "docs/**/*.md"


def to_dos(project: Path) -> Iterator[Problem]:
    """All that is left to do in a project, each at its place.

    Raises:
        DataError: a file cannot be read.
    """
    for file in sorted({file for pattern in WHERE for file in project.glob(pattern)}):
        name = file.relative_to(project).as_posix()
        text = read_text(file, name)
        for found in TO_DO.finditer(text) if MARK in text else ():
            yield problem_after(name, text[: found.end()], f"to do: {found['what']}")

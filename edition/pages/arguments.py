"""The possible values of the arguments of components, so that wrong ones are found before anything is built."""

from collections.abc import Callable, Collection
from typing import Annotated, NamedTuple

from edition.document.index import Index
from edition.kinds import NAMED


class OneOf(NamedTuple):
    """Marks an argument that is one of several values; `what` it is, as reports call it."""

    what: str
    values: Callable[[Index], Collection[str]]


class WordsOf(NamedTuple):
    """Marks an argument whose words a passage has: the one that the argument of this name gives."""

    passage: str


_passage = OneOf("passage", lambda index: index.passages)
_conclusion = OneOf("conclusion", lambda index: [statement.id for statement in index.by_kind["statement"]])
PASSAGE_MARKS = _passage, _conclusion
"""Marks of arguments that are ids of passages."""

PassageId = Annotated[str, _passage]
ConclusionId = Annotated[str, _conclusion]
EntryRef = Annotated[str, OneOf("entry", lambda index: [str(ref) for ref in index.entities])]
Kind = Annotated[str, OneOf("kind", lambda _: NAMED)]
MatrixKind = Annotated[str, OneOf("kind", lambda _: ("goal", "framework"))]
PartName = Annotated[str, OneOf("part", lambda _: ("introduction", "closing"))]
Role = Annotated[str | None, OneOf("role", lambda _: ("speakers", "others"))]
"""Of people: those that have a capacity, and those that have none."""

QuotedWords = Annotated[str, WordsOf("passage")]

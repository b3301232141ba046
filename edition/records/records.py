"""What all records have in common: the base class, references, a walk through them, and what is found where."""

import ast
import sys
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from inspect import cleandoc, getsource
from itertools import pairwise
from typing import Any, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)

DataPath = tuple[str | int, ...]
"""Where a value is in the data: `("frameworks", 3, "date")`; the first part is the file's stem."""


class Ref(NamedTuple):
    """The target of a mention or link, written `kind:id` in the data (`framework:sendai-framework`)."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Ref":
        """Split `kind:id`; a text without a colon gives an empty kind."""
        kind, _, id_ = text.rpartition(":")
        return cls(kind, id_)


class Finding(NamedTuple):
    """What is wrong, where in the data, and how many characters into that text.

    Where words should be a link, `words` has them, and `link` what it should lead to.
    """

    path: DataPath
    message: str
    offset: int | None = None
    words: str = ""
    link: Ref | None = None

    def under(self, path: DataPath) -> "Finding":
        """The same, for a record that is at `path` in the data."""
        return self._replace(path=(*path, *self.path))


@dataclass(frozen=True)
class RefTo:
    """Marks a field with the id of a record of this kind, or a list of ids; `kind:id` where several kinds will do."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Outside:
    """Marks a field whose fact no document states of itself: it needs a source.

    Attributes:
        how: `unless said`: it needs none where a passage has the very words; `perhaps`: these are words of ours, which
            may say such a fact, and `sources: []` says that they do not.
        unless: it needs none where the record has the field of this name.
    """

    how: Literal["", "unless said", "perhaps"] = ""
    unless: str = ""


class Record(BaseModel):
    """Base of every record: unknown keys are refused, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _free_keys(cls, given: Any) -> Any:
        """Give unknown keys, in the place of their values, the keys that are still free: an error then has these."""
        if isinstance(given, dict) and (unknown := given.keys() - cls.model_fields.keys()):
            return given | dict.fromkeys(unknown, cls.model_fields.keys() - given.keys())
        return given

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe each field by the docstring below it: pydantic itself would read them at every start."""
        made = handler(core_schema)
        fields, texts = handler.resolve_ref_schema(made).get("properties", {}), cls.docstrings()
        for name, field in cls.model_fields.items():
            if name in texts:
                fields[field.alias or name].setdefault("description", texts[name])
        return made

    @classmethod
    @cache
    def docstrings(cls) -> dict[str, str]:
        """By its name, what the docstring below each field says that has one."""
        found, ours = {}, __package__.partition(".")[0]
        for parent in (one for one in reversed(cls.__mro__) if one.__module__.startswith(ours)):
            statements = _classes_in(parent.__module__).get(parent.__name__, [])  # one that was computed has none
            for field, below in pairwise(statements):
                if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr):
                    found[field.target.id] = cleandoc(below.value.value)  # type: ignore[attr-defined, union-attr]
        return found


@cache
def _classes_in(module: str) -> dict[str, list[ast.stmt]]:
    """What is written in each class of a module."""
    written = ast.parse(getsource(sys.modules[module])).body
    return {one.name: one.body for one in written if isinstance(one, ast.ClassDef)}


def lists_with(field: str, value: str, listed: str, what: str) -> Any:
    """The rule of a model that with this value of a field, and only then, another one lists something."""

    def rule(record: Record) -> Record:
        if (getattr(record, field) == value) != bool(getattr(record, listed)):
            raise ValueError(f'with "{field}: {value}", "{listed}" lists {what}; otherwise leave it out')
        return record

    return model_validator(mode="after")(rule)


def references(records: Iterable[tuple[DataPath, Record]]) -> Iterator[tuple[DataPath, RefTo, Ref]]:
    """What each of these records refers to, as `walk` gives them: with its path, and the mark of its field."""
    for path, record in records:
        for name, info in type(record).model_fields.items():
            for mark in info.metadata:
                for place, id_ in _ids(getattr(record, name)) if isinstance(mark, RefTo) else ():
                    ref = Ref.parse(id_) if len(mark.kinds) > 1 else Ref(mark.kinds[0], id_)
                    yield (*path, name, *place), mark, ref


def _ids(value: str | tuple[str, ...] | None) -> Iterator[tuple[DataPath, str]]:
    if isinstance(value, tuple):
        yield from (((at,), id_) for at, id_ in enumerate(value))
    elif value is not None:
        yield (), value


def walk(value: object, path: DataPath = ()) -> Iterator[tuple[DataPath, Record]]:
    """A record, or those of a list, and all below them, each with its path in the data."""
    if isinstance(value, Record):
        yield path, value
        for name, below in value:
            if isinstance(below, Record | tuple):
                yield from walk(below, (*path, name))
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from walk(item, (*path, at))


def repeated(records: Iterable[Item], key: Callable[[Item], Hashable]) -> Iterator[tuple[int, Item]]:
    """Those of `records`, each with its place in the list, that have the `key` of an earlier one."""
    seen: set[Hashable] = set()
    for at, record in enumerate(records):
        if key(record) in seen:
            yield at, record
        seen.add(key(record))


def grouped(pairs: Iterable[tuple[Key, Item]]) -> dict[Key, list[Item]]:
    """By each key, its values in their order; by any other key, none."""
    found: dict[Key, list[Item]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found

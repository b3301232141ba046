"""What all records have in common: references, lists, the base class, and the walk through them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, WrapValidator


class Ref(NamedTuple):
    """What a mention or a link points to, written `kind:id` in the data (`framework:sendai-framework`)."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Ref":
        """Split `kind:id`; a text without a colon gives an empty kind."""
        kind, _, id_ = text.rpartition(":")
        return cls(kind, id_)


Item = TypeVar("Item")
Records = tuple[
    Annotated[Item, WrapValidator(lambda value, validate: value if value is None else validate(value))], ...
]
"""A list of records. `None`, which no file can have, stays so: `load.py` puts it in the place of an invalid
record, so that the other records can still be checked. A published edition has none."""


@dataclass(frozen=True)
class RefTo:
    """Marks a field whose value is the id of a record of this kind, or `kind:id` where several will do."""

    kinds: tuple[str, ...]


class Record(BaseModel):
    """Base of every record: unknown keys are refused, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


def walk(record: BaseModel, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], BaseModel]]:
    """This record and all below it, each with its path in the data."""
    yield path, record
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, BaseModel):
            yield from walk(value, (*path, name))
        elif isinstance(value, tuple):
            for at, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from walk(item, (*path, name, at))


def present(records: Iterable[Item]) -> Iterator[tuple[int, Item]]:
    """The records that are not empty, each with its place in the list."""
    return ((at, record) for at, record in enumerate(records) if record)

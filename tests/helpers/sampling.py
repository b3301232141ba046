"""Samples of sweeps: see the fixture `sample`."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Sample(Protocol):
    """Gives all items with `--sweeps`; without it every `every`-th, beginning with the one at `first`."""

    def __call__(self, items: Iterable[Item], every: int, first: int = 0) -> list[Item]: ...

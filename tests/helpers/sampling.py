"""Samples of sweeps: see the fixture `sample`."""

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

import pytest

Item = TypeVar("Item")


class Sample(Protocol):
    """Gives all items with `--sweeps`; without it every `every`-th, from the one at `first` on, and never none."""

    def __call__(self, items: Iterable[Item], every: int, first: int = 0) -> list[Item]: ...


def some(items: Iterable[Item], every: int) -> list[Any]:
    """The same for the parameters of a test: all, of which only every `every`-th runs without `--sweeps`."""
    return [pytest.param(one, marks=pytest.mark.sweep if at % every else ()) for at, one in enumerate(items)]

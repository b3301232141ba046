"""Samples of sweeps."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

Item = TypeVar("Item")


@dataclass(frozen=True)
class Sample:
    """Gives all items where a sweep is `whole`; else every `every`-th, from the one at `first` on, and never none."""

    whole: bool

    def __call__(self, items: Iterable[Item], every: int, first: int = 0) -> list[Item]:
        found = list(items)
        return found if self.whole else found[first % max(1, min(every, len(found))) :: every]


def some(items: Iterable[Item], every: int) -> list[Any]:
    """The same for the parameters of a test: all, of which only every `every`-th runs without `--sweeps`."""
    return [pytest.param(one, marks=pytest.mark.sweep if at % every else ()) for at, one in enumerate(items)]

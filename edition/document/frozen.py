"""A version that was frozen: what it said stays at an address of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from edition.document.addresses import VERSIONS


@dataclass(frozen=True)
class Frozen:
    """A frozen version.

    Attributes:
        version: its number.
        sha256: of its archive, as the ledger has it.
        summary: its `data/summary.json`, in the form that this had then.
    """

    version: str
    sha256: str
    summary: Mapping[str, Any]

    @property
    def folder(self) -> str:
        """Where its pages are, from the root of the site."""
        return f"{VERSIONS}{self.version}/"

    @property
    def archive(self) -> str:
        """Where its archive is published, from the root of the site."""
        return f"{VERSIONS}{self.version}.zip"

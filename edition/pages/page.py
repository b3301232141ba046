"""The page that a component is put into: it decides where links start, and what the settings allow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from edition.document import addresses
from edition.document.index import Index
from edition.document.passages import Passage
from edition.kinds.kind import Addressed
from edition.records.records import Ref


class Link(NamedTuple):
    """A link with its text. `ref` names the entry that it leads to, if it leads to one."""

    text: str
    href: str
    ref: Ref | None = None


@dataclass(frozen=True)
class Docs:
    """The titles of the pages in `docs/` by address, and by passage id the addresses of other pages that quote it."""

    titles: Mapping[str, str] = field(default_factory=dict)
    discussed_in: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """A page that is being made.

    Attributes:
        address: of the page, from the root of the site: `sessions/partnerships/`.
        site_url: the public address of the site, with a slash at its end.
        report_url, edit_url: the settings of these names; either may be empty.
        base: what leads to the root of the site from where links start: `../../`, or its whole address in a book.
        whole_markdown: whether files in Markdown are linked by their whole address, for Zensical takes them for pages.
    """

    index: Index
    address: str
    site_url: str
    report_url: str
    edit_url: str
    base: str
    docs: Docs = Docs()
    whole_markdown: bool = False

    def has_page(self, address: str) -> bool:
        """Whether there is a page at an address."""
        return address in self.docs.titles

    def title_at(self, address: str) -> str:
        """What the page at an address is called."""
        return self.docs.titles[address]

    def href(self, target: Passage | Addressed | Ref | str) -> str:
        """A link to a passage, an entry, or an address from the root of the site."""
        if isinstance(target, Addressed):
            target = target.ref
        address = target if isinstance(target, str) else addresses.address_of(target)
        if address.endswith(".md") and self.whole_markdown:
            return self.site_url + address
        return f"./{address}" if not self.base and address[:1] in ("", "#") else self.base + address

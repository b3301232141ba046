"""Components that show where something is mentioned, or link to it."""

from dataclasses import dataclass

from edition.pages.arguments import EntryRef
from edition.pages.components import component
from edition.pages.goals import Relation, relations
from edition.pages.page import Page
from edition.pages.shown import Excerpt, Link, excerpts
from edition.records.records import Ref


@dataclass(frozen=True)
class Mentions:
    """Where something is mentioned, and which passages are linked to it if it is a goal or target."""

    mentioned_in: tuple[Excerpt, ...]
    relations: tuple[Relation, ...]
    name: str


@component("mentions_of.html")
def mentions_of(page: Page, ref: EntryRef) -> Mentions:
    """Every passage that mentions an entry, with the sentences that do; of a goal or target, all that relates to it."""
    found = Ref.parse(ref)
    return Mentions(excerpts(page, found), relations(page, found), page.index.entities[found].name)


@component("link.html", shows="link")
def link(page: Page, ref: EntryRef, text: str = "") -> Link:
    """A link to an entry, inside a sentence, by its name or by a text of one's own."""
    found = Ref.parse(ref)
    return Link(text or page.index.entities[found].name, page.href(found), found)

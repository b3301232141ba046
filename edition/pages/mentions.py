"""Components that show where something is mentioned, or link to it."""

from edition.kinds.kind import Mentioned
from edition.pages.arguments import EntryRef
from edition.pages.components import component
from edition.pages.page import Link, Page
from edition.records.records import Ref


@component("mentions_of.html", shows="entry")
def mentions_of(page: Page, ref: EntryRef) -> Mentioned:
    """Every passage that mentions an entry, with the sentences that do; of a goal or target, all that relates to it."""
    return page.index.entities[Ref.parse(ref)]


@component("link.html", shows="link")
def link(page: Page, ref: EntryRef, text: str = "") -> Link:
    """A link to an entry, inside a sentence, by its name or with a text of your own."""
    found = Ref.parse(ref)
    return Link(text or page.index.entities[found].name, page.href(found), found)

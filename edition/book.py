"""The edition as a book: the document in chapters, with what the edition says of them. PDF and EPUB share it."""

import re
from functools import partial
from typing import NamedTuple

from jinja2 import Environment

from edition.index import Index
from edition.passages import Passage
from edition.render import environment
from edition.search import LANGUAGE
from edition.urls import permalink_of

WITH_HYPHEN = re.compile(r"(\S*\w-\w\S*)")


class Chapter(NamedTuple):
    """A session, or what stands before and after the sessions.

    Attributes:
        name: its file in an EPUB, without the ending.
        title: ours.
        passages: in the order of the document; a session's first one is its heading.
    """

    name: str
    title: str
    passages: list[Passage]


def chapters_of(index: Index) -> list[Chapter]:
    """All passages in their order, title first."""
    found: dict[str, Chapter] = {}
    for passage in index.passages.values():
        session = passage.session
        name, title = (
            (f"session-{session.slug}", session.short_title) if session else (passage.kind, passage.kind.title())
        )
        found.setdefault(name, Chapter(name, title, [])).passages.append(passage)
    return list(found.values())


def book_templates(index: Index, site_url: str) -> Environment:
    """The templates of the book. In them `url` gives whole addresses, as a book does not stand beside the site."""
    templates = environment()
    templates.globals |= {
        "index": index,
        "edition": index.edition,
        "release": index.edition.releases[0],
        "chapters": chapters_of(index),
        "site_url": site_url,
        "url": partial(permalink_of, site_url=site_url),
        "language": LANGUAGE,
        "with_hyphen": WITH_HYPHEN,
    }
    return templates

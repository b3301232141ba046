"""Words in another language than the edition's say which: a screen reader then speaks them as that."""

import re

from markupsafe import Markup, escape

from edition.document.index import Index
from edition.templating import render_component


def in_their_languages(html: Markup, index: Index) -> Markup:
    """The HTML of a component, in which words that the data lists as foreign are marked wherever they are text."""
    for foreign in index.edition.document.foreign:
        parts = re.split(r"(<(?:svg|option)\b.*?</(?:svg|option)>|<[^>]*>)", html, flags=re.DOTALL)
        marked, plain = render_component("foreign.html", vars(foreign)), str(escape(foreign.words))
        parts[::2] = [text.replace(plain, marked) for text in parts[::2]]
        html = Markup("".join(parts))
    return html

"""Words in another language than the edition's say which: a screen reader then speaks them as that."""

import re

from markupsafe import Markup, escape

from edition.model.index import Index
from edition.templating import render_component


def in_their_languages(html: Markup, index: Index) -> Markup:
    """The HTML of a component, in which words that the data lists as foreign are marked wherever they are text."""
    for one in index.edition.document.foreign:
        marked, plain = render_component("foreign.html", vars(one)), str(escape(one.words))
        every = re.compile(rf"<(svg|option)\b.*?</\1>|<[^>]*>|{re.escape(plain)}", re.DOTALL)
        html = Markup(
            every.sub(lambda found, plain=plain, marked=marked: marked if found[0] == plain else found[0], html)
        )
    return html

"""The one Jinja environment of the edition: data is escaped where markup is made, and a missing name is an error."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

TEMPLATES = "formats/templates", "pages/templates", "books/templates", "site/templates", "site/theme"
"""Where the rooms keep their templates."""
MARKUP = "html", "xml", "xhtml", "opf"
"""How the names of templates end that make markup. All others make plain text."""

MARKDOWN = re.compile(r"([\\`*_~#&<>\[\]])")  # what CommonMark shows as it is only after a backslash
LATEX = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_{}"}
    | {"~": "\\~{}", "^": "\\^{}", "\\": "\\textbackslash{}"}  # what Zotero and pandoc read, but for Zotero the last
)
LIGATURE = re.compile(r"(?<=[-`'!?])(?=[-`'!?])")  # here two marks would be read as one: two hyphens as a dash


def render_component(template: str, context: Mapping[str, Any]) -> Markup:
    """The HTML of a component: its template sees this context and nothing else."""
    return Markup(templates().get_template(f"components/{template}").render(context).strip())


@cache
def templates() -> Environment:
    """The environment, made once. What its templates are compiled to is kept from one build to the next."""
    made = Environment(
        loader=FileSystemLoader([Path(__file__).parent / folder for folder in TEMPLATES]),
        autoescape=select_autoescape(MARKUP, default_for_string=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=FileSystemBytecodeCache(),  # in the user's own folder for temporary files, by path and content
    )
    made.filters["host"] = lambda address: urlsplit(address).netloc
    made.filters["for_markdown"] = lambda text: MARKDOWN.sub(r"\\\1", text)
    made.filters["latex"] = lambda text: LIGATURE.sub("{}", text.translate(LATEX))
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return made

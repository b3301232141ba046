"""The builds of the edition that the bench measures, in a module that imports nothing else: that would count, too."""

import json
import time
from pathlib import Path
from typing import Any

from edition.formats.search_index import write_search
from edition.site import build, postprocess

STEPS = {
    "write_search": "search",
    "write_citations": "citations",
    "write_exports": "data files",
    "write_turtle": "linked data",
    "write_pdf": "PDF",
    "write_epub": "EPUB",
    "write_offline": "zip",
}
"""What the whole edition has besides pages, by the functions of `edition.site.postprocess`."""


def build_pages() -> None:
    """Build the pages of the edition in this folder, with the search."""
    replaced: Any = build
    replaced.postprocess_site = lambda index, _project, site, *_arguments, **_options: write_search(index, site, {})
    build.build_site(Path.cwd(), Path.cwd() / "site")


def build_whole() -> None:
    """Build what `make site` builds from the edition in this folder, and print the seconds of every step as JSON."""
    seconds: dict[str, float] = {}

    def timed(name: str, function: Any) -> Any:
        def call(*arguments: Any, **options: Any) -> None:
            began = time.perf_counter()
            function(*arguments, **options)
            seconds[STEPS[name]] = time.perf_counter() - began

        return call

    for name in STEPS:
        setattr(postprocess, name, timed(name, getattr(postprocess, name)))
    began = time.perf_counter()
    build.build_site(Path.cwd(), Path.cwd() / "site")
    rest = time.perf_counter() - began - sum(seconds.values())
    print(json.dumps({"pages and search": rest + seconds.pop("search"), **seconds}))

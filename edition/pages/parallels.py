"""The same words elsewhere: passages beside other texts, with the words that both have."""

from dataclasses import dataclass

from edition.document import addresses
from edition.kinds.parallel import Parallel
from edition.pages.components import component
from edition.pages.page import Page
from edition.pages.shown import (
    Link,
    MarkedRun,
    ShownSource,
    Tools,
    Words,
    marked_runs,
    passage_link,
    sources,
    tools,
    words,
)
from edition.records.records import Ref
from edition.records.shared_words import in_common


@dataclass(frozen=True)
class ShownParallel:
    """Words of a passage and of another text, those marked that both have. `id` and `kind` are the passage's."""

    anchor: str
    tools: Tools
    passage: Link
    id: str
    kind: str
    quote: tuple[MarkedRun, ...]
    source: ShownSource
    wording: tuple[MarkedRun, ...]
    note: Words


@component("parallels.html", shows="parallels", page=addresses.PARALLELS)
def parallels(page: Page) -> tuple[ShownParallel, ...]:
    """Every place where a passage has words of another text, both side by side, with the shared words marked."""
    found = []
    for ref, parallel in ((Ref("parallel", one.id), one) for one in page.index.edition.of(Parallel)):
        passage = page.index.passages[parallel.passage]
        here, there = in_common(parallel.quote, parallel.wording)
        source = sources(page, [parallel.source])[0]
        found.append(
            ShownParallel(
                anchor=addresses.anchor_of(ref),
                tools=tools(page, ref, f"{passage.label} and {source.to.text}"),
                passage=passage_link(page, passage),
                id=passage.id,
                kind=passage.kind,
                quote=marked_runs(page, here),
                source=source,
                wording=marked_runs(page, there),
                note=words(page, parallel.note),
            )
        )
    return tuple(found)

"""The rules for what is said beyond the text: attributions, parallels in other texts, and what followed."""

from collections.abc import Iterable, Iterator, Mapping

from edition.loading.checks import Finding, repeated
from edition.loading.source_text import OMISSION, QUOTED
from edition.model.edition import Attribution, Edition, names_of
from edition.model.entities import entities_of
from edition.model.passages import Passage
from edition.model.shared_words import has_words, in_common


def check_beyond(edition: Edition, all_passages: Iterable[Passage], excused: str) -> Iterator[Finding]:
    """Attributions name whom they are said to name; shared words are in both texts, and so are quotations in notes.

    Args:
        edition: the records.
        all_passages: the passages that they are about.
        excused: running text; what is in it may be missing where it is quoted from.
    """
    words = {one.id: one.words for one in reversed([*all_passages]) if one.broken is None}  # of one id, the first
    yield from _attributions(edition, words)
    yield from _parallels(edition, words, excused.lower())
    yield from _outcomes(edition, words, excused)


def _attributions(edition: Edition, words: Mapping[str, str]) -> Iterator[Finding]:
    for at, one in repeated(edition.attributions, lambda one: (one.passage, one.quote)):
        yield Finding(("attributions", at), f'"{one.quote}" in {one.passage} is listed already')
    known = [(ref, one) for ref, _, one in entities_of(edition) if ref.kind in ("person", "organization")]
    speakers = {str(ref): names_of(one) for ref, one in reversed(known)}  # of one id, the first
    earlier: dict[str, list[tuple[int, int, Attribution]]] = {}
    for at, one in enumerate(edition.attributions):
        for place, ref in enumerate(one.who):
            if ref in speakers and not any(has_words(one.quote, name) for name in speakers[ref]):
                message = f'the quote does not name {ref}; quote the words that do, or add the name to its "names"'
                yield Finding(("attributions", at, "who", place), message)
        start = words.get(one.passage, "").find(one.quote)
        end = start + len(one.quote)
        for begin, stop, other in earlier.get(one.passage, ()) if start >= 0 else ():
            if begin < start < stop < end or start < begin < end < stop:
                message = f'"{one.quote}" overlaps with "{other.quote}"; one contains the other, or both are apart'
                yield Finding(("attributions", at, "quote"), message)
        earlier.setdefault(one.passage, []).append((start, end, one))


def _parallels(edition: Edition, words: Mapping[str, str], excused: str) -> Iterator[Finding]:
    for at, one in enumerate(edition.parallels):
        if one.passage not in words:
            continue
        if not any(marked for _, marked in in_common(one.quote, one.wording)[0]):
            yield Finding(("parallels", at, "wording"), "quote and wording have no words in common")
        known = f"{words[one.passage]}\n{one.wording}\n{excused}".lower()
        for quoted in QUOTED.finditer(one.note):
            parts = (part.strip(" ,.;:") for part in OMISSION.split(quoted[1]))
            if strange := next((part for part in parts if part.lower() not in known), None):
                message = f'"{strange}" is neither in {one.passage} nor in the wording of the other text'
                yield Finding(("parallels", at, "note"), message, quoted.start())


def _outcomes(edition: Edition, words: Mapping[str, str], excused: str) -> Iterator[Finding]:
    for at, one in enumerate(edition.outcomes):
        if not words.keys() >= {*one.passages}:
            continue
        said = "\n".join([*(words[id_] for id_ in one.passages), excused])
        for place, shared in enumerate(one.shared):
            for text, name in ((said, " or ".join(one.passages)), (one.gist, "the gist")):
                if not has_words(text, shared):
                    message = f'"{shared}" is not in {name}; shared words are in both'
                    yield Finding(("outcomes", at, "shared", place), message)

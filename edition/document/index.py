"""The index of references: every question about who mentions what is one look-up."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from edition.document.addresses import VERSIONS, page_of
from edition.document.edition import AnyKind, Edition, Sdgs
from edition.document.passages import Passage, passages_of, sha256_of
from edition.kinds import BY_NAME, KINDS
from edition.kinds.event import Event
from edition.kinds.kind import Addressed, Kind, Mentioned
from edition.records.records import Ref, grouped


@dataclass(frozen=True)
class Frozen:
    """A version that was frozen, with the SHA-256 of its archive, and its `data/summary.json` in the form of then."""

    version: str
    sha256: str
    summary: Mapping[str, Any]

    @property
    def folder(self) -> str:
        """Where its pages are, from the root of the site."""
        return f"{VERSIONS}{self.version}/"

    @property
    def archive(self) -> str:
        """Where its archive is published, from the root of the site."""
        return f"{VERSIONS}{self.version}.zip"


class Index:
    """Built once from an edition; nothing changes after that. What one with mistakes may lack is made when asked for.

    Attributes:
        lines: for each passage id and each reference, the file and the line in which it is written.
        frozen: the versions that were frozen, the oldest first.
        withdrawn: for each version that was withdrawn, why.
        passages: every passage by its id, in the order of the document; `order` has its place there.
        sha256: the content address of the words of all passages.
        parts: the pages of the document in order: the first passages of introduction and closing, and the headings.
        stops: the steps through the document: the same, with the statements of conclusions in the place of headings.
        below: for the id of each heading, the statements under it, and for that of each statement its paragraphs.
        heading_at: by its address, the heading of the session that a page has.
        entries: every record with an address by its reference, kind by kind in the order of their files.
        entities: those of them that a passage can mention.
        addressed: everything with an address of its own: passages, and what `entries` has.
        mentioned_in: for each reference, the passages that mention it, in order.
    """

    def __init__(
        self,
        edition: Edition,
        lines: Mapping[str, tuple[str, int]],
        frozen: tuple[Frozen, ...] = (),
        withdrawn: Mapping[str, str] | None = None,
    ) -> None:
        self.edition, self.lines, self.frozen = edition, lines, frozen
        self.withdrawn: Mapping[str, str] = withdrawn or {}
        self.version = edition.releases[0].version
        self.entries: dict[Ref, Addressed] = {record.ref: record for _, record in edition.addressed()}
        self.entities = {ref: record for ref, record in self.entries.items() if isinstance(record, Mentioned)}
        passages = tuple(passages_of(edition))
        self.passages = {passage.id: passage for passage in passages}
        self.title = self.passages[edition.document.id]
        self.order = {id_: at for at, id_ in enumerate(self.passages)}
        self.sha256 = sha256_of(passages)
        self.addressed: tuple[Passage | Ref, ...] = (*passages, *self.entries)
        self.mentioned_in = grouped((ref, one) for one in passages for ref in one.mentions)
        self.by_kind = grouped((one.kind, one) for one in passages)
        self.below = grouped((one.above, one) for one in passages if one.above)
        self.heading_at = {page_of(one): one for one in self.by_kind["heading"]}
        introduction, closing = self.by_kind["introduction"][:1], self.by_kind["closing"][:1]
        self.parts = (*introduction, *self.by_kind["heading"], *closing)
        self.stops = (*introduction, *self.by_kind["statement"], *closing)

    @cached_property
    def event(self) -> Event:
        """The event that the document reports."""
        return next(event for event in self.edition.of(Event) if event.id == self.edition.document.event)

    @property
    def sdgs(self) -> Sdgs:
        """What is said of all goals and targets, where there are some."""
        assert self.edition.sdgs
        return self.edition.sdgs

    @cached_property
    def page_starts(self) -> dict[str, dict[int, int]]:
        """For each passage id, where in its words pages of the original begin, and their numbers."""
        starts = ((self.passages[start.passage], start) for start in self.edition.document.page_starts)
        begun = ((on.id, (on.before_mention(on.words.find(start.quote)), start.page)) for on, start in starts)
        return {id_: dict(pages) for id_, pages in grouped(begun).items()}

    @cached_property
    def original_pages(self) -> dict[str, tuple[int, ...]]:
        """For each passage id, the pages of the original that have it; nothing where these are not known."""
        found, page = {}, 1
        for id_ in self.passages if self.page_starts else ():
            begun = self.page_starts.get(id_, {})
            found[id_] = (*(() if 0 in begun else (page,)), *begun.values())
            page = found[id_][-1]
        return found

    @cached_property
    def known_parts(self) -> Mapping[str, bool]:
        """What `has` can be asked, with the answer."""
        document = self.edition.document
        return {
            **{name: bool(self.edition.of(kind)) for name, kind in BY_NAME.items()},
            **{kind: bool(self.by_kind.get(kind)) for kind in ("introduction", "closing")},
            "figure": bool(document.figures),
            "page_start": bool(document.page_starts),
            "mention": any(passage.mentions for passage in self.passages.values()),
            "supplied": bool(document.imprint.supplied),
            "sessions_note": bool(document.sessions_note),
        }

    def has(self, *names: str) -> bool:
        """Whether there is any of these: records of a kind, by its name, or a part that a document need not have."""
        return any(self.known_parts[name] for name in names)

    @cached_property
    def _sorted(self) -> dict[type[Kind], list[Any]]:
        return {kind: sorted(self.edition.of(kind), key=lambda record: record.sort_key(self)) for kind in KINDS}

    @cached_property
    def _back(self) -> dict[tuple[type[Kind], Ref], list[Any]]:
        """The table of back-links: the records of a kind that refer to something, in their order."""
        listed = ((kind, record) for kind, records in self._sorted.items() for record in records)
        return grouped(((kind, ref), record) for kind, record in listed for ref in dict.fromkeys(record.refers_to()))

    def of(self, kind: type[AnyKind]) -> list[AnyKind]:
        """All records of a kind, in the order of the kind."""
        return self._sorted[kind]

    def on(self, kind: type[AnyKind], *targets: Passage | Ref) -> list[AnyKind]:
        """The records of a kind that refer to any of these passages and entries, once, in the order of the kind.

        Where that makes no difference, they are in the order of what they refer to.
        """
        refs = [target if isinstance(target, Ref) else Ref("passage", target.id) for target in targets]
        if len(refs) == 1:  # nearly always, and in their order already
            return [*self._back.get((kind, refs[0]), ())]
        found = {id(record): record for ref in refs for record in self._back.get((kind, ref), ())}
        return sorted(found.values(), key=lambda record: record.sort_key(self))

"""The index of references: every question about who mentions what is one look-up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from edition.model.edition import (
    Attribution,
    Edition,
    Entity,
    Note,
    Outcome,
    Parallel,
    SdgLink,
    Session,
    Source,
    Target,
)
from edition.model.entities import KINDS, Beside, beside_of, entities_of
from edition.model.frozen import Frozen
from edition.model.locations import Location
from edition.model.passages import Passage, passages_of, sha256_of
from edition.model.records import Ref


class Index:
    """Built once from an edition that has been checked; nothing changes after that.

    Attributes:
        edition: the records.
        version: of the edition, that of its newest release.
        locations: for each passage id and each reference, where it is written.
        frozen: the versions that were frozen, the oldest first.
        withdrawn: those that were withdrawn, and why.
        passages: every passage by its id, in the order of the document.
        order: for each passage id, its place in the document.
        sha256: the content address of the words of all passages.
        by_kind: the passages of each kind.
        addressed: everything with an address of its own: passages, entities, sources, parallels, outcomes.
        stops: where one goes through the document: the first passage of the introduction, the statement of each
            conclusion, the first passage of the closing.
        statements: for each session id, the statements of its conclusions.
        paragraphs: for each conclusion id, its paragraphs.
        sessions_by_slug: the sessions by the names of their pages.
        entities: every entity, goal and target by its reference.
        beside: every source, parallel and outcome by its reference, kind by kind in the order of their files.
        sources: every source by its reference, in the order of their file.
        entities_by_kind: for each kind, references to all entities of that kind, in the order of their file.
        targets_of: for each goal id, its targets.
        events_in_time: the events by date; series and forums, which have none, come last.
        mentioned_in: for each reference, the passages that mention it, in order.
        mentions: for each passage id, what it mentions, in order of first mention.
        links_to: for each goal and target, the SDG links to it; a goal has those of its targets too.
        links_from: for each passage id, its SDG links.
        notes_on: for each passage id, the notes on its words.
        attributions_in: for each passage id, its attributions in the order of its words.
        unattributed: by their ids, the paragraphs under conclusions that have none, where others have.
        parallels_to: for each passage id, its parallels in other texts.
        outcomes_about: for each reference, the outcomes that are about that event or publication, by date.
        outcomes_of: for each passage id, the outcomes that name it, by date; those without a date come last.
    """

    def __init__(
        self,
        edition: Edition,
        locations: Mapping[str, Location],
        frozen: tuple[Frozen, ...] = (),
        withdrawn: Mapping[str, str] | None = None,
    ) -> None:
        self.edition, self.locations, self.frozen = edition, locations, frozen
        self.withdrawn: Mapping[str, str] = withdrawn or {}
        self.version = edition.releases[0].version
        self.sessions_by_slug = {session.slug: session for session in edition.sessions}
        self._index_entities()
        self._index_passages()
        self._index_links()
        self._index_beyond()
        self.addressed: tuple[Passage | Ref, ...] = (*self.passages.values(), *self.entities, *self.beside)

    def _index_entities(self) -> None:
        self.entities: dict[Ref, Entity] = {ref: entity for ref, _, entity in entities_of(self.edition)}
        self.beside: dict[Ref, Beside] = {ref: record for ref, _, record in beside_of(self.edition)}
        self.sources = {ref: one for ref, one in self.beside.items() if isinstance(one, Source)}
        self.entities_by_kind: dict[str, list[Ref]] = {kind: [] for kind in KINDS}
        for ref in self.entities:
            self.entities_by_kind[ref.kind].append(ref)
        self.targets_of: dict[str, list[Target]] = defaultdict(list)
        for target in self.edition.sdgs.targets:
            self.targets_of[target.goal].append(target)
        events = self.edition.events
        self.events_in_time = sorted(events, key=lambda event: (event.start is None, event.start or date.min))

    def _index_passages(self) -> None:
        self.passages = {passage.id: passage for passage in passages_of(self.edition)}
        self.order = {id_: at for at, id_ in enumerate(self.passages)}
        self.sha256 = sha256_of(self.passages.values())
        self.mentions: dict[str, list[Ref]] = {}
        self.mentioned_in: dict[Ref, list[Passage]] = defaultdict(list)
        self.by_kind: dict[str, list[Passage]] = defaultdict(list)
        self.statements: dict[str, list[Passage]] = defaultdict(list)
        self.paragraphs: dict[str, list[Passage]] = defaultdict(list)
        for passage in self.passages.values():
            self.by_kind[passage.kind].append(passage)
            if passage.kind == "statement" and passage.session:
                self.statements[passage.session.id].append(passage)
            if passage.kind == "paragraph" and passage.conclusion:
                self.paragraphs[passage.conclusion.id].append(passage)
            self.mentions[passage.id] = list(dict.fromkeys(span.ref for span in passage.spans if span.ref))
            for ref in self.mentions[passage.id]:
                self.mentioned_in[ref].append(passage)
        introduction, closing = self.by_kind["introduction"][:1], self.by_kind["closing"][:1]
        self.stops = (*introduction, *self.by_kind["statement"], *closing)

    def _index_links(self) -> None:
        self.links_to: dict[Ref, list[SdgLink]] = defaultdict(list)
        self.links_from: dict[str, list[SdgLink]] = defaultdict(list)
        self.notes_on: dict[str, list[Note]] = defaultdict(list)
        for link in self.edition.sdg_links:
            ref = Ref.parse(link.to)
            self.links_from[link.passage].append(link)
            self.links_to[ref].append(link)
            if isinstance(target := self.entities.get(ref), Target):
                self.links_to[Ref("goal", target.goal)].append(link)
        for note in self.edition.notes:
            self.notes_on[note.passage].append(note)

    def _index_beyond(self) -> None:
        self.attributions_in: dict[str, list[Attribution]] = defaultdict(list)
        self.parallels_to: dict[str, list[Parallel]] = defaultdict(list)
        self.outcomes_of: dict[str, list[Outcome]] = defaultdict(list)
        self.outcomes_about: dict[Ref, list[Outcome]] = defaultdict(list)
        for attribution in self.edition.attributions:
            self.attributions_in[attribution.passage].append(attribution)
        for passage in self.passages.values():
            if passage.id in self.attributions_in:
                self.attributions_in[passage.id].sort(key=lambda one: self.passages[one.passage].words.find(one.quote))
        paragraphs = self.by_kind["paragraph"] if self.attributions_in else []
        self.unattributed = {one.id: one for one in paragraphs if one.id not in self.attributions_in}
        for parallel in self.edition.parallels:
            self.parallels_to[parallel.passage].append(parallel)
        for outcome in sorted(self.edition.outcomes, key=lambda one: one.order):
            for id_ in dict.fromkeys(outcome.passages):
                self.outcomes_of[id_].append(outcome)
            if outcome.entry:
                self.outcomes_about[Ref.parse(outcome.entry)].append(outcome)

    def outcomes_under(self, passages: Iterable[Passage]) -> list[Outcome]:
        """The outcomes that name any of these passages, once, by date."""
        found = {one.id: one for passage in passages for one in self.outcomes_of.get(passage.id, ())}
        return sorted(found.values(), key=lambda one: one.order)

    def mentioned_by(self, passages: Iterable[Passage]) -> list[Ref]:
        """What any of these passages mentions, kind by kind, in order of first mention."""
        refs = dict.fromkeys(ref for passage in passages for ref in self.mentions[passage.id])
        return sorted(refs, key=lambda ref: list(KINDS).index(ref.kind))

    def own_links(self, ref: Ref) -> list[SdgLink]:
        """The SDG links to a goal or target itself, without those to the targets of a goal."""
        return [link for link in self.links_to.get(ref, ()) if link.to == str(ref)]

    def session_at(self, address: str) -> Session | None:
        """The session whose page is at this address, if any."""
        folder, _, slug = address.rstrip("/").rpartition("/")
        return self.sessions_by_slug.get(slug) if folder == "sessions" else None

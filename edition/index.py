"""The index of references: every question about who mentions what is one look-up."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from edition.model import Edition, Entity, Event, Note, SdgLink, Session, Target, Thing
from edition.passages import Passage, passages_of
from edition.problems import Problem
from edition.records import Ref
from edition.things import KINDS, things_of

MANY_SESSIONS = 12
"""With more sessions than these, a session's page shows only those near it."""

NEAR = 3


class Index:
    """Built once from an edition that has been checked; nothing changes afterwards.

    Attributes:
        edition: the records.
        version: of the edition, that of its newest release.
        places: for each passage id and each reference, the file and the line where it is written.
        warnings: what an editor should look at, though it can be published.
        passages: every passage by its id, in the order of the document.
        order: for each passage id, its place in the document.
        by_kind: the passages of each kind.
        before, after: for each passage id, the neighbour of the same kind: paragraph by paragraph,
            statement by statement, heading by heading.
        statements: for each session id, the statements of its conclusions.
        paragraphs: for each conclusion id, its paragraphs.
        sessions_by_slug: the sessions by the names of their pages.
        things: every entity, goal and target by its reference.
        things_by_kind: for each kind, references to all things of that kind, in the order of their file.
        targets_of: for each goal id, its targets.
        events_in_time: the events by date; series and forums, which have none, come last.
        figures: the figures of the document by their ids.
        acronyms: every acronym of the edition and what it stands for.
        mentioned_in: for each reference, the passages that mention it, in order.
        mentions: for each passage id, what it mentions, in order of first mention.
        links_to: for each goal and target, the SDG links to it; a goal has those of its targets too.
        links_from: for each passage id, its SDG links.
        notes_on: for each passage id, the notes on its words.
    """

    def __init__(self, edition: Edition, places: dict[str, Problem]) -> None:
        self.edition, self.places = edition, places
        self.warnings: list[Problem] = []
        self.version = edition.releases[0].version
        self.sessions_by_slug = {session.slug: session for session in edition.sessions}
        self.figures = {figure.id: figure for figure in edition.document.figures}
        self._index_things()
        self._index_passages()
        self._index_links()

    def _index_things(self) -> None:
        self.things: dict[Ref, Thing] = {ref: thing for ref, _, thing in things_of(self.edition)}
        self.things_by_kind: dict[str, list[Ref]] = {kind: [] for kind in KINDS}
        for ref in self.things:
            self.things_by_kind[ref.kind].append(ref)
        self.targets_of: dict[str, list[Target]] = defaultdict(list)
        for target in self.edition.sdgs.targets:
            self.targets_of[target.goal].append(target)
        events = self.edition.events
        self.events_in_time = sorted(events, key=lambda event: (event.start is None, event.start or date.min))
        entities = (thing for thing in self.things.values() if isinstance(thing, Entity))
        self.acronyms = {record.acronym: record.name for record in self.edition.document.acronyms}
        self.acronyms |= {entity.acronym: entity.name for entity in entities if entity.acronym}
        longest_first = map(re.escape, sorted(self.acronyms, reverse=True))
        self._acronym = re.compile(rf"(?<!\w)({'|'.join(longest_first)})(?!\w)")

    def _index_passages(self) -> None:
        self.passages = {passage.id: passage for passage in passages_of(self.edition)}
        self.order = {id_: at for at, id_ in enumerate(self.passages)}
        self.mentions: dict[str, list[Ref]] = {}
        self.mentioned_in: dict[Ref, list[Passage]] = defaultdict(list)
        self.by_kind: dict[str, list[Passage]] = defaultdict(list)
        self.statements: dict[str, list[Passage]] = defaultdict(list)
        self.paragraphs: dict[str, list[Passage]] = defaultdict(list)
        self.before: dict[str, Passage] = {}
        self.after: dict[str, Passage] = {}
        for passage in self.passages.values():
            self.by_kind[passage.kind].append(passage)
            if passage.kind == "statement" and passage.session:
                self.statements[passage.session.id].append(passage)
            if passage.kind == "paragraph" and passage.conclusion:
                self.paragraphs[passage.conclusion.id].append(passage)
            self.mentions[passage.id] = list(dict.fromkeys(span.ref for span in passage.spans if span.ref))
            for ref in self.mentions[passage.id]:
                self.mentioned_in[ref].append(passage)
        for one, next_one in (pair for same_kind in self.by_kind.values() for pair in pairwise(same_kind)):
            self.before[next_one.id], self.after[one.id] = one, next_one

    def _index_links(self) -> None:
        self.links_to: dict[Ref, list[SdgLink]] = defaultdict(list)
        self.links_from: dict[str, list[SdgLink]] = defaultdict(list)
        self.notes_on: dict[str, list[Note]] = defaultdict(list)
        for link in self.edition.sdg_links:
            ref = Ref.parse(link.to)
            self.links_from[link.passage].append(link)
            self.links_to[ref].append(link)
            if isinstance(target := self.things.get(ref), Target):
                self.links_to[Ref("goal", target.goal)].append(link)
        for note in self.edition.notes:
            self.notes_on[note.passage].append(note)

    def mentioned_by(self, passages: Iterable[Passage]) -> list[Ref]:
        """What any of these passages mentions, kind by kind, in order of first mention."""
        refs = dict.fromkeys(ref for passage in passages for ref in self.mentions[passage.id])
        return sorted(refs, key=lambda ref: list(KINDS).index(ref.kind))

    def time_of(self, event: Event) -> str:
        """When an event was, as seen from the event that the document reports."""
        reported = self.things[Ref("event", self.edition.document.event)]
        if event is reported:
            return "the event of the document"
        if not event.start or not isinstance(reported, Event) or not reported.start:
            return "no one date"
        return "past at the time" if event.start < reported.start else "upcoming at the time"

    def sessions_around(self, current: Session | None) -> list[tuple[int, Session, bool]]:
        """What the session navigator shows: the number of a session, the session, and whether with its conclusions.

        A large edition is shown in part, for no page may grow with the rest: on the first page all sessions, on a
        session's page those near it, and only its own conclusions.
        """
        numbered = list(enumerate(self.edition.sessions, 1))
        if current is None or len(numbered) <= MANY_SESSIONS:
            return [(number, session, True) for number, session in numbered]
        here = list(self.sessions_by_slug).index(current.slug)
        near = numbered[max(0, here - NEAR) : here + NEAR + 1]
        return [(number, session, session is current) for number, session in near]

    def expand(self, text: str) -> list[tuple[str, str | None]]:
        """Cut a text into runs, each with what it stands for if it is an acronym."""
        return [(run, self.acronyms.get(run)) for run in self._acronym.split(text) if run]

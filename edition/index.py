"""The index of references: every question about who mentions what is one look-up."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from itertools import pairwise

from edition.check import KINDS, things_of
from edition.model import Edition, Entity, Event, Figure, Note, SdgLink, Session, Target, Thing
from edition.passages import Passage, passages_of
from edition.problems import Problem
from edition.records import Ref

MANY_SESSIONS = 12
"""With more sessions than these, a session's page shows only those near it."""

NEAR = 3


class Index:
    """Built once from an edition that has been checked.

    Attributes:
        edition: the records.
        places: for each passage id and each reference, the file and the line where it is written.
        warnings: what an editor should look at, though it can be published.
        passages: every passage by its id, in the order of the document.
        things: every entity, goal and target by its reference.
        mentioned_in: for each reference, the passages that mention it, in order.
        mentions: for each passage id, what it mentions, in order of first mention.
        links_to: for each goal and target, the SDG links to it; a goal has those of its targets too.
        links_from: for each passage id, its SDG links.
        notes_on: for each passage id, the notes on its words.
        before, after: for each passage id, the neighbour of the same kind: paragraph by paragraph,
            statement by statement, heading by heading.
    """

    def __init__(self, edition: Edition, warnings: list[Problem], places: dict[str, Problem]) -> None:
        self.edition = edition
        self.warnings = warnings
        self.places = places
        self.passages: dict[str, Passage] = {passage.id: passage for passage in passages_of(edition)}
        self.things: dict[Ref, Thing] = {ref: thing for ref, _, thing in things_of(edition)}
        self.mentioned_in: dict[Ref, list[Passage]] = defaultdict(list)
        self.mentions: dict[str, list[Ref]] = {}
        self.links_to: dict[Ref, list[SdgLink]] = defaultdict(list)
        self.links_from: dict[str, list[SdgLink]] = defaultdict(list)
        self.notes_on: dict[str, list[Note]] = defaultdict(list)
        self.before: dict[str, Passage] = {}
        self.after: dict[str, Passage] = {}
        self.by_kind: dict[str, list[Passage]] = defaultdict(list)
        for passage in self.passages.values():
            self.by_kind[passage.kind].append(passage)
            self.mentions[passage.id] = list(dict.fromkeys(span.ref for span in passage.spans if span.ref))
            for ref in self.mentions[passage.id]:
                self.mentioned_in[ref].append(passage)
        for same_kind in self.by_kind.values():
            for one, next_one in pairwise(same_kind):
                self.before[next_one.id], self.after[one.id] = one, next_one
        for link in edition.sdg_links:
            ref = Ref.parse(link.to)
            self.links_from[link.passage].append(link)
            self.links_to[ref].append(link)
            if ref.kind == "target":
                self.links_to[self.goal_of(ref)].append(link)
        for note in edition.notes:
            self.notes_on[note.passage].append(note)

    @staticmethod
    def goal_of(target: Ref) -> Ref:
        """The goal of a target: `target:10.7` has `goal:10`."""
        return Ref("goal", target.id.partition(".")[0])

    def mentioned_by(self, passages: Iterable[Passage]) -> list[Ref]:
        """What any of these passages mentions, kind by kind, in order of first mention."""
        refs = dict.fromkeys(ref for passage in passages for ref in self.mentions[passage.id])
        return sorted(refs, key=lambda ref: list(KINDS).index(ref.kind))

    @cached_property
    def things_by_kind(self) -> dict[str, list[Ref]]:
        """For each kind, references to all things of that kind, in the order of their file."""
        found: dict[str, list[Ref]] = {kind: [] for kind in KINDS}
        for ref in self.things:
            found[ref.kind].append(ref)
        return found

    @cached_property
    def targets_of(self) -> dict[str, list[Target]]:
        """For each goal id, its targets."""
        found: dict[str, list[Target]] = defaultdict(list)
        for target in self.edition.sdgs.targets:
            found[target.id.partition(".")[0]].append(target)
        return found

    @cached_property
    def events_in_time(self) -> list[Event]:
        """The events by date; series and forums, which have none, come last."""
        return sorted(self.edition.events, key=lambda event: (event.start is None, event.start or date.min))

    def time_of(self, event: Event) -> str:
        """When an event was, as seen from the event that the document reports."""
        reported = next(one for one in self.edition.events if one.id == self.edition.document.event)
        if event is reported:
            return "the event of the document"
        if not event.start or not reported.start:
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
        here = self.session_places[current.id]
        near = numbered[max(0, here - NEAR) : here + NEAR + 1]
        return [(number, session, session is current) for number, session in near]

    @cached_property
    def session_places(self) -> dict[str, int]:
        """For each session id, its place among the sessions."""
        return {session.id: at for at, session in enumerate(self.edition.sessions)}

    @cached_property
    def order(self) -> dict[str, int]:
        """For each passage id, its place in the document."""
        return {id_: at for at, id_ in enumerate(self.passages)}

    @property
    def version(self) -> str:
        """The version of the edition: that of its newest release."""
        return self.edition.releases[0].version

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The figures of the document by their ids."""
        return {figure.id: figure for figure in self.edition.document.figures}

    @cached_property
    def sessions_by_slug(self) -> dict[str, Session]:
        """The sessions by the names of their pages."""
        return {session.slug: session for session in self.edition.sessions}

    @cached_property
    def statements(self) -> dict[str, list[Passage]]:
        """For each session id, the statements of its conclusions."""
        found: dict[str, list[Passage]] = {session.id: [] for session in self.edition.sessions}
        for passage in self.by_kind["statement"]:
            if passage.session:
                found[passage.session.id].append(passage)
        return found

    @cached_property
    def paragraphs(self) -> dict[str, list[Passage]]:
        """For each conclusion id, its paragraphs."""
        found: dict[str, list[Passage]] = defaultdict(list)
        for passage in self.by_kind["paragraph"]:
            if passage.conclusion:
                found[passage.conclusion.id].append(passage)
        return found

    @cached_property
    def acronyms(self) -> dict[str, str]:
        """Every acronym of the edition and what it stands for."""
        known = {record.acronym: record.name for record in self.edition.document.acronyms}
        entities = (thing for thing in self.things.values() if isinstance(thing, Entity))
        return known | {entity.acronym: entity.name for entity in entities if entity.acronym}

    @cached_property
    def _acronym_pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.acronyms, key=len, reverse=True)
        return re.compile(
            r"(?<!\w)(" + "|".join(map(re.escape, longest_first)) + r")(?!\w)" if longest_first else r"(?!)()"
        )

    def expand(self, text: str) -> list[tuple[str, str | None]]:
        """Cut a text into runs, each with what it stands for if it is an acronym."""
        return [(run, self.acronyms.get(run)) for run in self._acronym_pattern.split(text) if run]

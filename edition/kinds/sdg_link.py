"""Links between passages and the goals and targets of the SDGs."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import Field

from edition.kinds.goal import Goal
from edition.kinds.kind import Graph, Index, Kind, Material, Node, PassageRef, Place, Quote, Sourced
from edition.kinds.target import Target
from edition.records.fields import Text
from edition.records.records import Finding, Ref, RefTo, lists_with, repeated
from edition.records.shared_words import has_words, misquotations, place_of_quoted


class SdgLink(Kind):
    """A passage relates to a goal or target."""

    passage: PassageRef
    to: Annotated[str, RefTo(("goal", "target"))]
    """`goal:10` or `target:10.7`."""
    basis: str
    strength: str

    @property
    def goal(self) -> Ref:
        """The goal that it leads to, or whose target."""
        return Ref("goal", Ref.parse(self.to).id.partition(".")[0])

    @classmethod
    def listed_at(cls) -> Place:
        listed = "To goals and targets: `source` where the words name one, `editorial` where it is an interpretation."
        columns = "passage", "to", "basis", "strength", "quote", "rationale", "permalink", "identifier"
        return Place("sdg-link", ("sdg_links",), 100, key="links", listed=listed, columns=columns)

    @classmethod
    def item_type(cls) -> Any:
        return Annotated[SourceLink | EditorialLink, Field(discriminator="basis")]

    @classmethod
    def check_all(cls, records: Sequence[Self], material: Material) -> Iterator[Finding]:
        """No link is there twice."""
        for at, link in repeated(records, lambda link: (link.passage, link.to)):
            yield Finding((at,), f"{link.passage} is linked to {link.to} already")
        yield from super().check_all(records, material)

    def refers_to(self) -> Iterator[Ref]:
        """The passage, what it is linked to, and the goal of a target."""
        yield from (*super().refers_to(), self.goal)

    def table_row(self, graph: Graph) -> dict[str, object]:
        identifier = graph.index.entries[Ref.parse(self.to)].identifier_in(graph.index)
        return super().table_row(graph) | {"identifier": identifier}


class SourceLink(SdgLink, Quote):
    """The document itself names the goal or target: the quote is the words that do."""

    basis: Literal["source"]
    strength: Literal["named"] = "named"
    """Always `named`; need not be written."""

    def words_at(self, words: str) -> int:
        return words.find(self.quote)

    def add_to_node(self, node: Node, at: int, graph: Graph) -> None:
        about = graph.at(Ref.parse(self.to))
        node["about"].append(about)
        node["hasPart"].append(graph.own(_node_name(self), "Quotation", text=self.quote, about=about))


class EditorialLink(SdgLink, Sourced):
    """The edition relates the passage to the goal or target."""

    basis: Literal["editorial"]
    strength: Literal["close", "interpretation"]
    """`close` where words of the passage are also in the official wording, otherwise `interpretation`."""
    shared: tuple[Text, ...] = ()
    """With `close`: the words that are in both."""
    rationale: Text
    """A sentence: which words of the passage lead there. It is an interpretation, not a statement of the document."""
    words: Text | None = None
    """The words of the passage beside which it is shown, if they are not the first that the rationale quotes."""

    _shared_if_close = lists_with("strength", "close", "shared", "words that are in passage and wording")

    def check(self, material: Material) -> Iterator[Finding]:
        """What its rationale quotes, and what it calls shared, is in the passage and the official wording."""
        if self.passage not in material.words or Ref.parse(self.to) not in material.entries:
            return
        words, excused = material.words[self.passage].lower(), material.excused.lower()
        wording, of_goal = _wording(self.to, material), _wording(str(self.goal), material)
        for start, parts in misquotations(self.rationale, words, wording, of_goal, excused):
            for part in parts:
                message = f'"{part}" is neither in {self.passage} nor in the wording of {self.to}'
                yield Finding(("rationale",), message, start)
        if self.words and self.words not in material.words[self.passage]:
            yield Finding(("words",), f'"{self.words}" is not in {self.passage}; copy the words from there')
        for number, shared in enumerate(self.shared):
            for text, name in ((f"{words} {excused}", self.passage), (wording, f"the wording of {self.to}")):
                if not has_words(text, shared):
                    yield Finding(("shared", number), f'"{shared}" is not in {name}; shared words are in both')

    def words_at(self, words: str) -> int:
        return words.find(self.words) if self.words else place_of_quoted(self.rationale, words) or 0

    def add_to_node(self, node: Node, at: int, graph: Graph) -> None:
        about, sources = graph.at(Ref.parse(self.to)), graph.sources(self.sources)
        node["comment"].append(graph.own(_node_name(self), "Comment", text=self.rationale, about=about, **sources))


def own_links(index: Index, ref: Ref) -> list[SdgLink]:
    """The links to a goal or target itself, without those to the targets of a goal."""
    return [link for link in index.on(SdgLink, ref) if link.to == str(ref)]


def _node_name(link: SdgLink) -> str:
    return f"{link.passage}-{link.to.replace(':', '-')}"


def _wording(ref: str, material: Material) -> str:
    """What a goal or target is called and says, in small letters."""
    match material.entries.get(Ref.parse(ref)):
        case Goal(name=title, wording=wording) | Target(title=title, wording=wording):
            return f"{title or ''} {wording}".lower()
    return ""

"""The data as others get it: what the YAML says is in the JSON, in the Turtle and in the Akoma Ntoso, each alone.

Nothing here imports the edition: the YAML, the text and the files are read by other people's readers, and compared.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree
from rdflib import RDF, Graph, Namespace, URIRef

PROJECT = Path(__file__).parents[2]
CONTENT = {"site": PROJECT, "second_site": PROJECT / "tests" / "second"}
"""By the name of a built site, the folder whose `data/` it was made from."""
MENTION = re.compile(r"\[([^\[\]]+)\]\(([a-z]+:[^()\s]*)\)")
SCHEMA = Namespace("http://schema.org/")
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
Link = tuple[str, str, str, str]
"""A passage, a goal or target, the basis, and the words or the reason for it."""


@dataclass
class Edited:
    """What editors wrote: the words of each passage by its id, in the order of the document, and so on."""

    words: dict[str, str]
    numbers: dict[str, str]
    mentions: list[tuple[str, str, str]]
    links: set[Link]
    text: str
    identifiers: str


@dataclass
class Case:
    """What was edited, and the folder of the site that was made from it."""

    edited: Edited
    folder: Path


def texts_in(data: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The id, the printed number and the text of each passage."""
    document = data["document"]
    yield document["id"], "", document["title"]
    yield from ((one["id"], "", one["text"]) for one in document["introduction"])
    for session in data["sessions"]:
        yield session["id"], "", session["heading"]
        for conclusion in data["conclusions"]:
            if conclusion["session"] == session["id"]:
                yield conclusion["id"], f"{conclusion['number']}.", conclusion["statement"]
                yield from ((one["id"], "", one["text"]) for one in conclusion["paragraphs"])
    yield from ((one["id"], "", one["text"]) for one in document["closing"])


def edited(folder: Path) -> Edited:
    data = {file.stem: yaml.load(file.read_text("utf-8"), yaml.BaseLoader) for file in folder.glob("*.yml")}
    texts = list(texts_in(data))
    return Edited(
        words={id_: MENTION.sub(r"\1", text) for id_, _, text in texts},
        numbers={id_: number for id_, number, _ in texts if number},
        mentions=[(id_, *found) for id_, _, text in texts for found in MENTION.findall(text)],
        links={
            (one["passage"], one["to"], one["basis"], one.get("quote") or one["rationale"]) for one in data["sdg_links"]
        },
        text=(folder / data["document"]["source"]).read_text("utf-8"),
        identifiers=data["sdgs"]["identifier_base"],
    )


@pytest.fixture(params=CONTENT)
def case(request: pytest.FixtureRequest) -> Case:
    """Both editions in turn."""
    return Case(edited(CONTENT[request.param] / "data"), request.getfixturevalue(request.param).folder)


def test_the_yaml_has_the_whole_text(case: Case) -> None:
    numbers = case.edited.numbers
    printed = " ".join(f"{numbers.get(id_, '')} {words}".strip() for id_, words in case.edited.words.items())
    assert printed == " ".join(re.sub(r"-[ \t]*\n\s*", "-", case.edited.text).split())
    assert case.edited.mentions and case.edited.links


# --- JSON alone


def test_json_has_every_passage_mention_and_link(case: Case) -> None:
    summary = json.loads((case.folder / "data" / "summary.json").read_text("utf-8"))
    passages = summary["passages"]
    assert [(one["id"], one["words"]) for one in passages] == [*case.edited.words.items()]
    assert {one["id"]: f"{one['label']}." for one in passages if one["kind"] == "statement"} == case.edited.numbers
    mentions = [(one["id"], found["text"], found["ref"]) for one in passages for found in one["mentions"]]
    assert mentions == case.edited.mentions
    links = [(one["id"], link) for one in passages for link in one["links"]]
    assert {
        (id_, link["to"], link["basis"], link.get("quote") or link["rationale"]) for id_, link in links
    } == case.edited.links
    assert len(links) == len(case.edited.links)


def test_json_has_the_content_address_of_each_passage_and_of_the_whole(case: Case) -> None:
    summary = json.loads((case.folder / "data" / "summary.json").read_text("utf-8"))
    words = case.edited.words
    found = {one["id"]: one["sha256"] for one in summary["passages"]}
    assert found == {id_: sha256(text.encode()).hexdigest() for id_, text in words.items()}
    assert summary["sha256"] == sha256("\n".join(words.values()).encode()).hexdigest()


# --- Turtle alone


def test_turtle_has_every_passage_and_link(case: Case) -> None:
    graph = Graph().parse(case.folder / "data" / "edition.ttl")
    (site,) = graph.subjects(RDF.type, SCHEMA.WebSite)
    (report,) = (one for one in graph.subjects(SCHEMA.isPartOf, site) if (one, RDF.type, SCHEMA.Report) in graph)
    titled = {SCHEMA.Report, SCHEMA.Chapter}
    nodes, left = {}, [report]
    while left:  # a passage has others under it; the parts with an `about` or a `genre` are quotations from it
        node = left.pop()
        kind = graph.value(node, RDF.type)
        nodes[str(node).partition("#")[2]] = (
            node,
            str(graph.value(node, SCHEMA.name if kind in titled else SCHEMA.text)),
        )
        left += [part for part in graph.objects(node, SCHEMA.hasPart) if (part, SCHEMA.isPartOf, node) in graph]
    assert {id_: words for id_, (_, words) in nodes.items()} == case.edited.words
    found: set[Link] = set()
    for id_, (node, _) in nodes.items():
        about = {*graph.objects(node, SCHEMA.about)}
        for part in graph.objects(node, SCHEMA.hasPart):
            found |= {
                (id_, *said) for said in linked(graph, part, "source", case) if graph.value(part, SCHEMA.about) in about
            }
        for comment in graph.objects(node, SCHEMA.comment):
            found |= {(id_, *said) for said in linked(graph, comment, "editorial", case)}
    assert found == case.edited.links


def linked(graph: Graph, said: Any, basis: str, case: Case) -> Iterator[tuple[str, str, str]]:
    """The goal or target that a quotation or a comment is about, if it is one."""
    for goal in graph.objects(said, SCHEMA.about):
        if isinstance(goal, URIRef) and goal.startswith(case.edited.identifiers):
            number = goal.removeprefix(case.edited.identifiers)
            yield f"{'target' if '.' in number else 'goal'}:{number}", basis, str(graph.value(said, SCHEMA.text))


# --- Akoma Ntoso alone


def test_akoma_ntoso_has_every_passage_and_mention(case: Case) -> None:
    root = etree.parse(case.folder / "data" / "summary.akn.xml").getroot()
    words: dict[str, str] = {}
    numbers: dict[str, str] = {}
    mentions = []
    for element in root.iterfind(f"{AKN}doc//*[@GUID]"):
        assert element.get("GUID").partition("#")[2] == element.get("eId")
        own = {AKN + "docTitle": ".", AKN + "section": f"{AKN}heading"}.get(
            element.tag, f"{AKN}intro/{AKN}p" if element.find(f"{AKN}intro") is not None else f"{AKN}content/{AKN}p"
        )
        holder = element.find(own) if own != "." else element
        words[element.get("eId")] = "".join(holder.itertext())
        numbers |= {element.get("eId"): number.text for number in element.iterfind(f"{AKN}num")}
        mentions += [(element.get("eId"), "".join(one.itertext()), one.get("refersTo")) for one in holder]
    assert [*words.items()] == [*case.edited.words.items()]
    assert numbers == case.edited.numbers
    known = {f"#{one.get('eId')}": one for one in root.iterfind(f"{AKN}doc/{AKN}meta/{AKN}references/*")}
    assert [(id_, text, ref.removeprefix("#").replace("_", ":")) for id_, text, ref in mentions] == case.edited.mentions
    assert {ref for _, _, ref in mentions} == {*known} - {"#_edition", "#_author"}
    assert all(one.get("href") and one.get("showAs") for one in known.values())

"""The search index: a record for each passage and each entry, each with its own address. Pagefind writes it."""

import base64
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE, Popen
from threading import Thread
from typing import IO, Any, NamedTuple

from pagefind.service import get_executable

from edition.model import addresses
from edition.model.edition import Entity, Event, Framework, Goal, Person, Publication, Target, names_of
from edition.model.entities import KINDS
from edition.model.index import Index
from edition.model.passages import Passage
from edition.model.records import Ref

LANGUAGE = "en"
SEARCH = "pagefind"
"""The folder of the index."""
UNUSED = ("pagefind-*.js", "pagefind-*.css", "wasm.unknown.*")
"""What Pagefind writes and our page does not load: user interfaces, a worker, a parser for other languages."""


class SearchRecord(NamedTuple):
    """What can be found.

    Attributes:
        address: where it leads, from the root of the site.
        title, place: what it is, and in what: `5.2` in `Better data and monitoring · Tracking progress`.
        text: the words of a passage and nothing else; of an entry, its description.
        names: its other names.
        passage: the id of the passage; empty for an entry.
    """

    address: str
    title: str
    place: str
    text: str
    names: tuple[str, ...]
    passage: str = ""


def search_records(index: Index) -> Iterator[SearchRecord]:
    """All passages in the order of the document, then all entities, goals and targets."""
    for passage in index.passages.values():
        place, names = _place_and_names(passage)
        yield SearchRecord(addresses.address_of(passage), passage.label, place, passage.words, names, passage.id)
    for ref, entity in index.entities.items():
        title, others, texts = _described(ref, entity)
        different = {name.casefold(): name for name in (*names_of(entity), *others) if name and name != title}
        place = "SDGs" if KINDS[ref.kind] == "sdgs" else KINDS[ref.kind].title()
        text = " ".join(filter(None, texts)) or title  # without text, Pagefind drops a record
        yield SearchRecord(addresses.address_of(ref), title, place, text, tuple(different.values()))


def _described(ref: Ref, entity: Entity) -> tuple[str, list[str | None], list[str | None]]:
    """The title of an entry, further names, and its description."""
    match entity:
        case Goal() | Target():
            numbered = f"{ref.kind.title()} {ref.id}"
            names = [f"SDG {ref.id}", f"{ref.kind} {ref.id}"]
            if isinstance(entity, Goal):
                return f"{numbered}: {entity.name}", [entity.name, *names], [entity.wording]
            return numbered, [entity.title, *names], [entity.wording]
        case Person():
            return entity.name, [entity.supplied_name], [entity.gist, entity.note]
        case Framework():
            return entity.name, [entity.title, entity.symbol], [entity.gist, entity.note]
        case Publication():
            return entity.name, [entity.title], [entity.gist, entity.note]
        case Event():
            return entity.name, [entity.title], [entity.gist, entity.followed, entity.note]
    return entity.name, [], [entity.gist, entity.note]


def _place_and_names(passage: Passage) -> tuple[str, tuple[str, ...]]:
    if passage.conclusion and passage.session:
        title = passage.conclusion.short_title
        names = (f"Conclusion {passage.label}", title) if passage.kind == "statement" else ()
        return f"{title} · {passage.session.short_title}", names
    if passage.session:
        return passage.session.short_title, (passage.session.short_title,)
    return ("Home" if passage.kind == "title" else "Introduction and closing"), ()


def write_search(index: Index, site: Path) -> None:
    """Write the index to `site/pagefind/`, in the place of any former one. The same data gives the same bytes.

    Raises:
        RuntimeError: Pagefind refused; its own words.
    """
    folder = site / SEARCH
    shutil.rmtree(folder, ignore_errors=True)
    # Asked to write the files itself, Pagefind may stop before the last of them is on the disk.
    requests = [{"type": "NewIndex"}, *map(_request, search_records(index)), {"type": "GetFiles", "index_id": 0}]
    for file in _pagefind(requests)[-1]["files"]:
        target = folder / file["path"]
        if not any(target.match(pattern) for pattern in UNUSED):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(base64.b64decode(file["content"]))


def _request(record: SearchRecord) -> dict[str, Any]:
    meta = {"title": record.title, "place": record.place, "names": "\n".join(record.names), "passage": record.passage}
    known = {key: value for key, value in meta.items() if value}
    request = {"type": "AddRecord", "index_id": 0, "language": LANGUAGE}
    return request | {"url": record.address, "content": record.text, "meta": known}


def _write(stream: IO[bytes], text: bytes) -> None:
    stream.write(text)
    stream.flush()


def _pagefind(requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Have Pagefind do these in order; returns its answers, in the same order.

    Its own Python client says the same, but waits 0.1 s for every answer.
    """
    messages = ({"message_id": at, "payload": request} for at, request in enumerate(requests))
    answers: list[bytes] = []
    wanted = len(requests)
    with Popen([get_executable() or "pagefind", "--service"], stdin=PIPE, stdout=PIPE, env={}) as service:
        assert service.stdin and service.stdout
        asked = b"".join(base64.b64encode(json.dumps(message).encode()) + b"," for message in messages)
        # Written beside the reading, for it answers before it has read all; not closed, or it would stop at once.
        Thread(target=_write, args=(service.stdin, asked), daemon=True).start()
        while wanted > 0 and (more := os.read(service.stdout.fileno(), 65536)):
            answers.append(more)
            wanted -= more.count(b",")
    payloads = [json.loads(base64.b64decode(answer))["payload"] for answer in b"".join(answers).split(b",") if answer]
    refused = [payload["message"] for payload in payloads if payload["type"] == "Error"]
    if refused or len(payloads) < len(requests):
        raise RuntimeError(f"Pagefind: {'; '.join(refused) or 'it stopped before it was done'}")
    return payloads

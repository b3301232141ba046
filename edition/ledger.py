"""Links that never break: the ledger lists every public address of every release, and none may lead nowhere.

An address is a page with or without an anchor, seen from the root of the site: `./sessions/partnerships/#c6-p1`.
`data/ledger.txt` has one to a line, behind the version that first published it. Releases add lines; nothing takes one
out. `data/aliases.yml` says where an address leads that has moved, or why it was retired.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from edition.check import Finding, repeated
from edition.index import Index
from edition.model import Alias
from edition.problems import DataError, Problem, did_you_mean
from edition.records import Ref
from edition.urls import CITE, FULL_TEXT, address_of
from edition.yaml_file import read_text

LEDGER = "ledger.txt"
AGAIN = f"{FULL_TEXT}#", f"{CITE}#cite-"
"""Where a passage has an anchor besides its own page; its id follows."""

ADDRESS = re.compile(r"\./([a-z0-9]+(-[a-z0-9]+)*/)*(#[a-z0-9.-]+)?")
LINE = re.compile(rf"[0-9]+\.[0-9]+\.[0-9]+ +(?P<address>{ADDRESS.pattern})\s*")


class Moved(NamedTuple):
    """An old anchor of a page (empty: the page itself) and the address from the root that it leads to now."""

    anchor: str
    alias: Alias
    address: str | None


def pages_of(project: Path) -> list[str]:
    """The addresses of all pages, from the root, in the order of their files."""
    docs = project / "docs"
    names = (str(file.relative_to(docs).with_suffix("")) for file in sorted(docs.rglob("*.md")))
    return ["" if name == "index" else f"{name}/" for name in names]


def public_addresses(index: Index, project: Path) -> list[str]:
    """Every address that readers may have kept: pages, passages, entries, citations."""
    anchors = [*map(address_of, index.passages.values()), *map(address_of, index.things)]
    again = [again + id_ for id_ in index.passages for again in AGAIN]
    return [f"./{address}" for address in (*pages_of(project), *anchors, *again)]


def read_ledger(project: Path) -> dict[str, int]:
    """The addresses in the ledger, each with its line.

    Raises:
        DataError: the file cannot be read, or a line is something else.
    """
    lines = enumerate(read_text(project / "data" / LEDGER).split("\n"), 1)
    found = {number: LINE.fullmatch(line) for number, line in lines if line.strip() and line[0] != "#"}
    message = "this is no line of the ledger, as 1.0.0 ./sessions/partnerships/#c6-p1; `make release` writes them"
    problems = [Problem(f"data/{LEDGER}", number, 1, message) for number, match in found.items() if not match]
    if problems:
        raise DataError(problems)
    return {match["address"]: number for number, match in found.items() if match}


def check_ledger(index: Index, project: Path, ledger: Mapping[str, int]) -> Iterator[Problem]:
    """Every address of the ledger is alive or has an alias."""
    alive = set(public_addresses(index, project))
    gone = {address for address, _, _ in _old_addresses(index)}
    for address, line in ledger.items():
        if address not in alive and address not in gone:
            message = f'the published address "{address}" leads nowhere; bring its id or page back, or add it to '
            yield Problem(f"data/{LEDGER}", line, 1, message + "data/aliases.yml with where it went")


def check_aliases(index: Index, project: Path) -> Iterator[Finding]:
    """Every alias starts at an address that is gone and leads to one that is alive."""
    alive = set(public_addresses(index, project))
    for at, alias in repeated(enumerate(index.edition.aliases), lambda alias: alias.address):
        yield Finding(("aliases", at, "address"), f'"{alias.address}" has an alias already')
    for at, alias in enumerate(index.edition.aliases):
        path = ("aliases", at, "address")
        if not ADDRESS.fullmatch(alias.address):
            yield Finding(path, f'"{alias.address}" is no address; copy it from ledger.txt, as ./page/#anchor')
        if alias.address in alive:
            yield Finding(path, f'"{alias.address}" is alive; remove the alias, or the page or id')
        if alias.to and f"./{address_now(index, alias.to)}" not in alive:
            known = [*index.passages, *map(str, index.things), *pages_of(project)]
            message = f'"{alias.to}" is no passage, entry or page{did_you_mean(alias.to, known)}'
            yield Finding(("aliases", at, "to"), message)


def address_now(index: Index, to: str) -> str:
    """The address, from the root, of what an alias leads to."""
    if to in index.passages:
        return address_of(index.passages[to])
    return address_of(Ref.parse(to)) if Ref.parse(to) in index.things else to


def _old_addresses(index: Index) -> Iterator[tuple[str, Alias, str | None]]:
    """Each address that is gone, its alias, and the address from the root that it leads to now.

    The alias of a passage stands for its places in the full text and among the citations too.
    """
    for alias in index.edition.aliases:
        yield alias.address, alias, address_now(index, alias.to) if alias.to else None
        page, _, anchor = alias.address.removeprefix("./").partition("#")
        if anchor and page not in (FULL_TEXT, CITE) and (alias.retired or alias.to in index.passages):
            for again in AGAIN:
                yield f"./{again}{anchor}", alias, f"{again}{alias.to}" if alias.to else None


def moved_from(index: Index) -> dict[str, list[Moved]]:
    """For each page, from the root, what has moved from it."""
    found: dict[str, list[Moved]] = defaultdict(list)
    for old, alias, address in _old_addresses(index):
        page, _, anchor = old.removeprefix("./").partition("#")
        found[page].append(Moved(anchor, alias, address))
    return found


def release(index: Index, project: Path) -> list[str]:
    """Add the addresses that are new to the ledger, under the edition's version; returns them."""
    known = read_ledger(project)
    new = [address for address in public_addresses(index, project) if address not in known]
    with (project / "data" / LEDGER).open("a", encoding="utf-8") as ledger:
        ledger.writelines(f"{index.version} {address}\n" for address in dict.fromkeys(new))
    return new

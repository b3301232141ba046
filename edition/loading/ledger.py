"""What was published stays: the ledger lists every public address of every release, and each must lead somewhere.

An address is a page with or without an anchor, seen from the root of the site: `./sessions/partnerships/#c6-p1`.
`data/ledger.txt` has one on each line, after the version that first published it; and a line for each frozen version,
with the SHA-256 that its archive must have, `releases/1.0.0.zip`. Releases add lines; nothing removes one, and git has
all that were ever committed. `data/aliases.yml` says where an address that has moved leads now, or why it was retired;
a line of the ledger, that a version was withdrawn, or the site has moved.
"""

import json
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from edition.document.addresses import VERSIONS, address_of
from edition.document.edition import Alias
from edition.document.index import Frozen, Index
from edition.loading.page_addresses import PART, front_matter, is_shown, page_addresses
from edition.loading.problems import DataError, Problem, did_you_mean
from edition.loading.yaml_file import read_text
from edition.records.records import Finding, Ref, grouped, repeated

LEDGER = "data/ledger.txt"
FOLDER = "releases"
"""Where the archives of frozen versions are."""
SUMMARY = "data/summary.json"
"""In an archive: the whole edition as data."""
FIRST = "# Ledger of "
"""So the first line begins, which names the edition: states of the file with another first line are another ledger."""
LINE = re.compile(
    r"(?P<version>[0-9]+\.[0-9]+\.[0-9]+) +"
    rf"((?P<address>\./({PART}/)*(#[a-z0-9.-]+)?)|sha256:(?P<sha256>[0-9a-f]{{64}})"
    r"|withdrawn: +(?P<withdrawn>\S.*)|moved: +(?P<moved>\S+))\s*"
)
SHALLOW = "the clone is shallow, so its past cannot be compared; run `git fetch --unshallow` (in CI: fetch-depth: 0)"
STATE = re.compile(r"^[0-9a-f]{40,64}(?: blob [0-9]+|:\S+ missing)\n", re.MULTILINE)
"""What git says before each state of a file."""


class Moved(NamedTuple):
    """An old anchor of a page (empty: the page itself) and the address from the root that it leads to now."""

    anchor: str
    alias: Alias
    address: str | None


class Ledger(NamedTuple):
    """Addresses, each with its line; archives, by version and SHA-256, each with its line.

    `withdrawn` says why versions have no archive any more, `moved` to which addresses the site has moved.
    """

    addresses: dict[str, int]
    archives: dict[str, dict[str, int]]
    withdrawn: dict[str, str]
    moved: list[str]


def archive_name(version: str) -> str:
    """The file of a frozen version, from the root of the project."""
    return f"{FOLDER}/{version}.zip"


def public_addresses(index: Index, project: Path) -> list[str]:
    """Every address that is permanent once it is published: pages, passages, entries, sources and so on."""
    fronts = {page: front_matter(read_text(project / "docs" / file)) for file, page in page_addresses(project).items()}
    pages = (page for page, front in fronts.items() if is_shown(front, index))
    return [f"./{address}" for address in (*pages, *map(address_of, index.addressed))]


def read_ledger(project: Path) -> Ledger:
    """Read the ledger of a project.

    Raises:
        DataError: the file cannot be read, or a line has another form.
    """
    first, *_ = lines = read_text(project / LEDGER, merged="keep the lines of both").split("\n")
    problems, read = [], Ledger({}, defaultdict(dict), {}, [])
    if not first.startswith(FIRST):
        message = f'the first line must begin with "{FIRST}" and name the edition; take it from an earlier version'
        problems.append(Problem(LEDGER, 1, 1, message))
    for number, line in enumerate(lines, 1):
        if not line.strip() or line[0] == "#":
            continue
        if not (match := LINE.fullmatch(line)):
            message = 'not a line of the ledger, such as "1.0.0 ./sessions/partnerships/#c6-p1"'
            problems.append(Problem(LEDGER, number, 1, f"{message}; `make release` writes them"))
        elif match["address"]:
            read.addresses[match["address"]] = number
        elif match["sha256"]:
            read.archives[match["version"]][match["sha256"]] = number
            read.withdrawn.pop(match["version"], None)
        elif match["withdrawn"]:
            read.archives.pop(match["version"], None)
            read.withdrawn[match["version"]] = match["withdrawn"]
        else:
            read.moved.append(match["moved"])
    if problems:
        raise DataError(problems)
    return read


def check_ledger(index: Index, project: Path, ledger: Mapping[str, int]) -> Iterator[Finding | Problem]:
    """Every address of the ledger is alive or has an alias; what leads to them, or names what had one, is right."""
    alive = set(public_addresses(index, project))
    known = {*alive, *(alias.address for alias in index.edition.aliases)}
    for address, line in ledger.items():
        if address not in known:
            message = f'the published address "{address}" leads nowhere; bring its id or page back, or add it to '
            yield Problem(LEDGER, line, 1, message + "data/aliases.yml with where it went")
    yield from _check_aliases(index, alive, ledger)
    yield from _check_changes(index, ledger.keys() - alive)


def _check_aliases(index: Index, alive: set[str], ledger: Mapping[str, int]) -> Iterator[Finding]:
    """Every alias starts at a published address that is gone, and leads to one that is alive.

    So its anchor is none that a template uses for itself: the ledger has ids of the data only.
    """
    for at, alias in repeated(index.edition.aliases, lambda alias: alias.address):
        yield Finding(("aliases", at, "address"), f'"{alias.address}" has an alias already')
    for at, alias in enumerate(index.edition.aliases):
        path = ("aliases", at, "address")
        if alias.address in alive:
            yield Finding(path, f'"{alias.address}" still exists; remove the alias, or the page or ID')
        elif alias.address not in ledger:
            hint = did_you_mean(alias.address, ledger.keys() - alive)
            hint = hint or "; copy the old address from there, as ./page/#anchor"
            yield Finding(path, f'"{alias.address}" is not in {LEDGER}{hint}')
        if alias.to and f"./{address_now(index, alias.to)}" not in alive:
            pages = (one.removeprefix("./") for one in alive if "#" not in one)
            known = [*index.passages, *map(str, index.entries), *sorted(pages)]
            message = f'"{alias.to}" is not a passage, an entry or a page{did_you_mean(alias.to, known)}'
            yield Finding(("aliases", at, "to"), message)


def _check_changes(index: Index, lost: set[str]) -> Iterator[Finding]:
    """Every change names a passage, or one that was published and is gone: no past release is ever rewritten."""
    known = {None, *index.passages, *(address.partition("#")[2] for address in lost)}
    for at, release in enumerate(index.edition.releases):
        for number, change in enumerate(release.changes):
            if change.passage not in known:
                message = f'unknown passage "{change.passage}"{did_you_mean(str(change.passage), index.passages)}'
                yield Finding(("releases", at, "changes", number, "passage"), message)


def read_archives(project: Path, archives: Mapping[str, Mapping[str, int]]) -> tuple[Frozen, ...]:
    """The frozen versions of a project, the oldest first, from the archives in its ledger.

    Raises:
        DataError: an archive is missing, or is not what the ledger says; the ledger has two for a version, or none.
    """
    problems, found = [], []
    for version, lines in archives.items():
        name, withdraw = archive_name(version), f'add to the end "{version} withdrawn: ", with the reason'
        (checksum, line), file = list(lines.items())[-1], project / name
        if len(lines) > 1:
            message = f"version {version} has two archives; {withdraw}, and below it, if one of them is {name} and is"
            problems.append(Problem(LEDGER, line, 1, f"{message} to stay, its line once more"))
        elif not file.is_file():
            message = f"{name} is missing; restore it from the git history, or from v/{version}.zip on the published"
            problems.append(Problem(LEDGER, line, 1, f"{message} site; if it is lost, {withdraw}"))
        elif one := _read(file, version, checksum, file.stat().st_mtime_ns):
            found.append(one)
        else:
            message = f"this is not what was frozen: {LEDGER} has another SHA-256 in line {line}"
            problems.append(Problem(name, 1, 1, f"{message}; restore the file from the git history"))
    for file in sorted((project / FOLDER).glob("[!.]*.zip")):  # not what a system leaves in any folder
        if file.stem not in archives:
            message = f"{LEDGER} has no line for this file, or it was withdrawn; remove it"
            problems.append(Problem(f"{FOLDER}/{file.name}", 1, 1, message))
    if problems:
        raise DataError(problems)
    return tuple(sorted(found, key=lambda one: tuple(map(int, one.version.split(".")))))


@lru_cache(maxsize=1000)
def _read(file: Path, version: str, checksum: str, _time: int) -> Frozen | None:
    """The version in an archive, if it is what was frozen; looked at again only when it has changed."""
    with suppress(BadZipFile, KeyError, ValueError):
        if sha256(file.read_bytes()).hexdigest() == checksum:
            with ZipFile(file) as archive:
                return Frozen(version, checksum, json.loads(archive.read(SUMMARY)))
    return None


def check_frozen(index: Index) -> Iterator[Finding]:
    """Every release is as the frozen versions have it, and none was left out when the next was frozen."""
    published: dict[str, Any] = {}
    for one in reversed(index.frozen):  # what was said first counts
        published |= {release["version"]: release for release in one.summary["releases"]}
    for at, release in enumerate(index.edition.releases):
        was, now = published.pop(release.version, None), release.model_dump(mode="json", exclude_none=True)
        if index.frozen and at and not was and release.version not in index.withdrawn:
            message = f"version {release.version} was not frozen in time; move its changes to the record of version "
            yield Finding(("releases", at, "version"), message + index.version)
        for key in ("date", "changes") if was else ():
            if was[key] != now[key]:
                message = f"version {release.version} was published with another; put back what v/{release.version}/"
                yield Finding(("releases", at, key), f"{message}changes/ has")
    for version in published:
        yield Finding(("releases",), f"version {version} was published; bring its record back")


def address_now(index: Index, to: str) -> str:
    """The address, from the root, of what an id means, or `kind:id`; any other text, such as an address, stays."""
    if to in index.passages:
        return address_of(index.passages[to])
    return address_of(ref) if (ref := Ref.parse(to)) in index.entries else to


def moved_from(index: Index) -> dict[str, list[Moved]]:
    """For each page, from the root, what has moved from it."""
    withdrawn = (Alias(address=f"./{VERSIONS}{name}/", retired=why) for name, why in index.withdrawn.items())
    split = ((one, one.address.removeprefix("./").partition("#")) for one in (*index.edition.aliases, *withdrawn))
    return grouped(
        (page, Moved(anchor, alias, address_now(index, alias.to) if alias.to else None))
        for alias, (page, _, anchor) in split
    )


def former_ids(index: Index) -> dict[str, Moved]:
    """By its id, what became of each passage and entry whose id is gone."""
    moved = (moved for page in moved_from(index).values() for moved in page)
    return {one.anchor: one for one in moved if one.anchor and one.anchor not in index.passages}


def passage_then(index: Index, id_: str) -> tuple[str, str | None]:
    """What to call a passage that an old release names, and the address from the root that has it now, if any."""
    if passage := index.passages.get(id_):
        return passage.label, address_of(passage)
    return id_, former_ids(index)[id_].address


def lost(project: Path) -> Iterator[Problem]:
    """A problem for each line that the ledger has had in the past of the commit that is checked out, and has no more.

    Only states of the file with the same first line are compared: another one is the ledger of another edition. And
    one for each archive that the next commit would leave out, because git ignores it or it was never added.

    Raises:
        DataError: the whole history is not available.
    """
    if git(project, "rev-parse", "--is-shallow-repository").strip() == "true":
        raise DataError([Problem(LEDGER, 1, 1, SHALLOW)])
    first, *now = _levelled(read_text(project / LEDGER))
    kept, lost_in = set(now), dict[str, str]()
    # the whole past: by default git follows only one side of a merge that took the file over from it
    commits = git(project, "rev-list", "--full-history", "HEAD", "--", LEDGER).split()
    asked = "".join(f"{commit}:./{LEDGER}\n" for commit in commits)
    for commit, state in zip(commits, STATE.split(git(project, "cat-file", "--batch", given=asked))[1:], strict=True):
        begun, *then = _levelled(state.removeprefix("\ufeff"))
        if begun == first:
            lost_in = {line: commit for line in then if LINE.fullmatch(line) and line not in kept} | lost_in
    for line, commit in lost_in.items():
        message = f'the line "{line}" is missing, which it had in commit {commit[:10]}; put it back'
        if " sha256:" in line:
            version = line.partition(" ")[0]
            message += f', and {archive_name(version)}; if it is to go, add "{version} withdrawn: ", with the reason'
        yield Problem(LEDGER, 1, 1, message)
    known = git(project, "ls-files").splitlines()
    for name in map(archive_name, read_ledger(project).archives):
        if name not in known:
            yield Problem(name, 1, 1, f"git does not have this file; run `git add --force {name}`, and commit it")


def _levelled(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n")]


def git(project: Path, *arguments: str, given: str = "") -> str:
    """What git says in the folder of the project, if it is given this to read.

    Raises:
        DataError: git is not installed, or refuses.
    """
    command = ["git", "--no-replace-objects", "-C", str(project), *arguments]
    try:
        done = subprocess.run(command, input=given.encode(), capture_output=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", b"git is not installed").decode(errors="replace").strip().partition("\n")[0]
        raise DataError([Problem(LEDGER, 1, 1, f"its past cannot be compared: {reason}")]) from None
    return done.stdout.decode(errors="replace")

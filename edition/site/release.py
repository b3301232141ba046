"""What a release writes: new addresses into the ledger, version and date into `CITATION.cff`, the frozen version."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from edition.document.addresses import VERSIONS
from edition.document.index import Index
from edition.formats.exports import TEXT
from edition.loading.files import replace_text, write_zip
from edition.loading.ledger import LEDGER, archive_name, git, lost, public_addresses, read_ledger
from edition.loading.page_addresses import page_addresses
from edition.loading.problems import DataError, Problem, ReportedError
from edition.loading.yaml_file import read_text
from edition.site.build import build_site
from edition.site.frozen import LEFT_OUT, linked_versions
from edition.site.guard import faults_of
from edition.site.postprocess import WRITTEN_LAST
from edition.site.settings import PUBLIC, SETTINGS, fault_of, has_address

CITATION = "CITATION.cff"


def release(index: Index, project: Path, site_url: str) -> tuple[int, str | None]:
    """Release the newest version in `data/releases.yml`, and freeze it where the site has an address of its own.

    Gives how many addresses are new, and the name of the archive that was written, from the root of the project.

    Raises:
        ReportedError: something is lost or not what it was, or the version cannot be frozen; nothing was written.
    """
    if problems := list(check_address(index, project, site_url)) or list(lost_or_forged(index, project)):
        raise DataError(problems)
    if index.version in index.withdrawn:
        message = f"version {index.version} was withdrawn; add one with the next number"
        raise DataError([Problem("data/releases.yml", 1, 1, message)])
    known, written, name = len(read_ledger(project).addresses), files_after_release(index, project), None
    if has_address(site_url) and all(one.version != index.version for one in index.frozen):
        name = archive_name(index.version)
        written[LEDGER] += f"{index.version} sha256:{_freeze(index, project, site_url)}\n"
    for file, text in written.items():
        replace_text(project / file, text)
    if name:
        git(project, "add", "--force", "--", name)  # or a commit would leave out what is often ignored by git
    return len(read_ledger(project).addresses) - known, name


def _freeze(index: Index, project: Path, site_url: str) -> str:
    """Keep the edition as it is now under the number of its version; returns the SHA-256 of the archive."""
    name = archive_name(index.version)
    with TemporaryDirectory(prefix="edition-frozen-") as made:
        root = Path(made).resolve()
        folder = root / VERSIONS / index.version
        build_site(project, folder, f"{site_url}{VERSIONS}{index.version}/", frozen=True)
        kept = [f"{folder.relative_to(root).as_posix()}/{one[2:]}" for one in public_addresses(index, project)]
        kept = [address for address in kept if address.split("/")[2] not in LEFT_OUT]
        current = [f"{page}index.html" for page in page_addresses(project).values()]  # which it will be beside
        later = [*current, *linked_versions(index), *WRITTEN_LAST, "robots.txt", "sitemap.xml"]
        if faults := faults_of(root, project / "docs", site_url, kept, later):
            raise ReportedError("\n".join(faults))
        files = sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.parts)
        new = root / "new.zip"
        write_zip(new, ((file.relative_to(folder).as_posix(), file.read_bytes()) for file in files))
        if problems := list(_misquoted(project, name, new)):
            raise DataError(problems)
        (project / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(new, project / name)
        return sha256(new.read_bytes()).hexdigest()


def lost_or_forged(index: Index, project: Path) -> Iterator[Problem]:
    """What the ledger once had and lacks now, and archives whose words are not the document's.

    Raises:
        DataError: the past of the ledger is not known.
    """
    yield from lost(project)
    for name in (archive_name(one.version) for one in index.frozen):
        yield from _misquoted(project, name, project / name)


def check_address(index: Index, project: Path, site_url: str) -> Iterator[Problem]:
    """The address is one that others can reach, and the one that versions were frozen for, or the site has moved to."""
    if has_address(site_url) and not PUBLIC.fullmatch(site_url):
        message = f"is {site_url!a}, where no published site can be; {SETTINGS['site_url'][1]}"
        yield fault_of(project, "site_url", message)
    elif last := index.frozen[-1:]:
        *_, address = last[0].summary["site"].removesuffix(last[0].folder), *read_ledger(project).moved
        if site_url != address:
            message = f"is {site_url}, but the site was published at {address}; set it to that"
            if has_address(site_url):
                message += f', or if it has moved, add "{index.version} moved: {site_url}" to the end of {LEDGER}'
            yield fault_of(project, "site_url", message)


def _misquoted(project: Path, name: str, archive: Path) -> Iterator[Problem]:
    """What the program for readers finds wrong with an archive: its manifest, and each place with the document's words.

    Which words these are is said by the plain text that is in it.
    """
    with TemporaryDirectory() as folder, ZipFile(archive) as packed:
        packed.extractall(folder, {TEXT} & {*packed.namelist()})
        program = str(project / "docs" / "verify.py")
        command = [sys.executable, "-I", "-X", "utf8", program, str(archive), str(Path(folder, TEXT))]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        for line in re.findall("^WRONG .*", done.stdout, re.MULTILINE) or [done.stderr.strip()]:
            yield Problem(name, 1, 1, f"docs/verify.py finds: {line}; restore the file from the git history")


def files_after_release(index: Index, project: Path) -> dict[str, str]:
    """The files that a release writes, and what is in them after it.

    Raises:
        DataError: a file cannot be read, or `CITATION.cff` has no place for the version and its date.
    """
    known = read_ledger(project).addresses
    new = [f"{index.version} {address}" for address in public_addresses(index, project) if address not in known]
    citation = read_text(project / CITATION, CITATION)
    for key, value in {"version": index.version, "date-released": index.edition.releases[0].date}.items():
        citation, found = re.subn(rf"^{key}:.*", f"{key}: {value}", citation, flags=re.MULTILINE)
        if found != 1:
            message = f'there must be one line "{key}: {value}", at the left margin'
            raise DataError([Problem(CITATION, 1, 1, message)])
    return {LEDGER: "\n".join([read_text(project / LEDGER).rstrip("\n"), *new, ""]), CITATION: citation}

"""What a release writes: new addresses into the ledger, version and date into `CITATION.cff`, the frozen version."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from edition.books.zipped import write_zip
from edition.document.addresses import VERSIONS
from edition.document.index import Index
from edition.loading.archives import archive_name
from edition.loading.files import replace_text
from edition.loading.ledger import LEDGER, public_addresses, read_ledger
from edition.loading.ledger_history import lost_lines
from edition.loading.page_addresses import pages_of
from edition.loading.problems import DataError, Problem
from edition.loading.yaml_file import read_text
from edition.site.build import build_site
from edition.site.frozen import LEFT_OUT
from edition.site.guard import faults_of
from edition.site.postprocess import WRITTEN_LAST, PagesError
from edition.site.settings import has_address
from edition.site.staging import own_folder

CITATION = "CITATION.cff"


def release(index: Index, project: Path) -> int:
    """Release the newest version in `data/releases.yml`; returns how many addresses are new with it.

    Raises:
        DataError: the ledger has lost lines, or a file cannot be read; nothing was written.
    """
    if problems := list(lost_lines(project)):
        raise DataError(problems)
    known = len(read_ledger(project))
    for name, text in _released(index, project).items():
        replace_text(project / name, text)
    return len(read_ledger(project)) - known


def freeze(index: Index, project: Path, site_url: str) -> str | None:
    """Keep the edition as it is now under the number of its version, unless that is frozen already.

    Returns:
        The name of the archive that was written, from the root of the project.

    Raises:
        DataError, BuildError: as `build_site` does; nothing was written.
        PagesError: a page lacks an address, or a link in it is dead; nothing was written.
    """
    if is_frozen(index):
        return None
    name = archive_name(index.version)
    with own_folder(Path(tempfile.gettempdir()), "edition-frozen-") as root:
        folder = root / VERSIONS / index.version
        build_site(project, folder, f"{site_url}{VERSIONS}{index.version}/", frozen=True)
        if faults := list(_faults(index, project, root, site_url)):
            raise PagesError("\n".join(faults))
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        new = root / "new.zip"
        write_zip(new, ((file.relative_to(folder).as_posix(), file.read_bytes()) for file in files))
        checksum = sha256(new.read_bytes()).hexdigest()
        (project / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(new, project / name)
    ledger = read_text(project / LEDGER).rstrip("\n")
    replace_text(project / LEDGER, f"{ledger}\n{index.version} sha256:{checksum}\n")
    return name


def is_frozen(index: Index) -> bool:
    """Whether there is an archive of the newest version."""
    return index.version in (one.version for one in index.frozen)


def _faults(index: Index, project: Path, root: Path, site_url: str) -> Iterator[str]:
    """What is wrong with the pages that are being frozen, once they are beside a current version of the same pages."""
    pages = [f"{page}index.html" for page in pages_of(project)]
    earlier = [name for one in index.frozen for name in (f"{one.folder}index.html", one.archive)]
    kept = [address.removeprefix("./") for address in public_addresses(index, project)]
    kept = [f"{VERSIONS}{index.version}/{address}" for address in kept if address.partition("/")[0] not in LEFT_OUT]
    yield from faults_of(
        root, project / "docs", site_url, kept, [*pages, *earlier, *WRITTEN_LAST, "robots.txt", "sitemap.xml"]
    )


def check_release(index: Index, project: Path, site_url: str) -> Iterator[Problem]:
    """What keeps the edition from being published: a release that has not been made, lines that the ledger has lost.

    Where the site has an address of its own, the newest version has to be frozen as well.

    Raises:
        DataError: the past of the ledger is not known, or a file cannot be read.
    """
    for name, text in _released(index, project).items():
        if read_text(project / name, name) != text:
            yield Problem(
                name, 1, 1, f"version {index.version} has not been released in its present form; run `make release`"
            )
    if has_address(site_url) and not is_frozen(index):
        yield Problem(LEDGER, 1, 1, f"version {index.version} is not frozen; run `make release`")
    yield from lost_lines(project)


def _released(index: Index, project: Path) -> dict[str, str]:
    """The files that a release writes, and what is in them after it."""
    known = read_ledger(project)
    new = [f"{index.version} {address}" for address in public_addresses(index, project) if address not in known]
    citation = read_text(project / CITATION, CITATION)
    for key, value in {"version": index.version, "date-released": index.edition.releases[0].date}.items():
        citation, found = re.subn(rf"^{key}:.*", f"{key}: {value}", citation, flags=re.MULTILINE)
        if found != 1:
            message = f'there must be one line "{key}: {value}", at the left margin'
            raise DataError([Problem(CITATION, 1, 1, message)])
    return {LEDGER: "\n".join([read_text(project / LEDGER).rstrip("\n"), *new, ""]), CITATION: citation}

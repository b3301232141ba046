"""The commands: `python -m edition COMMAND`, each for the project in this folder. `--help` lists them."""

import argparse
import logging
import signal
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

from edition.books.pdf import write_pdf
from edition.kinds import MENTIONED
from edition.loading.files import locked
from edition.loading.ledger import lost
from edition.loading.links import write_links
from edition.loading.problems import DataError, Problem, ReportedError
from edition.loading.validation import write_schemas
from edition.site.build import build_site, site_url_of
from edition.site.postprocess import postprocess_built
from edition.site.project import load_index, load_project
from edition.site.prose import to_dos
from edition.site.release import check_address
from edition.site.release import release as write_release
from edition.site.settings import has_address

INTERRUPTED, TERMINATED = 130, 143
"""Exit codes, as shells have them."""


def check(project: Path) -> None:
    """Check the data and the pages, and report what is wrong."""
    warnings = load_project(project).warnings
    gone: list[Problem] = []
    with suppress(DataError):  # a copy need not have the past
        gone = list(lost(project))
    if gone:
        raise DataError(gone)
    for warning in (*warnings, *(left.as_warning() for left in to_dos(project))):
        print(warning, file=sys.stderr)


def build(project: Path, site: Path | None) -> None:
    """Build the site."""
    check(project)
    index, site_url = load_index(project), site_url_of(project)
    if index.frozen and (problems := list(check_address(index, project, site_url))):
        raise DataError(problems)
    build_site(project, site or project / "site")


def serve(project: Path, address: str | None) -> None:
    """Build and serve the site, and show every change."""
    from edition.site import preview  # MkDocs is slow to import, and the check does not need it

    preview.serve(project, address)


def pdf(project: Path) -> None:
    """Write the document as summary.pdf."""
    check(project)
    write_pdf(load_index(project), project / "summary.pdf", site_url_of(project))


def postprocess(project: Path, site: Path | None) -> None:
    """Complete a site that another generator has built."""
    postprocess_built(load_index(project), project, site or project / "site")


def release(project: Path) -> None:
    """Write new addresses into the ledger, version and date into CITATION.cff, and freeze the version."""
    if left := list(to_dos(project)):
        raise DataError(left)
    with locked(project):
        index, site_url = load_index(project), site_url_of(project)
        new, name = write_release(index, project, site_url)
    print(f"New addresses in version {index.version}: {new}. Commit data/ledger.txt and CITATION.cff.")
    if not has_address(site_url):
        print("Not frozen: the address of the site is still the placeholder. Set site_url in mkdocs.yml; run again.")
    elif name:
        size = (project / name).stat().st_size
        print(f"Frozen for {site_url}: commit {name} too ({size / 1e6:.1f} MB). It never changes again.")
    else:
        print(f"Version {index.version} is frozen already, and its archive stays as it is.")


def schemas(project: Path) -> None:
    """Write the JSON Schemas of the data files, for editors."""
    write_schemas(project)


def new(project: Path, folder: Path, text: Path, title: str | None) -> None:
    """Make a new edition, a project of its own, from the plain text of a document."""
    from edition.site.new import new_edition

    outline = new_edition(project, folder, text, title)
    statements = [one for heading in outline.headings for one in heading.statements]
    below = sum(len(statement.paragraphs) for statement in statements)
    print(
        f"{folder}: introduction {len(outline.introduction)}, headings {len(outline.headings)}, "
        f"conclusions {len(statements)}, paragraphs below them {below}, closing {len(outline.closing)}."
    )
    print("There, `make site` builds the site, and `make check` lists what is left to do.")


def link(project: Path, kind: str | None) -> None:
    """Write the links that the check proposes into the data: names that the document mentions."""
    for file, number in write_links(project, kind).items():
        print(f"{file}: {number} linked. See `git diff`.")


COMMANDS = check, build, serve, pdf, postprocess, release, schemas, new, link


def parser() -> argparse.ArgumentParser:
    """The command line: a subcommand for each command, with its own help."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--project", type=Path, default=Path.cwd(), help="the folder with mkdocs.yml (by default, .)")
    common.add_argument("--debug", action="store_true", help="show where in the code an error comes from")
    made = argparse.ArgumentParser(prog="python -m edition", description="The commands of the edition.")
    subcommands = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add = {}
    for run in COMMANDS:
        added = subcommands.add_parser(run.__name__, help=run.__doc__, description=run.__doc__, parents=[common])
        added.set_defaults(run=run)
        add[run] = added.add_argument
    for run in (build, postprocess):
        add[run]("--site", type=Path, help="the folder of the site (by default, site/ in the project)")
    add[serve]("--address", help="where to serve, as 127.0.0.1:8000 (by default, the first free port)")
    add[new]("folder", type=Path, metavar="FOLDER", help="the folder of the new edition, which does not exist yet")
    add[new]("--text", type=Path, required=True, help="the document, as plain text in UTF-8")
    add[new]("--title", help="the title, with which the text begins (by default, its first paragraph)")
    add[link]("--kind", choices=sorted(MENTIONED), help="link only names of this kind (by default, all)")
    return made


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit code, 1 if something must be fixed."""
    if isinstance(sys.stdout, TextIOWrapper):  # not every console has every letter
        sys.stdout.reconfigure(errors="backslashreplace")
    options = vars(parser().parse_args(arguments))
    options["project"] = options["project"].resolve()
    run, debug = options.pop("run"), options.pop("debug")
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        run(**options)
    except KeyboardInterrupt:
        return INTERRUPTED
    except ReportedError as error:
        print(error, file=sys.stderr)
    except Exception as error:  # the one place where what nobody expected becomes a line
        if debug:
            raise
        line = f"{type(error).__name__}: {error} (an error in the edition's code; --debug shows where)"
        if isinstance(error, OSError) and error.strerror:
            line = f"{error.filename or 'The system says'}: {error.strerror}"
        print(line, file=sys.stderr)
    else:
        return 0
    return 1

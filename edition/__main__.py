"""The commands, `python -m edition COMMAND`, all for the project in this folder: see `COMMANDS`."""

import argparse
import logging
import signal
import sys
from pathlib import Path

from edition.books.pdf import write_pdf
from edition.loading.problems import ReportedError
from edition.loading.schemas import write_schemas
from edition.site.build import build_site, site_url_of
from edition.site.postprocess import postprocess_built
from edition.site.project import load_index
from edition.site.release import release

COMMANDS = {
    "check": "check the data only",
    "build": "build the site",
    "pdf": "write the document as summary.pdf",
    "finish": "complete a site that another generator has built",
    "release": "write new addresses into the ledger, and version and date into CITATION.cff",
    "schemas": "write the JSON Schemas of the data files",
    "serve": "serve the site and build it anew at every change",
}

INTERRUPTED, TERMINATED = 130, 143
"""Exit codes, as shells have them."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit code, 1 where there is something to mend."""
    parser = argparse.ArgumentParser(prog="python -m edition")
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--project", type=Path, default=Path.cwd(), help="the folder with mkdocs.yml")
    parser.add_argument("--site", type=Path, help="the folder to build into (project/site)")
    parser.add_argument("--address", help="where to serve, as 127.0.0.1:8000 (the first free port from there on)")
    parser.add_argument("--debug", action="store_true", help="show where in the code an error comes from")
    options = parser.parse_args(arguments)
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    signal.signal(signal.SIGTERM, _terminated)
    try:
        _run(options, options.project.resolve())
    except KeyboardInterrupt:
        return INTERRUPTED
    except ReportedError as error:
        print(error, file=sys.stderr)
    except Exception as error:  # the one place where what nobody expected becomes a line
        if options.debug:
            raise
        print(_line_for(error), file=sys.stderr)
    else:
        return 0
    return 1


def _run(options: argparse.Namespace, project: Path) -> None:
    if options.command == "check":
        for warning in load_index(project).warnings:
            print(warning, file=sys.stderr)
    elif options.command == "pdf":
        write_pdf(load_index(project), project / "summary.pdf", site_url_of(project))
    elif options.command == "release":
        index = load_index(project)
        new = release(index, project)
        print(f"New addresses in version {index.version}: {new}. Commit data/ledger.txt and CITATION.cff.")
    elif options.command == "schemas":
        write_schemas(project)
    elif options.command == "finish":
        postprocess_built(load_index(project), project, options.site or project / "site")
    elif options.command == "build":
        build_site(project, options.site or project / "site")
    else:
        from edition.site.preview import serve  # MkDocs is slow to import, and the check does not need it

        serve(project, options.address)


def _terminated(*_: object) -> None:
    sys.exit(TERMINATED)


def _line_for(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'The system says'}: {error.strerror}"
    return f"{type(error).__name__}: {error} (an error in the edition's code; --debug shows where)"


if __name__ == "__main__":
    sys.exit(main())

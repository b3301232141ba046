"""Preview: serve the site and build it anew when a file changes.

A mistake does not stop the server: the last good site stays up, with the report on top, until it is mended.
"""

import logging
import re
import tempfile
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from edition.build import BuildError, build_site
from edition.problems import DataError
from edition.render import environment

WATCHED = "data", "docs", "edition"
"""Folders, with all in them; of the project's own folder only the files are watched."""

CHANGES = "created", "modified", "deleted", "moved"
CODE_CHANGED = "The Python of the edition has changed: stop the preview with Ctrl+C and start it again."
log = logging.getLogger("edition")


class Preview(LiveReloadServer):
    """MkDocs' live reload, with a report on every page while there is something to mend."""

    def __init__(self, project: Path, address: str, site: Path) -> None:
        host, _, port = address.rpartition(":")
        super().__init__(self.rebuild, host=host, port=int(port), root=str(site))
        self.project = project
        self.site = site
        self.report = ""
        self.build_delay = 0.05  # seconds without a further change before a build starts
        self.code = self.stamp_of_code()
        self.error_handler = self.error_page
        # Told by the system: to look at every file ten times a second slows the build down.
        self.observer: Any = Observer()
        handler = FileSystemEventHandler()
        handler.on_any_event = self.changed  # type: ignore[method-assign]
        for folder in (project, *(project / name for name in WATCHED)):
            self.observer.schedule(handler, str(folder), recursive=folder != project)
            self._watched_paths[str(folder)] = 1

    def changed(self, event: FileSystemEvent) -> None:
        """Ask for a build: a file was written, moved or removed."""
        if event.event_type in CHANGES and not event.is_directory and not str(event.src_path).endswith((".pyc", "~")):
            with self._rebuild_cond:
                self._want_rebuild = True
                self._rebuild_cond.notify_all()

    def stamp_of_code(self) -> float:
        """When a module of the edition last changed: what is imported stays as it was."""
        return max(file.stat().st_mtime for file in (self.project / "edition").glob("*.py"))

    def rebuild(self) -> None:
        """Build the site, or keep the last good one and the report."""
        try:
            build_site(self.project, self.site, self.url, preview=True)
            self.report = "" if self.stamp_of_code() == self.code else CODE_CHANGED
        except (DataError, BuildError) as error:
            self.report = str(error)
        except Exception as error:  # a fault in a template or in the code: for developers, but no reason to stop
            log.exception("The build failed.")
            self.report = f"{type(error).__name__}: {error}"
        if self.report:
            log.error("%s\n", self.report)

    def error_page(self, _code: int) -> bytes:
        """What an address without a file shows: the site's own page for that, or the report alone."""
        page = self.site / "404.html"
        content = page.read_bytes() if page.exists() else environment().get_template("broken.html").render().encode()
        return self._inject_js_into_html(content, self._visible_epoch)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        if self.report:
            banner = environment().get_template("banner.html").render(report=self.report).encode()
            content = re.sub(rb"<body[^>]*>", lambda body: body[0] + banner, content, count=1)
        injected: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]
        return injected


def serve(project: Path, address: str) -> None:
    """Serve the edition in `project` at `address` (`host:port`) until interrupted, whatever the data is like."""
    with tempfile.TemporaryDirectory(prefix="edition-") as folder:
        server = Preview(project, address, Path(folder) / "site")
        server.rebuild()
        log.info("Serving at %s (stop with Ctrl+C)", server.url)
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            log.info("Stopped.")
        finally:
            server.shutdown()

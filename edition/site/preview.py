"""Preview: serve the site as the files have it now. When one changes, each page is made anew as it is asked for.

If there is a mistake, a banner says what to fix; the last valid version stays visible.
"""

import errno
import logging
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from edition.document.addresses import VERSIONS
from edition.document.index import Index
from edition.formats.linked_data import TURTLE
from edition.loading.page_addresses import page_addresses
from edition.loading.problems import ReportedError
from edition.site.build import build_site
from edition.site.frozen import unpack
from edition.site.postprocess import write_linked
from edition.site.project import load_project
from edition.templating import templates

WATCHED = "data", "docs", "edition"
"""Folders, with all in them; of the project's own folder only the files are watched."""

CHANGES = "created", "modified", "deleted", "moved"
CODE_CHANGED = "The Python of the edition has changed: stop the preview with Ctrl+C and start it again."
FIRST_PORT, PORTS = 8000, 100
OWN_HOSTS, EVERY_HOST = ("localhost", "127.0.0.1", "::1"), ("0.0.0.0", "::")
log = logging.getLogger("edition")


class Preview(LiveReloadServer):
    """MkDocs' live reload, with a report on every page while there are errors to fix."""

    allow_reuse_address = sys.platform != "win32"  # there it would let two servers have the same port
    allow_reuse_port = False  # and so would this, since Python 3.14

    def __init__(self, project: Path, host: str, port: int, site: Path) -> None:
        super().__init__(self.rebuild, host=host, port=port, root=str(site))
        self.host = host
        self.project, self.site, self.report = project, site, ""
        self.fresh: set[str] | None = None  # the addresses of pages made since the last change; none before any is
        self.stamps: dict[str, int] = {}  # of each page, when its own file was changed that it was last made of
        self.build_delay = 0.05  # seconds without a further change before a build starts
        self.code = self.stamp_of_code()
        self.error_handler = self.error_page
        self.index: Index | None = None
        self.writing = Lock()
        # The system reports changes: to look at every file ten times a second slows the build down.
        self.observer: Any = Observer()
        self.handler = FileSystemEventHandler()
        self.handler.on_any_event = self.changed  # type: ignore[method-assign]
        self._watched_paths[str(project)] = 1  # or MkDocs would not start the observer
        self.watched = [project, *(project / name for name in WATCHED)]
        self.unwatched = True  # whether any of these folders is new, or was removed and came back

    def serve_request(self, environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        """Answer a request, unless it comes from a page of another site: that could read what is not published."""
        host = re.sub(r":\d+$", "", environ.get("HTTP_HOST", "").lower()).strip("[]")
        ours = host in (*OWN_HOSTS, self.host) or (self.host in EVERY_HOST and re.fullmatch(r"[\da-f:.]+", host))
        inside = environ.get("HTTP_SEC_FETCH_SITE", "none") in ("none", "same-origin")
        if not ours or not (inside or environ.get("HTTP_SEC_FETCH_DEST") == "document"):  # a link from elsewhere may
            start_response("403 Forbidden", [("Content-Type", "text/plain")])
            return [f"Only its own pages can use this preview. Open {self.url}\n".encode()]
        environ["PATH_INFO"] = environ["PATH_INFO"].replace("\0", "\ufffd".encode().decode("latin-1"))
        path = environ["PATH_INFO"].removeprefix(self.mount_path)
        if not path.startswith("/livereload/"):
            for _ in range(2):  # while the first is at work, something may be saved
                with self._epoch_cond:
                    self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
                with self.writing:
                    self.make(path.removesuffix("index.html"))
        return super().serve_request(environ, start_response)

    def make(self, path: str) -> None:
        """Make what is asked for and not there yet: no edit takes longer for what nobody opens."""
        if not self.report and (self.fresh is None or path in self.stamps.keys() - self.fresh):
            with self.reporting():
                self.build({path})
        version = re.match(rf"{VERSIONS}([0-9.]+[0-9])(/|\.zip$)", path)
        with suppress(FileNotFoundError):
            if version and not (self.site / VERSIONS / f"{version[1]}.zip").exists():
                unpack(self.project, version[1], self.site)  # if there is one
            elif not re.search("/$|^$|^assets/", path) and self.index and not (self.site / TURTLE).exists():
                write_linked(self.index, self.site, self.url)

    def build(self, pages: set[str]) -> None:
        """Build these pages, and those whose own file has changed; all, if there is no site yet."""
        files = page_addresses(self.project)
        stamps = {address: (self.project / "docs" / file).stat().st_mtime_ns for file, address in files.items()}
        only = pages | {address for address, stamp in stamps.items() if self.stamps.get(address) != stamp}
        build = partial(build_site, self.project, self.site, self.url, preview=True)
        try:
            self.index = build(only=only if self.stamps else None)
        except ReportedError:
            if not self.stamps:
                raise
            only = {*stamps}  # perhaps another page was only not as new
            self.index = build()
        self.fresh, self.stamps = only | (self.fresh or set()), stamps

    def watch_folders(self) -> None:
        """Watch those folders that are there, unless all of them are watched already."""
        with self._rebuild_cond:
            unwatched, self.unwatched = self.unwatched, False
        if unwatched:
            self.observer.unschedule_all()
            for folder in filter(Path.is_dir, self.watched):
                self.observer.schedule(self.handler, str(folder), recursive=folder != self.project)

    def changed(self, event: FileSystemEvent) -> None:
        """Ask for a build: a file was written, moved or removed, or a whole folder was."""
        paths = {Path(str(path)) for path in (event.src_path, event.dest_path)}
        folder = event.event_type != "modified" and not paths.isdisjoint(self.watched)
        noise = event.is_directory or str(event.src_path).endswith((".pyc", "~"))
        if event.event_type in CHANGES and (folder or not noise):
            with self._rebuild_cond:
                self.unwatched |= folder
                self._want_rebuild = True
                self._rebuild_cond.notify_all()

    def stamp_of_code(self) -> float:
        """When a module of the edition last changed: what is imported stays as it was."""
        return max(file.stat().st_mtime for file in (self.project / "edition").rglob("*.py"))

    def rebuild(self) -> None:
        """Check what has changed: from here on, nothing that was made is fresh."""
        self.watch_folders()
        with self.writing, self.reporting():
            self.fresh, self.report = None, ""
            if self.stamp_of_code() != self.code:
                raise ReportedError(CODE_CHANGED)
            load_project(self.project)
            if not self.stamps:
                self.build(set())

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """Report what goes wrong meanwhile."""
        try:
            yield
        except ReportedError as error:
            self.report = str(error)
        except Exception as error:  # a fault in a template or in the code: for developers, but no reason to stop
            log.exception("The build failed.")
            self.report = f"{type(error).__name__}: {error}"
        if self.report:
            log.error("%s\n", self.report)

    def error_page(self, _code: int) -> bytes:
        """What an address without a file shows: the site's own page for that, or the report alone."""
        page = self.site / "404.html"
        content = page.read_bytes() if page.exists() else templates().get_template("broken.html").render().encode()
        return self._inject_js_into_html(content, self._visible_epoch)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        if self.report:
            banner = templates().get_template("banner.html").render(report=self.report).encode()
            content = re.sub(rb"<body[^>]*>", lambda body: body[0] + banner, content, count=1)
        injected: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]
        return injected


def preview_at(project: Path, host: str, ports: range, site: Path) -> Preview:
    """The preview at the first free port of `ports`, which it takes at once: another may be started meanwhile.

    Where there is none, or no such host, it raises `ReportedError`.
    """
    for port in ports:
        preview = Preview(project, host, port, site)
        try:
            preview.server_bind()
            preview.server_activate()
            preview.server_bind = lambda: None  # type: ignore[method-assign]  # or `serve` would take it again
            break
        except OSError as error:
            preview.server_close()
            if error.errno != errno.EADDRINUSE or port == ports[-1]:
                raise ReportedError(f"cannot serve at {host}, port {port}: {error.strerror}") from None
    return preview


def serve(project: Path, address: str | None) -> None:
    """Serve the edition in `project` until interrupted, whatever the data is like.

    That is at `host:port`, or without an address at the first free port of this machine from 8000 on. It raises
    `ReportedError` if the address is not valid, or not available.
    """
    name, _, number = (address or f"127.0.0.1:{FIRST_PORT}").rpartition(":")
    host = name.strip("[]")
    if not host or not number.isdecimal() or not 0 < int(number) < 65536:
        raise ReportedError(f'"{address}" is not an address; write host and port, as 127.0.0.1:{FIRST_PORT}')
    ports = range(int(number), int(number) + (1 if address else PORTS))
    with TemporaryDirectory(prefix="edition-preview-") as folder:
        server = preview_at(project, host, ports, Path(folder, "site"))
        server.rebuild()
        log.info("Serving at %s (stop with Ctrl+C)", server.url)
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            log.info("Stopped.")
        finally:
            server.shutdown()

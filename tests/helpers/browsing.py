"""A browser and a server for tests."""

import re
import shutil
import sys
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FloatRect, Locator, Page, Playwright, ViewportSize, expect

from tests.helpers.needs import needs_page

expect.set_options(timeout=30_000)  # what is expected may take as long as an action may, by Playwright's own measure

NewPage = Callable[..., Page]
"""Opens an address in a window of its own, which is as the arguments say."""
FUNCTIONS = Path(__file__).with_name("measures.js").read_text(encoding="utf-8")


def script(name: str) -> str:
    """A function of `measures.js`, as an expression for `evaluate` and the like: `page.evaluate(script("covered"))`.

    It brings along the functions that it calls, and leaves none in the page. It is evaluated by the browser's tools for
    developers, which the site's security policy does not bind.
    """
    return f"(() => {{\n{FUNCTIONS}\nreturn {name};\n}})()"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: the test report is the place for what matters."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing when a browser goes elsewhere before it has all of a page."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path, answers: type[Quiet] = Quiet) -> Iterator[str]:
    """Serve `folder` on a free local port; gives the address, with a slash at its end."""
    server = _Server(("127.0.0.1", 0), partial(answers, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def executable() -> str | None:
    """Where the system's Chromium is: without windows, which takes half the time for the same pages, or whole."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def launch(playwright: Playwright) -> Browser:
    """The system's Chromium, or the one that Playwright has installed."""
    return playwright.chromium.launch(
        executable_path=executable(),
        args=["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    )


FIREFOX: dict[str, str | float | bool] = {
    "dom.events.testing.asyncClipboard": True,  # the clipboard without a question
    "general.smoothScroll": False,
    "toolkit.cosmeticAnimations.enabled": False,
    "ui.prefersReducedMotion": 1,
    "ui.primaryPointerCapabilities": 6,  # a mouse, which hovers; without a window it thinks that there is none
    "ui.allPointerCapabilities": 6,
}


def firefox() -> str | None:
    """Where the system's Firefox is, if it is."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


def launch_firefox(playwright: Playwright) -> Browser:
    """The system's Firefox, by WebDriver BiDi."""
    return playwright.firefox.launch(executable_path=firefox(), channel="moz-firefox", firefox_user_prefs=FIREFOX)


also_in_firefox = pytest.mark.parametrize(
    "context", ["browser", pytest.param("firefox", marks=pytest.mark.sweep)], indirect=True, ids=["chromium", "firefox"]
)
"""A journey that `make test-all` makes in Firefox, too: another engine may do otherwise."""


def move_focus(page: Page, key: str = "Tab") -> None:
    """Press a key that moves the focus; returns when it has moved."""
    before = page.evaluate_handle("document.activeElement")
    page.keyboard.press(key)
    page.wait_for_function("before => document.activeElement !== before", arg=before)


def painted(page: Page) -> None:
    """Wait until what has happened on a page is laid out, scrolled to and painted: two frames."""
    # not `evaluate`, which would wait for ever for a frame that does not come
    page.wait_for_function(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0, true))))"
    )


def box_of(shown: Locator) -> FloatRect:
    """Where on the screen something is that must be shown."""
    box = shown.bounding_box()
    assert box
    return box


def clipboard(page: Page) -> str:
    """The text that was copied last."""
    return str(page.wait_for_function("() => navigator.clipboard.readText()").json_value())


def elapsed(page: Page, milliseconds: int) -> None:
    """Let time pass on a page, to see that something does not happen.

    By the page's own clock: what it had planned for earlier has happened by then, however slow the machine is.
    """
    page.wait_for_function("time => new Promise(done => setTimeout(done, time, true))", arg=milliseconds)


VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) => console.error(`Refused: ${event.violatedDirective}`));
"""
"""What breaks the security policy is an error, also where the browser keeps to itself what it has refused."""


@dataclass
class Tab:
    """A page of a browser on the site at `web`, which writes down what no page of the site may do."""

    page: Page
    web: str
    left_out: Collection[str] = ()
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(VIOLATIONS)
        ours = self.web, "data:", "blob:"
        self.page.on("request", lambda it: self._expect(it.url.startswith(ours), f"request: {it.url}"))
        self.page.on("console", lambda it: self._expect(it.type not in ("error", "warning"), f"console: {it.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def _expect(self, what_is_right: bool, otherwise: str) -> None:
        if not what_is_right:
            self.complaints.append(otherwise)

    def open(self, address: str, size: ViewportSize | None = None) -> Page:
        """Load an address on the site, `sessions/salt-water/#k6`, anew, in a window of this size, until it is painted.

        That of a page left out skips the test.
        """
        needs_page(re.sub("[?#].*", "", address), self.left_out)
        if size:
            self.page.set_viewport_size(size)
        self.page.goto("about:blank")  # from where one is on a page, a browser only moves
        self.page.goto(self.web + address)
        painted(self.page)
        return self.page


def violations(page: Page) -> list[str]:
    """What axe finds, a line for each element."""
    page.evaluate("document.fonts.ready")
    options = {"rules": {"label-content-name-mismatch": {"enabled": True}}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def drag_over(page: Page, passage: str, words: str) -> None:
    """Select words with the mouse."""
    left, top, right, bottom = page.evaluate(script("endsOf"), [passage, words])
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=5)
    page.mouse.up()

"""Firefox for tests, driven over its own protocol, Marionette: messages of JSON on a local port.

What would speak it for us is no longer kept (`marionette_driver`, a dozen packages), and Playwright drives a Firefox of
its own only. The commands are those of WebDriver.
"""

import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 60
"""Seconds after which what is waited for is taken to never come, also on a busy machine."""
SETTINGS = {
    "marionette.port": 0,  # any that is free, which is then written into the profile
    "toolkit.cosmeticAnimations.enabled": False,
    "general.smoothScroll": False,
    "intl.accept_languages": "en-GB",
    "ui.prefersReducedMotion": 1,
    "ui.primaryPointerCapabilities": 6,  # a mouse, which hovers; without a window it thinks that there is none
    "ui.allPointerCapabilities": 6,
}
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key under which WebDriver tells an element."""
KEYS = {
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
    "Shift": "\ue008",
    "Control": "\ue009",
}

FIND = """
const [selector, name] = arguments;
const named = (one) => [one.getAttribute("aria-label"), one.textContent]
  .some((text) => text?.replace(/\\s+/g, " ").trim() === name);
return [...document.querySelectorAll(selector)]
  .find((one) => one.checkVisibility({ visibilityProperty: true }) && (name === null || named(one))) ?? null;
"""

RESIZE = """
const [width, height] = arguments;
const browser = gBrowser.selectedBrowser;
browser.style.width = `${width}px`;
browser.style.height = `${height}px`;
document.synchronouslyUpdateRemoteBrowserDimensions(true);
"""
"""As Firefox itself does it for WebDriver BiDi: a window cannot be as narrow as a phone, what it shows can."""

PASTE = """
const transfer = Cc["@mozilla.org/widget/transferable;1"].createInstance(Ci.nsITransferable);
const got = {};
transfer.init(null);
transfer.addDataFlavor("text/plain");
Services.clipboard.getData(transfer, Services.clipboard.kGlobalClipboard);
try {
  transfer.getTransferData("text/plain", got);
} catch {
  return "";
}
return got.value.QueryInterface(Ci.nsISupportsString).data;
"""

COMPLAINTS = """
const said = Services.console.getMessageArray().filter((one) => one instanceof Ci.nsIScriptError)
  .filter((one) => one.sourceName.startsWith(arguments[0]) || one.errorMessage.includes(arguments[0]))
  .filter((one) => !one.errorMessage.includes("link preload")) // not used within some seconds: the machine is busy
  .map((one) => `${one.category}: ${one.errorMessage} (${one.sourceName}:${one.lineNumber})`);
Services.console.reset();
return said;
"""


def executable() -> str | None:
    """Where Firefox is, if it is."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


class FirefoxError(Exception):
    """What Firefox says that it could not do."""


class Firefox:
    """A running Firefox with one tab, on the other side of a connection."""

    def __init__(self, connection: socket.socket) -> None:
        self._stream = connection.makefile("rwb")
        self._number = 0
        self._receive()  # what it is and speaks
        self.command("WebDriver:NewSession", capabilities={"alwaysMatch": {"pageLoadStrategy": "normal"}})

    def _receive(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            byte = self._stream.read(1)
            if not byte:
                raise FirefoxError("Firefox has ended")
            size += byte
        return json.loads(self._stream.read(int(size[:-1])))

    def command(self, name: str, **parameters: Any) -> Any:
        """Have Firefox do something; returns its answer.

        Raises:
            FirefoxError: if it could not.
        """
        self._number += 1
        message = json.dumps([0, self._number, name, parameters]).encode()
        self._stream.write(b"%d:%b" % (len(message), message))
        self._stream.flush()
        _, _, error, result = self._receive()
        if error:
            raise FirefoxError(f"{name}: {error['error']}: {error['message']}")
        return result["value"] if isinstance(result, dict) and result.keys() == {"value"} else result

    def run(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function in the page; returns what it returns."""
        return self.command("WebDriver:ExecuteScript", script=script, args=arguments, sandbox=None)

    def inside(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function in Firefox itself."""
        self.command("Marionette:SetContext", value="chrome")
        try:
            return self.run(script, *arguments)
        finally:
            self.command("Marionette:SetContext", value="content")

    def until(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function in the page until what it returns is true; returns that.

        A page that is left meanwhile, for another, is no fault.

        Raises:
            TimeoutError: if it does not become true.
        """
        end = time.monotonic() + PATIENCE
        last: Any = None
        while time.monotonic() < end:
            try:
                last = self.run(script, *arguments)
            except FirefoxError as error:
                last = error
            else:
                if last:
                    return last
            time.sleep(0.05)
        raise TimeoutError(f"{script} {arguments}: {last!r} at {self.address}")

    @property
    def address(self) -> str:
        """Where the tab is."""
        return str(self.run("return location.href"))

    def open(self, address: str) -> None:
        """Go to an address, and wait until it is loaded."""
        self.command("WebDriver:Navigate", url=address)

    def resize(self, width: int, height: int) -> None:
        """Make the part of the window that shows the page so large."""
        self.inside(RESIZE, width, height)
        self.until("return innerWidth === arguments[0] && innerHeight === arguments[1]", width, height)

    def find(self, selector: str, name: str | None = None) -> Any:
        """The first visible element of a selector, and of this name; waits for it."""
        return self.until(FIND, selector, name)

    def click(self, selector: str, name: str | None = None) -> None:
        """Press the first visible element of a selector, and of this name, in its middle."""
        self.command("WebDriver:ElementClick", id=self.find(selector, name)[ELEMENT])

    def write(self, selector: str, text: str) -> None:
        """Type a text into a field."""
        self.command("WebDriver:ElementSendKeys", id=self.find(selector)[ELEMENT], text=text)

    def press(self, *keys: str) -> None:
        """Press keys one after another, or with `Control+c` together."""
        for key in keys:
            parts = [KEYS.get(part, part) for part in (key.split("+") if len(key) > 1 else [key])]
            actions = [{"type": "keyDown", "value": part} for part in parts]
            actions += [{"type": "keyUp", "value": part} for part in reversed(parts)]
            self.command("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": actions}])

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Press the mouse at one place of the window and let it go at another, as one selects words."""
        (x, y), (to_x, to_y) = start, end
        actions: list[dict[str, Any]] = [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerMove", "x": round(to_x), "y": round(to_y), "duration": 100},
            {"type": "pointerUp", "button": 0},
        ]
        self.command("WebDriver:PerformActions", actions=[{"type": "pointer", "id": "mouse", "actions": actions}])

    def hover(self, x: float, y: float) -> None:
        """Move the mouse to a place of the window."""
        actions = [{"type": "pointerMove", "x": round(x), "y": round(y)}]
        self.command("WebDriver:PerformActions", actions=[{"type": "pointer", "id": "mouse", "actions": actions}])

    def clipboard(self) -> str:
        """The text that was copied last."""
        return str(self.inside(PASTE))

    def complaints(self, web: str) -> list[str]:
        """What the console says of pages at addresses that begin so, since it was asked last."""
        said: list[str] = self.inside(COMPLAINTS, web)
        return said


@contextmanager
def started() -> Iterator[Firefox]:
    """A Firefox with a profile of its own, without a window.

    Raises:
        FirefoxError: if there is none, or it ends at once.
    """
    program = executable()
    if program is None:
        raise FirefoxError("Firefox is not installed")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        settings = "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in SETTINGS.items())
        (Path(profile) / "user.js").write_text(settings, encoding="utf-8")
        command = [program, "--headless", "--no-remote", "--profile", profile, "--marionette"]
        command += ["--remote-allow-system-access"]  # to its clipboard and its console
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            with socket.create_connection(("127.0.0.1", _port(process, Path(profile))), timeout=2 * PATIENCE) as link:
                yield Firefox(link)
        finally:
            process.terminate()
            process.wait()


def _port(process: subprocess.Popen[bytes], profile: Path) -> int:
    """Where a Firefox that has been started listens; waits until it does."""
    told = profile / "MarionetteActivePort"
    end = time.monotonic() + 2 * PATIENCE
    while time.monotonic() < end and process.poll() is None:
        if told.exists() and (port := told.read_text()):
            return int(port)
        time.sleep(0.05)
    raise FirefoxError(f"Firefox does not start (exit code {process.poll()})")

"""See that the machine has what no Python package brings, browsers and Reader View: use, install, or say how.

On Debian, as root, the system's packages are installed; elsewhere Playwright brings a Chromium of its own.
"""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import Error, sync_playwright

from tests.helpers.browsing import executable, firefox, launch

BROWSERS = ["chromium-headless-shell", "firefox-esr"]
FONTS = ["fonts-liberation", "fonts-dejavu"]
READER = "tests/reader_view"
"""Packages of Node, by a lock without the addresses of a registry."""


def chromium_starts() -> bool:
    """Whether a Chromium can be started."""
    with sync_playwright() as playwright:
        try:
            launch(playwright).close()
        except Error:
            return False
    return True


def install(*command: str) -> None:
    """Run a command that may install something, and say so; whether it has is seen afterwards."""
    print("installing what the tests need:", *command, flush=True)
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


def main() -> int:
    """Returns 0 when there is a Chromium, else 1, with a word on what is not there and what to do."""
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    may = not sudo or (shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True).returncode == 0)
    lacking = [name for name in BROWSERS if not shutil.which(name)]
    if lacking and may and shutil.which("apt-get"):
        install(*sudo, "apt-get", "update", "-q")
        for name in [*lacking, *FONTS]:  # each by itself: a system may have only some of them
            install(*sudo, "apt-get", "install", "-q", "-y", name)
        if not executable():
            install(*sudo, "apt-get", "install", "-q", "-y", "chromium")
    for further in ([], ["--with-deps"] if may else []):
        if not executable() and not chromium_starts():  # one that the system has goes before Playwright's
            install(sys.executable, "-m", "playwright", "install", "chromium", *further)
    if not firefox():
        print("There is no Firefox, so `make test-all` makes no journey in it: install firefox-esr.", file=sys.stderr)
    if shutil.which("npm"):
        install("npm", "ci", "--prefix", READER, "--ignore-scripts", "--no-audit", "--no-fund")
    else:
        print("There is no npm, so the tests do not try Reader View: install Node.", file=sys.stderr)
    if chromium_starts():
        return 0
    print("The tests need a Chromium, and none could be installed. Install one, for example with", file=sys.stderr)
    print(f"  sudo apt-get install {' '.join([*BROWSERS, *FONTS])}", file=sys.stderr)
    print("and run `make test` again.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())

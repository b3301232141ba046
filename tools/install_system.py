"""See that the machine has what no Python package brings, a browser: use it, install it, or say how.

On Debian, as root, the system's packages are installed; elsewhere Playwright brings a browser of its own.
"""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import Error, sync_playwright

from tests.helpers.browsing import launch

PACKAGES = ["chromium", "fonts-liberation", "fonts-dejavu"]


def browser_starts() -> bool:
    """Whether a browser can be started."""
    with sync_playwright() as playwright:
        try:
            launch(playwright).close()
        except Error:
            return False
    return True


def commands() -> list[list[str]]:
    """What may install them here, the likelier way first."""
    playwright = [sys.executable, "-m", "playwright", "install", "chromium"]
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    may = not sudo or (shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True).returncode == 0)
    if not may or not shutil.which("apt-get"):
        return [playwright]
    install = [*sudo, "apt-get", "install", "-q", "-y"]
    return [
        [*sudo, "apt-get", "update", "-q"],
        [*install, *PACKAGES],
        [*install, *PACKAGES[1:]],
        [*playwright, "--with-deps"],
    ]


def main() -> int:
    """Returns 0 when it is there, else 1 with a word on what to do."""
    for command in [[], *commands()]:
        if command:
            print("installing what the tests need:", *command, flush=True)
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        if browser_starts():
            return 0
    print("The tests need a browser, and none could be installed. Install one, for example with", file=sys.stderr)
    print(f"  sudo apt-get install {' '.join(PACKAGES)}", file=sys.stderr)
    print("and run `make test` again.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())

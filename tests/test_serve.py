"""The live preview, as an editor has it: the real server, a real browser, good and bad edits."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.test_build import spoil


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


@pytest.fixture
def start(project: Path) -> Iterator[object]:
    """Start the preview of the copied project; gives its address."""
    running: list[subprocess.Popen[str]] = []

    def started() -> str:
        address = f"127.0.0.1:{free_port()}"
        command = [sys.executable, "-m", "edition", "serve", "--address", address]
        running.append(subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True, env={**os.environ}))
        stderr = running[0].stderr
        assert stderr
        for line in stderr:
            if "Serving at" in line:
                break
        return f"http://{address}/"

    yield started
    for process in running:
        process.terminate()
        process.wait()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page()
    yield made
    made.close()


def test_edits_good_bad_and_mended(project: Path, start: object, page: Page) -> None:
    assert callable(start)
    address = start()
    sessions = project / "data" / "sessions.yml"
    page.goto(f"{address}sessions/partnerships/")
    title = page.locator(".navigator .is-here .navigator__title").first
    expect(title).to_have_text("Partnerships")
    spoil(sessions, "short_title: Partnerships", "short_title: Good edit")
    expect(title).to_have_text("Good edit")
    spoil(sessions, "short_title: Good edit", "short_titel: Bad edit")
    banner = page.get_by_role("alert")
    expect(banner).to_contain_text('unknown key "short_titel"; did you mean "short_title"?')
    expect(title).to_have_text("Good edit")  # the last good site stays up
    page.goto(f"{address}frameworks/")  # and every page can be opened
    expect(page.get_by_role("heading", name="Frameworks", exact=True)).to_be_visible()
    expect(banner).to_be_visible()
    page.goto(f"{address}sessions/partnerships/")
    spoil(sessions, "short_titel: Bad edit", "short_title: Mended")
    expect(title).to_have_text("Mended")
    expect(banner).to_have_count(0)


def test_an_edit_shows_within_a_second(project: Path, start: object, page: Page) -> None:
    """Median of ten on the real data, from saving to seeing. Where the machine is busy, the best of three such."""
    assert callable(start)
    page.goto(f"{start()}sessions/partnerships/")
    sessions = project / "data" / "sessions.yml"
    seen = "([part, text]) => document.querySelector(part)?.textContent === text"
    old = "Partnerships"
    medians: list[float] = []
    while len(medians) < 3 and min(medians, default=2) > 1:
        seconds = []
        for number in range(10):
            new = f"Edit {len(medians)}.{number}"
            saved = time.monotonic()
            spoil(sessions, f"short_title: {old}", f"short_title: {new}")
            page.wait_for_function(seen, arg=[".navigator .is-here .navigator__title", new])
            seconds.append(time.monotonic() - saved)
            old = new
        medians.append(median(seconds))
    print("medians of the seconds from saving to seeing:", [round(one, 2) for one in medians])
    assert min(medians) <= 1


def test_a_start_on_broken_data_shows_the_report(project: Path, start: object, page: Page) -> None:
    assert callable(start)
    spoil(project / "data" / "notes.yml", "\n- passage: intro-1", "\n- passage: intro-11")
    address = start()
    page.goto(f"{address}speakers/")
    expect(page.get_by_role("alert")).to_contain_text('unknown passage "intro-11"; did you mean "intro-1"?')
    spoil(project / "data" / "notes.yml", "intro-11", "intro-1")
    expect(page.get_by_role("heading", name="Speakers", exact=True)).to_be_visible()


def test_templates_reload_and_python_says_that_a_restart_is_needed(project: Path, start: object, page: Page) -> None:
    assert callable(start)
    page.goto(f"{start()}speakers/")
    spoil(project / "edition" / "templates" / "speakers.html", "Also named", "Named besides")
    expect(page.get_by_role("heading", name="Named besides")).to_be_visible()
    spoil(
        project / "edition" / "templates" / "speakers.html", "{% block entries %}", "{% block entries %}{{ nothing }}"
    )
    expect(page.get_by_role("alert")).to_contain_text("speakers.md")
    spoil(project / "edition" / "templates" / "speakers.html", "{{ nothing }}", "")
    expect(page.get_by_role("alert")).to_have_count(0)
    module = project / "edition" / "urls.py"
    module.write_text(module.read_text() + "\n")
    expect(page.get_by_role("alert")).to_contain_text("start it again")

"""What the tests share: the real data, and sites built from it once a run."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from edition.document.index import Index
from edition.loading.page_addresses import page_addresses
from edition.site.build import build_site
from edition.site.project import load_index, load_project
from tests.helpers import browsing
from tests.helpers.browsing import NewPage, Tab, launch, launch_firefox, served
from tests.helpers.pages import Built, Site, built_site
from tests.helpers.projects import PROJECT, SECOND, copy_project
from tests.helpers.sampling import Sample

FILES = "assets beyond editing export loader_fuzz pdf references take_along verify"
READERS = {"browser", "edition", *(f"test_{name}.py" for name in FILES.split())}
"""The tests that run next to nothing of the edition that others do not run: they read what was built."""
AS_PUBLISHED = {"EDIT_URL": "https://example.org/edit/FILE#LLINE", "REPORT_URL": "https://example.org/issues"}
"""What the workflow sets, besides the address of the site."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--sweeps", action="store_true", help="make every sweep whole, not of a fixed sample")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to `make test-all` what is marked as one half of a sweep, whose other half always runs.

    What reads only what is built already runs unmeasured, for to measure nothing takes half as long again.
    """
    if not config.getoption("--sweeps"):
        items[:] = [item for item in items if not item.get_closest_marker("sweep")]
    for item in items:
        if READERS & {item.path.name, item.path.parent.name}:
            item.add_marker("no_cover")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "sweep: runs with --sweeps only; its like always runs")
    settings.register_profile(
        "as asked",
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=150 if config.getoption("--sweeps") else 15,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    settings.load_profile("as asked")


@pytest.fixture(scope="session")
def sample(pytestconfig: pytest.Config) -> Sample:
    return Sample(whole=pytestconfig.getoption("--sweeps"))


@pytest.fixture(scope="session", autouse=True)
def set_outside() -> Iterator[dict[str, str]]:
    """The settings in the environment, as of those who publish; no test sees them but the one that asks for them.

    What asks this machine, here or in a process, asks it directly, whatever proxy is set.
    """
    found = {name: os.environ[name] for name in ("SITE_URL", *AS_PUBLISHED) if name in os.environ}
    with pytest.MonkeyPatch.context() as patch:
        for name in found:
            patch.delenv(name)
        for name in ("no_proxy", "NO_PROXY"):
            patch.setenv(name, ",".join(filter(None, [os.environ.get(name), "127.0.0.1", "localhost"])))
        yield found


@pytest.fixture(scope="session")
def index() -> Index:
    return load_index(PROJECT)


@pytest.fixture(scope="session")
def left_out() -> frozenset[str]:
    """The addresses of the pages that the edition does not have, for want of what would be on them."""
    return frozenset(set(page_addresses(PROJECT).values()) - load_project(PROJECT).docs.titles.keys())


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, left_out: frozenset[str]) -> Site:
    """The real edition, built to be served under a sub-path, with the links that its workflow gives it."""
    root = tmp_path_factory.mktemp("web")
    with pytest.MonkeyPatch.context() as patch:
        for name, address in AS_PUBLISHED.items():
            patch.setenv(name, address)
        build_site(PROJECT, root / "idm", "https://example.org/idm/")
    return Site(root / "idm", root, left_out)


@pytest.fixture(scope="session")
def web(site: Site) -> Iterator[str]:
    """Address of the real edition, served under its sub-path."""
    with served(site.root) as address:
        yield f"{address}idm/"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with launch(playwright) as started:
        yield started


@pytest.fixture
def context(request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A window with nothing kept from before, in the browser that `also_in_firefox` names; it may use the clipboard."""
    browser: Browser = request.getfixturevalue(getattr(request, "param", "browser"))
    with browser.new_context() as made:
        if browser.browser_type.name == "chromium":  # Firefox is started so
            made.grant_permissions(["clipboard-read", "clipboard-write"])
        yield made


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Every window is closed at the end."""
    with ExitStack() as windows:

        def opened(address: str = "about:blank", **options: Any) -> Page:
            page = windows.enter_context(browser.new_page(**options))
            page.goto(address)
            return page

        yield opened


@pytest.fixture(scope="session")
def firefox(playwright: Playwright) -> Iterator[Browser]:
    if not browsing.firefox():
        pytest.skip("Firefox is not installed, so no journey was tried in it: sudo apt-get install firefox-esr")
    with launch_firefox(playwright) as started:
        yield started


@pytest.fixture
def tab(context: BrowserContext, web: str, left_out: frozenset[str]) -> Iterator[Tab]:
    """A desktop tab on the site. At the end it must have asked no other host for anything, and hit no error."""
    made = Tab(context.new_page(), web, left_out)
    yield made
    assert made.complaints == []


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The code of the project around the second document, as a copy that a test may spoil."""
    return copy_project(tmp_path / "project", SECOND)


@pytest.fixture(scope="session")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for all tests, which leave it as it is."""
    return copy_project(tmp_path_factory.mktemp("second") / "project", SECOND)


@pytest.fixture(scope="session")
def second_index(second: Path) -> Index:
    return load_index(second)


@pytest.fixture(scope="session")
def second_site(second: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The edition of the second document, built to be served under a sub-path."""
    return built_site(second, tmp_path_factory.mktemp("second-web"))


@pytest.fixture(scope="session")
def second_web(second_site: Site) -> Iterator[str]:
    """Address of the edition of the second document, served under its sub-path."""
    with served(second_site.root) as address:
        yield f"{address}idm/"


@pytest.fixture
def second_tab(context: BrowserContext, second_web: str) -> Iterator[Tab]:
    """A desktop tab on the edition of the second document, for which the same holds as for `tab`."""
    made = Tab(context.new_page(), second_web)
    yield made
    assert made.complaints == []


@pytest.fixture(scope="session", params=["index", "second_index"], ids=["real", "second"])
def document(request: pytest.FixtureRequest) -> Index:
    """The indexes of both editions in turn."""
    index: Index = request.getfixturevalue(request.param)
    return index


@pytest.fixture(params=[("index", "site"), ("second_index", "second_site")], ids=["real", "second"])
def built(request: pytest.FixtureRequest) -> Built:
    """Both editions in turn."""
    index, site = map(request.getfixturevalue, request.param)
    return index, site

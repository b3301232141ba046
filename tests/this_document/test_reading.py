"""Getting about in this document."""

from playwright.sync_api import expect

from tests.browser import Tab
from tests.site import Site


def test_related_conclusions_say_what_they_share(tab: Tab) -> None:
    page = tab.open("sessions/development-connections/")
    related = page.locator("section.related").nth(2)  # of conclusion 3
    expect(related).to_contain_text("4 Holistic approaches")
    expect(related).to_contain_text("Target 1.5")


def test_each_page_has_its_own_description(site: Site) -> None:
    found = [
        {e.get("name"): e.get("content") for e in page.root.iter("meta")}.get("description")
        for page in site.pages.values()
    ]
    assert len({*found}) >= len(found) - 1

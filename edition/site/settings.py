"""The settings of `mkdocs.yml` that often come from the environment: values that would break pages are refused."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from edition.loading.problems import Problem

LINKABLE = r"[!#-;=?-~]+"
"""No quotation marks, angle brackets, white space or letters beyond ASCII: they would end the attribute around it."""

SETTINGS = {
    "site_url": (rf"https?://{LINKABLE}", "write it in full, as https://example.org/edition/"),
    "report_url": (rf"((https?://|mailto:){LINKABLE})?", "it begins with https:// or mailto:, or is empty"),
    "edit_url": (rf"(https?://{LINKABLE})?", "it begins with https:// and has FILE in it, or is empty"),
}
"""For each setting, the form that it has to have, and what to say of another."""


PLACEHOLDER = "example.org"
"""The host of the address that `mkdocs.yml` has until a site has one of its own."""


def has_address(site_url: str) -> bool:
    """Whether the address of a site is one of its own: only then can a version be frozen, for that has it in it."""
    return urlsplit(site_url).hostname not in (None, PLACEHOLDER)


def check_settings(project: Path, settings: Mapping[str, object]) -> Iterator[Problem]:
    """Find each setting that is not an address that a page can link to."""
    lines = (project / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    for name, (form, wanted) in SETTINGS.items():
        value = str(settings.get(name) or "")
        if not re.fullmatch(form, value):
            line = next((at for at, text in enumerate(lines, 1) if text.lstrip().startswith(f"{name}:")), 1)
            yield Problem("mkdocs.yml", line, 1, f"{name} is {value!a}, which is not an address; {wanted}")

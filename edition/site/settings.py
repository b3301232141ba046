"""The settings of `mkdocs.yml` that often come from the environment: values that would break pages are refused."""

import os
import re
from collections.abc import Collection, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from pathspec.gitignore import GitIgnoreSpec

from edition.loading.problems import Problem

LINKABLE = r"[!#-;=?-~]+"
"""No quotation marks, angle brackets, white space or letters beyond ASCII: they would end the attribute around it."""

SETTINGS = {
    "site_url": (rf"https?://(?!.*([?#@]|\.html?/?$)){LINKABLE}", "write it in full, as https://example.org/edition/"),
    "report_url": (rf"((https?://|mailto:){LINKABLE})?", "it begins with https:// or mailto:, or is empty"),
    "edit_url": (rf"(https?://{LINKABLE})?", "it begins with https:// and has FILE in it, or is empty"),
}
"""For each setting, the form that it has to have, and what to say of another."""

PLACEHOLDER = re.compile(r"https?://([^/]+\.)?example\.(org|com|net)/.*")
"""The address that `mkdocs.yml` has until a site has one of its own."""
PUBLIC = re.compile(
    r"https?://([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+(?!(home|internal|invalid|lan|local|localdomain|localhost|test)[:/])"
    r"[a-z][a-z0-9-]*[a-z0-9](:[1-9][0-9]{1,3})?/((?!\.+/)[A-Za-z0-9._~%-]+/)*"
)
"""An address that others can reach: a host with a domain, and the folders that lead to the site."""


def has_address(site_url: str) -> bool:
    """Whether the address of a site is one of its own: only then can a version be frozen, for that has it in it."""
    return not PLACEHOLDER.fullmatch(site_url)


def check_settings(project: Path, settings: Mapping[str, object]) -> Iterator[Problem]:
    """Find each setting that is not an address that a page can link to."""
    for name in SETTINGS.keys() & settings.keys():
        (form, wanted), value = SETTINGS[name], str(settings[name] or "")
        if not re.fullmatch(form, value):
            yield fault_of(project, name, f"is {value!a}, which is not an address; {wanted}")


def fault_of(project: Path, name: str, message: str) -> Problem:
    """What is wrong with a setting, at its line in `mkdocs.yml`; it is named as in the environment if it is there."""
    lines = (project / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    line = next((at for at, text in enumerate(lines, 1) if text.lstrip().startswith(f"{name}:")), 1)
    return Problem("mkdocs.yml", line, 1, f"{name.upper() if name.upper() in os.environ else name} {message}")


def leave_out(conf: MutableMapping[str, Any], files: Collection[str]) -> None:
    """Have MkDocs make a site without these pages, named as in its menu, and without the entries that lead to them."""
    if files:
        patterns = GitIgnoreSpec.from_lines(f"/{file}" for file in files)
        conf["exclude_docs"] = conf["exclude_docs"] + patterns if conf["exclude_docs"] else patterns
        conf["nav"] = _without(conf["nav"] or [], files)


def _without(menu: Any, files: Collection[str]) -> Any:
    """A menu without these files: a name of a file, titles with what is below them, or a list of such."""
    if isinstance(menu, list):
        return [kept for item in menu if (kept := _without(item, files))]
    if isinstance(menu, dict):
        return {title: kept for title, below in menu.items() if (kept := _without(below, files))}
    return "" if menu in files else menu

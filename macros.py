"""The door between the pages and the edition: mkdocs-macros calls `define_env`, pages call components."""

from pathlib import Path
from typing import Any

from edition.loading.page_addresses import page_addresses
from edition.loading.problems import DataError
from edition.pages.render import begin_page, define_components, is_zensical
from edition.site.project import Project, load_project
from edition.site.settings import check_settings, leave_out

PROJECT = Path(__file__).resolve().parent


def define_env(env: Any) -> None:
    """Load the data, which costs nothing when it is unchanged, and give the pages their components."""
    try:
        project = loaded(env)
        if problems := list(check_settings(PROJECT, {**env.conf["extra"], "site_url": env.conf["site_url"]})):
            raise DataError(problems)
    except DataError as error:
        raise aborted(str(error)) from None
    define_components(env, project.index, project.docs)
    if not is_zensical(env):  # which has no way to leave a page out
        titles, addresses = project.docs.titles, page_addresses(PROJECT)
        leave_out(env.conf, [file.as_posix() for file, address in addresses.items() if address not in titles])


def on_pre_page_macros(env: Any) -> None:
    """Before the components of a page are called."""
    project = loaded(env)
    begin_page(env, project.index, project.docs)


def loaded(env: Any) -> Project:
    """What the build has loaded, from which all of a site is made; another generator has it loaded here."""
    found: Project | None = env.conf["extra"].get("project")
    return found or load_project(PROJECT)


def aborted(report: str) -> Exception:
    """The exception that the generator at work prints without a traceback."""
    try:
        from mkdocs.exceptions import PluginError
    except ImportError:
        return RuntimeError(f"\n{report}")
    return PluginError(f"\n{report}")

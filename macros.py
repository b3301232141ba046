"""The door between the pages and the edition: mkdocs-macros calls `define_env`, pages call `view`."""

from pathlib import Path
from typing import Any

from edition.load import load_index
from edition.problems import DataError
from edition.render import define_views
from edition.settings import check_settings

PROJECT = Path(__file__).resolve().parent


def define_env(env: Any) -> None:
    """Load the data, which costs nothing when it is unchanged, and define the macro `view`."""
    try:
        index = load_index(PROJECT)
        if problems := list(check_settings(PROJECT, {**env.conf["extra"], "site_url": env.conf["site_url"]})):
            raise DataError(problems)
    except DataError as error:
        raise aborted(str(error)) from None
    define_views(env, index)


def aborted(report: str) -> Exception:
    """The exception that the generator at work prints without a traceback."""
    try:
        from mkdocs.exceptions import PluginError
    except ImportError:
        return RuntimeError(f"\n{report}")
    return PluginError(f"\n{report}")

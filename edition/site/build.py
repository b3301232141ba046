"""Build the site: in a staging folder first, which replaces the old site only when all went well."""

import logging
import os
import shutil
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from logging.handlers import BufferingHandler
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache

from edition.document.index import Index
from edition.formats.exports import SITEMAP
from edition.loading.files import staged
from edition.loading.problems import DataError, ReportedError
from edition.site.postprocess import postprocess_frozen, postprocess_site
from edition.site.project import load_project
from edition.site.settings import check_settings


def build_site(
    project: Path,
    site: Path,
    site_url: str | None = None,
    *,
    preview: bool = False,
    frozen: bool = False,
    only: Collection[str] | None = None,
) -> Index:
    """Build the edition in `project` strictly, put it in the place of the folder `site`, and give its index.

    Its address is `site_url`, or what `mkdocs.yml` says. For the `preview` it has no security policy, which would
    refuse the preview's own script, nor what `postprocess_site` leaves out there. To be `frozen`, it has no search and
    no downloads, and a line on every page that says so. If `only` some pages, by their addresses, are to be made anew,
    the others stay as they are.

    Raises:
        ReportedError: the data or the pages have faults; `site` is as it was.
    """
    loaded = load_project(project)
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    options = {"site_url": site_url} if site_url else {}
    with staged(site) as new, faults_reported(project):
        config = load_config(str(project / "mkdocs.yml"), site_dir=str(new), strict=True, **options)
        config.extra.update(preview=preview, frozen=frozen, project=loaded)
        if frozen:
            config.extra["edit_url"] = ""  # in a version, nothing is edited
        own, *_, generators = config.theme.dirs  # between them is the theme, of which no page uses anything
        config.theme.dirs = [own, generators]
        config.plugins.events["env"].append(keep_compiled)
        if only is not None:
            config.plugins.events["nav"].append(partial(leave_pages, only=only, titles=loaded.docs.titles))
        build(config)
        if only is not None:
            keep_pages(site, new, loaded.docs.titles.keys() - set(only))
        if frozen:
            postprocess_frozen(loaded.index, new, config.site_url or "/")
        else:
            postprocess_site(loaded.index, project, new, config.site_url or "/", preview=preview)
    return loaded.index


def leave_pages(nav: Any, config: object, files: Any, only: Collection[str], titles: Mapping[str, str]) -> Any:
    """Once the menu has all pages, each by its title, leave out those that are not to be made."""
    from mkdocs.structure.files import InclusionLevel

    for file in files.documentation_pages():
        address = file.url.removeprefix("./")
        if address not in only:
            if file.page:
                file.page.title = file.page.meta["title"] = titles[address]
            file.inclusion = InclusionLevel.EXCLUDED
    return nav


def keep_pages(site: Path, new: Path, addresses: Iterable[str]) -> None:
    """Take pages, by their addresses, and the list of all pages from the folder `site` over into `new`."""
    for name in (*(f"{address}index.html" for address in addresses), SITEMAP):
        if (site / name).exists():  # a page may be new
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(site / name, new / name)


def keep_compiled(theme: Environment, **_: object) -> None:
    """Keep what the theme's templates are compiled to from one build to the next, apart from all others."""
    theme.bytecode_cache = FileSystemBytecodeCache(pattern="__theme_%s.cache")


@contextmanager
def faults_reported(project: Path) -> Iterator[None]:
    """Meanwhile what is wrong with settings or pages is raised as `ReportedError`, without a traceback."""
    from mkdocs.exceptions import Abort, MkDocsException

    if problems := list(check_settings(project, {name.lower(): value for name, value in os.environ.items()})):
        raise DataError(problems)
    logger, kept = logging.getLogger("mkdocs"), BufferingHandler(sys.maxsize)
    before = logger.level, logger.propagate
    logger.level, logger.propagate = logging.WARNING, False  # what it says, warnings and worse, goes nowhere else
    logger.addHandler(kept)
    try:
        yield
    except (Abort, MkDocsException) as error:
        said = [record.getMessage().partition("```")[0].strip() for record in kept.buffer]  # then comes a traceback
        raise ReportedError("\n".join(said or [str(error)])) from None
    finally:
        logger.removeHandler(kept)
        logger.level, logger.propagate = before


def site_url_of(project: Path) -> str:
    """The public address of the site, as `mkdocs.yml` says it; raises `ReportedError` if the settings are not valid."""
    from mkdocs.config import load_config

    with faults_reported(project):
        return load_config(str(project / "mkdocs.yml")).site_url or "/"

"""Mutation testing: which small changes of the loader, the index and the citations does no fast test notice?

`make mutants` copies the project, has mutmut change the copy in some 2,000 ways, one at a time, and run the tests each
time, until one fails. It says how many changes each module has, and shows those that no test noticed; CONTRIBUTING.md
says which are meant to stay. To pytest this module is a plugin: it puts tests first that have failed before.
"""

import ast
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.helpers.projects import PROJECT, copy_whole_project

CONFIG = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
MODULES: list[str] = CONFIG["only_mutate"]
FAILED = Path("failed")
"""In the copy: for each function, the tests that noticed a change of it."""
KILLED = 1, 3
SURVIVED = 0, 5


def undecorate(text: str) -> str:
    """Call the decorators of functions behind them instead, for mutmut passes over what is decorated."""
    lines = text.split("\n")
    for node in reversed(list(ast.walk(ast.parse(text)))):
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            (decorator,) = node.decorator_list
            call = f"{node.name} = {ast.unparse(decorator)}({node.name})"
            lines.insert(node.end_lineno or 0, " " * node.col_offset + call)
            del lines[decorator.lineno - 1]
    return "\n".join(lines)


def notes() -> Path:
    """Where the tests are noted that noticed a change of the function that is changed now."""
    return FAILED / re.sub(r"__mutmut_\d+$", "", os.environ.get("MUTANT_UNDER_TEST", ""))


@pytest.fixture(autouse=True)
def uncached() -> None:
    """Each test calls what it needs: mutmut runs those tests only that have called what is changed."""
    for name in MODULES:
        for value in vars(import_module(name.removesuffix(".py").replace("/", "."))).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what builds a site, and run first what has failed before."""
    items[:] = [item for item in items if "site" not in getattr(item, "fixturenames", ())]
    before = Counter(notes().read_text().split("\n") if notes().is_file() else ())
    items.sort(key=lambda item: -before[item.nodeid])


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note what fails."""
    if report.failed and FAILED.is_dir():
        with notes().open("a") as noted:
            noted.write(f"{report.nodeid}\n")


def outcomes(copy: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """For each module, how the tests of each change of it have ended."""
    for name in MODULES:
        yield name, json.loads((copy / "mutants" / f"{name}.meta").read_text())["exit_code_by_key"]


def table(results: Iterable[tuple[str, dict[str, int]]]) -> str:
    """The results by module, as text."""
    lines = [f"{'module':<24}{'changes':>8}{'noticed':>8}{'not':>8}{'too slow':>10}"]
    for name, ended in results:
        killed, survived = (sum(code in codes for code in ended.values()) for codes in (KILLED, SURVIVED))
        lines.append(f"{name:<24}{len(ended):>8}{killed:>8}{survived:>8}{len(ended) - killed - survived:>10}")
    return "\n".join(lines)


def main() -> None:
    """Run mutmut on a copy of the project, and print what no test notices."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder) / "project"
        copy_whole_project(copy)
        for name in MODULES:
            (copy / name).write_text(undecorate((copy / name).read_text(encoding="utf-8")), encoding="utf-8")
        mutmut = [sys.executable, "-m", "mutmut"]
        (copy / "mutants" / FAILED).mkdir(parents=True)
        subprocess.run([*mutmut, "run"], cwd=copy, check=True)
        for _, ended in outcomes(copy):
            for change in (change for change, code in ended.items() if code in SURVIVED):
                shown = subprocess.run([*mutmut, "show", change], cwd=copy, check=True, capture_output=True, text=True)
                print(shown.stdout)
        print(table(outcomes(copy)))


if __name__ == "__main__":
    main()

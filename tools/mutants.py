"""Mutation testing: which small changes of the loader, the index and the citations does no fast test notice?

`make mutants` copies the project, has mutmut change the copy in some 2,000 ways, one at a time, and run the tests each
time, until one fails, those first that have failed before. It says how many changes each module has, and shows those
that no test noticed; CONTRIBUTING.md says which are meant to stay. To pytest this module is a plugin.
"""

import ast
import json
import subprocess
import sys
import tempfile
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from tests.helpers.projects import PROJECT, copy_whole_project

CONFIG = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
MODULES: list[str] = CONFIG["only_mutate"]
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


@pytest.fixture(autouse=True)
def uncached() -> None:
    """Each test calls what it needs: mutmut runs those tests only that have called what is changed."""
    for name in MODULES:
        for value in vars(import_module(name.removesuffix(".py").replace("/", "."))).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what builds a site."""
    items[:] = [item for item in items if "site" not in getattr(item, "fixturenames", ())]


def main() -> None:
    """Run mutmut on a copy of the project, and print what no test notices, and how many changes each module has."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = copy_whole_project(Path(folder) / "project")
        for name in MODULES:
            (copy / name).write_text(undecorate((copy / name).read_text(encoding="utf-8")), encoding="utf-8")
        mutmut = [sys.executable, "-m", "mutmut"]
        subprocess.run([*mutmut, "run"], cwd=copy, check=True)
        table = [f"{'module':<34}{'changes':>8}{'noticed':>8}{'not':>8}{'too slow':>10}"]
        for name in MODULES:
            ended = json.loads((copy / "mutants" / f"{name}.meta").read_text())["exit_code_by_key"]
            killed, survived = ([one for one, code in ended.items() if code in codes] for codes in (KILLED, SURVIVED))
            for change in survived:
                subprocess.run([*mutmut, "show", change], cwd=copy, check=True)
            slow = len(ended) - len(killed) - len(survived)
            table.append(f"{name:<34}{len(ended):>8}{len(killed):>8}{len(survived):>8}{slow:>10}")
        print("\n".join(table))


if __name__ == "__main__":
    main()

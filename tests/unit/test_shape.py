"""The shape of the code: modules of one idea, in the order that CONTRIBUTING.md has them in."""

import ast
import re

from tests.helpers.projects import PROJECT

MOST_LINES = 300
FOLDER = PROJECT / "edition"
MODULES = {
    ".".join(file.relative_to(FOLDER).with_suffix("").parts): file
    for file in FOLDER.rglob("*.py")
    if file.stem != "__init__"
}


def imports_of(module: str) -> set[str]:
    """The modules of the edition that a module imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module in ("edition", "edition.pages"):
            inside = node.module.removeprefix("edition").removeprefix(".")
            found |= {f"{inside}.{name.name}".removeprefix(".") for name in node.names}
        elif isinstance(node, ast.ImportFrom) and f"{node.module}".startswith("edition."):
            found.add(f"{node.module}".removeprefix("edition."))
    return found


def test_each_module_uses_only_those_before_it() -> None:
    layout = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Layout")[2].partition("\n##")[0]
    rows = [row for row in layout.splitlines() if row.startswith("| ")]
    order = [name for row in rows for name in re.findall(r"`([\w.]+)`", row) if name in MODULES]
    assert sorted(order) == sorted(MODULES)
    for at, module in enumerate(order):
        assert imports_of(module) <= set(order[:at]), module


def test_no_module_is_long() -> None:
    lengths = {name: len(file.read_text(encoding="utf-8").splitlines()) for name, file in MODULES.items()}
    assert max(lengths.values()) <= MOST_LINES, lengths


def test_only_the_way_in_knows_the_generator() -> None:
    knows = {name for name, file in MODULES.items() if re.search(r"^\s*(from|import) mkdocs", file.read_text(), re.M)}
    assert knows == {"build", "serve"}

"""What `make bench` has measured, as a page for developers: `growth.md`."""

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).parent
DATA, PAGE = HERE / "growth.json", HERE / "growth.md"
FLOOR = "MkDocs and Material"


def short(value: float) -> str:
    """A number with two digits that count, or all before the point: 0.67, 3.7, 14, 1,233."""
    return f"{value:,.2f}" if value < 0.995 else f"{value:,.1f}" if value < 9.95 else f"{value:,.0f}"


class Growth:
    """The measures, as the page asks for them: a row of a table at a time, a cell for each size."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.sizes: list[int] = data["sizes"]
        self.ways: list[str] = list(data["ways"])
        self.what: dict[str, str] = {name: way["what"] for name, way in data["ways"].items() if way["what"]}
        self._results = {name: way["results"] for name, way in data["ways"].items()}

    def _of(self, way: str, measure: str) -> list[Any]:
        return [self._results[way][str(size)].get(measure) for size in self.sizes]

    def row(self, way: str, measure: str, per: float = 1) -> list[str]:
        """One measure, divided by `per`."""
        return [short(value / per) if value else "–" for value in self._of(way, measure)]

    def ratios(self, way: str, measure: str) -> list[str]:
        """One measure as a multiple of that of MkDocs and Material alone."""
        pairs = zip(self._of(way, measure), self._of(FLOOR, measure), strict=True)
        return [f"{own / floor:.2f}" if own and floor else "–" for own, floor in pairs]

    def previewed(self) -> list[str]:
        """The ways that have a preview."""
        return [way for way in self.ways if any(self._of(way, "fresh"))]

    def steps(self) -> dict[str, list[str]]:
        """By the steps of the whole edition, their seconds."""
        found = [steps or {} for steps in self._of(self.ways[1], "steps")]
        names = dict.fromkeys(name for steps in found for name in steps)
        return {name: [short(steps[name]) if name in steps else "–" for steps in found] for name in names}


def page(data: dict[str, Any]) -> str:
    """The page about these measures."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    made.filters["thousands"] = lambda value: f"{value:,}"
    return made.get_template("growth.md").render(growth=Growth(data), data=data, floor=FLOOR).strip() + "\n"


def write() -> None:
    """Write the page about the last measures."""
    PAGE.write_text(page(json.loads(DATA.read_text(encoding="utf-8"))), encoding="utf-8")

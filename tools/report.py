"""What `make bench` has measured, as a page for developers: `growth.md`."""

import json
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, Template

HERE = Path(__file__).parent
DATA, PAGE = HERE / "growth.json", HERE / "growth.md"
FLOOR = "MkDocs and Material"


def short(value: float) -> str:
    """A number with two digits that count, or all before the point: 0.67, 3.7, 14, 1,233."""
    return f"{value:,.2f}" if value < 0.995 else f"{value:,.1f}" if value < 9.95 else f"{value:,.0f}"


def page(data: dict[str, Any]) -> str:
    """The page about these measures."""
    results = {name: [*measures.values()] for name, measures in data["ways"].items()}

    def row(way: str, measure: str, per: float = 1) -> list[str]:
        """One measure at every size, divided by `per`."""
        return [short(one[measure] / per) if one.get(measure) else "–" for one in results[way]]

    def ratios(way: str, measure: str) -> list[str]:
        """One measure as a multiple of that of the generator and the theme alone."""
        pairs = zip(results[way], results[FLOOR], strict=True)
        return [f"{one[measure] / floor[measure]:.2f}" if one.get(measure) else "–" for one, floor in pairs]

    previewed = [name for name, measures in results.items() if "fresh" in measures[0]]
    (whole,) = (measures for measures in results.values() if "steps" in measures[0])
    steps = {name: [short(one["steps"][name]) for one in whole] for name in whole[0]["steps"]}
    text = (HERE / "templates" / "growth.md").read_text(encoding="utf-8")
    template: Template = Template(text, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    asked = {"row": row, "ratios": ratios, "results": results, "previewed": previewed, "steps": steps, "floor": FLOOR}
    return template.render(data, **asked).strip() + "\n"


def write() -> None:
    """Write the page about the last measures."""
    PAGE.write_text(page(json.loads(DATA.read_text(encoding="utf-8"))), encoding="utf-8")

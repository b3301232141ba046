"""What `make bench` has measured, as a page for developers and a chart in it: `growth.md`, `growth.svg`."""

import json
from collections.abc import Iterator
from itertools import pairwise
from math import ceil, floor, log10
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).parent
DATA, CHART, PAGE = (HERE / f"growth.{suffix}" for suffix in ("json", "svg", "md"))
EDITION, FLOOR = "Edition, pages and search", "MkDocs and Material"
BESIDE = {"pages": "MkDocs and Material, no search", "search": FLOOR, "whole": FLOOR}
"""By scope, with whose time a time is compared."""
LINES = {EDITION: "Edition", FLOOR: FLOOR, "Zensical": "", "Sphinx and Furo": "", "Hugo": "", "Eleventy": ""}
"""What the chart shows, and how it calls it if not by its name."""
WIDTH, TOP, HEIGHT, GAP, LEFT, RIGHT = 400, 34, 210, 66, 54, 132
"""Of the chart, in its units; a unit is a pixel on a phone. Of its two parts, each has this height."""
LINE = 13


class Line(NamedTuple):
    """A line of the chart: its name, where the name stands, and its points."""

    name: str
    kind: str
    label: tuple[float, float]
    points: list[tuple[float, float]]


class Part(NamedTuple):
    """A part of the chart: what it shows, where it stands, its lines, and its marks, each with a place and a word."""

    title: str
    top: float
    bottom: float
    lines: list[Line]
    across: list[tuple[float, str]]
    up: list[tuple[float, str]]


def short(value: float) -> str:
    """A number with two digits that count, or all before the point: 0.67, 3.7, 14, 1,233."""
    return f"{value:,.2f}" if value < 0.995 else f"{value:,.1f}" if value < 9.95 else f"{value:,.0f}"


class Growth:
    """The measures, as the page asks for them."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.sizes: list[int] = data["sizes"]
        self.ways = {way["name"]: way for way in data["ways"]}

    def of(self, way: str, size: int, measure: str) -> float | None:
        """One measure, or none where there is none."""
        found: float | None = self.ways[way]["results"][str(size)].get(measure)
        return found

    def cell(self, way: str, size: int, measure: str = "seconds", per: float = 1) -> str:
        """One measure, divided by `per`, for a table; or why there is none."""
        value = self.of(way, size, measure)
        return short(value / per) if value else self.ways[way]["results"][str(size)].get("not", "–")

    def ratio(self, way: str, size: int) -> str:
        """Its time against that of MkDocs and Material alone, which does what is the same of it."""
        own, other = self.of(way, size, "seconds"), self.of(BESIDE[self.ways[way]["scope"]], size, "seconds")
        return f"{own / other:.2f}" if own and other else "–"

    def steps(self) -> dict[str, list[float]]:
        """By the steps of the whole edition, their seconds at each size where it was built."""
        results = self.ways["Edition, whole"]["results"]
        found = [results[str(size)].get("steps") or {} for size in self.sizes]
        names = dict.fromkeys(name for steps in found for name in steps)
        return {name: [steps.get(name, 0) for steps in found] for name in names}

    def parts(self) -> Iterator[Part]:
        """The chart."""
        titles = {"seconds": "Seconds for a build", "memory": "Memory at its peak, MB"}
        for at, (measure, title) in enumerate(titles.items()):
            top = TOP + at * (HEIGHT + GAP)
            found = {
                name: [(size, value) for size in self.sizes if (value := self.of(name, size, measure))]
                for name in LINES
            }
            values = [value for points in found.values() for _, value in points]
            low, high = floor(log10(min(values))), ceil(log10(max(values)))
            first, last = log10(self.sizes[0]), log10(self.sizes[-1])

            def x(size: float, first: float = first, last: float = last) -> float:
                return LEFT + (log10(size) - first) / ((last - first) or 1) * (WIDTH - LEFT - RIGHT)

            def y(value: float, low: int = low, high: int = high, top: int = top) -> float:
                return top + HEIGHT - (log10(value) - low) / (high - low) * HEIGHT

            drawn = {name: [(x(size), y(value)) for size, value in points] for name, points in found.items() if points}
            labels = apart({name: points[-1] for name, points in drawn.items()})
            lines = [Line(LINES[name] or name, kind(name), labels[name], points) for name, points in drawn.items()]
            across = [(x(size), f"{size:,}") for size in self.sizes]
            up = [(y(10.0**power), f"{10.0**power:,g}") for power in range(low, high + 1)]
            yield Part(title, top, top + HEIGHT, lines, across, up)


def kind(name: str) -> str:
    """How a line is drawn."""
    return {EDITION: "edition", FLOOR: "floor"}.get(name, "peer")


def apart(ends: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Where names stand behind the ends of their lines, none beside another."""
    names = sorted(ends, key=lambda name: ends[name][1])
    heights = [ends[name][1] for name in names]
    for _ in range(100):
        for at, (above, below) in enumerate(pairwise(heights)):
            push = max(0, LINE - (below - above)) / 2
            heights[at], heights[at + 1] = above - push, below + push
    return {name: (ends[name][0] + 7, height + 4) for name, height in zip(names, heights, strict=True)}


def write() -> None:
    """Draw the chart and write the page."""
    growth = Growth(json.loads(DATA.read_text(encoding="utf-8")))
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    made.filters |= {
        "short": short,
        "short_or_none": lambda value: short(value) if value else "–",
        "thousands": lambda value: f"{value:,}",
        "way_cell": lambda size, way, measure, per=1: growth.cell(way, size, measure, per),
        "way_ratio": lambda size, way: growth.ratio(way, size),
        "way_each": lambda size, way: growth.cell(way, size, "seconds", size / 1000),
    }
    size = {"width": WIDTH, "height": TOP + 2 * HEIGHT + GAP + 32, "left": LEFT, "right": WIDTH - RIGHT}
    words = {"growth": growth, "data": growth.data, "edition": EDITION, "floor": FLOOR, "chart": size}
    CHART.write_text(made.get_template("growth.svg").render(parts=list(growth.parts()), **size) + "\n", "utf-8")
    PAGE.write_text(made.get_template("growth.md").render(words).strip() + "\n", "utf-8")

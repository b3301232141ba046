"""Style sheets and scripts: parts by component, one file of each for a page."""

import re
from pathlib import Path

import pytest

from edition.loading.problems import ReportedError
from edition.site.assets import join_assets
from tests.helpers.browsing import NewPage
from tests.helpers.pages import Site
from tests.helpers.projects import PROJECT

ASSETS = PROJECT / "docs" / "assets"
SHEETS = {file.relative_to(ASSETS).as_posix(): file.read_text(encoding="utf-8") for file in ASSETS.rglob("*.css")}


def test_a_page_loads_one_style_sheet_and_two_scripts_and_the_theme_s_are_gone(site: Site) -> None:
    for name, page in site.pages.items():
        links = [element.get(key) or "" for key in ("href", "src") for element in page.having(key)]
        loaded = sorted(m[1] for link in links if (m := re.search(r"([\w.-]+\.(?:css|js))\?", link)))
        source = PROJECT / "docs" / f"{name.rstrip('/') or 'index'}.md"
        head = source.read_text("utf-8").partition("\n---\n")[0] if source.exists() else ""
        own = re.findall(r"\[assets/(.+)\]", head)
        moved = ["moved.js"] if "moved.js" in loaded else []
        assert loaded == sorted(["edition.css", "edition.js", "scheme.js", *own, *moved]), name
    assets = {file.relative_to(site.folder / "assets").as_posix() for file in (site.folder / "assets").rglob("*")}
    assert {file.partition("/")[0] for file in assets if "/" in file} == {"fonts"}
    assert (site.folder / ".nojekyll").read_bytes() == b""  # GitHub Pages takes the site as it is


def test_every_part_is_imported() -> None:
    written = "".join([*SHEETS.values(), *(file.read_text(encoding="utf-8") for file in ASSETS.rglob("*.js"))])
    parts = [file for folder in ("css", "js") for file in (ASSETS / folder).rglob("*.*s*")]
    assert len(parts) > 20 and "!important" not in written
    assert [file.name for file in parts if f'{file.name}"' not in written] == []


def test_safari_draws_every_line() -> None:
    """Of the shorthand `text-decoration` it reads the line alone, and drops what says more."""
    assert re.findall(r"text-decoration:\s*[\w-]+ [^;}]+", "".join(SHEETS.values())) == []


def test_a_size_that_is_used_twice_is_a_token() -> None:
    """Of the sizes in tokens.css, none is written out elsewhere, and each is used."""
    tokens = dict(re.findall(r"(--[a-z]+(?:-\w+)*): ([^;]+);", SHEETS["css/tokens.css"]))
    others = {name: sheet for name, sheet in SHEETS.items() if name != "css/tokens.css"}
    assert tokens.keys() - re.findall(r"var\((--[\w-]+)", "".join(others.values())) == set()
    sizes = {value for name, value in tokens.items() if name.startswith("--text-")}
    written = [(name, size) for name, sheet in others.items() for size in re.findall(r"font-size: ([\d.]+rem)", sheet)]
    assert [(name, size) for name, size in written if size in sizes] == []


def test_a_part_runs_once_keeps_its_names_and_fails_alone(tmp_path: Path, new_page: NewPage) -> None:
    (tmp_path / "js").mkdir()
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "one.css").write_text("p { margin: 0; }\n")
    (tmp_path / "all.css").write_text('@layer one;\n@import "css/one.css" layer(one);\n')
    parts = {
        "shared": "/** The number.\n * It is a constant.\n */\nexport const two = 2;\nran.push(0);\n",
        "pair": "export const [one, other] = [1, 3];\nexport async function later() {}\n",
        "a": 'import { two } from "./shared.js";\n\nconst own = two;\nran.push(own);\n',
        "b": 'import { gone } from "./broken.js";\n\nran.push(typeof gone);\n',
        "broken": "export const gone = 1;\nexport function told() {}\nnobody.said();\n",
        "c": 'import {\n  one, other,\n} from "./pair.js";\nimport { two } from "./shared.js";\n'
        "ran.push(one + two + other);\n",
    }
    for name, text in parts.items():
        (tmp_path / "js" / f"{name}.js").write_text(text)
    (tmp_path / "all.js").write_text(
        'import "./js/a.js";\nimport "./js/b.js";\nimport "./js/c.js";\nran.push("all");\n'
    )
    join_assets(tmp_path)
    assert (tmp_path / "all.css").read_text() == "@layer one;\n@layer one {\np { margin: 0; }\n}\n"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["all.css", "all.js"]
    joined = (tmp_path / "all.js").read_text()
    assert "It is a constant" not in joined
    page = new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    ran = page.evaluate("(script) => { globalThis.ran = []; new Function(script)(); return ran; }", joined)
    assert ran == [0, 2, "undefined", 6, "all"]
    assert len(said) == 1 and "nobody is not defined" in said[0]


@pytest.mark.parametrize(
    ("file", "line"), [("all.css", '@import "css/gone.css" layer(one);'), ("all.js", 'import "./js/gone.js";')]
)
def test_a_part_that_is_missing_is_reported(tmp_path: Path, file: str, line: str) -> None:
    (tmp_path / file).write_text(f"{line}\n")
    with pytest.raises(ReportedError, match=rf"docs/assets/{file}: \S+gone\S+ does not exist"):
        join_assets(tmp_path)

"""Style sheets and scripts: each with its parts in one file, at an address of its own content.

Their parts are files of their own in `docs/assets/`, which import one another as browsers understand it. A page that
loaded them so would ask for a file for each; and a script that imports another does not run from a folder.
"""

import re
import shutil
from collections.abc import Collection, Iterator
from hashlib import sha256
from pathlib import Path

from edition.document import addresses
from edition.loading.files import write_text
from edition.loading.problems import ReportedError

OWN_ASSET = re.compile(r'="(?:\./)?(?P<address>[^"?]*\bassets/(?P<name>[a-z-]+\.(?:css|js)))(?=")')
STYLE_IMPORT = re.compile(r'^@import "([^"]+)" layer\((\w+)\);$', re.MULTILINE)
SCRIPT_IMPORT = re.compile(r'^import (?:({[^}]*}) from )?"([^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:const|function|async function) \[?([\w, ]*\w))", re.MULTILINE)
START = """\
const parts = {};
function start(name, run) {
  parts[name] = {};
  try { parts[name] = run(); } catch (error) { console.error(error); }
}
"""
"""What a joined script begins with: a part that fails takes no other with it."""
EXPLAINED = re.compile(r"^ */\*\*.*?\*/\n", re.DOTALL | re.MULTILINE)
"""What a comment says of the function below it: for those who read the sources."""


def join_assets(assets: Path, without: Collection[str] = ()) -> None:
    """Put into every style sheet and script in the folder `assets` what it imports, and remove the parts.

    The scripts `without` are left out wherever they are imported. A part that is missing is a `ReportedError`.
    """
    for file in assets.glob("*.css"):
        write_text(file, _layered(file))
    for file in assets.glob("*.js"):
        seen = {(assets / name).resolve() for name in without}
        whole = START + EXPLAINED.sub("", "".join(_parts(file.resolve(), _read(file), assets.resolve(), seen)))
        write_text(file, f'"use strict";\n{{\n{whole}}}\n')  # its names are its own, module or not
    for folder in ("css", "js"):  # with the parts, which nobody loads once they are joined
        shutil.rmtree(assets / folder, ignore_errors=True)


def _layered(file: Path) -> str:
    """A style sheet with each part that it imports in its layer."""
    return STYLE_IMPORT.sub(lambda part: f"@layer {part[2]} {{\n{_read(file, part[1])}}}", _read(file))


def _parts(file: Path, text: str, assets: Path, seen: set[Path]) -> Iterator[str]:
    """A script, after the modules that it imports, each once. Each begins by itself, and gets what it imports."""

    def name(path: Path) -> str:
        return path.relative_to(assets).as_posix()

    paths = {part[2]: (file.parent / part[2]).resolve() for part in SCRIPT_IMPORT.finditer(text)}
    for part, path in paths.items():
        if path not in seen:
            seen.add(path)
            yield from _parts(path, _read(file, part), assets, seen)
    body = SCRIPT_IMPORT.sub(lambda i: f'const {i[1]} = parts["{name(paths[i[2]])}"];\n' if i[1] else "", text)
    given = ", ".join(EXPORT.findall(text))
    yield f'start("{name(file)}", () => {{\n{EXPORT.sub("", body)}return {{ {given} }};\n}});\n'


def _read(file: Path, part: str = "") -> str:
    """The text of a file, or of a part that it imports."""
    try:
        return (file.parent / part if part else file).read_text(encoding="utf-8")
    except FileNotFoundError:
        message = f"docs/assets/{file.name}: {part} does not exist; correct the import, or remove it"
        raise ReportedError(message) from None


def hash_assets(site: Path, site_url: str) -> None:
    """Append a hash of its content to the address of each style sheet and script, in every page.

    So no browser shows a new page with an old style sheet that it has kept. Files in Markdown, which Zensical's pages
    link by their whole address, are linked from the page, as all others are.
    """
    hashes = {
        file.name: sha256(file.read_bytes()).hexdigest()[:8]
        for file in (site / "assets").iterdir()
        if file.suffix in (".css", ".js")
    }

    def stamped(found: re.Match[str]) -> str:
        known = hashes.get(found["name"])
        return f'="{found["address"]}?{known}' if known else found[0]

    whole = re.compile(rf'href="{re.escape(site_url)}(?=[^"#?]*\.md")')
    for page in site.rglob("*.html"):
        root = addresses.relative("", page.relative_to(site).as_posix())
        html = whole.sub(f'href="{root.removeprefix("./")}', page.read_text(encoding="utf-8"))
        write_text(page, OWN_ASSET.sub(stamped, html))

"""All tables in one zip, with a plain description of them."""

import re
from collections.abc import Mapping
from pathlib import Path
from textwrap import fill

from edition.books.zipped import write_zip
from edition.document.index import Index
from edition.formats.exports import exports
from edition.formats.history import state_of
from edition.formats.linked_data import edition_name
from edition.kinds.kind import Found

DESCRIBED = "data/#page-"
"""Where the page of the data describes a file: after it, the address of the file in letters of an anchor."""


def write_tables(index: Index, file: Path, site_url: str, parts: Mapping[str, Found]) -> None:
    """Write the zip `file`: the tables in a folder of its name, and `README.txt`. The same data gives the same bytes.

    Args:
        index: the edition.
        file: where the zip goes.
        site_url: the address of the site.
        parts: what pages say, by address and anchor: the description of each table is what the page of the data says.
    """
    tables = {name: text for name, text in exports(index, site_url).items() if name.endswith(".csv")}
    said = {address: fill(part.text, 100) for address, part in parts.items() if address.startswith(DESCRIBED)}
    about = [f"{edition_name(index)}, version {state_of(index).version}", site_url, said.get(f"{DESCRIBED}tables")]
    about += [f"{Path(name).name}\n{said.get(DESCRIBED + re.sub('[/.]', '-', name), '')}".rstrip() for name in tables]
    readme = "\n\n".join(filter(None, about)) + "\n"
    entries = {"README.txt": readme, **{Path(name).name: text for name, text in tables.items()}}
    write_zip(file, ((f"{file.stem}/{name}", text.encode()) for name, text in entries.items()))

"""Zip files whose bytes depend on nothing but what is in them, and on the compressor of the Python that writes them.

One of them has all tables, with a plain description of them.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import fill
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from edition.document.index import Index
from edition.formats.exports import exports
from edition.formats.history import state_of
from edition.formats.linked_data import edition_name
from edition.kinds.kind import Found

STORED = "mimetype"
"""An EPUB is recognized by this file, which must come first and uncompressed."""
QUICK = 4
"""The level of compression: half the time of the usual 6, for a twentieth more bytes."""
DESCRIBED = "data/#page-"
"""Where the page of the data describes a file: after it, the address of the file in letters of an anchor."""


def write_zip(file: Path, entries: Iterable[tuple[str, bytes]]) -> None:
    """Write `entries`, paths and contents, in their order, with the earliest date that the format knows."""
    with ZipFile(file, "w") as archive:
        for name, content in entries:
            info = ZipInfo(name)
            info.external_attr = 0o644 << 16
            info.create_system = 3  # the same on every system: Unix
            archive.writestr(info, content, ZIP_STORED if name == STORED else ZIP_DEFLATED, QUICK)


def write_tables(index: Index, file: Path, site_url: str, parts: Mapping[str, Found]) -> None:
    """Write the tables to the zip `file`, in a folder of its name. The same data gives the same bytes.

    In `README.txt`, each is described as on the page of the data: `parts` is what pages say, by address and anchor.
    """
    tables = {name: text for name, text in exports(index, site_url).items() if name.endswith(".csv")}
    said = {address: fill(part.text, 100) for address, part in parts.items() if address.startswith(DESCRIBED)}
    about = [f"{edition_name(index)}, version {state_of(index).version}", site_url, said.get(f"{DESCRIBED}tables")]
    about += [f"{Path(name).name}\n{said.get(DESCRIBED + re.sub('[/.]', '-', name), '')}".rstrip() for name in tables]
    readme = "\n\n".join(filter(None, about)) + "\n"
    entries = {"README.txt": readme, **{Path(name).name: text for name, text in tables.items()}}
    write_zip(file, ((f"{file.stem}/{name}", text.encode()) for name, text in entries.items()))

"""Write files: texts in UTF-8 and with line feeds, and zips, whatever the system's own ways are."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

STORED = "mimetype"
"""An EPUB is recognized by this file, which must come first and uncompressed."""
QUICK = 4
"""The level of compression: half the time of the usual 6, for a twentieth more bytes."""


def write_text(file: Path, text: str) -> None:
    """Write `text` to `file`, with the line ends that it has."""
    file.write_text(text, encoding="utf-8", newline="\n")


def replace_text(file: Path, text: str) -> None:
    """Put `text` in the place of what `file` holds, in one step.

    Readers of the file find the old text or the new one, never a part of it, even if the disk is full or the
    machine stops.
    """
    file = file.resolve()  # a link stays a link
    new = file.with_name(f".{file.name}.new")
    try:
        write_text(new, text)
        with new.open("r+b") as stream:
            os.fsync(stream.fileno())
        if file.exists():
            shutil.copymode(file, new)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def write_zip(file: Path, entries: Iterable[tuple[str, bytes]]) -> None:
    """Write `entries`, paths and contents, in their order, with the earliest date that the format knows.

    Its bytes depend on nothing else but the compressor of the Python that writes them.
    """
    with ZipFile(file, "w") as archive:
        for name, content in entries:
            info = ZipInfo(name)
            info.external_attr = 0o644 << 16
            info.create_system = 3  # the same on every system: Unix
            archive.writestr(info, content, ZIP_STORED if name == STORED else ZIP_DEFLATED, QUICK)

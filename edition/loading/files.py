"""Write files: each in UTF-8 and with line feeds, whatever the system's own ways are."""

import os
import shutil
from pathlib import Path


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

"""Write a file whole or not at all."""

import os
import shutil
from pathlib import Path


def replace_text(file: Path, text: str) -> None:
    """Put `text` in the place of what `file` holds, in one step.

    Readers of the file find the old text or the new one, never a part of it, even if the disk is full or the
    machine stops.
    """
    file = file.resolve()  # a link stays a link
    new = file.with_name(f".{file.name}.new")
    try:
        with new.open("w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        if file.exists():
            shutil.copymode(file, new)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)

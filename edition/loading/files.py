"""Write files and folders the same on every system, and replace what others may read whole or not at all."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from filelock import FileLock

STORED = "mimetype"
"""An EPUB is recognized by this file, which must come first and uncompressed."""
QUICK = 4
"""The level of compression: half the time of the usual 6, for a twentieth more bytes."""
LOCK = ".lock"
"""The name of a lock, which is a file in the folder that is locked."""


def write_text(file: Path, text: str) -> None:
    """Write `text` to `file`, with the line ends that it has, and make its folder if there is none."""
    file.parent.mkdir(parents=True, exist_ok=True)
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


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Give the address of a folder to make; at the end it replaces the folder `target`, unless something went wrong.

    If it did, or the process was stopped, `target` is as it was: at the latest when it is staged the next time. A
    link is followed, so that the folder that it leads to is the one that is replaced.
    """
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    new, old = (target.with_name(f".{target.name}-{state}") for state in ("new", "old"))

    def put_right() -> None:
        if old.exists() and not target.exists():
            old.rename(target)
        for folder in (new, old):
            shutil.rmtree(folder, ignore_errors=True)

    with locked(target.parent):
        try:
            put_right()  # what a killed process has left
            yield new
            if target.exists():
                target.rename(old)
            new.rename(target)
        finally:
            put_right()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Meanwhile no other process has this folder locked: this one waits for it.

    The system opens the lock when the process ends, however it ends. Windows removes no file that is in use; there,
    the lock removes it when it is opened.
    """
    with FileLock(folder / LOCK) as lock:
        try:
            yield
        finally:
            with suppress(OSError):
                Path(lock.lock_file).unlink()

"""Folders that are replaced whole or not at all, by one process at a time."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock

LOCK = ".lock"
"""The name of a lock, which is a file in the folder that is locked."""


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

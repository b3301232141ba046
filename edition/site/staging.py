"""Folders that are replaced whole or not at all, by one process at a time."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from edition.loading.problems import ReportedError


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

    Raises:
        ReportedError: the system cannot lock folders.
    """
    try:
        import fcntl
    except ImportError:
        raise ReportedError("This system cannot lock folders, as a build must. On Windows, run it in WSL.") from None
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)  # until it is closed: the system does that when the process ends
        yield
    finally:
        os.close(lock)

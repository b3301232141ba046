"""Folders that are replaced whole or not at all, and folders that do not outlive their process."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from filelock import BaseFileLock, FileLock

LOCK = ".lock"
"""How the name of a lock ends, which is a file beside what is locked, or in it."""


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Give the address of a folder to make; at the end it replaces the folder `target`, unless something went wrong.

    If it did, or the process was stopped, `target` is as it was: at the latest when it is staged the next time. A
    link is followed, so that the folder that it leads to is the one that is replaced.
    """
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)

    def put_back(folder: Path) -> None:
        if (folder / "old").exists() and not target.exists():
            (folder / "old").rename(target)

    with own_folder(target.parent, f".{target.name}-", put_back) as folder:
        yield folder / "new"
        if target.exists():
            target.rename(folder / "old")
        (folder / "new").rename(target)


@contextmanager
def own_folder(parent: Path, prefix: str, before_removal: Callable[[Path], None] = lambda _: None) -> Iterator[Path]:
    """A new folder in `parent`, removed at the end. Those that killed processes have left there are removed first.

    Beside it is its lock, which the system opens when the process ends, however it ends.

    Args:
        parent: the folder to make it in.
        prefix: how its name begins.
        before_removal: what to do with a folder before it is removed, also with one that was left.
    """
    for left in sorted(parent.glob(f"{prefix}*{LOCK}")):
        lock = FileLock(left, blocking=False)
        with suppress(OSError), lock:
            _remove(left.with_name(left.name.removesuffix(LOCK)), before_removal, lock)
    folder = parent / f"{prefix}{uuid4().hex}"
    lock = FileLock(folder.with_name(f"{folder.name}{LOCK}"))
    try:  # from before anything is made: a signal may come at any moment
        lock.acquire()
        folder.mkdir(mode=0o700)
        yield folder
    finally:
        _remove(folder, before_removal, lock)
        lock.release()


def _remove(folder: Path, before_removal: Callable[[Path], None], lock: BaseFileLock) -> None:
    before_removal(folder)
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)
    _leave_no_file(lock)


def _leave_no_file(lock: BaseFileLock) -> None:
    """Remove the file of a lock that is held.

    Windows removes no file that is in use; there, the lock removes it when it is opened.
    """
    with suppress(OSError):
        Path(lock.lock_file).unlink()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Meanwhile no other process has this folder locked: this one waits for it, or raises `OSError`."""
    with FileLock(folder / LOCK) as lock:
        try:
            yield
        finally:
            _leave_no_file(lock)

"""Folders that are replaced whole or not at all, and folders that do not outlive their process."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from edition.loading.problems import ReportedError


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

    Args:
        parent: the folder to make it in.
        prefix: how its name begins.
        before_removal: what to do with a folder before it is removed, also with one that was left.
    """
    for left in sorted(parent.glob(f"{prefix}*")):
        with suppress(OSError), ExitStack() as lock:
            lock.callback(os.close, _lock(left, wait=False))
            _remove(left, before_removal)
    folder = parent / f"{prefix}{uuid4().hex}"
    with ExitStack() as locks:
        try:  # from before it is made: a signal may come at any moment
            while not folder.exists():  # another process may take it for a left one, until it is locked
                folder.mkdir(mode=0o700)
                with suppress(FileNotFoundError):
                    locks.callback(os.close, _lock(folder))
            yield folder
        finally:
            _remove(folder, before_removal)


def _remove(folder: Path, before_removal: Callable[[Path], None]) -> None:
    before_removal(folder)
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)


def _lock(folder: Path, *, wait: bool = True) -> int:
    """Lock a folder as long as the number returned is an open file: the system unlocks it when the process ends.

    Raises:
        OSError: it is not a folder of this module, or another process has locked it, and we do not `wait`.
        ReportedError: the system cannot lock folders.
    """
    try:
        import fcntl
    except ImportError:
        raise ReportedError("This system cannot lock folders, as a build must. On Windows, run it in WSL.") from None
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        os.close(lock)
        raise
    return lock


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Meanwhile no other process has this folder locked: this one waits for it, or raises `OSError`."""
    with ExitStack() as lock:
        lock.callback(os.close, _lock(folder))
        yield

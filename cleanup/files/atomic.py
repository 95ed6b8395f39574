"""Replacing a file atomically: other processes see the old file or the new one, never a part.

The new file is written next to its target, under a name that identifies it as ours, and is locked meanwhile. A lock
ends with its process, however that ends: an unlocked file was left by a killed run, and the next run that writes there
removes it.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import BinaryIO

from cleanup import lazy_regex

_START = ".cleanup-"
_NAME = lazy_regex.pattern(r"\.cleanup-[0-9a-f]{16}")


@contextmanager
def beside(target: str, *, lasting: bool = True) -> Iterator[BinaryIO]:
    """Open a file, readable only by its owner, that replaces `target` when the context ends normally, and is removed
    otherwise.

    A symbolic link at `target` is itself replaced. A `lasting` file is on the disk at the end, and so is its name.
    Raises OSError.
    """
    folder = os.path.dirname(target)
    _sweep_once(folder)
    temporary, held = "", False
    try:
        while not held:
            # Named before it is created, so that an interruption at any moment knows what to remove.
            temporary = os.path.join(folder, f"{_START}{os.urandom(8).hex()}")
            file = open(temporary, "xb", opener=_private)  # noqa: SIM115
            held = _lock_new(file, temporary)
        with file:
            yield file
            file.flush()
            if lasting:
                os.fsync(file.fileno())
            if sys.platform != "win32":  # while it is still locked
                os.replace(temporary, target)
        if sys.platform == "win32":  # an open file cannot be renamed there
            os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    if lasting:
        _sync(folder or ".")


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _lock_new(file: BinaryIO, path: str) -> bool:
    """Lock the file and return whether it still exists, because another process may have swept it before the lock."""
    if sys.platform == "win32":  # an open file cannot be removed there
        return True
    import fcntl

    with suppress(OSError):  # on a file system without locks, no other process gets one either, and nothing is swept
        fcntl.flock(file, fcntl.LOCK_EX)
    if os.path.exists(path):
        return True
    file.close()
    return False


def _sync(folder: str) -> None:
    """Write the names in a directory to the disk, if the system supports it."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@cache
def _sweep_once(folder: str) -> None:
    sweep(folder)


def sweep(folder: str) -> None:
    """Remove what killed runs left in a directory; files that are being written stay."""
    try:
        # Not `scandir`: an interrupted run would leave it open.
        names = os.listdir(folder or ".")
    except OSError:
        return
    for name in names:
        if name.startswith(_START) and _NAME.fullmatch(name):
            with suppress(OSError):
                _remove_abandoned(os.path.join(folder, name))


def _remove_abandoned(path: str) -> None:
    """Remove a file. Raises OSError if it is locked or not one of ours."""
    if sys.platform == "win32":
        os.unlink(path)
        return
    import fcntl

    handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        found = os.fstat(handle)
        if stat.S_ISREG(found.st_mode):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(found, os.lstat(path)):
                os.unlink(path)
    finally:
        os.close(handle)

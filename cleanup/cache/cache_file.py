"""A small file in the user's cache folder: whole or not there, and read only if it is ours.

It holds plain values with a checksum over them, so a damaged one is known for what it is; that of another user is not
read. One that cannot be read or written costs time, never the run.
"""

from __future__ import annotations

import os
import stat
import zlib
from pathlib import Path

#: Bytes of the checksum, CRC-32, that stands before the rest: made for this, and at once where SHA-256 takes 2 ms.
_CHECKSUM = 4


def read(path: Path) -> memoryview:
    """What the file holds. Raises OSError and ValueError for one that is not there, not whole, or not ours."""
    # A pipe in its place must not keep us waiting, nor a link lead elsewhere.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise ValueError("no file")
        if hasattr(os, "getuid") and found.st_uid != os.getuid():
            raise ValueError("the cache of another user")
        data = memoryview(file.read())
    checksum, body = data[:_CHECKSUM], data[_CHECKSUM:]
    if _checksum(body) != checksum:
        raise ValueError("a damaged cache")
    return body


def write(path: Path, body: bytes, *, beside: str, most: int) -> None:
    """Write the file at once, if that can be done; of those whose names are like `beside` the `most` last ones stay."""
    from cleanup.files import atomic

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic.beside(str(path), lasting=False) as file:
            file.write(_checksum(body) + body)
        kept = sorted(path.parent.glob(beside), key=lambda one: one.lstat().st_mtime)
        for old in kept[:-most]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def usable(path: Path) -> bool:
    """Whether a file of the cache that others read and write is ours, or not there yet."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and (not hasattr(os, "getuid") or found.st_uid == os.getuid())


def _checksum(body: bytes | memoryview) -> bytes:
    return zlib.crc32(body).to_bytes(_CHECKSUM)

"""A small file in the user's cache directory: complete or absent, and read only if it is ours.

It contains plain values with a checksum, so that a damaged file is recognised; a file of another user is not read. A
file that cannot be read or written costs time, but never ends a run.
"""

from __future__ import annotations

import os
import stat
import zlib
from pathlib import Path

#: The length in bytes of the checksum before the content: CRC-32, which is instant where SHA-256 takes 2 ms.
_CHECKSUM = 4


def read(path: Path) -> memoryview:
    """Return the content of the file. Raises OSError and ValueError if it is missing, damaged or not ours."""
    # A pipe in its place must not make us wait, nor a link lead elsewhere.
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
    """Write the file atomically, if possible; of the files with names like `beside`, keep the `most` latest."""
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
    """Return whether a file of the cache that other code reads and writes is ours, or does not exist yet."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and (not hasattr(os, "getuid") or found.st_uid == os.getuid())


def _checksum(body: bytes | memoryview) -> bytes:
    return zlib.crc32(body).to_bytes(_CHECKSUM)

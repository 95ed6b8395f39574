"""A small file in the user's cache folder: whole or not there, and read only if it is ours.

It holds plain values with a checksum over them, so a damaged one is known for what it is; that of another user is not
read. One that cannot be read or written costs time, never the run.
"""

from __future__ import annotations

import os
import zlib
from contextlib import suppress
from pathlib import Path

#: Bytes of the checksum, CRC-32, that stands before the rest: made for this, and at once where SHA-256 takes 2 ms.
_CHECKSUM = 4


def read(path: Path) -> memoryview:
    """What the file holds. Raises OSError and ValueError for one that is not there, not whole, or not ours."""
    with path.open("rb") as file:
        owner = os.fstat(file.fileno()).st_uid
        data = memoryview(file.read())
    if hasattr(os, "getuid") and owner != os.getuid():
        raise ValueError("the cache of another user")
    checksum, body = data[:_CHECKSUM], data[_CHECKSUM:]
    if _checksum(body) != checksum:
        raise ValueError("a damaged cache")
    return body


def write(path: Path, body: bytes, *, beside: str, most: int) -> None:
    """Write the file at once, if that can be done; of those whose names are like `beside` the `most` last ones stay."""
    temporary = path.with_name(f"{path.name}-{os.urandom(8).hex()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(_checksum(body) + body)
        temporary.replace(path)
        kept = sorted(path.parent.glob(beside), key=lambda one: one.stat().st_mtime)
        for old in kept[:-most]:
            old.unlink(missing_ok=True)
    except OSError:
        return
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _checksum(body: bytes | memoryview) -> bytes:
    return zlib.crc32(body).to_bytes(_CHECKSUM)

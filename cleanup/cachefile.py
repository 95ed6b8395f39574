"""A small file in the user's cache folder: whole or not there, and read only if it is ours.

It holds plain values with a digest over them, so a damaged one is known for what it is; that of another user is not
read. One that cannot be read or written costs time, never the run.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

_DIGEST = hashlib.sha256().digest_size


def read(path: Path) -> bytes:
    """What the file holds. Raises OSError and ValueError for one that is not there, not whole, or not ours."""
    with path.open("rb") as file:
        owner = os.fstat(file.fileno()).st_uid
        data = file.read()
    if hasattr(os, "getuid") and owner != os.getuid():
        raise ValueError("the cache of another user")
    digest, body = data[:_DIGEST], data[_DIGEST:]
    if hashlib.sha256(body).digest() != digest:
        raise ValueError("a damaged cache")
    return body


def write(path: Path, body: bytes, *, beside: str, most: int) -> None:
    """Write the file at once, if that can be done; of those whose names are like `beside` the `most` last ones stay."""
    temporary = path.with_name(f"{path.name}-{os.urandom(8).hex()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(hashlib.sha256(body).digest() + body)
        temporary.replace(path)
        kept = sorted(path.parent.glob(beside), key=lambda one: one.stat().st_mtime)
        for old in kept[:-most]:
            old.unlink(missing_ok=True)
    except OSError:
        return
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)

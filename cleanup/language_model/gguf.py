"""Files of models in the format GGUF, which llama.cpp runs: whether a file is one, and which model it is."""

from __future__ import annotations

import os
import stat
from hashlib import sha256
from pathlib import Path

from cleanup.errors import CleanupError, reason

MAGIC = b"GGUF"
#: Versions of the format, of four bytes from the fourth on.
_VERSIONS = (2, 3)
_HEAD = 24
#: Bytes at each end of a file by which it is told from others: those of all weights would take seconds.
_ENDS = 1_000_000


def check(path: Path) -> None:
    """Raise CleanupError for what is no GGUF file; whether it is complete, the server says that loads it."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise CleanupError("not a file", path=str(path), hint="name a model file (GGUF)")
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise CleanupError(reason(error), path=str(path)) from error
    version = int.from_bytes(head[4:8], "little")
    if head[:4] != MAGIC or len(head) < _HEAD or version not in _VERSIONS:
        raise CleanupError("this file is not a model in the format GGUF", path=str(path))


def identity(path: Path) -> str:
    """The name of the file and a digest of its size and both ends: the same wherever the same model lies.

    Raises CleanupError.
    """
    check(path)
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            digest = sha256(str(size).encode())
            for start in (0, max(size - _ENDS, 0)):
                file.seek(start)
                digest.update(file.read(_ENDS))
    except OSError as error:
        raise CleanupError(reason(error), path=str(path)) from error
    return f"{path.stem}-{digest.hexdigest()[:12]}"

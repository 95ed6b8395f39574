"""Backups of files that are repaired in place, kept next to them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from cleanup.errors import DocumentError
from cleanup.files.writing import copying

#: The suffix of a backup, as in `patch` and merge tools.
SUFFIX = ".orig"


def keep(path: str, data: bytes) -> Path:
    """Save the bytes of a file as `NAME.orig` next to it, with its mode, and return the path. Raises DocumentError.

    An existing backup is kept: if it contains these bytes, it is the backup; otherwise `NAME.orig.2`, `NAME.orig.3` …
    is.
    """
    for place in _places(path):
        try:
            if place.is_file() and place.read_bytes() == data:
                return place
            if not os.path.lexists(place):
                with copying(place, place.parent, like=path) as file:
                    file.write(data)
                return place
        except OSError as error:
            raise DocumentError(f"cannot create a backup: {error.strerror or error}", path=path) from error
    raise AssertionError("there is always a next number")


def _places(path: str) -> Iterator[Path]:
    real = os.path.realpath(path)
    yield Path(real + SUFFIX)
    yield from (Path(f"{real}{SUFFIX}.{number}") for number in count(2))

"""Originals kept beside the files that are repaired in place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from cleanup.errors import DocumentError
from cleanup.files.writing import copying

#: What is put behind the name of a file, as `patch` and merge tools do it.
SUFFIX = ".orig"


def keep(path: str, data: bytes) -> Path:
    """Keep the bytes of a file beside it, with its mode, and say where. Raises DocumentError.

    That is `NAME.orig`. One that is there stays as it is: where it holds these bytes it is the backup, else this one
    is `NAME.orig.2`, `NAME.orig.3` …
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

"""Making sure that what a command writes never replaces anything that it reads, or writes elsewhere."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from cleanup.errors import CleanupError
from cleanup.files import special_files
from cleanup.files.discovery import Discovered

#: What all names of a file have in common: its number, or where it would be.
_Key = tuple[int, int] | str


class RunFiles:
    """The files of a run, and the role of each."""

    def __init__(self, found: Discovered) -> None:
        self._what: dict[_Key, str] = {}
        self.add("a text", (source.origin for source in found.sources))

    def add(self, what: str, paths: Iterable[str | int | Path | None]) -> None:
        """Record files as used; None, and what is not a file, cannot be replaced."""
        for path in paths:
            key = None if path is None else _key(path)
            if key is not None:
                self._what.setdefault(key, what)

    def claim(self, path: Path | None, what: str, option: str) -> None:
        """Create the directory for a file before any work. Raises CleanupError if the file is in use or cannot be
        written.
        """
        if path is None:
            return
        from cleanup.files.writing import make_folder

        make_folder(path.parent)
        special_files.refuse_unwritable(str(path))
        key = _key(path)
        if key is None:
            return
        if key in self._what:
            hint = f"choose another file for {option}"
            raise CleanupError(f"{what} would replace {self._what[key]}", path=str(path), hint=hint)
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise CleanupError(f"{what} cannot be written: permission denied", path=str(path))
        self._what[key] = what


def _key(path: str | int | Path) -> _Key | None:
    """Return what identifies a file by any name, or None for what is not replaced when it is written to."""
    if not isinstance(path, int) and special_files.descriptor(str(path)) is not None:
        return None
    try:
        found = os.stat(path)  # noqa: PTH116 - it may be a descriptor
    except OSError:
        return None if isinstance(path, int) else os.path.realpath(path)
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None

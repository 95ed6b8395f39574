"""Copies of files in an output directory: where each goes, and which of the existing files are ours.

A list in that directory contains our copies, by name and digest. A file that is not in it, or that has changed since,
is never replaced, because it is not ours.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from cleanup.errors import CleanupError, DocumentError
from cleanup.files.discovery import Source
from cleanup.files.writing import copying, load_below, place_in

LIST = ".cleanup-copies.json"


class _Listed(msgspec.Struct, forbid_unknown_fields=True):
    """The content of the list: the SHA-256 of each copy as written, by its path in the directory."""

    copies: int
    files: dict[str, str]


class Copies:
    """The copies of sources. Raises CleanupError if two would have the same path, or one would replace an original.

    Use it as a context manager: the list is written at its end.
    """

    def __init__(self, sources: Iterable[Source], folder: Path) -> None:
        self.folder = folder
        self.places = destinations(sources, folder)
        self._known = _read(folder / LIST)
        self._written: dict[str, str] = {}

    def __enter__(self) -> Copies:
        return self

    def __exit__(self, *error: object) -> None:
        if self._written.items() <= self._known.items():
            return
        listed = dict(sorted((self._known | self._written).items()))
        data = msgspec.json.format(msgspec.json.encode(_Listed(1, listed)), indent=1)
        with copying(self.folder / LIST, self.folder) as file:
            file.write(data + b"\n")

    def write(self, source: Source, data: bytes) -> None:
        """Write the copy of a source. Raises DocumentError, also if a file there is not ours."""
        path = self.places[source]
        name, digest = path.relative_to(self.folder).as_posix(), _digest(data)
        if _there(path, self.folder) not in (None, digest, self._known.get(name)):
            raise DocumentError("it already exists and is not a copy made by cleanup", path=str(path), hint=_HINT)
        with copying(path, self.folder, like=source.path) as file:
            file.write(data)
        self._written[name] = digest


_HINT = "remove it, or choose another directory for --output"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _there(path: Path, folder: Path) -> str | None:
    """Return the digest of the file at a path, or None if there is none, or a link, which no text is lost with."""
    place = Path(place_in(path, folder))
    if not os.path.lexists(place) or place.is_symlink():
        return None
    return _digest(load_below(place))


def _read(path: Path) -> dict[str, str]:
    if not os.path.lexists(path):
        return {}
    try:
        return msgspec.json.decode(load_below(path), type=_Listed).files
    except msgspec.DecodeError as error:
        raise CleanupError(f"invalid list of copies: {error}", path=str(path), hint=_HINT) from error


def destinations(sources: Iterable[Source], folder: Path) -> dict[Source, Path]:
    """Return the path of the copy of each source. Raises CleanupError if two are the same, or one is an original."""
    listed = list(sources)
    originals = {place: source for source in listed for place in (source.real, _place(Path(source.path)))}
    taken: dict[str, Source] = {}
    places: dict[Source, Path] = {}
    for source in listed:
        target = folder / source.name
        place = _place(target)
        if place in taken:
            other = taken[place].path
            raise CleanupError(
                f"{other} and {source.path} would both be written to {target}", hint="use a separate --output for each"
            )
        if place in originals:
            raise CleanupError(
                f"the copy of {source.path} would replace the original {originals[place].path}",
                hint="choose another directory for --output",
            )
        taken[place], places[source] = source, target
    return places


def _place(path: Path) -> str:
    """Return a path with the links of its directory resolved, but not a link at the path itself."""
    return os.path.join(os.path.realpath(path.parent), path.name)  # noqa: PTH118 - of a `..` too

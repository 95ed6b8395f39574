"""Copies of files below a folder of results: where each goes, and which of those that are there are ours.

What is ours stands in a list in that folder, by name and digest. A file that is not in it, or has been changed since,
was made by somebody, and is never replaced.
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
    """What the list holds: the SHA-256 of each copy as it was written, by its path below the folder."""

    copies: int
    files: dict[str, str]


class Copies:
    """The copies of some sources. Raises CleanupError when two would meet, or one would replace an original.

    Use it as a context: its end writes the list.
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
        """Write the copy of a source. Raises DocumentError, also for a file there that is not ours."""
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
    """The digest of the file at a place; None where there is none, or a link, which is nobody's text."""
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
    """Where the copy of each source goes. Raises CleanupError when two would meet, or one would be an original."""
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
    """Where a name stands; what it leads to, if it is a link, is another matter."""
    return os.path.join(os.path.realpath(path.parent), path.name)  # noqa: PTH118 - of a `..` too

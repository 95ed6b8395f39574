"""Writing files without ever harming one: atomically, with no more permissions than before, never in the wrong place.

Nothing here prints or decides: a problem is a `DocumentError`, which the command line reports.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cleanup.errors import DocumentError, system_error
from cleanup.files import atomic, permissions, special_files


def replace(path: str, data: bytes, *, was: bytes) -> None:
    """Replace the bytes of a file, which must still be `was`, atomically; links to it are kept.

    All of its permissions are preserved (see `cleanup.files.permissions`), or it is refused. A file with several names
    (hard links) is refused too: the other names would keep the old bytes, and overwriting it in place would not be
    safe. A process that reads the file meanwhile sees the old bytes or the new ones, never a part. Raises
    DocumentError.
    """
    try:
        if special_files.descriptor(path) is not None:
            raise DocumentError("this is an open file, which cannot be repaired in place", hint=_IN_PLACE)
        target = os.path.realpath(path)
        old, known = os.stat(target), permissions.attributes(target)
        _refuse(target, old)
        if Path(target).read_bytes() != was:
            raise DocumentError("the file has changed since it was read", hint=permissions.LEFT)
        with atomic.beside(target) as file:
            file.write(data)
            permissions.keep(permissions.handle(file), old, known)
    except DocumentError as error:
        raise error.about(path) from error
    except OSError as error:
        raise system_error(error, path) from error


_IN_PLACE = "use - to write the repaired text to standard output"


def _refuse(target: str, old: os.stat_result) -> None:
    """Raise DocumentError for a file that must not be replaced."""
    if not stat.S_ISREG(old.st_mode):
        raise DocumentError(f"this is {special_files.kind(old.st_mode)}, not a regular file", hint=permissions.LEFT)
    if not os.access(target, os.W_OK):
        raise DocumentError("the file is read-only", hint=permissions.LEFT)
    if old.st_nlink > 1:
        raise DocumentError(f"the file has {old.st_nlink} names (hard links)", hint=permissions.COPY)


def create(path: Path, data: bytes, *, sources: Iterable[permissions.File] = ()) -> None:
    """Write a file atomically, as `stream` does. Raises DocumentError."""
    with stream(path, sources=sources) as file:
        file.write(data)


@contextmanager
def stream(path: Path, *, sources: Iterable[permissions.File] = ()) -> Iterator[BinaryIO]:
    """Open a file that appears at its path when the context ends normally; missing directories are created.

    Its permissions do not exceed those of `sources`, whose content it reveals, or those of the file that it replaces. A
    pipe, a device or an open file, such as /dev/stdout, is written to instead. Raises DocumentError.
    """
    try:
        make_folder(path.parent)
        with special_files.sink(str(path)) or _anew(os.path.realpath(path), sources) as file:
            yield file
    except DocumentError as error:
        raise error.about(str(path)) from error
    except OSError as error:
        raise system_error(error, str(path)) from error


@contextmanager
def _anew(target: str, sources: Iterable[permissions.File]) -> Iterator[BinaryIO]:
    old = os.stat(target) if os.path.exists(target) else None
    if old and not os.access(target, os.W_OK):
        raise DocumentError("the file is read-only", hint=permissions.LEFT)
    with atomic.beside(target) as file:
        yield file
        handle = permissions.handle(file)
        if old:
            permissions.own(handle, old)
            permissions.limit(handle, (target, *sources), mode=stat.S_IMODE(old.st_mode))
        else:
            permissions.limit(handle, sources)


@contextmanager
def copying(
    path: Path, folder: Path, *, like: str = "", sources: Iterable[permissions.File] = ()
) -> Iterator[BinaryIO]:
    """Open a file to write to a path in an output directory; a link there is replaced, never followed.

    It gets the permissions of the file `like`, of which it is a copy, or those of a file about `sources`. Raises
    DocumentError.
    """
    try:
        with atomic.beside(place_in(path, folder)) as file:
            yield file
            if like:
                permissions.copy(permissions.handle(file), like)
            else:
                permissions.limit(permissions.handle(file), sources)
    except OSError as error:
        raise system_error(error, str(path)) from error


def load_below(path: Path) -> bytes:
    """Return the bytes of a file in an output directory, unless it is a link. Raises DocumentError and
    FileNotFoundError.
    """
    try:
        handle = open_below(path, os.O_RDONLY)
        with os.fdopen(handle, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise system_error(error, str(path)) from error


def open_below(path: Path, flags: int) -> int:
    """Open a file in an output directory, by its own name only. Raises DocumentError for anything else, and OSError."""
    extra = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if path.is_symlink():  # on systems without the flag; elsewhere for the message
        raise DocumentError("this is a link", path=str(path), hint=_OUTSIDE)
    handle = os.open(path, flags | extra | getattr(os, "O_CLOEXEC", 0), 0o600)
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode) or (found.st_nlink > 1 and flags & (os.O_WRONLY | os.O_RDWR)):
        os.close(handle)
        what = special_files.kind(found.st_mode) or "a file with several names (hard links)"
        raise DocumentError(f"this is {what}", path=str(path), hint=_OUTSIDE)
    return handle


def place_in(path: Path, folder: Path) -> str:
    """Return where a file of an output directory really is; a link there is not followed, and directories are created.

    Raises DocumentError for a path that leads out of the directory, by a link or by `..`, or to what is not a file.
    """
    parent = refuse_outside(path, folder)
    make_folder(parent)
    target = os.path.join(parent, path.name)
    try:
        mode = os.lstat(target).st_mode
    except FileNotFoundError:
        return target
    if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
        raise DocumentError(f"this is {special_files.kind(mode)}", path=str(path), hint=_OUTSIDE)
    return target


def refuse_outside(path: Path, folder: Path) -> Path:
    """Return the directory of a path, links resolved. Raises DocumentError unless it is `folder` or below it."""
    parent = Path(os.path.realpath(path.parent))
    if path.name == ".." or not parent.is_relative_to(os.path.realpath(folder)):
        raise DocumentError(f"this would be outside {folder}, in {parent}", path=str(path), hint=_OUTSIDE)
    return parent


_OUTSIDE = "choose another directory for --output"


def make_folder(folder: Path) -> None:
    """Create a directory and its parents, unless they exist. Raises DocumentError."""
    missing, at = [], str(folder)
    try:
        while at and not os.path.isdir(at):
            missing.append(at)
            at = os.path.dirname(at)
        for one in reversed(missing):
            try:
                os.mkdir(one)
            except FileExistsError:  # created by another run meanwhile, or not a directory
                if not os.path.isdir(one):
                    raise
    except OSError as error:
        raise system_error(error, str(folder)) from error

"""How files are written without ever harming one: in one step, no more open than before, and never at the wrong place.

Nothing here prints or decides: a problem is a `DocumentError`, and the command line says it.
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
    """Give a file, whose bytes still are `was`, new ones in one step; links to it stay links.

    All of its rights stay (see `cleanup.files.permissions`), or it is refused. So is one that has other names: they
    would keep the old bytes, and to write into it bit by bit would not be safe. Whoever reads it meanwhile sees the old
    bytes or the new ones, never a part. Raises DocumentError.
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
    """Raise DocumentError for what is not to be replaced."""
    if not stat.S_ISREG(old.st_mode):
        raise DocumentError(f"this is {special_files.kind(old.st_mode)}, not a regular file", hint=permissions.LEFT)
    if not os.access(target, os.W_OK):
        raise DocumentError("the file is read-only", hint=permissions.LEFT)
    if old.st_nlink > 1:
        raise DocumentError(f"the file has {old.st_nlink} names (hard links)", hint=permissions.COPY)


def create(path: Path, data: bytes, *, sources: Iterable[permissions.File] = ()) -> None:
    """Write a file in one step, as `stream` does. Raises DocumentError."""
    with stream(path, sources=sources) as file:
        file.write(data)


@contextmanager
def stream(path: Path, *, sources: Iterable[permissions.File] = ()) -> Iterator[BinaryIO]:
    """A file, written bit by bit, that takes its place when the context ends well; its folders are made.

    It is no more open than the `sources` of what it tells, nor than the file that was there. A pipe, a device or an
    open file, such as /dev/stdout, is written to instead. Raises DocumentError.
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
    """A file of results, written bit by bit to a path below their folder; a link there is replaced, never followed.

    It is as open as the file `like`, of which it is a copy, or as a file that tells of `sources`. Raises DocumentError.
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
    """The bytes of a file in a folder of results, which is no link. Raises DocumentError; FileNotFoundError."""
    try:
        handle = open_below(path, os.O_RDONLY)
        with os.fdopen(handle, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise system_error(error, str(path)) from error


def open_below(path: Path, flags: int) -> int:
    """A file in a folder of results, opened by its own name only. Raises DocumentError for what is no file; OSError."""
    extra = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if path.is_symlink():  # where the flag is not known; elsewhere for the message
        raise DocumentError("this is a link", path=str(path), hint=_OUTSIDE)
    handle = os.open(path, flags | extra | getattr(os, "O_CLOEXEC", 0), 0o600)
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode) or (found.st_nlink > 1 and flags & (os.O_WRONLY | os.O_RDWR)):
        os.close(handle)
        what = special_files.kind(found.st_mode) or "a file with several names"
        raise DocumentError(f"this is {what}", path=str(path), hint=_OUTSIDE)
    return handle


def place_in(path: Path, folder: Path) -> str:
    """Where a file of a folder of results really is; a link in its place is taken for itself, and its folders are made.

    Raises DocumentError for a path that leads out of the folder, by a link or by `..`, or to what is no file.
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
    """The real folder of a path, links followed. Raises DocumentError when it is neither `folder` nor below it."""
    parent = Path(os.path.realpath(path.parent))
    if path.name == ".." or not parent.is_relative_to(os.path.realpath(folder)):
        raise DocumentError(f"this would be outside {folder}, in {parent}", path=str(path), hint=_OUTSIDE)
    return parent


_OUTSIDE = "choose another directory for --output"


def make_folder(folder: Path) -> None:
    """The folder and those above it, unless they exist. Raises DocumentError."""
    missing, at = [], str(folder)
    try:
        while at and not os.path.isdir(at):
            missing.append(at)
            at = os.path.dirname(at)
        for one in reversed(missing):
            try:
                os.mkdir(one)
            except FileExistsError:  # made by another run meanwhile, or in the way
                if not os.path.isdir(one):
                    raise
    except OSError as error:
        raise system_error(error, str(folder)) from error

"""Paths that lead to no file: what is open already, devices, pipes, sockets, folders.

Nothing takes the place of one. What can be written to is written to, what has an end is read, all else is refused.
"""

from __future__ import annotations

import os
import re
import stat
from typing import BinaryIO

from cleanup.errors import DocumentError

#: What else there is, by the test of its mode.
_KINDS = {
    "a directory": stat.S_ISDIR,
    "a block device": stat.S_ISBLK,
    "a character device": stat.S_ISCHR,
    "a socket": stat.S_ISSOCK,
    "a pipe": stat.S_ISFIFO,
}
_MOST_LINKS = 40


def kind(mode: int) -> str:
    """What a file of that mode is; empty for a regular one."""
    return next((name for name, test in _KINDS.items() if test(mode)), "")


def descriptor(path: str) -> int | None:
    """What a path such as `/dev/stdout`, `/dev/fd/3` or a link to it stands for: an open file of ours, by its number.

    To resolve it further would give the name of that file, and nobody said that another may take that name.
    """
    opened = re.compile(rf"/proc/{os.getpid()}(?:/task/\d+)?/fd/(\d+)|/dev/fd/(\d+)")
    for _ in range(_MOST_LINKS):
        folder, name = os.path.split(path)
        place = os.path.join(os.path.realpath(folder), name)
        if found := opened.fullmatch(place):
            return int(found[1] or found[2])
        if not os.path.islink(place):
            return None
        path = os.path.join(os.path.dirname(place), os.readlink(place))
    return None


def sink(path: str) -> BinaryIO | None:
    """What is to be written to at a path; None for a regular file or nothing. Raises DocumentError, OSError."""
    number = descriptor(path)
    if number is not None:
        return os.fdopen(os.dup(number), "wb")
    return open(path, "wb") if refuse_unwritable(path) else None


def refuse_unwritable(path: str) -> str:
    """What there is to write to at a path, empty for a regular file or nothing. Raises DocumentError for all else."""
    try:
        what = kind(os.stat(path).st_mode)
    except FileNotFoundError:
        return ""
    if what and what not in ("a character device", "a pipe"):
        raise DocumentError(f"this is {what}", path=path, hint="name a file")
    return what


def refuse_endless(path: str, mode: int) -> None:
    """Raise DocumentError for what cannot be read to an end; the mode is that of the file itself."""
    what = kind(mode)
    if what in ("", "a pipe") or descriptor(path) is not None:
        return
    if what == "a character device" and os.path.realpath(path) == os.path.realpath(os.devnull):
        return
    raise DocumentError(f"this is {what}, not a file", path=path)

"""Paths that do not lead to a regular file: open files, devices, pipes, sockets, directories.

None of these is ever replaced. What can be written to is written to, what has an end is read, and all else is refused.
"""

from __future__ import annotations

import os
import re
import stat
from typing import BinaryIO

from cleanup.errors import DocumentError

#: The kinds of files that are not regular, with the tests of their modes.
_KINDS = {
    "a directory": stat.S_ISDIR,
    "a block device": stat.S_ISBLK,
    "a character device": stat.S_ISCHR,
    "a socket": stat.S_ISSOCK,
    "a pipe": stat.S_ISFIFO,
}
_MAX_LINKS = 40


def kind(mode: int) -> str:
    """Return what a file with this mode is, or an empty string for a regular file."""
    return next((name for name, test in _KINDS.items() if test(mode)), "")


def descriptor(path: str) -> int | None:
    """Return the descriptor of our open file that a path such as `/dev/stdout`, `/dev/fd/3` or a link to it stands for.

    Resolving it further would give the name of that file, which nothing permits us to replace.
    """
    opened = re.compile(rf"/proc/{os.getpid()}(?:/task/\d+)?/fd/(\d+)|/dev/fd/(\d+)")
    for _ in range(_MAX_LINKS):
        folder, name = os.path.split(path)
        place = os.path.join(os.path.realpath(folder), name)
        if found := opened.fullmatch(place):
            return int(found[1] or found[2])
        if not os.path.islink(place):
            return None
        path = os.path.join(os.path.dirname(place), os.readlink(place))
    return None


def sink(path: str) -> BinaryIO | None:
    """Open what is to be written to at a path, or return None for a regular file or nothing. Raises DocumentError,
    OSError.
    """
    number = descriptor(path)
    if number is not None:
        return os.fdopen(os.dup(number), "wb")
    return open(path, "wb") if refuse_unwritable(path) else None


def refuse_unwritable(path: str) -> str:
    """Return what there is to write to at a path, or an empty string for a regular file or nothing.

    Raises DocumentError for anything else.
    """
    try:
        what = kind(os.stat(path).st_mode)
    except FileNotFoundError:
        return ""
    if what and what not in ("a character device", "a pipe"):
        raise DocumentError(f"this is {what}", path=path, hint="name a file")
    return what


def refuse_endless(path: str, mode: int) -> None:
    """Raise DocumentError for what cannot be read to an end; `mode` is that of the file itself."""
    what = kind(mode)
    if what in ("", "a pipe") or descriptor(path) is not None:
        return
    if what == "a character device" and os.path.realpath(path) == os.path.realpath(os.devnull):
        return
    raise DocumentError(f"this is {what}, not a file", path=path)

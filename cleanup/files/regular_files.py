"""Reading files next to texts, which may come from anyone: a file of limited size, never a device or a pipe.

Opening never waits and reading always ends, whatever a name leads to.
"""

from __future__ import annotations

import errno
import os
import stat

#: The maximum size, in bytes, of a file written by a person: a configuration, a rule, a list of globs.
WRITTEN = 1_000_000

_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"))


class TooLargeError(OSError):
    """A file that is larger than its kind ever is."""


def load(path: str | os.PathLike[str], most: int) -> tuple[bytes, os.stat_result]:
    """Return the bytes of a regular file of at most `most` bytes, and its state before they were read.

    Raises OSError if it is not a regular file, and TooLargeError.
    """
    # A device is not even opened: opening alone may do something.
    _refuse(os.stat(path), path, most)  # noqa: PTH116 - a `Path` a file takes as long as reading it
    with open(os.open(path, _FLAGS), "rb") as file:  # noqa: PTH123
        state = os.fstat(file.fileno())
        _refuse(state, path, most)
        data = file.read(most + 1)
    if len(data) > most:
        raise _too_large(path, most)
    return data, state


def _refuse(state: os.stat_result, path: str | os.PathLike[str], most: int) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise OSError(errno.EINVAL, "not a regular file", os.fspath(path))
    if state.st_size > most:
        raise _too_large(path, most)


def _too_large(path: str | os.PathLike[str], most: int) -> TooLargeError:
    return TooLargeError(errno.EFBIG, f"larger than {most / 1_000_000:g} MB", os.fspath(path))


def text(path: str | os.PathLike[str], most: int) -> str:
    r"""Return the content decoded as UTF-8, with `\n` as line ending. Raises UnicodeDecodeError too."""
    return load(path, most)[0].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def inside(path: str | os.PathLike[str], folder: str | os.PathLike[str]) -> bool:
    """Return whether a path, with its links resolved, is a directory or lies below it. The path need not exist."""
    try:
        real, above = os.path.realpath(path), os.path.realpath(folder)
    except ValueError:  # not a path: it contains a null character
        return False
    return real == above or real.startswith(os.path.join(above, ""))  # noqa: PTH118

"""Who may do what with a file, and how a file that is written anew lets nobody do more.

On Linux that is owner, group, mode, access control list and all other extended attributes, capabilities among them. On
other systems only owner, group and mode are seen, because Python has no call for more: a list on macOS is not kept, and
on Windows a new file gets what its folder passes on.

A file is named by its path or, while it is written, by its handle, because another file may take the place of a path.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import BinaryIO

from cleanup.errors import DocumentError

ACL = "system.posix_acl_access"
#: What the system itself writes about the bytes of a file, and anew for new ones.
_OF_THE_BYTES = ("security.ima", "security.evm")
_NONE = (errno.ENOTSUP, errno.ENOSYS)

#: Nothing has happened to the file.
LEFT = "it was left unchanged"
COPY = f"{LEFT}; --output DIR writes a copy"

File = str | int


def handle(file: BinaryIO) -> File:
    """How the functions below know an open file: by its descriptor, where the system can change one by that.

    What was written so far is in it from now on: to write clears set-user-id bits and capabilities.
    """
    file.flush()
    return file.fileno() if os.chmod in os.supports_fd else file.name


def attributes(file: File) -> dict[str, bytes]:
    """The extended attributes of a file, its access control list among them. Raises OSError."""
    if sys.platform != "linux":
        return {}
    try:
        names = os.listxattr(file)
    except OSError as error:
        if error.errno in _NONE:
            return {}
        raise
    return {name: os.getxattr(file, name) for name in names if name not in _OF_THE_BYTES}


def keep(file: File, old: os.stat_result, known: Mapping[str, bytes]) -> None:
    """Give a file all that the one had whose place it takes. Raises DocumentError where that is not possible."""
    # In this order: a change of owner clears set-user-id bits and capabilities, and a list changes the mode.
    own(file, old, hint=COPY)
    if sys.platform == "linux":
        _set_attributes(file, known)
    if _mode(file) != stat.S_IMODE(old.st_mode):
        with suppress(OSError):
            os.chmod(file, stat.S_IMODE(old.st_mode))
        if _mode(file) != stat.S_IMODE(old.st_mode):
            raise DocumentError("its mode would change", hint=COPY)


def own(file: File, old: os.stat_result, *, hint: str = LEFT) -> None:
    """Give a file the owner and the group of another. Raises DocumentError where we may not."""
    new = os.stat(file)
    if (new.st_uid, new.st_gid) == (old.st_uid, old.st_gid) or sys.platform == "win32":
        return
    try:
        os.chown(file, old.st_uid, old.st_gid)
    except OSError as error:
        what = "owner" if new.st_uid != old.st_uid else "group"
        raise DocumentError(f"its {what} would change", hint=hint) from error


def _mode(file: File) -> int:
    return stat.S_IMODE(os.stat(file).st_mode)


def _set_attributes(file: File, wanted: Mapping[str, bytes]) -> None:
    if sys.platform != "linux":
        return
    present = attributes(file)
    if ACL in present and ACL not in wanted:  # what the folder passes on to new files
        os.removexattr(file, ACL)
    for name, value in wanted.items():
        if present.get(name) == value:
            continue
        try:
            os.setxattr(file, name, value)
        except OSError as error:
            what = "access control list" if name == ACL else f"attribute {name}"
            raise DocumentError(f"its {what} cannot be preserved", hint=COPY) from error


def copy(file: File, path: str) -> None:
    """Make a file as open as the one that it is a copy of, and no more: owner and group too, where we may. Raises
    OSError.

    What cannot be told of another group or another system is not granted. Set-user-id bits and capabilities stay away.
    """
    old = os.stat(path)
    if not stat.S_ISREG(old.st_mode):
        limit(file, ())
        return
    known = attributes(path).get(ACL)
    for owner in (old.st_uid, -1):
        with suppress(OSError):
            if sys.platform != "win32":
                os.chown(file, owner, old.st_gid)
                break
    mode = stat.S_IMODE(old.st_mode) & 0o777
    same_group = os.stat(file).st_gid == old.st_gid
    try:
        _set_attributes(file, {ACL: known} if known and same_group else {})
    except DocumentError:
        same_group = False
    if not same_group:
        mode = mode & 0o700 if known else _without_group(mode)
    os.chmod(file, mode)


def limit(file: File, sources: Iterable[File], *, mode: int | None = None) -> None:
    """Make a file that tells of some files as open as new files are, or as `mode` says, but no more than any of them.

    Only regular files count. Raises OSError.
    """
    mode = 0o666 & ~_umask() if mode is None else mode & 0o777
    group = os.stat(file).st_gid
    for source in sources:
        mode &= _told(source, group)
    _set_attributes(file, {})
    os.chmod(file, mode | 0o600)


def _told(source: File, group: int) -> int:
    """How open a file of a group may be that tells what stands in a source."""
    try:
        old, known = os.stat(source), attributes(source)
    except OSError:  # gone, or out of reach by now
        return 0o600
    mode = stat.S_IMODE(old.st_mode)
    if not stat.S_ISREG(old.st_mode):
        return 0o777
    if ACL in known:  # the mode does not say what its group may
        return 0o600
    return mode if old.st_gid == group else _without_group(mode)


def _without_group(mode: int) -> int:
    """The mode for another group than it was meant for, which may do what all others may."""
    return mode & (0o707 | (mode & 0o007) << 3)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

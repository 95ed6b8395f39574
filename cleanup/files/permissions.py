"""Who may do what with a file, and how a new version of a file grants nobody more.

On Linux that is owner, group, mode, access control list and all other extended attributes, including capabilities. On
other systems only owner, group and mode are preserved, because Python has no call for more: an access control list on
macOS is lost, and on Windows a new file gets what its directory passes on.

A file is identified by its path or, while it is being written, by its handle, because another file may take its path.
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
#: What the system itself records about the bytes of a file, and renews for new ones.
_OF_THE_BYTES = ("security.ima", "security.evm")
_NONE = (errno.ENOTSUP, errno.ENOSYS)

#: The hint if nothing has happened to the file.
LEFT = "it was left unchanged"
COPY = f"{LEFT}; --output DIR writes a copy"

File = str | int


def handle(file: BinaryIO) -> File:
    """Return what identifies an open file below: its descriptor, if the system can change a file by that.

    Flushes the file first, because writing clears set-user-id bits and capabilities.
    """
    file.flush()
    return file.fileno() if os.chmod in os.supports_fd else file.name


def attributes(file: File) -> dict[str, bytes]:
    """Return the extended attributes of a file, including its access control list. Raises OSError."""
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
    """Give a file all permissions of the file that it replaces. Raises DocumentError if that is impossible."""
    # The order matters: a change of owner clears set-user-id bits and capabilities, and an access control list changes
    # the mode.
    own(file, old, hint=COPY)
    if sys.platform == "linux":
        _set_attributes(file, known)
    if _mode(file) != stat.S_IMODE(old.st_mode):
        with suppress(OSError):
            os.chmod(file, stat.S_IMODE(old.st_mode))
        if _mode(file) != stat.S_IMODE(old.st_mode):
            raise DocumentError("its mode would change", hint=COPY)


def own(file: File, old: os.stat_result, *, hint: str = LEFT) -> None:
    """Give a file the owner and the group of another. Raises DocumentError if that is not permitted."""
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
    if ACL in present and ACL not in wanted:  # what the directory passes on to new files
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
    """Give a copy the permissions of its original and no more; if possible, also its owner and group. Raises OSError.

    What cannot be expressed for another group or on another system is not granted. Set-user-id bits and capabilities
    are not copied.
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
    """Give a file about other files the permissions of new files, or `mode`, but no more than any of its sources has.

    Only regular files count as sources. Raises OSError.
    """
    mode = 0o666 & ~_umask() if mode is None else mode & 0o777
    group = os.stat(file).st_gid
    for source in sources:
        mode &= _readable_mode(source, group)
    _set_attributes(file, {})
    os.chmod(file, mode | 0o600)


def _readable_mode(source: File, group: int) -> int:
    """Return the greatest mode of a file of a group that reveals the content of a source."""
    try:
        old, known = os.stat(source), attributes(source)
    except OSError:  # gone, or no longer accessible
        return 0o600
    mode = stat.S_IMODE(old.st_mode)
    if not stat.S_ISREG(old.st_mode):
        return 0o777
    if ACL in known:  # the mode does not say what its group may do
        return 0o600
    return mode if old.st_gid == group else _without_group(mode)


def _without_group(mode: int) -> int:
    """Return the mode for another group than the one it was meant for: that group may do what all others may."""
    return mode & (0o707 | (mode & 0o007) << 3)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

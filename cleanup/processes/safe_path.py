"""Keeping the current directory off the path: it may contain other people's files, so no code in it is run.

Python puts it first when a program is started with `-m` or `-c`, and for an empty entry of `PYTHONPATH`. This module is
the first to be imported, and imports nothing that could be in it: `os` and `sys` are already loaded.
"""

import os
import sys

# The directories whose code runs anyway: those of Python itself and of this package.
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
_OURS = (os.path.dirname(os.__file__), os.path.dirname(_PACKAGE))  # noqa: PTH120


def without_current_folder(path: list[str]) -> list[str]:
    """Return a module path without the current directory, or with its full path if our own code is in it."""
    try:
        here = os.stat(os.curdir)  # noqa: PTH116 - `pathlib` is not built in
        trusted = any(_is(here, folder) for folder in (*_OURS, *_packages()))
        named = os.getcwd() if trusted else ""  # noqa: PTH109
    except OSError:  # it has been removed
        return [entry for entry in path if entry]
    if trusted:
        return [entry or named for entry in path]
    return [entry for entry in path if not _is(here, entry or os.curdir)]


def leave_current_folder() -> None:
    """Import nothing from the current directory from now on."""
    sys.path[:] = without_current_folder(sys.path)


def _is(here: os.stat_result, folder: str) -> bool:
    try:
        return os.path.samestat(here, os.stat(folder))  # noqa: PTH116
    except (OSError, ValueError):
        return False


def _packages() -> list[str]:
    """Return the directories of installed packages; none under `python -S`, which has not loaded `site`."""
    site = sys.modules.get("site")
    return [*site.getsitepackages(), *filter(None, [site.USER_SITE])] if site else []

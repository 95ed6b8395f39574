"""The current folder is where other people's files lie, so no code of it is run.

Python puts it first where a program is started by `-m` or `-c`, and for an empty entry of `PYTHONPATH`. This module is
the first to be imported, and imports nothing that could lie there: `os` and `sys` are built in.
"""

import os
import sys

# The folders whose code is run anyway: of Python itself, and of this package.
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
_OURS = (os.path.dirname(os.__file__), os.path.dirname(_PACKAGE))  # noqa: PTH120


def without_current_folder(path: list[str]) -> list[str]:
    """A path of modules without the current folder; with it, by its whole name, where our own code lies in it."""
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
    """Import nothing from the current folder from now on."""
    sys.path[:] = without_current_folder(sys.path)


def _is(here: os.stat_result, folder: str) -> bool:
    try:
        return os.path.samestat(here, os.stat(folder))  # noqa: PTH116
    except (OSError, ValueError):
        return False


def _packages() -> list[str]:
    """Where installed packages lie; nowhere under `python -S`, which has not loaded `site`."""
    site = sys.modules.get("site")
    return [*site.getsitepackages(), *filter(None, [site.USER_SITE])] if site else []

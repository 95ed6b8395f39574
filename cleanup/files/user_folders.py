"""Where the tool keeps files of its own: what may be deleted at any time, and what may not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from cleanup.errors import CleanupError

#: Where caches lie when nobody knows a folder for them: nothing can be written there, so nothing is kept.
NOWHERE = Path(os.devnull) / "cleanup"


def home() -> Path | None:
    """The user's own folder; None for one whom the system does not know, without `HOME`, or with a relative one."""
    folder = Path(os.path.expanduser("~"))  # noqa: PTH111 - that of pathlib raises RuntimeError
    return folder if folder.is_absolute() else None


def cache_folder() -> Path:
    """Where caches lie: `CLEANUP_CACHE`, else the platform's own folder for them; `NOWHERE` without a home."""
    if chosen := os.environ.get("CLEANUP_CACHE"):
        return Path(chosen)
    return _own("Cache", "Library/Caches/cleanup", "XDG_CACHE_HOME", ".cache") or NOWHERE


def state_folder() -> Path:
    """Where lies what a run leaves for the next one: `CLEANUP_STATE`, else the platform's own folder for that."""
    if chosen := os.environ.get("CLEANUP_STATE"):
        return Path(chosen)
    if sys.platform in ("win32", "darwin"):
        return data_folder() / "State"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state") / "cleanup"


def data_folder() -> Path:
    """Where installed things lie: `CLEANUP_DATA`, else the platform's own folder for a user's data.

    Raises CleanupError without a home.
    """
    if chosen := os.environ.get("CLEANUP_DATA"):
        return Path(chosen)
    folder = _own("Data", "Library/Application Support/cleanup", "XDG_DATA_HOME", ".local/share")
    if folder is None:
        raise CleanupError("the home directory is unknown", hint="set HOME or CLEANUP_DATA")
    return folder


def _own(windows: str, darwin: str, variable: str, otherwise: str) -> Path | None:
    """The folder of this platform; a relative one in a variable does not count, as the XDG specification has it."""
    near = home()
    if sys.platform == "darwin":
        return near / darwin if near else None
    if sys.platform == "win32":
        variable, otherwise = "LOCALAPPDATA", "AppData/Local"
    given = Path(os.environ.get(variable, ""))
    base = given if given.is_absolute() else near / otherwise if near else None
    if base is None:
        return None
    return base / "cleanup" / windows if sys.platform == "win32" else base / "cleanup"

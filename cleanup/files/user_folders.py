"""Where the tool keeps files of its own: what may be deleted at any time, and what may not.

Each folder is the one that a variable of the environment names, else the platform's own.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from cleanup.errors import CleanupError

#: The cache directory if none is known: it cannot be written to, so that nothing is cached.
NOWHERE = Path(os.devnull) / "cleanup"

_NAME = "cleanup"


def cache_folder() -> Path:
    """Return the directory for caches: `CLEANUP_CACHE`, else that of the platform, or `NOWHERE` without a home
    directory.
    """
    if chosen := os.environ.get("CLEANUP_CACHE"):
        return Path(chosen)
    if sys.platform == "linux":  # every start asks, and to import platformdirs takes 7 ms
        for variable, below in (("XDG_CACHE_HOME", ""), ("HOME", ".cache")):
            if (base := Path(os.environ.get(variable, ""))).is_absolute():
                return base / below / _NAME
    import platformdirs

    try:
        return platformdirs.user_cache_path(_NAME, appauthor=False)
    except RuntimeError:
        return NOWHERE


def state_folder() -> Path:
    """Where a run leaves things for the next one: `CLEANUP_STATE`, else the platform's own folder for that.

    Raises RuntimeError without a home.
    """
    if chosen := os.environ.get("CLEANUP_STATE"):
        return Path(chosen)
    import platformdirs

    return platformdirs.user_state_path(_NAME, appauthor=False)


def data_folder() -> Path:
    """Return the directory for installed files: `CLEANUP_DATA`, else that of the platform.

    Raises CleanupError without a home directory.
    """
    if chosen := os.environ.get("CLEANUP_DATA"):
        return Path(chosen)
    import platformdirs

    try:
        return platformdirs.user_data_path(_NAME, appauthor=False)
    except RuntimeError as error:
        raise CleanupError("the home directory is unknown", hint="set HOME or CLEANUP_DATA") from error

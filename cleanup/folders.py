"""Where the tool keeps files of its own: what may be deleted at any time, and what may not."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_folder() -> Path:
    """Where caches lie: `CLEANUP_CACHE`, else the platform's own folder for them."""
    if chosen := os.environ.get("CLEANUP_CACHE"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData/Local")) / "cleanup" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/cleanup"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cleanup"


def data_folder() -> Path:
    """Where installed things lie: `CLEANUP_DATA`, else the platform's own folder for a user's data."""
    if chosen := os.environ.get("CLEANUP_DATA"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData/Local")) / "cleanup" / "Data"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/cleanup"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "cleanup"

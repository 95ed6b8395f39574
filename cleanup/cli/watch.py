"""`check --watch`: check again whenever a file changes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from cleanup.cli import terminal
from cleanup.config import config_file
from cleanup.errors import CleanupError
from cleanup.files.discovery import Discovered


def rounds(paths: Iterable[str], find: Callable[[], Discovered]) -> Iterator[Discovered]:
    """Yield what to check: everything at first and after a change of a configuration or a rule, otherwise what changed.

    Ends with KeyboardInterrupt. Raises CleanupError.
    """
    try:
        from watchfiles import watch
    except ImportError as error:
        hint = "pip install 'cleanup-toolkit[watch]'"
        raise CleanupError("--watch requires the package watchfiles", hint=hint) from error
    found = find()
    yield found
    roots = {_folder(path) for path in paths if Path(path).exists()}
    if not roots:
        return
    terminal.info("Waiting for changes. Press Ctrl-C to stop.")
    for changes in watch(*roots):
        changed = {os.path.realpath(path) for _, path in changes}
        config_file.find.cache_clear()
        found = find()
        if not any(path.endswith(".toml") for path in changed):
            found = Discovered([source for source in found.sources if source.real in changed])
        if found.sources:
            yield found


def _folder(path: str) -> str:
    """Return the directory to watch for a path, because editors replace files."""
    return path if Path(path).is_dir() else str(Path(path).parent)

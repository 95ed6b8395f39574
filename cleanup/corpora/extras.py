"""The packages that only some shards need."""

from __future__ import annotations

import importlib

from cleanup.errors import CleanupError


def need(package: str, what: str) -> None:
    """Import a package of the extra `corpus`. Raises CleanupError that says how to install it."""
    try:
        importlib.import_module(package)
    except ImportError as error:
        hint = "pip install 'cleanup-toolkit[corpus]'"
        raise CleanupError(f"{what} requires the package {package}", hint=hint) from error

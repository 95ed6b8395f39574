"""Exit codes, and which findings decide between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cleanup.cli import INTERRUPTED

if TYPE_CHECKING:
    from cleanup.model import Level

__all__ = ["CLEAN", "ERROR", "FOUND", "INTERRUPTED", "PIPE_CLOSED", "counts", "of_run"]

#: What was asked for was done, and nothing that `fail-on` counts was found.
CLEAN = 0
#: Something was found that `fail-on` counts, or a difference.
FOUND = 1
#: A file, an option or the configuration has an error.
ERROR = 2
#: What a shell reports for a program that a closed pipe has ended.
PIPE_CLOSED = 141


def counts(least: Level | None, levels: Iterable[Level]) -> bool:
    """Return whether one of the levels is at least as trusted as the least that counts; without one, none is."""
    return least is not None and any(level.rank <= least.rank for level in levels)


def of_run(*, errors: bool, found: bool) -> int:
    """Return the exit code of a run: an error outweighs what was found."""
    return ERROR if errors else FOUND if found else CLEAN

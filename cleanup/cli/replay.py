"""Reading files of decisions, which may come through standard input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleanup.cli import terminal
from cleanup.files.discovery import load as read_file

if TYPE_CHECKING:
    from cleanup.review.decisions import Decisions


def load(path: str) -> Decisions:
    """Return the decisions in a file, `-` being standard input. Raises CleanupError."""
    from cleanup.review import decisions  # 8 ms, needed by few runs

    if path == "-":
        return decisions.read(terminal.read_input(), "<stdin>")
    return decisions.read(read_file(path), path)

"""Remembering what a function says of a line, which many rules ask about, in round after round."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

_Said = TypeVar("_Said")

#: So many lines are remembered for each function, none of more code points: those of a text of a megabyte.
LINES, LONGEST = 4096, 8000


def remembered(function: Callable[[str], _Said]) -> Callable[[str], _Said]:
    """Return a pure function of a line that remembers what it said of the last ones."""
    known = lru_cache(LINES)(function)

    @wraps(function)
    def ask(line: str) -> _Said:
        return known(line) if len(line) <= LONGEST else function(line)

    return ask

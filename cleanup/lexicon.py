"""Word lists that several modules share, one file each in `data/`: the project's own, sorted by meaning.

A line holds words separated by spaces; `#` begins a comment.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"


@cache
def words(name: str) -> frozenset[str]:
    """The words of `data/<name>.txt`, in lower case."""
    listed = (_FOLDER / f"{name}.txt").read_text("utf-8")
    return frozenset(word.lower() for line in listed.splitlines() for word in line.partition("#")[0].split())


@cache
def phrases(name: str) -> tuple[str, ...]:
    """The words of a list, longest first; `_` in a word stands for a space."""
    return tuple(sorted((word.replace("_", " ") for word in words(name)), key=lambda w: (-len(w), w)))


@cache
def alternatives(name: str) -> str:
    """The phrases of a list as a regular expression alternation."""
    return "|".join(phrases(name))

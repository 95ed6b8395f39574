"""Word lists that several modules share, one file each in `data/`: the project's own, sorted by meaning.

A line contains words separated by spaces; `#` begins a comment.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"


def _lines(name: str) -> Iterator[str]:
    """Yield the lines of `data/<name>.txt` that say something, without comments."""
    for line in (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        if said := line.partition("#")[0].strip():
            yield said


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of `data/<name>.txt`, in lowercase."""
    return frozenset(word.lower() for line in _lines(name) for word in line.split())


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of each line of a list, such as the forms of a verb."""
    return tuple(tuple(line.split()) for line in _lines(name))


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Return the words of a list whose lines begin with a key and a colon, by key."""
    parted = (line.partition(":") for line in _lines(name))
    return {key.strip(): tuple(words.split()) for key, _, words in parted if key.strip()}


@cache
def phrases(name: str) -> tuple[str, ...]:
    """Return the words of a list, longest first; `_` in a word represents a space."""
    return tuple(sorted((word.replace("_", " ") for word in words(name)), key=lambda w: (-len(w), w)))


@cache
def alternatives(name: str) -> str:
    """Return the phrases of a list as a regular expression alternation."""
    return "|".join(phrases(name))

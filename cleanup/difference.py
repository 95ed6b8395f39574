"""Two versions of a text as edits, for when nobody kept a record of the change.

Paragraphs are compared first, then the words of those that differ (`autojunk` off). Comparing whole files by
word or character is quadratic; this is not, as long as most paragraphs are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from cleanup.edits import minimal
from cleanup.model import Edit

_PARAGRAPH = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_WORD = re.compile(r"\S+\s*|\s+")

#: Above this many tokens on both sides together, a replaced block is one edit instead of being compared by word.
WORD_LIMIT = 20_000


def edits_between(old: str, new: str) -> tuple[Edit, ...]:
    """Sorted edits, word by word, such that `apply(edits_between(old, new), old) == new`."""
    edits: list[Edit] = []
    at = 0
    for before, after in _blocks(_pieces(_PARAGRAPH, old), _pieces(_PARAGRAPH, new)):
        if before != after:
            edits += (edit.shift(at) for edit in _by_word(before, after))
        at += len(before)
    return tuple(edits)


def word_pieces(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The two texts in aligned pieces, equal or different, at the grain of words, marks and spaces.

    Joining the first members gives `before`, the second `after`: what a reader sees struck out and put in.
    """
    yield from _blocks(_pieces(_TOKEN, before), _pieces(_TOKEN, after))


def _pieces(pattern: re.Pattern[str], text: str) -> list[str]:
    return [piece for piece in pattern.findall(text) if piece]


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Aligned blocks as pairs of text; a pair of equal members is common to both."""
    if len(old) + len(new) > WORD_LIMIT and not set(old) & set(new):
        yield "".join(old), "".join(new)
        return
    for _, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield "".join(old[i1:i2]), "".join(new[j1:j2])


def _by_word(before: str, after: str) -> Iterator[Edit]:
    at = 0
    for one, other in _blocks(_pieces(_WORD, before), _pieces(_WORD, after)):
        if one != other:
            span, replacement = minimal(one, other)
            yield Edit(span.shift(at), replacement)
        at += len(one)

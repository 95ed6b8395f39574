"""Comparing two versions of a text, as edits, if there is no record of the change.

Paragraphs are compared first, then the sentences of those that differ, then their words. Pieces that are the same in
both versions and occur once in each are found in linear time; between them, `difflib` (`autojunk` off) compares the
rest. It takes quadratic time, so what is too large for it becomes one edit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from cleanup import lazy_regex
from cleanup.edits.edits import minimal
from cleanup.model import Edit

#: With the line ends after it, so that empty lines are not pieces: those would be the same everywhere.
_PARAGRAPH = lazy_regex.pattern(r"[^\r\n]*[\r\n]+|[^\r\n]+")
_SENTENCE = lazy_regex.pattern(r".+?[.!?…][”’\"')\]»]*\s+|.+", re.S)
_WORD = lazy_regex.pattern(r"\S+\s*|\s+")
_TOKEN = lazy_regex.pattern(r"\s+|\w+|[^\w\s]")

#: The maximum product of old and new pieces for `difflib`, which takes about a second for this.
_MAX_PRODUCT = 2_000_000


def edits_between(old: str, new: str) -> tuple[Edit, ...]:
    """Return sorted edits, word by word, such that `apply(edits_between(old, new), old) == new`."""
    edits: list[Edit] = []
    at = 0
    for before, after in _finer([(old, new)], (_PARAGRAPH, _SENTENCE, _WORD)):
        if before != after:
            span, replacement = minimal(before, after)
            edits.append(Edit(span.shift(at), replacement))
        at += len(before)
    return tuple(edits)


def word_pieces(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Return the two texts in aligned pieces, equal or different: words, punctuation marks and spaces.

    Joining the first members gives `before`, the second `after`: the deleted and inserted text in a display.
    """
    return _finer([(before, after)], (_TOKEN,))


def _finer(pairs: Iterable[tuple[str, str]], grains: Sequence[re.Pattern[str]]) -> Iterator[tuple[str, str]]:
    """Divide the pairs that differ into aligned pairs, by each grain in turn."""
    for grain in grains:
        pairs = _by(grain, pairs, last=grain is grains[-1])
    return iter(pairs)


def _by(grain: re.Pattern[str], pairs: Iterable[tuple[str, str]], *, last: bool) -> Iterator[tuple[str, str]]:
    for before, after in pairs:
        if before == after or not before or not after:
            yield before, after
        else:
            for one, other in _aligned(grain.findall(before), grain.findall(after)):
                if len(one) == len(other) and not last:
                    # As many as before: most likely each of them was edited.
                    yield from zip(one, other, strict=True)
                else:
                    yield "".join(one), "".join(other)


_Block = tuple[Sequence[str], Sequence[str]]


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[_Block]:
    """Yield blocks of pieces, equal or different, in order."""
    at = to = 0
    for i, j in [*_anchors(old, new), (len(old), len(new))]:
        yield from _between(old[at:i], new[to:j])
        if i < len(old) and j < len(new):
            yield [old[i]], [new[j]]
        at, to = i + 1, j + 1


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return positions of pieces that occur once in each, as many as keep their order: the longest increasing run."""
    once = {piece for piece, number in Counter(old).items() if number == 1}
    once &= {piece for piece, number in Counter(new).items() if number == 1}
    place = {piece: j for j, piece in enumerate(new) if piece in once}
    pairs = [(i, place[piece]) for i, piece in enumerate(old) if piece in once]
    # Of the runs of each length, the one that ends lowest: where it ends in `new`, and in `pairs`.
    lowest: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for k, (_, j) in enumerate(pairs):
        length = bisect_left(lowest, j)
        before.append(ends[length - 1] if length else -1)
        lowest[length : length + 1] = [j]
        ends[length : length + 1] = [k]
    run: list[tuple[int, int]] = []
    k = ends[-1] if ends else -1
    while k >= 0:
        run.append(pairs[k])
        k = before[k]
    return run[::-1]


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[_Block]:
    """Yield blocks of what lies between two anchors: equal ends first, the rest with `difflib` if it is small
    enough.
    """
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    yield old[:head], new[:head]
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(left) * len(right) > _MAX_PRODUCT:
        yield left, right
    else:
        for _, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
            yield left[i1:i2], right[j1:j2]
    yield old[len(old) - tail :], new[len(new) - tail :]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many pieces at the beginning are the same."""
    differs = (k for k, (one, other) in enumerate(zip(old, new, strict=False)) if one != other)
    return next(differs, min(len(old), len(new)))

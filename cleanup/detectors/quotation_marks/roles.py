"""What a quotation mark can do where it stands, and what each role costs it there, by the usage of a language.

The state is what is open: a letter for each quotation, `D` for one of the outer level and `S` for one of the inner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache, lru_cache

from cleanup.detectors.quotation_marks.marks import Mark
from cleanup.detectors.quotation_marks.usages import Usage


class Role(StrEnum):
    """What a mark does in the reading."""

    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"  # opens while one is open: that one was never closed
    MIXED = "mixed"  # closes a quotation that the other kind of mark opened
    ORPHAN = "orphan"  # closes what was never opened
    APOSTROPHE = "apostrophe"
    PRIME = "prime"


#: Costs, in quarters of the cost of a missing mark; chosen on the project's own cases and clean fiction.
WRONG_WAY = 20
PADDED = 12
SWAPPED = 12
BORROWED = 4
GLUED = 16
ODD_NEIGHBOUR = 8
MISSING = 24
MISSING_SINGLE = 16
MIXED = 12
NESTED_SAME = 26

#: What the move of a mark costs: one of these, and something on top.
_OPENING, _CLOSING, _APOSTROPHE, _NOTHING = range(4)
#: A role, the state behind it, which of the costs, and what is added.
Moves = tuple[tuple[Role, str, int, int], ...]
#: What the reading knows of a mark: its glyph, those beside it, and whether it is `double`, `elides`, is `narrated`.
Place = tuple[str, str, str, bool, bool, bool]
#: What each role costs a mark where it stands, whatever is open; and its moves by what is open.
Weighed = tuple[tuple[int, ...], Callable[[str], Moves]]


@cache
def weigher(usage: Usage) -> Callable[[Place], Weighed]:
    """What weighs the place of a mark of a usage."""
    costs = _Costs(usage)

    @lru_cache(maxsize=4096)
    def weighed(place: Place) -> Weighed:
        glyph, left, right, double, elides, narrated = place
        mark = Mark(0, glyph, left, right, 0, double, elides, narrated)
        may_be_apostrophe = glyph in usage.apostrophes
        weights = (costs.opening(mark), costs.closing(mark), costs.apostrophe(mark) if may_be_apostrophe else 0, 0)
        if double:
            may_be_prime = left.isdigit() and glyph != usage.outer.opening
            return weights, _primed_moves if may_be_prime else _double_moves
        mixes = not right.isalnum() and (left in ",.!?…" or right in ",.")
        if may_be_apostrophe:
            return weights, _mixing_moves if mixes else _single_moves
        return weights, _mixing_moves_of_marks if mixes else _moves_of_marks

    return weighed


@cache
def _double_moves(state: str) -> Moves:
    return tuple(_of_double(state))


@cache
def _primed_moves(state: str) -> Moves:
    return (*_of_double(state), (Role.PRIME, state, _NOTHING, 5 + 4 * len(state)))


def _of_double(state: str) -> Iterator[tuple[Role, str, int, int]]:
    if state.endswith("D"):
        yield Role.CLOSE, state[:-1], _CLOSING, 0
        yield Role.REOPEN, state, _OPENING, MISSING
        if state == "D":
            yield Role.OPEN, "DD", _OPENING, NESTED_SAME
    else:
        if len(state) < 3:
            yield Role.OPEN, state + "D", _OPENING, 0
        if state.endswith("S"):
            yield Role.MIXED, state[:-1], _CLOSING, MIXED
        if state.endswith("DS"):
            yield Role.CLOSE, state[:-2], _CLOSING, MIXED
    if "D" not in state:
        yield Role.ORPHAN, state, _CLOSING, MISSING


_AS_APOSTROPHE = Role.APOSTROPHE, _APOSTROPHE, 0
#: What an inner mark is that neither pairs nor can be an apostrophe.
_AS_ORPHAN = Role.ORPHAN, _CLOSING, MISSING_SINGLE


@cache
def _single_moves(state: str) -> Moves:
    return tuple(_of_single(state, *_AS_APOSTROPHE))


@cache
def _mixing_moves(state: str) -> Moves:
    return (*_of_single(state, *_AS_APOSTROPHE), *_mixing(state))


@cache
def _moves_of_marks(state: str) -> Moves:
    return tuple(_of_single(state, *_AS_ORPHAN))


@cache
def _mixing_moves_of_marks(state: str) -> Moves:
    return (*_of_single(state, *_AS_ORPHAN), *_mixing(state))


def _of_single(state: str, alone: Role, which: int, extra: int) -> Iterator[tuple[Role, str, int, int]]:
    yield alone, state, which, extra
    if not state.endswith("S") and len(state) < 3:
        yield Role.OPEN, state + "S", _OPENING, 0
    if state.endswith("S"):
        yield Role.CLOSE, state[:-1], _CLOSING, 0


def _mixing(state: str) -> Moves:
    return ((Role.MIXED, state[:-1], _CLOSING, MIXED),) if state.endswith("D") else ()


class _Costs:
    """What the place of a mark costs it in each role: nothing where its glyph and neighbours are those of the role."""

    def __init__(self, usage: Usage) -> None:
        self._usage = usage
        levels = (usage.outer, usage.inner)
        self._openers = "".join(level.opening for level in levels)
        self._closers = "".join(level.closing for level in levels)
        self._borrowed = "".join(level.borrowed for level in levels)
        self._outer_opening = usage.outer.opening
        self._apostrophe = usage.apostrophes[:1]
        self._misused = "".join(mark for mark in usage.apostrophes[1:] if mark in self._openers + self._closers)
        self._clipped = usage.clipped

    def opening(self, mark: Mark) -> int:
        wrong = mark.glyph in self._closers or (mark.glyph in self._borrowed and mark.glyph not in self._openers)
        cost = WRONG_WAY if wrong else 0
        cost += 2 * MISSING if mark.narrated else 0
        blank = mark.right.isspace() and not self._belongs(mark.right, mark)
        if blank and self._usage.is_apart_from_opening(mark.left):
            return cost + SWAPPED
        if blank:
            cost += PADDED
        elif mark.right in ".,;:!?)]":
            cost += GLUED
        if mark.left.isalnum():
            cost += GLUED
        elif mark.left in ".,;:!?)]":
            cost += ODD_NEIGHBOUR
        return cost

    def closing(self, mark: Mark) -> int:
        cost = WRONG_WAY if mark.glyph in self._openers + self._borrowed else 0
        if mark.glyph in self._borrowed and not mark.left.isspace() and not mark.right.isalnum():
            cost = BORROWED  # the closing glyph of another language; it cannot open anything here
        blank = mark.left.isspace() and not self._belongs(mark.left, mark)
        if blank and self._usage.is_apart_from_closing(mark.right):
            # Where “ stands it opens a word as it should: to close there it would have to be wrong twice.
            return cost + (SWAPPED if mark.glyph != self._outer_opening else 2 * MISSING)
        if blank:
            cost += PADDED
        elif mark.left in "([":
            cost += GLUED
        if mark.right.isalnum():
            cost += GLUED
        elif mark.right in "([":
            cost += ODD_NEIGHBOUR
        return cost

    def _belongs(self, blank: str, mark: Mark) -> bool:
        """Whether a blank is right between a mark and the words that it encloses."""
        return mark.double and blank in self._usage.blanks

    def apostrophe(self, mark: Mark) -> int:
        cost = 4 if mark.glyph in self._misused else 0
        if mark.left.isalnum():
            if mark.right.isalnum():
                return cost
            return cost + (1 if mark.left in self._clipped or mark.left.isdigit() else 3)
        if mark.right.isalnum():
            return cost + (0 if mark.elides else 12 if mark.glyph == self._apostrophe else 20)
        return cost + 20

"""The cheapest consistent reading of a text's quotation marks.

Each mark may open or close a quotation, be an apostrophe or a prime, or stand alone; each role has a cost that
grows with how little the glyph and its neighbours look like it. One Viterbi pass over all marks, with the open
quotations as its state, finds the reading of least total cost. Linear in the number of marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import cache, lru_cache

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.quotation_marks.ditto import dittos
from cleanup.model import Span
from cleanup.text import word_lists

DOUBLE = '“”"'
SINGLE = "‘’'"
_MARKS = lazy_regex.pattern(f"[{DOUBLE}{SINGLE}]")
_QUOTE_MARKS = frozenset(DOUBLE + SINGLE)
_FOREIGN = lazy_regex.pattern(r"[«»„‚‹›‟]", needs=tuple("«»„‚‹›‟"))

_LETTERS = lazy_regex.pattern(r"\w+")

#: A paragraph whose marks need no second look: each one opens before a word or closes after one, in turn.
_CURLY = r"(?:(?<![\w“])|\A)“(?=[\w’…—$£€(\[¿¡*])[^“”‘\"]*(?<=[\w.,;:!?…—)\]’*])”(?![\w“])"
_STRAIGHT = r"(?:(?<=[\s(])|\A)\"(?=\w)(?:[^“”‘\"']|(?<=\w)'(?=\w))*(?<=[^\W\d]|[.,!?])\"(?=[\s.,;:!?)]|\Z)"
_REGULAR = lazy_regex.pattern(rf"[^“”‘\"]*(?:(?:{_CURLY}|{_STRAIGHT})[^“”‘\"]*)*\Z")


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
LOW_CLOSER = 4
GLUED = 16
ODD_NEIGHBOUR = 8
MISSING = 24
MISSING_SINGLE = 16
MIXED = 12
NESTED_SAME = 26
RUN_ON = 12
RUN_ON_VERSE = 2
#: A paragraph of more marks than this, and more than one in so many code points, is not read: it quotes nothing.
MANY, CLOSE = 400, 6
#: States dearer than the best one by more than this cannot win any more.
BEAM = 3 * MISSING


class Mark(msgspec.Struct):
    """A quotation mark at `offset` of the text, and the characters beside it (a space at either end of a paragraph)."""

    offset: int
    glyph: str
    left: str
    right: str
    paragraph: int
    elides: bool

    @property
    def double(self) -> bool:
        return self.glyph in DOUBLE

    @property
    def swapped(self) -> bool:
        """A space on the right where one belongs on the left, as of an opening mark stuck to the word before."""
        return self.left.isalnum() and self.right.isspace()

    @property
    def swapped_close(self) -> bool:
        return self.left.isspace() and self.right.isalnum()


class Reading(msgspec.Struct, frozen=True):
    """The role of a mark; `unclosed` names the paragraph whose end it reaches without being closed."""

    mark: Mark
    role: Role
    state: str


class Unclosed(msgspec.Struct, frozen=True):
    """A quotation that is open where it cannot be: at the end of a paragraph, or where another one opens."""

    opener: Mark
    end: int


class Result(msgspec.Struct, frozen=True):
    """The reading of a text: its marks in order, what was never closed, and which paragraphs are out of balance."""

    readings: tuple[Reading, ...]
    unclosed: tuple[Unclosed, ...]
    unbalanced: frozenset[int]


class _Path(msgspec.Struct):
    """The cheapest way into a state: a linked list back to the start. Its event is a mark read, or one never closed."""

    cost: int
    state: str
    event: tuple[Mark, Role] | Unclosed | None
    before: _Path | None


def read(text: str, paragraphs: Sequence[Span], *, every: bool = False) -> Result:
    """The cheapest reading of all paragraphs together: a quotation may run over several of them.

    Paragraphs whose marks need no second look are left out, unless `every` one is wanted.
    """
    paths = {"": _Path(0, "", None, None)}
    regular = _REGULAR.match
    for index, span in enumerate(paragraphs):
        if not every and len(paths) == 1 and "" in paths and regular(text, span.start, span.end):
            continue
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        if _FOREIGN.search(text, span.start, span.end) or _is_no_prose(text, span):
            continue
        for mark in _marks(text, span, index):
            paths = _step(paths, mark)
        paths = _leave(paths, text, span, following)
    return _result(min(paths.values(), key=lambda path: path.cost + len(path.state) * MISSING), paragraphs)


def _is_no_prose(text: str, span: Span) -> bool:
    """Whether marks stand too close for a text that quotes: a table of quoted words, a pattern, a test."""
    if len(span) < MANY:
        return False
    marks = sum(text.count(mark, span.start, span.end) for mark in _QUOTE_MARKS)
    return marks > MANY and marks * CLOSE > len(span)


def _marks(text: str, span: Span, index: int) -> Iterator[Mark]:
    standing_for_words = frozenset(dittos(text, span))
    for match in _MARKS.finditer(text, span.start, span.end):
        at = match.start()
        if at in standing_for_words:
            continue
        left = text[at - 1] if at > span.start else " "
        right = text[at + 1] if at + 1 < span.end else " "
        # “ ‘ and ’ ” set apart by a space, often a thin one, are typography: the space is looked through.
        if right.isspace() and text[at + 2 : at + 3] in _QUOTE_MARKS:
            right = text[at + 2]
        if left.isspace() and at - 2 >= span.start and text[at - 2] in _QUOTE_MARKS:
            left = text[at - 2]
        elides = match.group() in SINGLE and _is_elided(text, at + 1)
        yield Mark(at, match.group(), left, right, index, elides)


def _is_elided(text: str, at: int) -> bool:
    """Whether the word there is one that an apostrophe has shortened, or a year without its century."""
    word = _LETTERS.match(text, at)
    return word is not None and (word.group()[0].isdigit() or word.group().lower() in word_lists.words("elided"))


def _step(paths: dict[str, _Path], mark: Mark) -> dict[str, _Path]:
    """All states behind a mark, each with the cheapest way into it; equal ways: the first."""
    costs, moves = _weighed(mark.glyph, mark.left, mark.right, mark.elides)
    made: dict[str, tuple[int, Role, _Path]] = {}
    least = 1 << 60
    for path in paths.values():
        before = path.cost
        for role, state, which, extra in moves(path.state):
            cost = before + costs[which] + extra
            known = made.get(state)
            if known is None or cost < known[0]:
                made[state] = (cost, role, path)
                least = min(least, cost)
    limit = least + BEAM
    return {
        state: _Path(cost, state, (mark, role), path) for state, (cost, role, path) in made.items() if cost <= limit
    }


#: What the move of a mark costs: one of these, and something on top.
_OPENING, _CLOSING, _APOSTROPHE, _NOTHING = range(4)
#: A role, the state behind it, and its cost.
_Moves = tuple[tuple[Role, str, int, int], ...]


@lru_cache(maxsize=4096)
def _weighed(glyph: str, left: str, right: str, elides: bool) -> tuple[tuple[int, ...], Callable[[str], _Moves]]:
    """What each role costs a mark where it stands, whatever is open; and its moves by what is open."""
    mark = Mark(0, glyph, left, right, 0, elides)
    costs = (_open_cost(mark), _close_cost(mark), 0 if mark.double else _apostrophe_cost(mark), 0)
    if mark.double:
        return costs, _primed_moves if left.isdigit() and glyph != "“" else _double_moves
    mixes = not right.isalnum() and (left in ",.!?…" or right in ",.")
    return costs, _mixing_moves if mixes else _single_moves


@cache
def _double_moves(state: str) -> _Moves:
    return tuple(_of_double(state))


@cache
def _primed_moves(state: str) -> _Moves:
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


@cache
def _single_moves(state: str) -> _Moves:
    return tuple(_of_single(state))


@cache
def _mixing_moves(state: str) -> _Moves:
    mixed = ((Role.MIXED, state[:-1], _CLOSING, MIXED),) if state.endswith("D") else ()
    return (*_of_single(state), *mixed)


def _of_single(state: str) -> Iterator[tuple[Role, str, int, int]]:
    yield Role.APOSTROPHE, state, _APOSTROPHE, 0
    if not state.endswith("S") and len(state) < 3:
        yield Role.OPEN, state + "S", _OPENING, 0
    if state.endswith("S"):
        yield Role.CLOSE, state[:-1], _CLOSING, 0


def _open_cost(mark: Mark) -> int:
    cost = WRONG_WAY if mark.glyph in "”’" else 0
    if mark.swapped:
        return cost + SWAPPED
    if mark.right.isspace():
        cost += PADDED
    elif mark.right in ".,;:!?)]":
        cost += GLUED
    if mark.left.isalnum():
        cost += GLUED
    elif mark.left in ".,;:!?)]":
        cost += ODD_NEIGHBOUR
    return cost


def _close_cost(mark: Mark) -> int:
    cost = WRONG_WAY if mark.glyph in "“‘" else 0
    if mark.glyph == "‘" and not mark.left.isspace() and not mark.right.isalnum():
        cost = LOW_CLOSER  # the closing glyph of German and Icelandic; it cannot open anything here
    if mark.swapped_close:
        # Where “ stands it opens a word as it should: to close there it would have to be wrong twice.
        return cost + (SWAPPED if mark.glyph != "“" else 2 * MISSING)
    if mark.left.isspace():
        cost += PADDED
    elif mark.left in "([":
        cost += GLUED
    if mark.right.isalnum():
        cost += GLUED
    elif mark.right in "([":
        cost += ODD_NEIGHBOUR
    return cost


def _apostrophe_cost(mark: Mark) -> int:
    cost = 4 if mark.glyph == "‘" else 0
    if mark.left.isalnum():
        if mark.right.isalnum():
            return cost
        return cost + (1 if mark.left in "sSnzxoOdf" or mark.left.isdigit() else 3)
    if mark.right.isalnum():
        return cost + (0 if mark.elides else 12 if mark.glyph == "’" else 20)
    return cost + 20


def _leave(paths: dict[str, _Path], text: str, span: Span, following: Span | None) -> dict[str, _Path]:
    """Every state at the end of a paragraph: closed, re-opened by the next one, running on, or never closed."""
    made: dict[str, _Path] = {}

    def keep(path: _Path) -> None:
        known = made.get(path.state)
        if known is None or path.cost < known.cost:
            made[path.state] = path

    for path in paths.values():
        if not path.state:
            keep(path)
        elif following is not None and _reopens(text, span, following, path):
            keep(_Path(path.cost + MISSING_SINGLE * (len(path.state) - 1), "", None, path))
        else:
            keep(_drop(path, span))
            if path.state == "D":
                verse = len(span) < 70
                keep(_Path(path.cost + (RUN_ON_VERSE if verse else RUN_ON), "D", None, path))
    return made


def _drop(path: _Path, span: Span) -> _Path:
    """The path with what is open given up as never closed."""
    opener = _opener(path)
    # The cost of what never closes goes by the outer mark; what is nested in it falls with it.
    cost = path.cost + (MISSING if "D" in path.state else MISSING_SINGLE) + 4 * (len(path.state) - 1)
    return _Path(cost, "", Unclosed(opener, span.end), path)


def _opener(path: _Path) -> Mark:
    """The mark that opened the outermost quotation still open."""
    depth = len(path.state)
    at: _Path | None = path
    found: Mark | None = None
    while at is not None and depth:
        event = at.event
        if isinstance(event, tuple) and event[1] in (Role.OPEN, Role.REOPEN) and len(at.state) == 1:
            found = event[0]
            break
        at = at.before
    if found is None:
        raise AssertionError("an open state without an opening mark")
    return found


def _reopens(text: str, span: Span, following: Span, path: _Path) -> bool:
    """Whether the next paragraph goes on with the quotation by opening it again.

    Not after a colon, which introduces a new one (unless this paragraph is spoken from its first word and the
    next one quotes inside it), and not when the next paragraph is a short heading that is quoted whole.
    """
    opening = '“"' if path.state[0] == "D" else "‘'"
    if text[following.start] not in opening:
        return False
    if text[span.start : span.end].rstrip().endswith(":"):
        return (
            _opener(path).offset == span.start and text[following.start + 1 : following.start + 3].strip()[:1] in SINGLE
        )
    head = text[following.start : following.end].rstrip()
    closing = '”"' if path.state[0] == "D" else "’'"
    return not (1 < len(head) < 60 and head[-1] in closing and head[-2] not in ".,!?…—–-’")


def _result(path: _Path, paragraphs: Sequence[Span]) -> Result:
    readings: list[Reading] = []
    unclosed: list[Unclosed] = []
    at: _Path | None = path
    if path.state:
        unclosed.append(Unclosed(_opener(path), paragraphs[-1].end))
    while at is not None:
        if isinstance(at.event, tuple) and at.before is not None:
            mark, role = at.event
            readings.append(Reading(mark, role, at.before.state))
            if role is Role.REOPEN:
                unclosed.append(Unclosed(_opener(at.before), mark.offset))
        elif isinstance(at.event, Unclosed):
            unclosed.append(at.event)
        at = at.before
    readings.reverse()
    unclosed.reverse()
    bad = {one.opener.paragraph for one in unclosed} | {
        r.mark.paragraph for r in readings if r.role in (Role.ORPHAN, Role.REOPEN)
    }
    return Result(tuple(readings), tuple(unclosed), frozenset(bad))

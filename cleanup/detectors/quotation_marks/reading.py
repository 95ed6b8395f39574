"""The cheapest consistent reading of a text's quotation marks.

Each mark may open or close a quotation, be an apostrophe or a prime, or stand alone; each role has a cost that
grows with how little the glyph and its neighbours look like it. One Viterbi pass over all marks, with the open
quotations as its state, finds the reading of least total cost. Linear in the number of marks.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cleanup.detectors.quotation_marks.marks import Mark, finder
from cleanup.detectors.quotation_marks.roles import MISSING, MISSING_SINGLE, Role, Weighed, weigher
from cleanup.detectors.quotation_marks.usages import Usage
from cleanup.model import Span

#: A paragraph of fewer code points may be a line of verse; running on behind one costs a quotation so much.
VERSE = 70
RUN_ON_VERSE = 2
#: States dearer than the best one by more than this cannot win any more.
BEAM = 3 * MISSING


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


def read(text: str, paragraphs: Sequence[Span], usage: Usage, *, every: bool = False) -> Result:
    """The cheapest reading of all paragraphs together: a quotation may run over several of them.

    Paragraphs whose marks need no second look are left out, unless `every` one is wanted.
    """
    paths = {"": _Path(0, "", None, None)}
    found, weighed = finder(usage), weigher(usage)
    regular = found.regular
    for index, span in enumerate(paragraphs):
        if not every and len(paths) == 1 and "" in paths and regular(text, span.start, span.end):
            continue
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        if found.is_unreadable(text, span):
            continue
        for mark in found.marks(text, span, index):
            place = mark.glyph, mark.left, mark.right, mark.double, mark.elides, mark.narrated
            paths = _step(paths, mark, weighed(place))
        paths = _leave(paths, text, span, following, usage)
    return _result(min(paths.values(), key=lambda path: path.cost + len(path.state) * MISSING), paragraphs)


def _step(paths: dict[str, _Path], mark: Mark, weighed: Weighed) -> dict[str, _Path]:
    """All states behind a mark, each with the cheapest way into it; equal ways: the first."""
    costs, moves = weighed
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


def _leave(paths: dict[str, _Path], text: str, span: Span, following: Span | None, usage: Usage) -> dict[str, _Path]:
    """Every state at the end of a paragraph: closed, re-opened by the next one, running on, or never closed."""
    made: dict[str, _Path] = {}

    def keep(path: _Path) -> None:
        known = made.get(path.state)
        if known is None or path.cost < known.cost:
            made[path.state] = path

    for path in paths.values():
        if not path.state:
            keep(path)
        elif following is not None and _reopens(text, span, following, path, usage):
            keep(_Path(path.cost + MISSING_SINGLE * (len(path.state) - 1), "", None, path))
        else:
            keep(_drop(path, span))
            if path.state == "D":
                keep(_Path(path.cost + (RUN_ON_VERSE if len(span) < VERSE else usage.run_on), "D", None, path))
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


def _reopens(text: str, span: Span, following: Span, path: _Path, usage: Usage) -> bool:
    """Whether the next paragraph goes on with the quotation by opening it again.

    Not after a colon, which introduces a new one (unless this paragraph is spoken from its first word and the
    next one quotes inside it), and not when the next paragraph is a short heading that is quoted whole.
    """
    level = usage.inner if path.state[0] == "S" else usage.outer
    if text[following.start] not in level.opening + level.straight:
        return False
    if text[span.start : span.end].rstrip().endswith(":"):
        behind = text[following.start + 1 : following.start + 3].strip()[:1]
        return _opener(path).offset == span.start and behind in usage.inner.every
    head = text[following.start : following.end].rstrip()
    closing = level.closing + level.straight
    last = head[:-1].rstrip(usage.blanks)[-1:]
    return not (1 < len(head) < 60 and head[-1] in closing and last not in f".,!?…—–-{usage.inner.closing}")


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

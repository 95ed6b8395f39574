"""Places that no rule may change, because the repair that is known for them is not made.

Somebody said so of a finding (a baseline, a decision, a comment in the text, an accepted word), or a rule that guards
what it finds, such as undecoded bytes, is not to repair it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import accumulate

from cleanup.engine.repaired import Holder, Placed
from cleanup.model import Edit, Level, Span


class LeftAlone:
    """The places of a text that are left alone so far: by all rules, or by those that are no guards.

    `rejected` are the findings that are not to be repaired, `guards` the rules that guard what they do not repair. What
    was made of the text before a finding that is left alone stays: that finding is its result.
    """

    def __init__(self, text: str, rejected: Collection[Holder], guards: Collection[str]) -> None:
        self._text = text
        self._rejected, self._guards = rejected, guards
        self._closed, self._guarded = _HeldSpans(), _HeldSpans()

    def rejects(self, one: Placed) -> bool:
        """Whether a finding was rejected before, at this very place."""
        return bool(self._rejected) and one.holder in self._rejected

    def keep_off(self, found: Sequence[Placed], due: Callable[[Placed], bool]) -> Sequence[Placed]:
        """The findings, of which those that are not rejected change nothing that is left alone; `due` are made now."""
        if not found:
            return found
        for one in found:
            if self.rejects(one):
                self.leave(one)
            elif one.finding.rule in self._guards and not due(one):
                self._guard(one)
        if not self._closed and not self._guarded:
            return found
        return [kept for one in found if (kept := self._clear(one))]

    def leave(self, one: Placed) -> None:
        """Close what a finding would change, or all that it found where it knows no repair; guard it if it guards."""
        if one.finding.rule in self._guards:
            self._guard(one)
        edits = [edit.span for fix in one.finding.fixes for edit in fix.edits]
        self._closed.hold(one.holder, [one.made.back(span) for span in edits or [one.finding.span]])

    def _guard(self, one: Placed) -> None:
        """Guard what a finding would change."""
        self._guarded.hold(one.holder, [_widened(one.holder[1], self._text)])

    def release(self, found: Iterable[Placed]) -> None:
        """Guard no longer what is repaired now."""
        if self._guarded:
            self._guarded.release([one.holder for one in found])

    def _clear(self, one: Placed) -> Placed | None:
        """The finding with the fixes that keep off; it only flags where none do.

        None where it takes what is guarded for something else.
        """
        if self.rejects(one):
            return one
        finding, original = one.finding, one.original
        fixes = [(fix, made.edits) for fix, made in zip(finding.fixes, original.fixes, strict=True)]
        if self._guarded and finding.rule not in self._guards:
            fixes = [(fix, edits) for fix, edits in fixes if not self._guarded.touched_by(edits)]
            if not fixes and (finding.fixes or self._guarded.touched_by([Edit(original.span, "")])):
                return None
        clear = tuple([fix for fix, edits in fixes if not self._closed.touched_by(edits)])
        return one if len(clear) == len(finding.fixes) else one.at(finding.level if clear else Level.FLAG, clear)


def _widened(span: Span, text: str) -> Span:
    """A place of undecoded bytes with all characters beyond ASCII that it joins, and one more on either side.

    What is decoded together must stay together: `Â` and the soft hyphen behind it are the two bytes of one character.
    """
    start, end = span.start, span.end
    while start and not text[start - 1].isascii():
        start -= 1
    while end < len(text) and not text[end].isascii():
        end += 1
    return Span(max(0, start - 1), min(len(text), end + 1))


class _HeldSpans:
    """Spans by who holds them."""

    def __init__(self) -> None:
        self._spans: dict[Holder, list[Span]] = {}
        self._sorted: list[Span] = []
        self._reach: list[int] = []

    def __bool__(self) -> bool:
        return bool(self._spans)

    def hold(self, name: Holder, spans: list[Span]) -> None:
        if name not in self._spans:
            self._spans[name] = spans
            self._sorted = []

    def release(self, names: Iterable[Holder]) -> None:
        for name in names:
            if self._spans.pop(name, None):
                self._sorted = []

    def touched_by(self, edits: Iterable[Edit]) -> bool:
        """Whether one of the edits and what is held could not be changed independently."""
        return bool(self._spans) and any(self._conflicts(edit.span) for edit in edits)

    def _conflicts(self, span: Span) -> bool:
        if not self._sorted:
            self._sorted = sorted(one for spans in self._spans.values() for one in spans)
            self._reach = list(accumulate((one.end for one in self._sorted), max))
        first = bisect_left(self._reach, span.start)
        last = bisect_right(self._sorted, span.end, key=lambda one: one.start)
        return any(span.conflicts(other) for other in self._sorted[first:last])

"""Places that no rule may change, because the known repair for them is not made.

A finding is left alone if it was rejected (a baseline, a decision, a comment in the text, an accepted word), or if a
rule that guards its findings, such as undecoded bytes, cannot repair it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import accumulate

from cleanup.engine.repaired import Holder, Placed
from cleanup.model import Edit, Level, Span


class LeftAlone:
    """The places of a text that are left alone so far: by all rules, or by all rules that are not guards.

    `rejected` are the findings that must not be repaired, `guards` the rules that guard what they do not repair.
    Earlier repairs of a place that is left alone stay, because its finding is their result.
    """

    def __init__(self, text: str, rejected: Collection[Holder], guards: Collection[str]) -> None:
        self._text = text
        self._rejected, self._guards = rejected, guards
        self._closed, self._guarded = _HeldSpans(), _HeldSpans()

    def rejects(self, one: Placed) -> bool:
        """Return whether a finding was rejected before, at this very place."""
        return bool(self._rejected) and one.holder in self._rejected

    def keep_off(self, found: Sequence[Placed], due: Callable[[Placed], bool]) -> Sequence[Placed]:
        """Return the findings without fixes that would change what is left alone, except for rejected ones.

        `due` tells which are repaired now.
        """
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
        """Close the spans that a finding would change, or all of its span if it has no fix; guard them if its rule
        guards.
        """
        if one.finding.rule in self._guards:
            self._guard(one)
        edits = [edit.span for fix in one.finding.fixes for edit in fix.edits]
        self._closed.hold(one.holder, [one.made.back(span) for span in edits or [one.finding.span]])

    def _guard(self, one: Placed) -> None:
        """Guard the span of a finding."""
        self._guarded.hold(one.holder, [_widened(one.holder[1], self._text)])

    def release(self, found: Iterable[Placed]) -> None:
        """Stop guarding what is repaired now."""
        if self._guarded:
            self._guarded.release([one.holder for one in found])

    def _clear(self, one: Placed) -> Placed | None:
        """Return the finding with the fixes that change nothing left alone; without any, it only flags.

        Return None if it misinterprets guarded text.
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
    """Extend a span of undecoded bytes by adjacent non-ASCII characters, and by one more character on either side.

    Characters that are decoded together must stay together: `Â` and the soft hyphen after it are the two bytes of one
    character.
    """
    start, end = span.start, span.end
    while start and not text[start - 1].isascii():
        start -= 1
    while end < len(text) and not text[end].isascii():
        end += 1
    return Span(max(0, start - 1), min(len(text), end + 1))


class _HeldSpans:
    """Spans, grouped by what holds them."""

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
        """Return whether an edit conflicts with a held span."""
        return bool(self._spans) and any(self._conflicts(edit.span) for edit in edits)

    def _conflicts(self, span: Span) -> bool:
        if not self._sorted:
            self._sorted = sorted(one for spans in self._spans.values() for one in spans)
            self._reach = list(accumulate((one.end for one in self._sorted), max))
        first = bisect_left(self._reach, span.start)
        last = bisect_right(self._sorted, span.end, key=lambda one: one.start)
        return any(span.conflicts(other) for other in self._sorted[first:last])

"""Places that no rule may change, because the repair that is known for them is not made.

Somebody said so of a finding (a baseline, a decision, a comment in the text, an accepted word), or a rule that guards
what it finds, such as undecoded bytes, is not to repair it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import accumulate

from msgspec.structs import replace

from cleanup.edits.edits import Composition
from cleanup.model import Edit, Finding, Level, Span

#: A rule and the place of what it found, in the original: whose repair is not made.
Holder = tuple[str, Span]


def holder(finding: Finding, made: Composition) -> Holder:
    """By what a finding is known, whatever was `made` of the text before it was found."""
    return finding.rule, made.back(finding.span)


class LeftAlone:
    """The places of a text that are left alone so far: by all rules, or by those that are no guards.

    `rejected` are the findings that are not to be repaired, `guards` the rules that guard what they do not repair. What
    was `made` of the text before a finding that is left alone stays: that finding is its result.
    """

    def __init__(self, text: str, rejected: Collection[Holder], guards: Collection[str]) -> None:
        self._text = text
        self._rejected, self._guards = rejected, guards
        self._closed, self._guarded = _Places(), _Places()

    def rejects(self, finding: Finding, made: Composition) -> bool:
        """Whether it was rejected before, at this very place."""
        return bool(self._rejected) and holder(finding, made) in self._rejected

    def keep_off(
        self, findings: Sequence[Finding], made: Composition, due: Callable[[Finding], bool]
    ) -> Sequence[Finding]:
        """The findings, of which those that are not rejected change nothing that is left alone; `due` are made now."""
        if not findings:
            return findings
        for finding in findings:
            if self.rejects(finding, made):
                self.leave(finding, made)
            elif finding.rule in self._guards and not due(finding):
                self._guard(finding, made)
        if not self._closed and not self._guarded:
            return findings
        return [kept for finding in findings if (kept := self._clear(finding, made))]

    def leave(self, finding: Finding, made: Composition) -> None:
        """Close what a finding would change, or all that it found where it knows no repair; guard it if it guards."""
        if finding.rule in self._guards:
            self._guard(finding, made)
        edits = [edit.span for fix in finding.fixes for edit in fix.edits]
        self._closed.hold(holder(finding, made), [made.back(span) for span in edits or [finding.span]])

    def _guard(self, finding: Finding, made: Composition) -> None:
        """Guard what a finding would change."""
        name = holder(finding, made)
        self._guarded.hold(name, [_widened(name[1], self._text)])

    def release(self, findings: Iterable[Finding], made: Composition) -> None:
        """Guard no longer what is repaired now."""
        if self._guarded:
            self._guarded.release([holder(finding, made) for finding in findings])

    def _clear(self, finding: Finding, made: Composition) -> Finding | None:
        """The finding with the fixes that keep off; it only flags where none do.

        None where it takes what is guarded for something else.
        """
        if self.rejects(finding, made):
            return finding
        fixes = finding.fixes
        if self._guarded and finding.rule not in self._guards:
            fixes = tuple(fix for fix in fixes if not self._guarded.touched_by(made.onto(fix.edits)))
            if not fixes and (finding.fixes or self._guarded.touched_by([Edit(made.back(finding.span), "")])):
                return None
        fixes = tuple(fix for fix in fixes if not self._closed.touched_by(made.onto(fix.edits)))
        if fixes == finding.fixes:
            return finding
        return replace(finding, fixes=fixes, level=finding.level if fixes else Level.FLAG)


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


class _Places:
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

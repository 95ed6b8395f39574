"""Which of some findings are carried out where their edits cannot all be made."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from cleanup.model import Edit, Finding, Rule, Span


def choose(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> list[Finding]:
    """The findings to carry out: by level, then confidence, then the rule's declared order, then place.

    Never by the length of the span: a long vague finding must not push out a short exact one.
    """

    def standing(finding: Finding) -> tuple[int, float, int, int]:
        return finding.level.rank, -finding.confidence, rules[finding.rule].order, finding.span.start

    taken = _Taken()
    return [finding for finding in sorted(findings, key=standing) if taken.claim(finding.edits)]


class _Taken:
    """The spans already claimed by chosen edits, in order. As none conflict, no two start at the same place."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._spans: list[Span] = []

    def claim(self, edits: Sequence[Edit]) -> bool:
        """Claim the spans of all edits, or none when one of them conflicts."""
        if any(self._conflicts(edit.span) for edit in edits):
            return False
        for edit in edits:
            k = bisect_left(self._starts, edit.span.start)
            self._starts.insert(k, edit.span.start)
            self._spans.insert(k, edit.span)
        return True

    def _conflicts(self, span: Span) -> bool:
        k = bisect_left(self._starts, span.start)
        return any(span.conflicts(other) for other in self._spans[max(0, k - 1) : k + 1])

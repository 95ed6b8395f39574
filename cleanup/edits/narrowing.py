"""The part of a plan that touches certain lines of its text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from cleanup.model import Finding, Plan, Span


def narrowed(plan: Plan, lines: Iterable[range]) -> Plan:
    """Return the plan with only the findings that touch one of the lines, and with their changes.

    Lines are counted from 1 and end with a line feed, as git counts them. A finding touches the lines of its span and
    those that its first fix would change.
    """
    wanted = {number for part in lines for number in part}
    ends = [match.start() for match in re.finditer("\n", plan.document.text)]

    def touches(span: Span) -> bool:
        first = bisect_left(ends, span.start) + 1
        last = bisect_left(ends, max(span.start, span.end - 1)) + 1
        return not wanted.isdisjoint(range(first, last + 1))

    findings = tuple(found for found in plan.findings if any(map(touches, _spans(found))))
    kept = frozenset(found.id for found in findings)
    return replace(
        plan,
        findings=findings,
        changes=tuple(change for change in plan.changes if kept.intersection(change.findings)),
        chosen=plan.chosen & kept,
        held={name: why for name, why in plan.held.items() if name in kept},
        unused=tuple(comments for comments in plan.unused if any(map(touches, comments))),
    )


def _spans(finding: Finding) -> Iterator[Span]:
    yield finding.span
    yield from (edit.span for edit in finding.edits)

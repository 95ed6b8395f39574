"""Score a plan against hand-made annotations of a text.

A gold row is a span of the original, its tier, and what it becomes (`after`; None where only a person or the source
can say). Rows and changes that overlap are judged together as one region: the region is right when its repaired text
is what some of its rows, applied together, would give; those rows are then repaired exactly.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

from cleanup.edits.edits import apply
from cleanup.model import Change, Edit, Finding, Plan, Span


@dataclass(frozen=True)
class Row:
    """One annotated defect, or a trap (`tier` is then `trap`): a half-open span of code points."""

    file: str
    span: Span
    after: str | None
    tier: str
    kind: str


@dataclass(frozen=True)
class Score:
    """Rows by what became of them, and what was done that no row asks for."""

    exact: tuple[Row, ...]
    found: tuple[Row, ...]
    missed: tuple[Row, ...]
    wrong: tuple[Change, ...]
    trapped: tuple[Change, ...]


def read_rows(path: Path) -> list[Row]:
    """The rows of a JSON-lines file of defects or of traps."""
    rows = []
    for line in path.read_text("utf-8").splitlines():
        entry = json.loads(line)
        span = Span(entry["start"], entry["end"])
        rows.append(Row(entry["file"], span, entry.get("after"), entry.get("tier", "trap"), entry["class"]))
    return rows


def touches(one: Span, other: Span) -> bool:
    """Whether two spans overlap, or one is empty and touches the other."""
    return one.conflicts(other)


def score(plan: Plan, rows: Sequence[Row], traps: Sequence[Row]) -> Score:
    """Judge a plan of one document by the rows and traps of that document."""
    exact: set[Row] = set()
    wrong: list[Change] = []
    for changes, near in _regions(plan.changes, rows):
        explained = _explain(plan.document.text, changes, near)
        if explained is None:
            wrong += changes
        else:
            exact |= set(explained)
    found = [row for row in rows if row in exact or any(sees(finding, row) for finding in plan.findings)]
    return Score(
        tuple(row for row in rows if row in exact),
        tuple(found),
        tuple(row for row in rows if row not in found),
        tuple(wrong),
        tuple(c for c in plan.changes if any(_falls_into(c, trap, exact) for trap in traps)),
    )


def _falls_into(change: Change, trap: Row, exact: set[Row]) -> bool:
    """Whether the change touches the trap, other than by a repair that rightly takes away all around it."""
    asked = any(row.span.start <= trap.span.start and trap.span.end <= row.span.end for row in exact)
    return touches(change.span, trap.span) and not asked


def sees(finding: Finding, row: Row) -> bool:
    """Whether a finding, or an edit of one of its fixes, touches the row."""
    spans = [finding.span, *(edit.span for fix in finding.fixes for edit in fix.edits)]
    return any(touches(span, row.span) for span in spans)


def _regions(changes: Sequence[Change], rows: Sequence[Row]) -> Iterator[tuple[list[Change], list[Row]]]:
    """Groups of changes with the rows they touch; changes that share a row are one group."""
    left = list(changes)
    while left:
        group: list[Change] = [left.pop(0)]
        near: list[Row] = []
        grown = True
        while grown:
            near = [row for row in rows if any(touches(change.span, row.span) for change in group)]
            more = [c for c in left if any(touches(c.span, row.span) for row in near)]
            group += more
            left = [c for c in left if c not in more]
            grown = bool(more)
        yield sorted(group, key=lambda c: c.span), near


def _explain(text: str, changes: Sequence[Change], rows: Sequence[Row]) -> tuple[Row, ...] | None:
    """The rows that together do what the changes do; None when no choice of rows does."""
    repairable = [row for row in rows if row.after is not None]
    spans = [c.span for c in changes] + [row.span for row in rows]
    area = Span(min(s.start for s in spans), max(s.end for s in spans))
    before = text[area.start : area.end]
    got = apply([Edit(c.span, c.after).shift(-area.start) for c in changes], before)
    for size in range(len(repairable), 0, -1):
        for chosen in combinations(sorted(repairable, key=lambda row: row.span), size):
            edits = [Edit(row.span, row.after or "").shift(-area.start) for row in chosen]
            if all(a.span.end <= b.span.start for a, b in pairwise(edits)) and got == apply(edits, before):
                return chosen
    return None

"""The part of a plan that touches certain lines."""

from __future__ import annotations

import pytest

from cleanup.edits.narrowing import narrowed
from cleanup.model import Change, Document, Edit, Finding, Fix, Level, Plan, Span

TEXT = "one\r\ntwo\rstill two\nthree\n\nfive"


def finding(name: str, start: int, end: int, *edits: tuple[int, int]) -> Finding:
    fixes = (Fix(tuple(Edit(Span(*edit), "") for edit in edits), ""),) if edits else ()
    return Finding(f"x/{name}", Span(start, end), "", Level.SAFE, fixes, id=name)


ALL = (
    finding("first", 0, 3),
    finding("end", 3, 5),  # the line end of the first line
    finding("second", 5, 18),
    finding("both", 15, 22),  # lines 2 and 3
    finding("far", 19, 24, (26, 28)),  # found on line 3, repaired on line 5
    finding("gap", 25, 25),  # an insertion on line 4
    finding("last", 30, 30),  # an insertion at the end
)
CHANGES = (
    Change(Span(0, 3), "one", "", Level.SAFE, ("first", "second")),
    Change(Span(26, 28), "fi", "", Level.SAFE, ("far",)),
)
PLAN = Plan(
    Document("a.txt", TEXT),
    ALL,
    CHANGES,
    frozenset({"first", "far"}),
    {"both": "level", "gap": "overlap"},
    unused=((Span(5, 8),), (Span(19, 24), Span(26, 27))),
)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ([range(1, 2)], "first end"),
        ([range(2, 3)], "second both"),
        ([range(3, 4)], "both far"),
        ([range(4, 5)], "gap"),
        ([range(5, 6)], "far last"),
        ([range(1, 2), range(4, 6)], "first end far gap last"),
        ([range(9, 12)], ""),
        ([], ""),
    ],
)
def test_findings_are_kept_that_touch_a_line(lines: list[range], names: str) -> None:
    assert [one.id for one in narrowed(PLAN, lines).findings] == names.split()


def test_what_depends_on_a_finding_goes_with_it() -> None:
    made = narrowed(PLAN, [range(2, 3)])
    assert made.changes == CHANGES[:1]
    assert made.chosen == frozenset()
    assert made.held == {"both": "level"}
    assert made.unused == ((Span(5, 8),),)
    assert narrowed(PLAN, [range(5, 6)]).unused == ((Span(19, 24), Span(26, 27)),)


def test_all_lines_are_the_whole_plan() -> None:
    assert narrowed(PLAN, [range(1, 6)]) == PLAN

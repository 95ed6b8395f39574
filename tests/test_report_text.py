"""Findings for a person: the damaged line, and carets below what was found."""

from __future__ import annotations

import pytest

from cleanup.model import Finding, Level, Plan, Span
from cleanup.readers import document
from cleanup.reports.text import REACH, SHOWN, grouped


def shown(text: str, start: int, end: int) -> list[str]:
    """The damaged line and the carets, without the margin."""
    finding = Finding("group/rule", Span(start, end), "message", Level.FLAG, id="x")
    plan = Plan(document(text), (finding,), (), frozenset())
    return [line[11:] for line in grouped(plan, plan.findings)][2:-1]


@pytest.mark.parametrize(
    ("text", "span", "line", "carets"),
    [
        ("one two", (4, 7), "one two", "    ^^^"),
        ("zero\none two\nthree", (9, 12), "one two", "    ^^^"),
        ("zero\r\none two\r\nthree", (10, 13), "one two", "    ^^^"),
        ("one two", (4, 4), "one two", "    ^"),
        ("one two", (7, 7), "one two", "       ^"),
        ("one\ntwo", (2, 5), "one", "  ^"),
        ("one\n\ntwo", (3, 5), "one", "   ^"),
        ("日本 two", (3, 6), "日本 two", "     ^^^"),
        ("one 日本", (4, 6), "one 日本", "    ^^^^"),
        ("cafe\u0301 two", (6, 9), "cafe\u0301 two", "     ^^^"),
        ("a\tb two", (4, 7), "a\\tb two", "     ^^^"),
    ],
    ids=[
        "in a line",
        "in a later line",
        "between line ends of two characters",
        "a place between two characters",
        "the end of the text",
        "over a line end: only its first line",
        "only line ends: where they begin",
        "behind wide characters",
        "wide characters",
        "behind a combining character",
        "behind a control that is shown",
    ],
)
def test_carets_stand_below_what_was_found(text: str, span: tuple[int, int], line: str, carets: str) -> None:
    assert shown(text, *span) == [line, carets]


def test_of_a_long_line_only_what_is_near_is_shown() -> None:
    text = "a" * 500 + "bcd" + "e" * 500
    line, carets = shown(text, 500, 503)
    assert line == f"…{'a' * REACH}bcd{'e' * (SHOWN - REACH - 3)}…"
    assert carets == f"{' ' * (REACH + 1)}^^^"


def test_a_long_finding_is_cut() -> None:
    line, carets = shown("b" * 500, 0, 500)
    assert (line, carets) == ("b" * SHOWN + "…", "^" * SHOWN)

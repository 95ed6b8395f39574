"""Hints tell from words whether a text may hold a pattern, and never deny one that is there."""

from __future__ import annotations

import pytest

from cleanup.matching.line_hints import LineHints, RulePatterns
from cleanup.matching.line_patterns import lines_needed

LINES, SENTENCES, CUTS = ("share this", r"<who> comments?"), (r"follow us on \pL+",), (r" \(ad \d\)",)


def define(pattern: str) -> str:
    return pattern.replace("<who>", "(?:no|many)")


def hints(worth: int = 9) -> LineHints:
    needs = lines_needed([define(one) for one in (*LINES, *SENTENCES)], CUTS, "- ")
    return LineHints([RulePatterns(define, LINES, SENTENCES, CUTS, needs)], "- ", 30, worth)


@pytest.mark.parametrize(
    "text",
    [
        "Share this",
        "- SHARE this -",
        "First\n\nMany comments",
        "She left. Follow us on X.",
        "She left in a hurry, and nobody has seen her since. “Why?” Follow us on Facebook",
        "It sank (ad 3) on Friday.",
    ],
)
def test_what_may_hold_a_pattern_is_not_denied(text: str) -> None:
    assert not hints().deny(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "They share this house.",
        "She had no comments.",
        "They follow us on foot. We follow them.",
        "The (ad hoc) council met.",
        "Share this house with the thirty people who are here today.",
    ],
)
def test_what_holds_none_is_denied_though_it_holds_the_words(text: str) -> None:
    assert hints().deny(text.encode())


def test_an_old_line_end_is_never_denied() -> None:
    assert not hints().deny(b"a\rb")


def test_each_text_that_asks_is_counted_and_unproven_rules_have_no_hints() -> None:
    one = hints(2)
    one.deny(b"a")
    assert one.left == 1
    assert LineHints([RulePatterns(define, LINES)], "", 30, 9).left == 0


@pytest.mark.parametrize(
    ("text", "denied"), [("Share this", False), ("- Share this - no comments", False), ("Share this house", True)]
)
def test_a_line_that_only_begins_as_a_pattern_is_denied_if_the_whole_lines_are_known(text: str, denied: bool) -> None:
    needs = lines_needed([define(one) for one in LINES], (), "- ")
    wholes = [f"[ -]*(?:(?:{'|'.join(map(define, LINES))})[ -]*)+"]
    one = LineHints([RulePatterns(define, LINES, (), (), needs, lambda: wholes)], "- ", 30, 9)
    assert one.deny(text.encode()) is denied

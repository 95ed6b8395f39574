"""Findings for a person: the damaged line, and carets below what was found."""

from __future__ import annotations

import pytest
import wcwidth

from cleanup.documents.readers import document
from cleanup.model import Edit, Finding, Fix, Level, Plan, Span
from cleanup.reports.grouped import grouped
from cleanup.reports.text import MAX_EXTENSION, SHOWN, plain


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
    assert line == f"…{'a' * MAX_EXTENSION}bcd{'e' * (SHOWN - MAX_EXTENSION - 3)}…"
    assert carets == f"{' ' * (MAX_EXTENSION + 1)}^^^"


def test_a_long_finding_is_cut() -> None:
    line, carets = shown("b" * 500, 0, 500)
    assert (line, carets) == ("b" * SHOWN + "…", "^" * SHOWN)


LONG = (
    "A line of 漢字漢字漢字漢字 and café\u0301s, é\tü, 👩‍👩‍👧 there that somebody wrote without an end and then a gap. "
    * 3
    + "x" * 300
)


@pytest.mark.parametrize("width", [*range(20, 61), 79, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    fix = Fix((Edit(Span(20, 30), "漢字 in its place " * 5),), "Repair")
    text = f"{LONG}\n{'漢字' * 200}\nshort\n"
    wide = text.index("\n") + 1
    findings = tuple(
        Finding("group/a-long-name-of-a-rule", span, "what is wrong, in some words and 漢字", level, fixes, id="x")
        for span, level, fixes in (
            (Span(20, 30), Level.SUGGESTED, (fix,)),
            (Span(40, 340), Level.SAFE, (fix,)),
            (Span(wide + 100, wide + 103), Level.FLAG, ()),
            (Span(len(text) - 6, len(text) - 1), Level.FLAG, ()),
        )
    )
    plan = Plan(document(text, path="folder/" * 12 + "漢字.txt"), findings, (), frozenset())
    for paint in (plain, lambda text, role: f"\x1b[1m{text}\x1b[0m" if role else text):
        lines = list(grouped(plan, findings, paint, width))
        widths = [wcwidth.width(line) for line in lines]
        assert max(widths) <= width, lines[widths.index(max(widths))]
        marked = [i for i, line in enumerate(lines) if "^" in line]
        assert len(marked) == len(findings)


def test_the_words_stay_whatever_the_width() -> None:
    text = "It was a  gap."
    finding = Finding(
        "a/rule", Span(8, 10), "Spaces in a row", Level.SAFE, (Fix((Edit(Span(8, 10), " "),), "t"),), id="x"
    )
    plan = Plan(document(text), (finding,), (), frozenset())
    said = [" ".join(" ".join(grouped(plan, [finding], plain, width)).split()) for width in (0, 30, 200)]
    assert said[0] == said[1] == said[2] == "<text> 1:9 safe Spaces in a row a/rule It was a gap. ^^ a gap. → a gap."

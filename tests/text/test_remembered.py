"""Remembering what a function says of a line."""

from __future__ import annotations

from cleanup.text.remembered import LINES, LONGEST, remembered


def test_a_line_is_asked_about_once_unless_it_is_long() -> None:
    asked: list[str] = []

    @remembered
    def length(line: str) -> int:
        asked.append(line)
        return len(line)

    long = "x" * (LONGEST + 1)
    assert [length(one) for one in ("a", "bb", "a", long, long)] == [1, 2, 1, LONGEST + 1, LONGEST + 1]
    assert asked == ["a", "bb", long, long]


def test_what_was_asked_long_ago_is_forgotten() -> None:
    asked: list[str] = []
    ask = remembered(asked.append)
    for number in range(LINES + 1):
        ask(str(number))
    ask("0")
    assert asked[-1] == "0"
    assert len(asked) == LINES + 2

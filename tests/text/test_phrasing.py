"""Numbers and lists in messages."""

from __future__ import annotations

from cleanup.text.phrasing import counted, listed


def test_a_noun_follows_its_number() -> None:
    assert [counted(number, "file") for number in (0, 1, 2, 1000)] == ["0 files", "1 file", "2 files", "1,000 files"]


def test_a_list_says_whether_there_is_more() -> None:
    assert [listed(names, 2) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a, b", "a, b, …"]

"""The figures that the kind `numbers` computes."""

from __future__ import annotations

import pytest

from cleanup.detectors.numbers import ordinal, roman

WRITTEN = {
    1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 10: "10th", 11: "11th", 12: "12th", 13: "13th",
    20: "20th", 21: "21st", 22: "22nd", 23: "23rd", 101: "101st", 111: "111th", 112: "112th", 1000: "1000th",
}  # fmt: skip
NUMERALS = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI",
    "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI",
]  # fmt: skip


@pytest.mark.parametrize("number", WRITTEN)
def test_an_ordinal_has_the_ending_of_its_last_figures(number: int) -> None:
    assert ordinal(number) == WRITTEN[number]


def test_the_centuries_so_far_are_read() -> None:
    assert [roman(numeral) for numeral in NUMERALS] == list(range(1, 22))


@pytest.mark.parametrize("text", ["IIII", "VX", "IXX", "XXXX", "IC", "IIV"])
def test_what_is_written_as_no_numeral_is_none(text: str) -> None:
    assert roman(text) is None

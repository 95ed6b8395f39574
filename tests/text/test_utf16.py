"""Positions in UTF-16 units are those of the encoding itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleanup.model import Span
from cleanup.text.utf16 import Utf16, length


@given(st.text(st.characters(exclude_categories=())))
def test_positions_are_those_of_utf_16(text: str) -> None:
    units = Utf16(text)
    for offset in range(len(text) + 1):
        assert units.at(offset) == len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
    assert length(text) == units.at(len(text))
    assert units.place(Span(0, len(text))) == (0, length(text))

"""What an edit may change: an alphabet, over all edits of a fix together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.edits.edits import ALPHABETS, apply, permitted_in
from cleanup.model import Edit, Fix, Span

PIECES = st.text("ab1 2,.-A½\n", max_size=4)
ALLOWED = st.lists(st.sampled_from([*ALPHABETS, "case"]), max_size=3, unique=True)


def as_one(text: str, fix: Fix) -> Fix:
    """The same fix as one edit, from its first edit to its last."""
    start, end = fix.edits[0].span.start, fix.edits[-1].span.end
    after = apply([edit.shift(-start) for edit in fix.edits], text[start:end])
    return Fix((Edit(Span(start, end), after),), fix.title)


@given(st.lists(st.tuples(PIECES, PIECES, PIECES), min_size=1, max_size=5), PIECES, ALLOWED)
def test_many_edits_may_do_what_one_may_that_covers_them(
    parts: list[tuple[str, str, str]], end: str, allow: list[str]
) -> None:
    text, edits = "", []
    for between, old, new in parts:
        text += between
        edits.append(Edit(Span(len(text), len(text) + len(old)), new))
        text += old
    fix = Fix(tuple(edits), "")
    assert permitted_in(text + end, fix, tuple(allow)) is permitted_in(text + end, as_one(text, fix), tuple(allow))


@pytest.mark.parametrize(
    ("edits", "allow", "permitted"),
    [
        ([(3, 4, ""), (7, 8, "")], ("space",), True),
        ([(0, 1, ""), (4, 4, "a")], ("space",), False),
        ([(5, 6, ""), (9, 10, "")], ("punctuation",), True),
        ([(7, 7, ","), (9, 10, "")], ("punctuation",), False),
    ],
)
def test_no_number_is_split_and_no_letter_moves(
    edits: list[tuple[int, int, str]], allow: tuple[str, ...], permitted: bool
) -> None:
    fix = Fix(tuple(Edit(Span(start, end), new) for start, end, new in edits), "")
    text = "ab  c,12 .," if "punctuation" in allow else "ab  cd  ef"
    assert permitted_in(text, fix, allow) is permitted

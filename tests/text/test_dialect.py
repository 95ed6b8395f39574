"""Marks of dialect in a line."""

from __future__ import annotations

import pytest

from cleanup.model import Span
from cleanup.text.dialect import is_in_dialect


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("They told ’em so.", True),
        ("A cup o’ tea for th’ old man.", True),
        ("He ain’t here.", True),
        ("She was goin’ home.", True),
        ("I knowed it, and so I says no.", True),
        ("The captain’s boat isn’t here.", False),
        ("The boats’ crews were in the harbour, and O’Brien sang.", False),
        ("‘In the harbour’ is a song.", False),
        ("It was a picture o’ them boats.", True),
        ("He helped them row.", False),
    ],
)
def test_marks(text: str, dialect: bool) -> None:
    assert is_in_dialect(text, Span(0, 1)) is dialect


def test_only_the_line_of_the_span_counts() -> None:
    text = "He ain’t here.\nThe boat left.\nShe ain’t there."
    start = text.index("boat")
    assert not is_in_dialect(text, Span(start, start + 4))

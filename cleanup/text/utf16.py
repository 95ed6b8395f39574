"""Positions of a text in UTF-16 units, which editors and clients of LanguageTool count; Python counts code points."""

from __future__ import annotations

from bisect import bisect_left

from cleanup import lazy_regex
from cleanup.model import Span

_TWO_UNITS = lazy_regex.pattern("[\U00010000-\U0010ffff]")


class Utf16:
    """The UTF-16 units of a text; `double` are the offsets of the characters that have two.

    Half a pair that stands alone is one unit, as any other character below U+10000.
    """

    def __init__(self, text: str) -> None:
        self.double = [] if text.isascii() else [match.start() for match in _TWO_UNITS.finditer(text)]

    def at(self, offset: int) -> int:
        """Return the position in UTF-16 units of an offset in code points."""
        return offset + bisect_left(self.double, offset) if self.double else offset

    def place(self, span: Span) -> tuple[int, int]:
        """Return where a span begins, and its length."""
        start = self.at(span.start)
        return start, self.at(span.end) - start


def length(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return Utf16(text).at(len(text))

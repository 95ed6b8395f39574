"""Positions of the protocol in a text: a line, and a column in units of the encoding that the client asked for.

Offsets are code points. Lines and columns are counted from zero; a line ends with LF, CRLF or CR, and with nothing
else, as the protocol says. A column inside a character is taken for its beginning, one behind a line for its end.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate

from lsprotocol.types import Position, PositionEncodingKind, Range

from cleanup import lazy_regex
from cleanup.model import Span
from cleanup.text.utf16 import Utf16

_LINE_END = lazy_regex.pattern(r"\r\n|\r|\n")
_LONE = lazy_regex.pattern(r"[\ud800-\udfff]")


def without_lone_surrogates(text: str) -> str:
    """Return the text with U+FFFD for halves of characters, which JSON can hold; all widths stay the same."""
    return text if text.isascii() else _LONE.sub("\ufffd", text)


class PositionIndex:
    """Converts offsets of a text to positions and back, each in the time of a search, but for UTF-8 that of a line."""

    def __init__(self, text: str, encoding: str) -> None:
        self._text = text
        self._encoding = encoding

    @cached_property
    def _starts(self) -> list[int]:
        """Where lines begin; the last one may be empty."""
        if "\r" in self._text:
            return [0, *(match.end() for match in _LINE_END.finditer(self._text))]
        return [0, *accumulate(len(line) + 1 for line in self._text.split("\n"))][:-1]

    @cached_property
    def _utf16(self) -> Utf16:
        return Utf16(self._text)

    @cached_property
    def _even(self) -> bool:
        """Whether every character of the text is one unit."""
        encoding = self._encoding
        if encoding == PositionEncodingKind.Utf32:
            return True
        return self._text.isascii() if encoding == PositionEncodingKind.Utf8 else not self._utf16.double

    def position(self, offset: int) -> Position:
        """Return the position of an offset."""
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        if self._even:
            return Position(line, offset - start)
        if self._encoding == PositionEncodingKind.Utf8:
            return Position(line, len(self._text[start:offset].encode("utf-8")))
        return Position(line, self._utf16.at(offset) - self._utf16.at(start))

    def offset(self, position: Position) -> int:
        """Return the offset of a position, which may lie behind its line or the text."""
        line, column = position.line, position.character
        if line >= len(self._starts):
            return len(self._text)
        start, end = self._starts[line], self._content_end(line)
        if self._even:
            return min(start + column, end)
        if self._encoding == PositionEncodingKind.Utf8:
            head = self._text[start : min(end, start + column)].encode("utf-8")[:column]
            return start + len(head.decode("utf-8", "ignore"))
        return min(self._by_utf16(start, column), end)

    def _by_utf16(self, start: int, column: int) -> int:
        wide = self._utf16.double
        first = bisect_left(wide, start)
        # The i-th one begins after as many units as code points before it, and one more for each wide one before it.
        before = bisect_right(range(first, len(wide)), column - 2, key=lambda i: wide[i] - start + i - first)
        offset = start + column - before
        inside = first + before < len(wide) and wide[first + before] == offset - 1
        return offset - 1 if inside else offset

    def _content_end(self, line: int) -> int:
        """Return where the content of a line ends and its line end begins."""
        if line + 1 == len(self._starts):
            return len(self._text)
        end = self._starts[line + 1]
        return end - 2 if self._text.startswith("\r\n", end - 2) else end - 1

    def range(self, span: Span) -> Range:
        """Return the range of a span."""
        start = self.position(span.start)
        return Range(start, self.position(span.end) if span else start)

    def span(self, asked: Range) -> Span:
        """Return the span of a range; an end before its start counts as the start."""
        start = self.offset(asked.start)
        return Span(start, max(start, self.offset(asked.end)))

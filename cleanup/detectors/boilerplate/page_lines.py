"""The lines of a scraped page, and which of them read as prose."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

import msgspec

from cleanup import lazy_regex
from cleanup.model import Span

#: Lines of unknown nature between two pieces of boilerplate at the end of a page.
GAP = 6
#: No template is longer than this: a longer line is prose without a look.
MAX_TEMPLATE_LENGTH = 400
#: A line of at least so many words that ends like a sentence is prose, and ends the head or the tail.
PROSE_WORDS = 9
#: Words of the shortest sentence that shows that a text has sentences.
SENTENCE_WORDS = 4

_ENDS = lazy_regex.pattern(r"[.!?:;][”’\"')\]]*\Z")
_CUT_OFF = lazy_regex.pattern(r"(?:…|\.\.\.|\[\+?…?\]|\(more\))[”’\"')\]]*\Z")


class PageLine(msgspec.Struct, frozen=True):
    """A line that is not empty: its span, and its text without the space around it, which begins at `start`.

    `adjoins`: there is no empty line before it.
    """

    span: Span
    start: int
    text: str
    adjoins: bool

    @property
    def is_sentence(self) -> bool:
        """Return whether it ends like a sentence and has enough words for one."""
        return self._ended and len(self.text.split()) >= SENTENCE_WORDS

    @property
    def is_prose(self) -> bool:
        """Return whether it reads as a sentence of the text itself; a short question may be a headline."""
        if not self._ended:
            return False
        count = len(self.text.split())
        return count >= PROSE_WORDS and not (self.text.endswith("?") and count <= 20)

    @property
    def _ended(self) -> bool:
        return _ENDS.search(self.text) is not None and not _CUT_OFF.search(self.text)

    @property
    def is_teaser(self) -> bool:
        """Return whether it may be the headline or the truncated first lines of another article."""
        if _CUT_OFF.search(self.text):
            return len(self.text) <= MAX_TEMPLATE_LENGTH
        return len(self.text.split()) <= 40 and (not _ENDS.search(self.text) or self.text.endswith("?"))


_LINE_ENDS = ("\n", "\r\n", "\r")


def _written(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines of a text that are not empty."""
    start = 0
    for line in (text.replace("\r", "\n") if "\r" in text else text).split("\n"):
        end = start + len(line)
        if line and not line.isspace():
            yield start, end
        start = end + 1


class PageLines(Sequence[PageLine]):
    """The lines of a text that are not empty, each read when first needed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = list(_written(text))
        self._read: dict[int, PageLine] = {}

    def __len__(self) -> int:
        return len(self._spans)

    @overload
    def __getitem__(self, index: int) -> PageLine: ...
    @overload
    def __getitem__(self, index: slice) -> list[PageLine]: ...
    def __getitem__(self, index: int | slice) -> PageLine | list[PageLine]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        row = self._read.get(index)
        if row is None:
            index = range(len(self))[index]
            row = self._read[index] = self._line(index)
        return row

    def _line(self, index: int) -> PageLine:
        start, end = self._spans[index]
        bare = self._text[start:end].strip()
        before = self._spans[index - 1][1] if index else start
        adjoins = self._text[before:start] in _LINE_ENDS
        return PageLine(Span(start, end), self._text.index(bare, start), bare, adjoins)

    def removed(self, index: int, *, opening: bool = False) -> Span:
        """Return what is removed with a line: the line ends before it, or in an opening those after it."""
        start, end = self._spans[index]
        if opening:
            return Span(start if index else 0, self._spans[index + 1][0])
        return Span(self._spans[index - 1][1], end)

    def inside(self, areas: Iterable[Span]) -> Iterator[int]:
        """Yield the indexes of the lines that lie in the areas."""
        for area in areas:
            yield from range(bisect_left(self._spans, (area.start,)), bisect_left(self._spans, (area.end,)))

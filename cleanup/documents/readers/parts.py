"""How a reader says what a source shows: parts in order, woven into the holes of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import msgspec

from cleanup.documents.source_map import Projection
from cleanup.model import Hole, Span

#: What a part may show, besides any text: the end of a paragraph, a new line, a space, nothing.
BREAK, LINE, SPACE, INLINE = "\n\n", "\n", " ", ""


class Part(NamedTuple):
    """A range of code points and what it shows; `None` is prose, shown as it is. For `soft`, see `Hole`."""

    start: int
    end: int
    shown: str | None = None
    soft: bool = False


class ParsedText(msgspec.Struct, frozen=True):
    """The result of reading a text: its holes, and the language that the text declares."""

    holes: tuple[Hole, ...]
    language: str | None = None


class ProtectedRange(NamedTuple):
    """A protected range of a shown text, and what is shown there instead."""

    start: int
    end: int
    shown: str


def weave(text: str, parts: Iterable[Part], gap: str = BREAK) -> tuple[Hole, ...]:
    """Return the holes of a text. What lies between the parts, which ascend, shows `gap`.

    Consecutive spaces or breaks are shown once, and spaces at the edge of a line or paragraph are not shown.
    """
    loom = _Loom(text)
    at = 0
    for part in parts:
        if part.start > at:
            loom.add(Part(at, part.start, gap))
        loom.add(part)
        at = part.end
    if at < len(text):
        loom.add(Part(at, len(text), gap))
    loom.drop_space()
    return tuple(loom.holes)


class _Loom:
    """The holes so far. `edge` is what the shown text ends in: a break, a line end, or text."""

    def __init__(self, text: str) -> None:
        self.holes: list[Hole] = []
        self._text = text
        self._edge: str | None = BREAK
        self._space: tuple[int, Part] | None = None

    def add(self, part: Part) -> None:
        """Add the next part."""
        if part.shown is None:
            if part.end > part.start:
                self._settle(None)
        elif part.shown == SPACE:
            if self._edge is not None or self._space:
                self._hole(part, INLINE)
            else:
                self._space = (len(self.holes), part)
        elif part.shown in (BREAK, LINE):
            self.drop_space()
            self._hole(part, self._line_ends(part.shown))
        elif part.shown == INLINE:
            self._hole(part, INLINE)
        else:
            self._settle(None)
            self._hole(part, part.shown)

    def _line_ends(self, wanted: str) -> str:
        """Return what a break or a line end shows after the text so far."""
        if self._edge == BREAK:
            return INLINE
        shown = LINE if self._edge == LINE else wanted
        self._edge = BREAK if self._edge == LINE else wanted
        return shown

    def _hole(self, part: Part, shown: str) -> None:
        if part.end > part.start or shown:
            self.holes.append(Hole(Span(part.start, part.end), shown, part.soft and bool(shown)))

    def _settle(self, edge: str | None) -> None:
        """Show a waiting space, because text follows."""
        self._edge = edge
        if self._space:
            index, part = self._space
            if self._text[part.start : part.end] != SPACE:
                self.holes.insert(index, Hole(Span(part.start, part.end), SPACE, part.soft))
            self._space = None

    def drop_space(self) -> None:
        """Hide a waiting space, because the line ends."""
        if self._space:
            index, part = self._space
            self.holes.insert(index, Hole(Span(part.start, part.end), INLINE))
            self._space = None


def shield(text: str, holes: tuple[Hole, ...], find: Callable[[str], Iterable[ProtectedRange]]) -> tuple[Hole, ...]:
    """Add holes for what `find` finds in the shown text; they replace the holes that they cover."""
    projection = Projection(text, holes)
    made: list[Hole] = []
    k = 0
    for match in find(projection.shown):
        span = projection.source(Span(match.start, match.end))
        while k < len(holes) and holes[k].span.end <= span.start:
            made.append(holes[k])
            k += 1
        while k < len(holes) and holes[k].span.start < span.end:
            k += 1
        made.append(Hole(span, match.shown))
    return (*made, *holes[k:]) if made else holes

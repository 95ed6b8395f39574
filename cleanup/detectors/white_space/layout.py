"""What the white space of a text means: how its paragraphs are separated, and which of its lines are prose.

In tables, verse, code and hard-wrapped text, blanks and line ends are layout and stay.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cleanup import lazy_regex
from cleanup.matching import FullText
from cleanup.model import Span
from cleanup.text.remembered import remembered
from cleanup.text.segments import WRAP_LIMIT, places

#: The space at which no line is broken, its narrow and its figure form, and the spaces of typesetters.
NO_BREAK, TYPESET = "\u00a0\u202f\u2007", "\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
#: All that separates words in a line, without the tab, which separates columns.
WIDE = NO_BREAK + TYPESET
BLANKS = f" {WIDE}"
_SPACE = f"\t{BLANKS}"

#: A list item, a quoted line, a table row, code: what gives white space a meaning at the beginning of a line.
_MARKED = lazy_regex.pattern(r"\s{4}|\t|\s*(?:[-*•‣◦·–—+#>|=~`{}<&%\\/:.]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]\s)")
_COLUMNS = lazy_regex.pattern(r"\t|\S {3,}\S|[|{}<>=\\]")
_WORD = lazy_regex.pattern(r"[^\W\d_]{2,}")
#: What a line must have to be read as prose, in words and in code points.
LEAST_WORDS, LEAST_LENGTH = 6, 40
#: Empty lines separate the paragraphs of a text that has so many, and so many times as many as single line ends.
LEAST_EMPTY, MORE_EMPTY = 2, 1.5


class LineLayout(msgspec.Struct, frozen=True):
    """What the lines of a text have at their edges, as offsets, and what is between them.

    `begun` are lines that begin with a blank, `ended` the ends of lines that end with one; `extra` are the empty lines
    after the first between two others. `single` counts the line ends that stand alone, `empty` the runs of empty lines.
    """

    begun: tuple[int, ...]
    ended: tuple[int, ...]
    extra: tuple[Span, ...]
    single: int
    empty: int

    @property
    def by_empty_lines(self) -> bool:
        """Return whether empty lines separate the paragraphs: other line ends are an exception."""
        return self.empty >= LEAST_EMPTY and self.empty >= MORE_EMPTY * self.single

    @property
    def none(self) -> bool:
        """Return whether the text is a single line."""
        return not self.single and not self.empty


def lines_of(whole: FullText) -> LineLayout:
    """Look at the lines of a text; a function for `FullText.once`."""
    begun: list[int] = []
    ended: list[int] = []
    extra: list[Span] = []
    single = empty = at = blank = 0
    second = -1  # where the second of a run of empty lines begins
    for piece in whole.text.split("\n"):
        line = piece.removesuffix("\r")
        if not line or (line[0] in _SPACE and line.isspace()):
            blank += 1
            second = at if blank == 2 else second
        else:
            if line[0] in BLANKS:
                begun.append(at)
            if line[-1] in BLANKS:
                ended.append(at + len(line))
            if at and blank < at:  # not for empty lines before the first
                single, empty = single + (not blank), empty + bool(blank)
                if blank > 1:
                    extra.append(Span(second, at))
            blank = 0
        at += len(piece) + 1
    return LineLayout(tuple(begun), tuple(ended), tuple(extra), single, empty)


def wide_blanks(whole: FullText) -> tuple[str, ...]:
    """Return which no-break spaces and spaces of typesetters a text has; a function for `FullText.once`."""
    return () if whole.text.isascii() else tuple(blank for blank in WIDE if blank in whole.text)


def line_at(text: str, at: int) -> Span:
    """Return the line that holds an offset, without its line end."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    end = len(text) if end < 0 else end
    return Span(start, end - (text[end - 1 : end] == "\r" and end > start))


def line_end(text: str, at: int) -> int:
    """Return where the line after the one that holds an offset begins; the end of the text if there is none."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


@remembered
def is_prose(line: str) -> bool:
    """Return whether a line reads as prose: several words, no mark of a list or of code before them, no columns."""
    bare = line.strip()
    if len(bare) < LEAST_LENGTH or _MARKED.match(line) or _COLUMNS.search(bare):
        return False
    return len(_WORD.findall(bare)) >= LEAST_WORDS


def is_paragraph(length: int) -> bool:
    """Return whether a line of so many code points is longer than those of hard-wrapped text: a paragraph."""
    return length > WRAP_LIMIT


def runs(text: str, *parts: str) -> Iterator[Span]:
    """Yield the runs of blanks that contain one of the strings of blanks, in order."""
    done = 0
    for at in sorted({at for part in parts for at in places(text, part)}):
        if at < done:
            continue
        start, end = at, at
        while start > done and text[start - 1] in BLANKS:
            start -= 1
        while end < len(text) and text[end] in BLANKS:
            end += 1
        done = end
        yield Span(start, end)

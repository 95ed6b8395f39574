"""What the white space of a text means: how its paragraphs are separated, and which of its lines are prose.

In tables, verse, code and hard-wrapped text, blanks and line ends are layout and stay.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cleanup import lazy_regex
from cleanup.matching import FullText
from cleanup.model import Span
from cleanup.text.segments import WRAP_LIMIT, places

#: The space at which no line is broken, its narrow and its figure form, and the spaces of typesetters.
NO_BREAK, TYPESET = "\u00a0\u202f\u2007", "\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
#: All that separates words in a line, without the tab, which separates columns.
BLANKS = f" {NO_BREAK}{TYPESET}"

_EMPTY_LINES = lazy_regex.pattern(rf"\r?\n(?:[\t{BLANKS}]*\r?\n)+")
#: A list item, a quoted line, a table row, code: what gives white space a meaning at the beginning of a line.
_MARKED = lazy_regex.pattern(r"\s{4}|\t|\s*(?:[-*•‣◦·–—+#>|=~`{}<&%\\/:.]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]\s)")
_COLUMNS = lazy_regex.pattern(r"\t|\S {3,}\S|[|{}<>=\\]")
_WORD = lazy_regex.pattern(r"[^\W\d_]{2,}")
#: What a line must have to be read as prose, in words and in code points.
LEAST_WORDS, LEAST_LENGTH = 6, 40


class Breaks(msgspec.Struct, frozen=True):
    """How many line ends of a text stand alone, and how many runs of them hold an empty line."""

    single: int
    empty: int

    @property
    def by_empty_lines(self) -> bool:
        """Return whether empty lines separate the paragraphs: other line ends are an exception."""
        return self.empty >= 2 and self.empty >= 3 * self.single

    @property
    def none(self) -> bool:
        """Return whether the text is a single line."""
        return not self.single and not self.empty


def breaks(whole: FullText) -> Breaks:
    """Count the line ends between the lines of a text; a function for `FullText.once`."""
    text = whole.text.strip()
    runs = [match.group().count("\n") for match in _EMPTY_LINES.finditer(text)]
    return Breaks(text.count("\n") - sum(runs), len(runs))


def line_at(text: str, at: int) -> Span:
    """Return the line that holds an offset, without its line end."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return Span(text.rfind("\n", 0, at) + 1, end - (text[end - 1 : end] == "\r" and end > at))


def is_prose(line: str) -> bool:
    """Return whether a line reads as prose: several words, no mark of a list or of code before them, no columns."""
    bare = line.strip()
    if len(bare) < LEAST_LENGTH or _MARKED.match(line) or _COLUMNS.search(bare):
        return False
    return len(_WORD.findall(bare)) >= LEAST_WORDS


def is_paragraph(line: str) -> bool:
    """Return whether a line is longer than those of hard-wrapped text, and therefore a paragraph."""
    return len(line) > WRAP_LIMIT


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

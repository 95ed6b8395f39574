"""Dividing a text into lines, paragraphs, sentences and words, and locating an offset.

Offsets are code points; spans are half-open. Line ends may be LF, CRLF or CR, mixed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import accumulate

from cleanup import lazy_regex
from cleanup.model import Span
from cleanup.text import word_lists

_LINE_END = lazy_regex.pattern(r"\r\n|\r|\n")
# Atomic: otherwise the two halves of one CRLF would pass for two line ends.
_BLANK = lazy_regex.pattern(r"(?>\r\n|\r|\n)(?:[ \t\u00a0]*(?>\r\n|\r|\n))+")
_WORD = lazy_regex.pattern(r"[^\W\d_]+(?:[’'\-‑][^\W\d_]+)*")
_SENTENCE_END = lazy_regex.pattern(r"[.!?…]+[”’\"')\]»]*(?=\s+\S|\Z)")
_SENTENCE_SEAM = lazy_regex.pattern(r"[a-z]{3}[.!?][”\"]?(?P<gap> )(?=[A-Z“\"])")
_NOT_SPACE = lazy_regex.pattern(r"\S")
_LEAD = lazy_regex.pattern(r".*[(\[{“”\"‘«—–]|^[-'’]+")
_LAST_TOKEN = lazy_regex.pattern(r"\S+\Z")

#: A block whose lines are all shorter than this may be hard-wrapped; longer lines are paragraphs of their own.
WRAP_LIMIT = 120
#: The maximum length of a paragraph, and the minimum length of the pieces of a longer line.
MAX_PARAGRAPH, PIECE = 20_000, 5_000


class Lines:
    """Converts offsets to line and column, both counted from 1, columns in code points."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        if "\r" in self._text:
            return [0, *(m.end() for m in _LINE_END.finditer(self._text))]
        return [0, *accumulate(len(line) + 1 for line in self._text.split("\n"))][:-1]

    def locate(self, offset: int) -> tuple[int, int]:
        """Return (line, column) of a code point offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def lines(text: str, within: Span | None = None) -> Iterator[Span]:
    """Yield the lines of the text without their line ends; a final empty line is not one."""
    area = Span(0, len(text)) if within is None else within
    at = area.start
    for match in _LINE_END.finditer(text, area.start, area.end):
        yield Span(at, match.start())
        at = match.end()
    if at < area.end:
        yield Span(at, area.end)


def places(text: str, part: str) -> Iterator[int]:
    """Yield the offsets of a part in a text, in order and without overlaps."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))


def whole_words(text: str, part: str) -> Iterator[int]:
    """Yield the places of a part at which no letter or digit stands before it or behind it."""
    for at in places(text, part):
        if not (text[at - 1 : at].isalnum() or text[at + len(part) : at + len(part) + 1].isalnum()):
            yield at


def occurrences(text: str, word: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that are just this word, in order; the pattern itself must check what precedes
    it.
    """
    for at in places(text, word):
        match = pattern.match(text, at)
        if match and match.group() == word:
            yield match


#: Characters that are rare in prose, the rarest first: one character is found ten times as fast as two.
_SELDOM = "{}=|$\\^~#&<>`%/[]();:-"


@cache
def _by_sign(marks: tuple[str, ...]) -> list[tuple[str, int, tuple[str, ...]]]:
    """Group strings by what to search for and its offset in them: their rarest character, or the whole string."""
    groups: dict[tuple[str, int], list[str]] = {}
    for mark in marks:
        sign = next((sign for sign in _SELDOM if sign in mark), mark)
        groups.setdefault((sign, mark.index(sign)), []).append(mark)
    return [(sign, offset, tuple(those)) for (sign, offset), those in groups.items()]


def lines_with(text: str, *marks: str) -> list[Span]:
    """Return the lines (up to line feeds) that contain one of the strings; for searches that need a rare string.

    A line feed at the end of a string also matches the end of the text.
    """
    found: dict[int, int] = {}
    ended = text if text.endswith("\n") else f"{text}\n"
    for sign, offset, those in _by_sign(marks):
        at = ended.find(sign)
        while at >= 0:
            behind = at + len(sign)
            if ended.startswith(those, at - offset):
                end = ended.index("\n", at)
                found[ended.rfind("\n", 0, at) + 1] = end
                behind = max(end, behind)
            at = ended.find(sign, behind)
    return [Span(start, end) for start, end in sorted(found.items())]


def search_lines(pattern: re.Pattern[str], text: str, *marks: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that needs one of the strings and crosses no line feed (it may look at one)."""
    for line in lines_with(text, *marks):
        yield from pattern.finditer(text, line.start, line.end + 1)


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs: blocks between empty lines, or single lines if a block has long lines.

    The spans contain no line end at either side and are never empty; empty lines lie between them. A line of more than
    `MAX_PARAGRAPH` code points, as in a text that lost its line ends, counts as several, cut after sentences.
    """
    if "\r" in text:
        yield from _blocks(text, Span(0, len(text)))
        return
    at = 0
    for part in text.split("\n\n"):
        end = at + len(part)
        if "\n" in part:
            yield from _blocks(text, Span(at, end))
        elif part and not part.isspace():  # by far the most frequent
            if end - at <= MAX_PARAGRAPH:
                yield Span(at, end)
            else:
                yield from _pieces(text, Span(at, end))
        at = end + 2


def _blocks(text: str, within: Span) -> Iterator[Span]:
    """Yield the paragraphs of the blocks between empty lines."""
    at = within.start
    for match in _BLANK.finditer(text, within.start, within.end):
        yield from _block(text, Span(at, match.start()))
        at = match.end()
    yield from _block(text, Span(at, within.end))


def _block(text: str, block: Span) -> Iterator[Span]:
    found = [line for line in lines(text, block) if text[line.start : line.end].strip()]
    if not found:
        return
    if any(len(line) > WRAP_LIMIT for line in found):
        for line in found:
            yield from _pieces(text, line)
    else:
        yield Span(found[0].start, found[-1].end)


def _pieces(text: str, line: Span) -> Iterator[Span]:
    """Yield a line, in pieces if it is very long: cut after sentences, if possible where all quotations are closed."""
    if len(line) <= MAX_PARAGRAPH:
        yield line
        return
    at = counted = line.start
    balance = straight = 0
    for match in _SENTENCE_SEAM.finditer(text, line.start + PIECE, line.end):
        if match.start() - at < PIECE:
            continue
        end = match.start("gap")
        balance += text.count("“", counted, end) - text.count("”", counted, end)
        straight += text.count('"', counted, end)
        counted = end
        if (balance == 0 and straight % 2 == 0) or end - at > MAX_PARAGRAPH:
            yield Span(at, end)
            at = counted = match.end()
            balance = straight = 0
    yield Span(at, line.end)


def words(text: str) -> list[str]:
    """Return runs of letters, with inner apostrophes and hyphens."""
    return _WORD.findall(text)


def is_abbreviation(token: str) -> bool:
    """Return whether a token with a final full stop (`Mr.`, `U.S.`, `p.m.`, `J.`) is an abbreviation within a
    sentence.
    """
    word = _LEAD.sub("", token).removesuffix(".")
    return (
        word.lower() in word_lists.words("abbreviations")
        or (len(word) == 1 and word.isalpha())
        or "." in word.strip(".")
    )


#: The notes between which subtitles put what is sung.
_NOTE = "♪♫♬\U0001f3b5\U0001f3b6"
_NOTES = lazy_regex.pattern(f"[{_NOTE}]+")


def is_sung(text: str, at: int) -> bool:
    """Return whether an offset is after a note that opens a song, where lowercase is a style."""
    if text.isascii() or not any(map(text.__contains__, _NOTE)):
        return False
    return len(_NOTES.findall(text, 0, at)) % 2 == 1


def sentences(text: str) -> Iterator[Span]:
    """Yield the sentences of one paragraph, with closing quotation marks and without the spaces between them.

    A full stop ends a sentence unless it belongs to an abbreviation or a lowercase letter follows.
    """
    at = len(text) - len(text.lstrip())
    for match in _SENTENCE_END.finditer(text):
        follow = _NOT_SPACE.search(text, match.end())
        if follow and (_inside_sentence(text, match) or follow.group().islower()):
            continue
        yield Span(at, match.end())
        at = follow.start() if follow else len(text)
    if text[at:].strip():
        yield Span(at, len(text.rstrip()))


def _inside_sentence(text: str, match: re.Match[str]) -> bool:
    if match.group() != ".":
        return False
    token = _LAST_TOKEN.search(text, max(0, match.start() - 30), match.end())
    return token is not None and is_abbreviation(token.group())

"""Two spaces for one: within a sentence, and between sentences in a text that does not separate all of them so.

A word, a link or a tag between the two was removed, or a line end became a space. Typists who set two spaces after each
sentence, columns, verse and lines that blanks fill to one width stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.white_space.layout import is_paragraph, is_prose, line_at, runs, wide_blanks
from cleanup.matching import FullText, replace
from cleanup.model import Finding, Level, Rule, Span, weakest
from cleanup.text.remembered import remembered
from cleanup.text.segments import is_abbreviation

_BEFORE = lazy_regex.pattern(r"(?:[\w,;:%)\]”’\"'™®°]|[ \u00a0][–—])\Z")
_AFTER = lazy_regex.pattern(r"[\w(\[“‘\"'$€£]|[#@]\w|[–—][ \u00a0]")
_STOP = lazy_regex.pattern(r"[.!?…][”’\"')\]]*\Z")
#: More closing marks than a full stop is followed by.
_STOP_LENGTH = 8
_SINGLE = lazy_regex.pattern(r"(?P<word>\S*\w[”’\"')\]]*[.!?…])[”’\"')\]]* (?=[“‘\"'(]?[A-ZÀ-ÞА-Я])")
#: A line that is one short sentence with a single gap.
_SENTENCE = lazy_regex.pattern(r"[“‘\"'(]?[A-ZÀ-Þ](?:(?!  ).)*  (?:(?!  ).)*[.!?…][”’\"')]*\s*")
_INNER = lazy_regex.pattern(r"(?<=[\w,;])[ \u00a0]{2,3}(?=\w)")
#: A text with more than this share of doubled spaces between its sentences has them on purpose.
_STYLE = 0.8
#: In a text with fewer single ones, a smaller share shows the habit.
_FEW, _FEW_STYLE = 3, 0.6
#: With no more than this share, they are a slip.
_SLIP = 0.35
#: How far from a gap its line must read as prose, in code points.
_NEAR = 100
#: Wider gaps are columns.
_WIDEST = 3


class _Gaps(msgspec.Struct, frozen=True):
    """How often a text has one space between two sentences, and how often more."""

    single: int
    double: int

    @property
    def share(self) -> float:
        return self.double / (self.single + self.double)


def find(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the runs of spaces between two words that should be one."""
    text = whole.text
    prose: list[Span] = []
    for line, gaps in _by_line(whole):
        inner: list[Span] = []
        for span in gaps:
            if _STOP.search(text, max(line.start, span.start - _STOP_LENGTH), span.start):
                prose += [span] if _is_sentence_gap(text, line, span) else []
            elif _joins(text, line, span):
                inner.append(span)
        if inner and _reads_on(text, line):
            yield from (_finding(rule, span, rule.level) for span in inner)
    style = _Gaps(sum(map(_single_gaps, text.split("\n"))), len(prose)) if prose else None
    if style and style.share <= (_FEW_STYLE if style.single < _FEW else _STYLE):
        level = rule.level if style.share <= _SLIP else Level.SUGGESTED
        for span in prose:
            yield _finding(rule, span, weakest(level, rule.level))


def _by_line(whole: FullText) -> Iterable[tuple[Span, list[Span]]]:
    """Return the lines that hold gaps between two words, with these."""
    wide = whole.once(wide_blanks)
    parts = ("  ", *(f" {one}" for one in wide), *(f"{one}{other}" for one in wide for other in f" {one}"))
    lines: dict[Span, list[Span]] = {}
    line = Span(0, 0)
    for span in runs(whole.text, *parts):
        if span.start >= line.end:
            line = line_at(whole.text, span.start)
        if line.start < span.start and span.end < line.end and len(span) <= _WIDEST:
            lines.setdefault(line, []).append(span)
    return lines.items()


@remembered
def _single_gaps(line: str) -> int:
    """Return how many sentences are separated by one space; typists set one after an abbreviation, too."""
    return sum(1 for match in _SINGLE.finditer(line) if not is_abbreviation(match["word"]))


def _finding(rule: Rule, span: Span, level: Level) -> Finding:
    return Finding(rule.id, span, rule.message or rule.summary, level, (replace(span, " ", "write one space"),))


def _joins(text: str, line: Span, span: Span) -> bool:
    """Return whether a gap is between two words of a sentence."""
    return bool(
        _BEFORE.search(text, max(line.start, span.start - 2), span.start) and _AFTER.match(text, span.end, line.end)
    )


def _reads_on(text: str, line: Span) -> bool:
    """Return whether the gaps of a line are no part of a layout."""
    shown = text[line.start : line.end]
    return (is_prose(shown) or bool(_SENTENCE.fullmatch(shown))) and not _is_filled(text, line)


def _is_filled(text: str, line: Span) -> bool:
    """Return whether blanks fill the lines of a block to one width, or divide them: gaps in two short lines of it, or
    in each third word.
    """
    shown = text[line.start : line.end]
    gaps = len(_INNER.findall(shown))
    if is_paragraph(len(line)):
        return 3 * gaps > shown.count(" ")
    block = Span(text.rfind("\n\n", 0, line.start) + 1, (text.find("\n\n", line.end) + 1 or len(text) + 1) - 1)
    others = text[block.start : line.start] + text[line.end : block.end]
    return gaps > 2 or (bool(others.strip()) and bool(_INNER.search(others)))


def _is_sentence_gap(text: str, line: Span, span: Span) -> bool:
    return bool(_AFTER.match(text, span.end, line.end)) and is_prose(_around(text, line, span))


def _around(text: str, line: Span, span: Span) -> str:
    """Return the line of a gap, or what is near the gap in a line that is a paragraph."""
    if not is_paragraph(len(line)):
        return text[line.start : line.end]
    before = text[max(line.start, span.start - _NEAR - 1) : span.start]
    after = text[span.start : min(line.end, span.end + _NEAR)]
    return (before if len(before) <= _NEAR else before[-_NEAR:].partition(" ")[2].lstrip()) + after

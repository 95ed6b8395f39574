"""Blanks at the edges of lines, and empty lines between paragraphs.

A paragraph of a web site ends in `&nbsp;` or in the space before a removed link; where an image or an advertisement was
removed, its empty lines are left; and between two paragraphs that one tag enclosed, only a line end is left.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.detectors.white_space.layout import BLANKS, WIDE, is_paragraph, is_prose, line_at, line_end, lines_of
from cleanup.matching import FullText, replace
from cleanup.model import Finding, Rule, Span
from cleanup.text.segments import places

_WIDE = frozenset(WIDE)
_ENDS = lazy_regex.pattern(r"[.!?…][”’\"')\]]*\Z")
_BEGINS = lazy_regex.pattern(r"[^\W\d_a-z][\w’'-]* ?\w")
#: So many paragraphs must begin without a blank, and no more than this share with one, for it to be a slip.
_UNINDENTED, _INDENTED = 2, 0.5
#: Two lines of fewer code points may be verse, or the end of a section and a motto.
_LEAST = 80


def trailing(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the blanks at the end of a paragraph; those at other line ends may be a line break of Markdown or mail."""
    text, seen = whole.text, whole.once(lines_of)
    paragraphs = not seen.single or seen.by_empty_lines
    for end in seen.ended:
        start = end
        while text[start - 1] in BLANKS:
            start -= 1
        wide = not _WIDE.isdisjoint(text[start:end])
        if wide or (paragraphs and _ends_paragraph(text, start, end)):
            yield _finding(rule, Span(start, end), "", "remove it")


def _ends_paragraph(text: str, start: int, end: int) -> bool:
    """Return whether a line of prose ends here, and an empty line or the last line end follows."""
    line = line_at(text, start)
    following = line_at(text, line_end(text, end))
    last = end < len(text) and not text[following.start : following.end].strip()
    return last and is_prose(text[line.start : line.end])


def leading(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the blanks before a paragraph of a text whose other paragraphs begin without any."""
    text, seen = whole.text, whole.once(lines_of)
    if not seen.begun or not seen.by_empty_lines:
        return
    even = sum(1 for span in whole.paragraphs if text[span.start] not in f"\t{BLANKS}")
    if even < _UNINDENTED or len(seen.begun) > _INDENTED * even:
        return
    for start in seen.begun:
        end = start
        while text[end] in BLANKS:
            end += 1
        line = line_at(text, end)
        before, after = line_at(text, max(0, start - 1)), line_at(text, line_end(text, line.end))
        alone = not any(text[one.start : one.end].strip() for one in (before, after) if one != line)
        if alone and is_prose(text[line.start : line.end]):
            yield _finding(rule, Span(start, end), "", "remove it")


def empty_lines(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the empty lines after the first between two paragraphs of prose."""
    text, seen = whole.text, whole.once(lines_of)
    for span in seen.extra if seen.by_empty_lines else ():
        before, after = line_at(text, _last_before(text, span.start)), line_at(text, span.end)
        longest = max(len(before), len(after))
        if longest >= _LEAST and _is_running(text, before) and _is_running(text, after):
            yield _finding(rule, span, "", "remove the empty lines")


def _last_before(text: str, at: int) -> int:
    """Return the offset of the last character before an offset that is no white space."""
    while text[at - 1].isspace():
        at -= 1
    return at - 1


def _is_running(text: str, line: Span) -> bool:
    """Return whether a line is a paragraph of a story: prose, and a sentence that ends."""
    shown = text[line.start : line.end].rstrip()
    return is_prose(shown) and bool(_ENDS.search(shown))


def lost_empty_line(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the single line ends between two paragraphs of a text that has empty lines between all others."""
    text, seen = whole.text, whole.once(lines_of)
    for at in _single_line_ends(text) if seen.by_empty_lines and seen.single else ():
        line, following = line_at(text, at), line_at(text, at + 1)
        shown, next_shown = text[line.start : line.end], text[following.start : following.end]
        if is_paragraph(len(shown)) and _is_running(text, line) and is_prose(next_shown) and _BEGINS.match(next_shown):
            yield _finding(rule, Span(line.end, at + 1), "\n\n", "start a paragraph")


def _single_line_ends(text: str) -> Iterator[int]:
    """Yield the line ends that do not touch another one."""
    return (at for at in places(text, "\n") if text[at + 1 : at + 2] != "\n" and text[at - 1 : at] != "\n")


def _finding(rule: Rule, span: Span, new: str, title: str) -> Finding:
    message = rule.message or rule.summary
    return Finding(rule.id, span, message, rule.level, (replace(span, new, title),), rule.confidence)

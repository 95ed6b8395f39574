"""Blanks at the edges of lines, and empty lines between paragraphs.

A paragraph of a web site ends in `&nbsp;` or in the space before a removed link; where an image or an advertisement was
removed, its empty lines are left; and between two paragraphs that one tag enclosed, only a line end is left.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.detectors.white_space.layout import (
    BLANKS,
    NO_BREAK,
    TYPESET,
    breaks,
    is_paragraph,
    is_prose,
    line_at,
    runs,
)
from cleanup.matching import FullText, replace
from cleanup.model import Finding, Rule, Span
from cleanup.text.segments import places

_WIDE = frozenset(NO_BREAK + TYPESET)
_EMPTY = lazy_regex.pattern(rf"(?P<keep>\r?\n[\t{BLANKS}]*\r?\n)(?P<more>(?:[\t{BLANKS}]*\r?\n)+)")
_ENDS = lazy_regex.pattern(r"[.!?…][”’\"')\]]*\Z")
_BEGINS = lazy_regex.pattern(r"[^\W\d_a-z][\w’'-]* ?\w")
#: So many paragraphs must begin without a blank, and no more than this share with one, for it to be a slip.
_UNINDENTED, _INDENTED = 3, 0.2
#: Two lines of fewer code points may be verse, or the end of a section and a motto.
_LEAST = 80


def trailing(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the blanks at the end of a paragraph; those at other line ends may be a line break of Markdown or mail."""
    text = whole.text
    for span in runs(text, " \n", " \r\n", *NO_BREAK, *TYPESET):
        following = text[span.end : span.end + 2]
        if following.strip() or following.startswith("\t") or not text[max(0, span.start - 1) : span.start].strip():
            continue
        if _WIDE.intersection(text[span.start : span.end]) or (following and _ends_paragraph(whole, span)):
            yield _finding(rule, span, "", "remove it")


def _ends_paragraph(whole: FullText, span: Span) -> bool:
    text, separated = whole.text, whole.once(breaks)
    line = line_at(text, span.start)
    last = not text[span.end :].lstrip("\r\n")[:1].strip() or text[span.end :].replace("\r", "").startswith("\n\n")
    return last and (separated.none or separated.by_empty_lines) and is_prose(text[line.start : line.end])


def leading(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the blanks before a paragraph of a text whose other paragraphs begin without any."""
    text = whole.text
    spans = [Span(at, _first(text, at)) for at in _starts(text) if at < len(text) and text[at] in BLANKS]
    if not spans or not whole.once(breaks).by_empty_lines:
        return
    even = sum(1 for span in whole.paragraphs if text[span.start] not in f"\t{BLANKS}")
    if even < _UNINDENTED or len(spans) > _INDENTED * even:
        return
    for span in spans:
        line = line_at(text, span.end)
        begins = not text[: span.start].replace("\r", "")[-2:].strip("\n") or not span.start
        single = not text[line.end :].replace("\r", "")[1:2].strip()
        if begins and single and is_prose(text[line.start : line.end]):
            yield _finding(rule, span, "", "remove it")


def _starts(text: str) -> Iterator[int]:
    """Yield the offsets of the lines that begin with a blank."""
    if text[:1] and text[0] in BLANKS:
        yield 0
    yield from sorted(at + 1 for blank in BLANKS for at in places(text, f"\n{blank}"))


def _first(text: str, at: int) -> int:
    """Return the offset of the first character from an offset that is no blank."""
    while at < len(text) and text[at] in BLANKS:
        at += 1
    return at


def empty_lines(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the empty lines after the first between two paragraphs of prose."""
    text = whole.text
    for match in _EMPTY.finditer(text) if whole.once(breaks).by_empty_lines else ():
        before, after = line_at(text, match.start()), line_at(text, match.end())
        longest = max(len(before), len(after))
        if longest >= _LEAST and _is_running(text, before) and _is_running(text, after):
            yield _finding(rule, Span(*match.span("more")), "", "remove the empty lines")


def _is_running(text: str, line: Span) -> bool:
    """Return whether a line is a paragraph of a story: prose, and a sentence that ends."""
    shown = text[line.start : line.end].rstrip()
    return is_prose(shown) and bool(_ENDS.search(shown))


def lost_empty_line(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the single line ends between two paragraphs of a text that has empty lines between all others."""
    text, separated = whole.text, whole.once(breaks)
    for at in places(text, "\n") if separated.by_empty_lines and separated.single else ():
        line = line_at(text, at)
        following = line_at(text, at + 1)
        ends = Span(at - (text[at - 1 : at] == "\r"), at + 1)
        shown = text[following.start : following.end]
        if not text[line.start : ends.start].strip() or not shown.strip():
            continue
        if is_paragraph(text[line.start : line.end]) and _is_running(text, line) and _begins(shown):
            yield _finding(rule, ends, "\n\n", "start a paragraph")


def _begins(line: str) -> bool:
    return is_prose(line) and bool(_BEGINS.match(line))


def _finding(rule: Rule, span: Span, new: str, title: str) -> Finding:
    message = rule.message or rule.summary
    return Finding(rule.id, span, message, rule.level, (replace(span, new, title),), rule.confidence)

"""The findings of a file for a person at a terminal: below its name, each with the damaged line, fitted to the
width.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleanup.model import Finding, Level, Plan, Span
from cleanup.reports.text import MAX_EXTENSION, SHOWN, Paint, arrow, in_words, path_first, plain, told, visible
from cleanup.text.segments import Lines

#: The indentation of a finding's details, and the one for a terminal narrower than `NARROW`.
MARGIN, INDENT = 11, 2
NARROW = 60
#: On a narrower terminal, lines may be too long.
MIN_LINE_WIDTH = 12


def grouped(plan: Plan, findings: Iterable[Finding], paint: Paint = plain, width: int = 0) -> Iterator[str]:
    """Yield the findings of one file below its name, each with its level, its rule, and old → new.

    No line is wider than `width` columns; 0 means unlimited.
    """
    lines = Lines(plan.document.text)
    listed = list(findings)
    if not listed:
        return
    margin = " " * (MARGIN if not width or width >= NARROW else INDENT)
    yield from _lines(paint(path_first(plan.document.path), "path"), width)
    for finding in listed:
        line, column = lines.locate(finding.span.start)
        place = f"{line}:{column}"
        level = paint(finding.level.ljust(len(Level.SUGGESTED)), finding.level)
        said = f"{paint(place, 'place')}  {level}  {visible(told(finding))}  {paint(finding.rule, 'dim')}"
        yield from _lines(said, width, " " * max(0, len(margin) - 2 - len(place)), margin)
        room = min(SHOWN, width - len(margin) - 2) if width else SHOWN
        yield from (
            f"{margin}{row}" for row in _underlined(plan.document.text, finding.span, paint, max(MIN_LINE_WIDTH, room))
        )
        if finding.fixes:
            yield from _lines(arrow(*_first_fix(plan, finding), paint), width, margin, margin)
    yield ""


def _lines(text: str, width: int, first: str = "", later: str = "") -> list[str]:
    return wrapped(text, width, first, later) if width else [f"{first}{text}"]


def wrapped(text: str, width: int, first: str = "", later: str | None = None) -> list[str]:
    """Return a paragraph in lines of at most `width` columns, indented; colours continue on the next line."""
    import wcwidth  # slow to import, and needed only on a terminal

    more = first if later is None else later
    least = max(width, len(first) + 4, len(more) + 4)
    return wcwidth.wrap(text, least, initial_indent=first, subsequent_indent=more, break_on_hyphens=False) or [""]


def _underlined(text: str, span: Span, paint: Paint, room: int) -> Iterator[str]:
    """Yield the line in which a span begins, shortened to the available width, and carets below the span."""
    start = max(text.rfind(end, 0, span.start) for end in "\r\n") + 1
    stop = min((at for at in (text.find(end, span.start) for end in "\r\n") if at >= 0), default=len(text))
    last = min(max(span.start, span.end), stop)
    # Only as much as could be shown is examined, because a line may be very long.
    left, middle, right = max(start, span.start - SHOWN), min(last, span.start + SHOWN), min(stop, last + SHOWN)
    seen, hit, rest = visible(text[left : span.start]), visible(text[span.start : middle]), visible(text[last:right])
    before = _cut(seen, min(MAX_EXTENSION, room * 2 // 5), end=True)
    found = _cut(hit, room - columns(before))
    whole = middle == last and found == hit
    after = _cut(rest, room - columns(before) - columns(found)) if whole else ""
    head = f"{'' if left == start and before == seen else '…'}{before}"
    tail = "" if whole and right == stop and after == rest else "…"
    yield f"{head}{paint(found, 'old') if found else ''}{after}{tail}"
    yield paint(f"{' ' * columns(head)}{'^' * max(1, columns(found))}", "place")


def _cut(text: str, room: int, *, end: bool = False) -> str:
    """Cut a text to the given width in columns, at its beginning if `end` is true."""
    while text and columns(text) > room:
        over = max(1, (len(text) - max(room, 0)) // 2)
        text = text[over:] if end else text[:-over]
    return text


def columns(text: str) -> int:
    """Return the width of a text in columns of a terminal: East Asian wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    import wcwidth

    known: int = wcwidth.wcswidth(text)
    return known if known >= 0 else len(text)


def _first_fix(plan: Plan, finding: Finding) -> tuple[str, str]:
    """Return the old and new text of a finding's first fix, as one stretch of whole words."""
    text = plan.document.text
    area = Span(finding.edits[0].span.start, finding.edits[-1].span.end)
    made, at = "", area.start
    for edit in finding.edits:
        made += text[at : edit.span.start] + edit.replacement
        at = edit.span.end
    return in_words(text, area, made)

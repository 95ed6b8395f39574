"""The findings of a file for a person at a terminal: below its name, each with the damaged line, within its columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleanup.model import Finding, Level, Plan, Span
from cleanup.reports.text import REACH, SHOWN, Paint, arrow, in_words, path_first, plain, visible
from cleanup.text.segments import Lines

#: Where what is said of a finding begins, and where it does on a terminal narrower than `NARROW`.
MARGIN, INDENT = 11, 2
NARROW = 60
#: On a terminal narrower than this lines may run over.
LEAST = 12


def grouped(plan: Plan, findings: Iterable[Finding], paint: Paint = plain, width: int = 0) -> Iterator[str]:
    """The findings of one file below its name, each with its level, its rule, and old → new.

    No line is wider than `width` columns; 0 is as wide as it needs to be.
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
        said = f"{paint(place, 'place')}  {level}  {visible(finding.message)}  {paint(finding.rule, 'dim')}"
        yield from _lines(said, width, " " * max(0, len(margin) - 2 - len(place)), margin)
        room = min(SHOWN, width - len(margin) - 2) if width else SHOWN
        yield from (f"{margin}{row}" for row in _underlined(plan.document.text, finding.span, paint, max(LEAST, room)))
        if finding.fixes:
            yield from _lines(arrow(*_first_fix(plan, finding), paint), width, margin, margin)
    yield ""


def _lines(text: str, width: int, first: str = "", later: str = "") -> list[str]:
    return wrapped(text, width, first, later) if width else [f"{first}{text}"]


def wrapped(text: str, width: int, first: str = "", later: str | None = None) -> list[str]:
    """A paragraph in lines of at most `width` columns, indented; colours go on in the next line."""
    import wcwidth  # takes a while, and only a terminal needs it

    more = first if later is None else later
    least = max(width, len(first) + 4, len(more) + 4)
    return wcwidth.wrap(text, least, initial_indent=first, subsequent_indent=more, break_on_hyphens=False) or [""]


def _underlined(text: str, span: Span, paint: Paint, room: int) -> Iterator[str]:
    """The line in which a span begins, or as much of it as there is room for, and carets below the span."""
    start = max(text.rfind(end, 0, span.start) for end in "\r\n") + 1
    stop = min((at for at in (text.find(end, span.start) for end in "\r\n") if at >= 0), default=len(text))
    last = min(max(span.start, span.end), stop)
    # More than there is ever room for is not looked at: a line may be very long.
    left, middle, right = max(start, span.start - SHOWN), min(last, span.start + SHOWN), min(stop, last + SHOWN)
    seen, hit, rest = visible(text[left : span.start]), visible(text[span.start : middle]), visible(text[last:right])
    before = _cut(seen, min(REACH, room * 2 // 5), end=True)
    found = _cut(hit, room - columns(before))
    whole = middle == last and found == hit
    after = _cut(rest, room - columns(before) - columns(found)) if whole else ""
    head = f"{'' if left == start and before == seen else '…'}{before}"
    tail = "" if whole and right == stop and after == rest else "…"
    yield f"{head}{paint(found, 'old') if found else ''}{after}{tail}"
    yield paint(f"{' ' * columns(head)}{'^' * max(1, columns(found))}", "place")


def _cut(text: str, room: int, *, end: bool = False) -> str:
    """As much of the beginning of a text, or of its end, as fits into some columns."""
    while text and columns(text) > room:
        over = max(1, (len(text) - max(room, 0)) // 2)
        text = text[over:] if end else text[:-over]
    return text


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: East Asian wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    import wcwidth

    known: int = wcwidth.wcswidth(text)
    return known if known >= 0 else len(text)


def _first_fix(plan: Plan, finding: Finding) -> tuple[str, str]:
    """Old and new text of a finding's first fix, as one stretch of whole words."""
    text = plan.document.text
    area = Span(finding.edits[0].span.start, finding.edits[-1].span.end)
    made, at = "", area.start
    for edit in finding.edits:
        made += text[at : edit.span.start] + edit.replacement
        at = edit.span.end
    return in_words(text, area, made)

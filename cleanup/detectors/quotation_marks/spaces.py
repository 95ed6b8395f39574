"""Spaces at quotation marks: on the wrong side of one, inside a pair where none belongs, or inside one side only."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.detectors.quotation_marks.context import CLOSERS, OPENERS, Context
from cleanup.detectors.quotation_marks.marks import Mark
from cleanup.detectors.quotation_marks.reading import Reading
from cleanup.detectors.quotation_marks.roles import Role
from cleanup.matching import replace
from cleanup.model import Finding, Level, Rule, Span

#: Thin spaces set apart nested marks, as in ’ ”; they are typography, not damage.
_THIN = "\u2006\u2009\u200a\u202f"


def is_swapped(context: Context, reading: Reading) -> bool:
    """Whether the space of a mark is on its wrong side; where one belongs inside, there is no telling."""
    if context.usage.blanks:
        return False
    mark = reading.mark
    if reading.role in OPENERS:
        return mark.right.isspace() and context.usage.is_apart_from_opening(mark.left)
    return reading.role in CLOSERS and mark.left.isspace() and context.usage.is_apart_from_closing(mark.right)


def misplaced(rule: Rule, context: Context) -> Iterator[Finding]:
    """The report `misplaced-space`."""
    text, straight = context.whole.text, context.usage.outer.straight
    for reading in context.result.readings:
        mark = reading.mark
        if mark.narrated:
            yield _before_narrator(rule, context, mark)
            continue
        opens = reading.role in OPENERS
        if not mark.double or not is_swapped(context, reading) or (mark.glyph == straight and not opens):
            continue  # a straight mark stuck to the word behind it looks just like one that opens
        glyph = context.turned(reading) or mark.glyph
        span = Span(mark.offset, mark.offset + 2) if opens else Span(max(0, mark.offset - 1), mark.offset + 1)
        blank = text[span.start : span.end].replace(mark.glyph, "", 1)
        if blank not in (" ", "\u00a0"):  # a line end, or the end of the text
            continue
        new = blank + glyph if opens else glyph + blank
        message = f"the space is on the wrong side of {mark.glyph}"
        # Two slips in one mark that would be right as it stands, had another one not been lost: ask.
        level = Level.SUGGESTED if glyph != mark.glyph and not opens else context.level(reading)
        yield Finding(rule.id, span, message, level, (replace(span, new, "move the space"),))


def _before_narrator(rule: Rule, context: Context, mark: Mark) -> Finding:
    """The finding of a mark that closes and stands at the narrator’s words: `We stay, “they warn.`"""
    span = Span(mark.offset - 1, mark.offset + 1)
    fix = replace(span, mark.glyph + context.whole.text[span.start], "close the quotation before the space")
    return Finding(rule.id, span, "the quotation ends before the narrator’s words", Level.SUGGESTED, (fix,))


def inner(rule: Rule, context: Context) -> Iterator[Finding]:
    """The report `inner-space`: a space inside the marks, or a missing one where the language sets them."""
    return _one_sided(rule, context) if context.usage.blanks else _padding(rule, context)


def _padding(rule: Rule, context: Context) -> Iterator[Finding]:
    for reading in context.result.readings:
        mark = reading.mark
        paired = mark.double and reading.role in (Role.OPEN, Role.CLOSE)
        if not paired or mark.narrated or is_swapped(context, reading):
            continue
        span = _space_inside(context, reading)
        if span:
            side = "after an opening" if reading.role is Role.OPEN else "before a closing"
            message = f"a space {side} quotation mark"
            yield Finding(rule.id, span, message, context.level(reading), (replace(span, "", "delete the space"),))


def _space_inside(context: Context, reading: Reading) -> Span | None:
    """The blanks between a mark and the words it encloses; None when there are none, or a line end among them."""
    text, start = context.whole.text, reading.mark.offset
    end = start
    if reading.role is Role.OPEN:
        start = end = end + 1
        while end < len(text) and text[end].isspace():
            end += 1
        beyond = text[end : end + 1]
        if not beyond.isalnum():  # a quotation mark, an ellipsis: the space may be meant
            return None
    else:
        while start > 0 and text[start - 1].isspace():
            start -= 1
        if start == 0 or text[start - 1] in context.usage.every + context.usage.dashes:
            return None
    blank = text[start:end]
    return Span(start, end) if blank and not any(c in "\r\n" + _THIN for c in blank) else None


def _one_sided(rule: Rule, context: Context) -> Iterator[Finding]:
    """Pairs with a blank inside one of their marks only; the other one gets the same."""
    text, outer, blanks = context.whole.text, context.usage.outer, context.usage.blanks
    for opener, closer in context.pairs():
        if (opener.glyph, closer.glyph) != (outer.opening, outer.closing):
            continue
        first, last = text[opener.offset + 1], text[closer.offset - 1]
        if first in blanks and not last.isspace():
            yield _missing(
                rule, closer.offset, first, f"a space belongs before {closer.glyph}, as after the opening mark"
            )
        elif last in blanks and not first.isspace():
            at = opener.offset + 1
            yield _missing(rule, at, last, f"a space belongs after {opener.glyph}, as before the closing mark")


def _missing(rule: Rule, at: int, blank: str, message: str) -> Finding:
    # A finding needs something to show: the mark, or the character before it.
    return Finding(
        rule.id, Span(at - 1, at), message, Level.SUGGESTED, (replace(Span(at, at), blank, "add the space"),)
    )

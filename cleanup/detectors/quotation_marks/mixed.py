"""The report `mixed`: quotations that open with one kind of mark and close with another."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.detectors.quotation_marks.context import Context
from cleanup.detectors.quotation_marks.marks import Mark
from cleanup.detectors.quotation_marks.roles import Role
from cleanup.matching import replace
from cleanup.model import Finding, Level, Rule, Span
from cleanup.text import attribution


def mixed(rule: Rule, context: Context) -> Iterator[Finding]:
    """Pairs of which one mark is straight, and outer quotations that an inner mark closes."""
    for mark, written in _half_straight(context):
        span = Span(mark.offset, mark.offset + 1)
        message = "one quotation mark of this pair is straight, the other curly"
        yield Finding(rule.id, span, message, Level.SUGGESTED, (replace(span, written, f"write {written.strip()}"),))
    outer, nested = context.usage.outer, context.usage.inner
    for reading in context.result.readings:
        # An inner opening mark closed by an outer one may as well be an apostrophe.
        if reading.role is not Role.MIXED or reading.state.endswith("S"):
            continue
        mark = reading.mark
        span = Span(mark.offset, mark.offset + 1)
        glyph = outer.straight if mark.glyph == nested.straight else outer.closing
        message = f"a quotation opened by a double quotation mark is closed by {mark.glyph}"
        level = _closed_by_inner(context, mark)
        yield Finding(rule.id, span, message, level, (replace(span, glyph, f"close with {glyph}"),))


def _half_straight(context: Context) -> Iterator[tuple[Mark, str]]:
    """The straight marks of quotations whose other mark is curly, or the curly ones in a straight text; what belongs
    there.
    """
    outer, text = context.usage.outer, context.whole.text
    straight = context.language == "en" and context.whole.profile.double_quotes == "straight"
    for opener, closer in context.pairs():
        if straight and {opener.glyph, closer.glyph} in (
            {outer.opening, outer.straight},
            {outer.straight, outer.closing},
        ):
            yield (opener if closer.glyph == outer.straight else closer), outer.straight
        elif (opener.glyph, closer.glyph) == (outer.opening, outer.straight) and _ends_words(context, closer):
            yield closer, context.blank(text[opener.offset + 1]) * (not closer.left.isspace()) + outer.closing
        elif (opener.glyph, closer.glyph) == (outer.straight, outer.closing) and _begins_words(context, opener):
            yield opener, outer.opening + context.blank(text[closer.offset - 1]) * (not opener.right.isspace())


def _ends_words(context: Context, mark: Mark) -> bool:
    padded = mark.left.isspace() and not context.blank(mark.left)
    return not padded and not mark.left.isdigit() and not mark.right.isalnum()


def _begins_words(context: Context, mark: Mark) -> bool:
    padded = mark.right.isspace() and not context.blank(mark.right)
    return not padded and not mark.left.isalnum()


def _closed_by_inner(context: Context, mark: Mark) -> Level:
    """Safe where no other single mark may have opened what this one closes, and the speaker is named behind it."""
    others = [r.mark for r in context.result.readings if r.mark.paragraph == mark.paragraph and not r.mark.double]
    ordinary = all(one.left.isalnum() for one in others if one is not mark)
    if not ordinary:
        return Level.FLAG
    steady = mark.paragraph not in context.result.unbalanced
    told = context.usage.narrated and attribution.is_attributed(context.whole.text, mark.offset + 1)
    return Level.SAFE if steady and told else Level.SUGGESTED

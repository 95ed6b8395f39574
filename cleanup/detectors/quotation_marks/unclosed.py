"""The report `unclosed`: quotations that are never closed, and where a closing mark belongs if that can be told."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.detectors.quotation_marks import closing_place
from cleanup.detectors.quotation_marks.context import Context
from cleanup.detectors.quotation_marks.marks import Mark
from cleanup.detectors.quotation_marks.reading import Unclosed
from cleanup.matching import FullText
from cleanup.model import Edit, Finding, Fix, Level, Rule, Span

#: How much of a paragraph a message quotes.
_SHOWN = 24
#: How far before an opening mark the sentence that says who speaks is looked for, in code points.
_SPEAKER_REACH = 300


def unclosed(rule: Rule, context: Context) -> Iterator[Finding]:
    """The report itself; single marks count only where outer quotations have double ones."""
    nested = context.usage.inner
    for one in context.result.unclosed:
        glyph = one.opener.glyph
        if glyph == nested.straight or (glyph == nested.opening and context.whole.profile.primary_quotes != "double"):
            continue
        finding = _unclosed_finding(rule, context, one)
        # A single paragraph may be a piece of a longer speech, which needs no closing mark here.
        if len(context.whole.paragraphs) > 1 or finding.level is not Level.FLAG:
            yield finding


def _unclosed_finding(rule: Rule, context: Context, one: Unclosed) -> Finding:
    whole, opener = context.whole, one.opener
    paragraph = whole.paragraphs[opener.paragraph]
    before = whole.text[max(paragraph.start, opener.offset - _SPEAKER_REACH) : opener.offset]
    at_start = not before.strip() and opener.offset - paragraph.start < _SPEAKER_REACH
    at_end = one.end >= paragraph.end
    inside = Span(opener.offset + 1, min(one.end, paragraph.end))
    found = None
    if context.usage.narrated:
        spoken = closing_place.ends_with_speaker(before)
        found = closing_place.place(
            whole.text, inside, opens_paragraph=at_start, ends_paragraph=at_end, after_speaker=spoken and not at_start
        )
    shown = _excerpt(whole.text, opener.offset, paragraph.end)
    if found is None:
        span = Span(opener.offset, opener.offset + 1)
        return Finding(rule.id, span, f"the quotation beginning {shown} is never closed", Level.FLAG)
    start, at = _last_word(whole.text, inside.start, found.at), _stop_aside(whole, found.at)
    level = _unclosed_level(context, one, found)
    edits = (*_reshaped(context, opener), Edit(Span(at, at + found.drop), _closer(context, opener)))
    title = f"close it where {found.why}"
    return Finding(
        rule.id,
        Span(start, found.at + found.drop),
        f"the quotation beginning {shown} is never closed",
        level,
        (Fix(edits, title),),
    )


def _stop_aside(whole: FullText, at: int) -> int:
    """Before the final stop where the document sets stops outside its quotation marks, else behind it."""
    outside = whole.profile.quote_punctuation == "outside"
    return at - 1 if outside and whole.text[at - 1] in ".," else at


def _unclosed_level(context: Context, one: Unclosed, found: closing_place.Place) -> Level:
    padded = one.opener.right.isspace() or one.opener.left.isalnum()
    fragment = len(context.whole.paragraphs) == 1 and one.opener.offset == context.whole.paragraphs[0].start
    straight = one.opener.glyph == context.usage.outer.straight
    if not found.sure or padded or ((fragment or straight) and not found.spoken):
        return Level.FLAG
    return Level.SAFE if _whole_paragraph_spoken(context, one, found) else Level.SUGGESTED


def _whole_paragraph_spoken(context: Context, one: Unclosed, found: closing_place.Place) -> bool:
    """The one case without doubt: a paragraph opens with the mark, holds no other, speaks in the first person to
    its full stop, and the next paragraph is the narrator’s, with a quotation of its own and who said it."""
    whole, index, outer = context.whole, one.opener.paragraph, context.usage.outer
    paragraph = whole.paragraphs[index]
    opens = one.opener.glyph == outer.opening and one.opener.offset == paragraph.start
    if index + 1 >= len(whole.paragraphs) or not opens:
        return False
    words = whole.text[paragraph.start + 1 : paragraph.end]
    following = whole.paragraphs[index + 1]
    after = whole.text[following.start : following.end]
    return (
        found.at == paragraph.start + 1 + len(words.rstrip())
        and not any(mark in words for mark in outer.every)
        and not _may_open(context, after[0])
        and closing_place.speaks_in_first_person(words)
        and closing_place.is_narration(after)
    )


def _may_open(context: Context, glyph: str) -> bool:
    usage = context.usage
    return glyph in usage.outer.every or glyph in usage.inner.opening + usage.inner.straight


def _reshaped(context: Context, opener: Mark) -> tuple[Edit, ...]:
    """A single opening mark becomes double in a text whose quotations are double."""
    outer, nested = context.usage.outer, context.usage.inner
    if opener.glyph != nested.opening:
        return ()
    return (Edit(Span(opener.offset, opener.offset + 1), outer.straight if _straight(context) else outer.opening),)


def _closer(context: Context, opener: Mark) -> str:
    outer, nested = context.usage.outer, context.usage.inner
    single = opener.glyph == nested.opening
    straight = opener.glyph == outer.straight or (single and _straight(context))
    return outer.straight if straight else outer.closing


def _straight(context: Context) -> bool:
    return context.whole.profile.double_quotes == "straight"


def _last_word(text: str, start: int, end: int) -> int:
    at = end
    while at > start and not text[at - 1].isspace():
        at -= 1
    return at


def _excerpt(text: str, start: int, end: int) -> str:
    shown = " ".join(text[start : min(end, start + _SHOWN)].split())
    return f"{shown}…" if end - start > _SHOWN else shown

"""The `quotes` kind: marks that contradict the cheapest consistent reading of a text, by the usage of its language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.quotation_marks.context import OPENERS, Context, context_in
from cleanup.detectors.quotation_marks.marks import Mark
from cleanup.detectors.quotation_marks.mixed import mixed
from cleanup.detectors.quotation_marks.reading import Reading
from cleanup.detectors.quotation_marks.roles import Role
from cleanup.detectors.quotation_marks.spaces import inner, is_swapped, misplaced
from cleanup.detectors.quotation_marks.unclosed import unclosed
from cleanup.detectors.quotation_marks.usages import Usage, check_language
from cleanup.languages.quotation import is_right
from cleanup.matching import FullText, Report, document_kind, replace
from cleanup.model import Edit, Finding, Fix, Level, Rule, Span
from cleanup.text import attribution
from cleanup.text.segments import sentences


class Params(msgspec.Struct, frozen=True):
    """Keys of a quotes rule: `report` names the contradiction it reports."""

    report: Literal[
        "direction",
        "inner-space",
        "misplaced-space",
        "mixed",
        "unclosed",
        "unopened",
        "apostrophe",
        "nested",
        "nested-glyph",
    ]


def _contradicting(find: Callable[[Rule, Context], Iterator[Finding]]) -> Report[FullText]:
    """A report of what contradicts the reading of a text; the text is read once for all rules of a language."""

    def look(rule: Rule, whole: FullText) -> Iterable[Finding]:
        context = whole.once(context_in(rule.languages[0]))
        return find(rule, context) if context else ()

    return Report(look)


def _direction(rule: Rule, context: Context) -> Iterator[Finding]:
    usage = context.usage
    marks = [reading for reading in context.result.readings if reading.mark.double]
    for before, reading, after in zip([None, *marks], marks, [*marks[1:], None], strict=False):
        mark = reading.mark
        turned = context.turned(reading)
        if turned and not is_swapped(context, reading):
            span = Span(mark.offset, mark.offset + 1)
            verb = "opens" if reading.role in OPENERS else "closes"
            turns = mark.glyph in usage.outer.opening + usage.outer.closing
            message = (
                f"{mark.glyph} {verb} a quotation {'but faces the wrong way' if turns else f'instead of {turned}'}"
            )
            level = Level.FLAG if _is_turned_pair(context, before, reading, after) else context.level(reading)
            yield Finding(rule.id, span, message, level, (replace(span, turned, f"write {turned}"),))


def _is_turned_pair(context: Context, before: Reading | None, reading: Reading, after: Reading | None) -> bool:
    """Whether a mark and its neighbour would both be turned.

    `but“ Legion ”is` is a pair with its spaces outside in; in a German text that has »…«, «Legion» is one by another
    usage, and “Legion” one by that of another language.
    """
    return any(
        one is not None
        and other is not None
        and _is_pair(context, one.mark, other.mark)
        and bool(context.turned(one) and context.turned(other))
        for one, other in ((before, reading), (reading, after))
    )


def _is_pair(context: Context, one: Mark, other: Mark) -> bool:
    outer = context.usage.outer
    right = is_right(context.language, one.glyph, other.glyph)
    return right or (one.glyph == outer.closing and other.glyph in outer.borrowed)


def _apostrophe(rule: Rule, context: Context) -> Iterator[Finding]:
    usage, text = context.usage, context.whole.text
    sides = {usage.inner.opening: "opening", usage.inner.closing: "closing"}
    right = usage.apostrophes[:1]
    for reading in context.result.readings:
        mark = reading.mark
        if reading.role is not Role.APOSTROPHE or mark.glyph == right or mark.glyph not in sides:
            continue
        if _is_shortened_and(usage, text, mark):
            continue
        span = Span(mark.offset, mark.offset + 1)
        level = _apostrophe_level(usage, text, mark)
        if level is None:
            continue
        message = f"the {sides[mark.glyph]} quotation mark {mark.glyph} is used as an apostrophe"
        yield Finding(rule.id, span, message, level, (replace(span, right, f"write {right}"),))


class _Contracted(msgspec.Struct, frozen=True):
    """What an apostrophe shortens: don’t, we’re; and the possessive. In Ka‘ba or Hawai‘i the mark is a letter."""

    ending: re.Pattern[str]
    host: re.Pattern[str]


@cache
def _contracted(usage: Usage) -> _Contracted:
    hosts = rf"\b(?:{'|'.join(usage.hosts)})|" if usage.hosts else ""
    return _Contracted(
        lazy_regex.pattern(rf"(?:{'|'.join(usage.contractions)})\b"), lazy_regex.pattern(rf"(?:{hosts}\b[a-z]+)\Z")
    )


def _is_shortened_and(usage: Usage, text: str, mark: Mark) -> bool:
    """Whether it is half of ‘n’, as in rock ‘n’ roll, which many set as a pair."""
    behind = text[mark.offset + 1 : mark.offset + 3].lower()
    return behind[:1] == "n" and behind[1:] in tuple(usage.apostrophes[:2])


def _apostrophe_level(usage: Usage, text: str, mark: Mark) -> Level | None:
    """Safe in a contraction; None where the mark is a letter.

    Before a shortened word many a typesetter lets ‘ stand, at least with a capital.
    """
    if mark.left.isalnum() and mark.right.isalnum():
        contracted = _contracted(usage)
        ending = contracted.ending.match(text, mark.offset + 1)
        small = contracted.host.search(text, max(0, mark.offset - 24), mark.offset)
        return Level.SAFE if ending and (small or ending.group() == "s") else None
    return Level.SUGGESTED if mark.elides and not mark.right.isupper() else Level.FLAG


def _nested(rule: Rule, context: Context) -> Iterator[Finding]:
    outer, nested = context.usage.outer, context.usage.inner
    for reading in context.result.readings:
        mark = reading.mark
        if reading.role is Role.OPEN and mark.glyph == nested.closing and mark.left in outer.opening + outer.straight:
            span, right = Span(mark.offset, mark.offset + 1), nested.opening
            message = f"{mark.glyph} opens a nested quotation but faces the wrong way"
            yield Finding(rule.id, span, message, Level.SUGGESTED, (replace(span, right, f"write {right}"),))


def _nested_glyph(rule: Rule, context: Context) -> Iterator[Finding]:
    """Yield quotations inside others that have the curly marks of the outer level."""
    outer, nested = context.usage.outer, context.usage.inner
    opened: Mark | None = None
    for reading in context.result.readings:
        mark = reading.mark
        if reading.role is Role.OPEN and reading.state == "D" and mark.glyph == outer.opening:
            opened = mark
        elif reading.role is Role.CLOSE and reading.state == "DD" and opened and mark.glyph == outer.closing:
            steady = mark.paragraph == opened.paragraph and mark.paragraph not in context.result.unbalanced
            edits = tuple(
                Edit(Span(one.offset, one.offset + 1), glyph)
                for one, glyph in ((opened, nested.opening), (mark, nested.closing))
            )
            message = f"a quotation inside another one takes {nested.opening}…{nested.closing}"
            fix = Fix(edits, f"write {nested.opening}…{nested.closing}")
            span = Span(opened.offset, mark.offset + 1)
            yield Finding(rule.id, span, message, rule.level if steady else Level.FLAG, (fix,), rule.confidence)
            opened = None


def _unopened(rule: Rule, context: Context) -> Iterator[Finding]:
    for reading in context.result.readings:
        if reading.role is Role.ORPHAN and reading.mark.double:
            mark = reading.mark
            span = Span(mark.offset, mark.offset + 1)
            fixes = _opened(context, mark) if context.usage.narrated else ()
            yield Finding(rule.id, span, f"{mark.glyph} closes a quotation that was never opened", Level.FLAG, fixes)


def _opened(context: Context, mark: Mark) -> tuple[Fix, ...]:
    """The opening mark at the sentence that a closing one ends before the narrator’s words, or behind the last words
    that are certainly the narrator’s.
    """
    text, start = context.whole.text, context.whole.paragraphs[mark.paragraph].start
    if mark.left not in ".,!?…" or not (mark.narrated or attribution.is_attributed(text, mark.offset + 1)):
        return ()
    before = [Span(start + one.start, start + one.end) for one in sentences(text[start : mark.offset])]
    quoted = [
        one for one in before[:-1] if any(glyph in text[one.start : one.end] for glyph in context.usage.outer.every)
    ]
    at = next((one.start for one in before if quoted and one.start > quoted[-1].start), before[-1].start)
    opening = context.usage.outer.opening if mark.glyph == context.usage.outer.closing else mark.glyph
    return (replace(Span(at, at), opening, "open it where the sentence begins"),)


KIND = document_kind(
    Params,
    {
        "direction": _contradicting(_direction),
        "inner-space": _contradicting(inner),
        "misplaced-space": _contradicting(misplaced),
        "mixed": _contradicting(mixed),
        "unclosed": _contradicting(unclosed),
        "unopened": _contradicting(_unopened),
        "apostrophe": _contradicting(_apostrophe),
        "nested": _contradicting(_nested),
        "nested-glyph": _contradicting(_nested_glyph),
    },
    validate=check_language,
)

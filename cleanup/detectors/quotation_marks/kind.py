"""The `quotes` kind: marks that contradict the cheapest consistent reading of the text (`quote_reading`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.quotation_marks import closing_place
from cleanup.detectors.quotation_marks.reading import DOUBLE, Mark, Reading, Result, Role, Unclosed, read
from cleanup.matching import FullText, Report, document_kind, replace
from cleanup.model import Edit, Finding, Fix, Level, Rule, Span
from cleanup.text import attribution


class Params(msgspec.Struct, frozen=True):
    """Keys of a quotes rule: `report` names the contradiction it reports."""

    report: Literal[
        "direction", "inner-space", "misplaced-space", "mixed", "unclosed", "unopened", "apostrophe", "nested"
    ]


_OPENING = {"”": "“", "’": "‘"}
_CLOSING = {"“": "”", "‘": "’"}
_OPENERS = (Role.OPEN, Role.REOPEN)
_CLOSERS = (Role.CLOSE, Role.ORPHAN, Role.MIXED)
#: Thin spaces set apart nested marks, as in ’ ”; they are typography, not damage.
_THIN = "\u2006\u2009\u200a\u202f"
#: How much of a paragraph a message quotes.
_SHOWN = 24
#: How far before an opening mark the sentence that says who speaks is looked for, in code points.
_SPEAKER_REACH = 300


class _Context(msgspec.Struct, frozen=True):
    whole: FullText
    result: Result

    def level(self, reading: Reading) -> Level:
        """Safe only where the rest of the paragraph is in balance, and only for marks that show their direction."""
        mark = reading.mark
        steady = mark.paragraph not in self.result.unbalanced
        if mark.glyph == '"':
            return Level.SUGGESTED if steady else Level.FLAG
        # Behind a stop and before a space stands what ends a quotation, for all its glyph and the balance say.
        doubtful = reading.role in _OPENERS and mark.left in ".,;:!?" and mark.right.isspace()
        # “ ‘ opens twice, whatever was open before it: a speech that begins anew where its line ends were lost.
        doubtful |= reading.role in _CLOSERS and mark.glyph == "“" and mark.right == "‘"
        return Level.SAFE if steady and not doubtful else Level.SUGGESTED


def _contradicting(find: Callable[[Rule, _Context], Iterator[Finding]]) -> Report[FullText]:
    """A report of what contradicts the reading of a text; the text is read once for all of them."""

    def look(rule: Rule, whole: FullText) -> Iterable[Finding]:
        context = whole.once(_context)
        return find(rule, context) if context else ()

    return Report(look)


def _context(whole: FullText) -> _Context | None:
    """The reading of a text; None where it has no marks."""
    if not any(mark in whole.text for mark in DOUBLE + "‘"):
        return None
    return _Context(whole, read(whole.text, whole.paragraphs))


def _direction(rule: Rule, context: _Context) -> Iterator[Finding]:
    marks = [reading for reading in context.result.readings if reading.mark.double]
    for before, reading, after in zip([None, *marks], marks, [*marks[1:], None], strict=False):
        mark = reading.mark
        turned = _turned(reading)
        if turned and not _is_swapped(reading):
            span = Span(mark.offset, mark.offset + 1)
            verb = "opens" if reading.role in _OPENERS else "closes"
            message = f"{mark.glyph} {verb} a quotation but faces the wrong way"
            level = Level.FLAG if _is_turned_pair(before, reading, after) else context.level(reading)
            yield Finding(rule.id, span, message, level, (replace(span, turned, f"write {turned}"),))


def _is_turned_pair(before: Reading | None, reading: Reading, after: Reading | None) -> bool:
    """Whether a mark and its neighbour would both be turned: `but“ Legion ”is` is a pair with its spaces outside in."""
    pairs = ((before, reading), (reading, after))
    return any(
        one is not None
        and other is not None
        and one.mark.glyph == "“"
        and other.mark.glyph == "”"
        and bool(_turned(one) and _turned(other))
        for one, other in pairs
    )


def _turned(reading: Reading) -> str | None:
    if not reading.mark.double:
        return None
    if reading.role in _OPENERS:
        return _OPENING.get(reading.mark.glyph)
    return _CLOSING.get(reading.mark.glyph) if reading.role in _CLOSERS else None


def _is_swapped(reading: Reading) -> bool:
    mark = reading.mark
    return mark.swapped if reading.role in _OPENERS else mark.swapped_close and reading.role in _CLOSERS


def _swapped(rule: Rule, context: _Context) -> Iterator[Finding]:
    text = context.whole.text
    for reading in context.result.readings:
        mark = reading.mark
        opens = reading.role in _OPENERS
        if not mark.double or not _is_swapped(reading) or (mark.glyph == '"' and not opens):
            continue  # a straight mark stuck to the word behind it looks just like one that opens
        glyph = _turned(reading) or mark.glyph
        span = Span(mark.offset, mark.offset + 2) if opens else Span(max(0, mark.offset - 1), mark.offset + 1)
        blank = text[span.start : span.end].replace(mark.glyph, "", 1)
        if blank not in (" ", "\u00a0"):  # a line end, or the end of the text
            continue
        new = blank + glyph if opens else glyph + blank
        message = f"the space is on the wrong side of {mark.glyph}"
        # Two slips in one mark that would be right as it stands, had another one not been lost: ask.
        level = Level.SUGGESTED if glyph != mark.glyph and not opens else context.level(reading)
        yield Finding(rule.id, span, message, level, (replace(span, new, "move the space"),))


def _padding(rule: Rule, context: _Context) -> Iterator[Finding]:
    for reading in context.result.readings:
        mark = reading.mark
        if not mark.double or reading.role not in (Role.OPEN, Role.CLOSE) or _is_swapped(reading):
            continue
        span = _space_inside(context.whole.text, reading)
        if span:
            side = "after an opening" if reading.role is Role.OPEN else "before a closing"
            message = f"a space {side} quotation mark"
            yield Finding(rule.id, span, message, context.level(reading), (replace(span, "", "delete the space"),))


def _space_inside(text: str, reading: Reading) -> Span | None:
    """The blanks between a mark and the words it encloses; None when there are none, or a line end among them."""
    start = end = reading.mark.offset
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
        if start == 0 or text[start - 1] in DOUBLE + "‘’'":
            return None
    blank = text[start:end]
    return Span(start, end) if blank and not any(c in "\r\n" + _THIN for c in blank) else None


def _mixed(rule: Rule, context: _Context) -> Iterator[Finding]:
    for mark, glyph in _half_straight(context):
        span = Span(mark.offset, mark.offset + 1)
        message = "one quotation mark of this pair is straight, the other curly"
        yield Finding(rule.id, span, message, Level.SUGGESTED, (replace(span, glyph, f"write {glyph}"),))
    for reading in context.result.readings:
        if reading.role is not Role.MIXED:
            continue
        mark = reading.mark
        span = Span(mark.offset, mark.offset + 1)
        glyph = "’" if reading.state.endswith("S") else '"' if mark.glyph == "'" else "”"
        if glyph == "’":
            continue  # a single opening mark closed by a double one may as well be an apostrophe
        message = f"a quotation opened by a double quotation mark is closed by {mark.glyph}"
        level = _mixed_level(context, mark)
        yield Finding(rule.id, span, message, level, (replace(span, glyph, f"close with {glyph}"),))


def _half_straight(context: _Context) -> Iterator[tuple[Mark, str]]:
    """The straight marks of quotations whose other mark is curly, and the mark that belongs there."""
    opened: dict[str, Mark] = {}
    for reading in context.result.readings:
        mark = reading.mark
        if not mark.double:
            continue
        if reading.role is Role.OPEN:
            opened[f"{reading.state}D"] = mark
            continue
        opener = opened.pop(reading.state, None) if reading.role is Role.CLOSE else None
        if opener is None or opener.paragraph != mark.paragraph or mark.paragraph in context.result.unbalanced:
            continue
        if (opener.glyph, mark.glyph) == ("“", '"') and _ends_words(mark):
            yield mark, "”"
        elif (opener.glyph, mark.glyph) == ('"', "”") and _begins_words(opener):
            yield opener, "“"


def _ends_words(mark: Mark) -> bool:
    return not mark.left.isspace() and not mark.left.isdigit() and not mark.right.isalnum()


def _begins_words(mark: Mark) -> bool:
    return not mark.right.isspace() and not mark.left.isalnum()


def _mixed_level(context: _Context, mark: Mark) -> Level:
    """Safe where no other single mark may have opened what this one closes, and the speaker is named behind it."""
    others = [r.mark for r in context.result.readings if r.mark.paragraph == mark.paragraph and not r.mark.double]
    ordinary = all(one.left.isalnum() for one in others if one is not mark)
    if not ordinary:
        return Level.FLAG
    steady = mark.paragraph not in context.result.unbalanced
    attributed = attribution.is_attributed(context.whole.text, mark.offset + 1)
    return Level.SAFE if steady and attributed else Level.SUGGESTED


def _apostrophe(rule: Rule, context: _Context) -> Iterator[Finding]:
    for reading in context.result.readings:
        mark = reading.mark
        if reading.role is Role.APOSTROPHE and mark.glyph == "‘" and not _is_shortened_and(context.whole.text, mark):
            span = Span(mark.offset, mark.offset + 1)
            level = _apostrophe_level(context.whole.text, mark)
            if level is None:
                continue
            message = "the opening quotation mark ‘ is used as an apostrophe"
            yield Finding(rule.id, span, message, level, (replace(span, "’", "write ’"),))


#: What an apostrophe shortens: don’t, we’re; and the possessive. In Ka‘ba or Hawai‘i the mark is a letter.
_CONTRACTED = lazy_regex.pattern(r"(?:s|t|re|ve|ll|m|d)\b")
_SMALL_BEFORE = lazy_regex.pattern(
    r"(?:\b(?:I|We|You|He|She|It|They|That|There|Who|What|Where|Don|Didn|Isn|Can|Won)|\b[a-z]+)\Z"
)


def _is_shortened_and(text: str, mark: Mark) -> bool:
    """Whether it is half of ‘n’, as in rock ‘n’ roll, which many set as a pair."""
    return text[mark.offset + 1 : mark.offset + 3].lower() in ("n’", "n'")


def _apostrophe_level(text: str, mark: Mark) -> Level | None:
    """Safe in a contraction; None where the mark is a letter.

    Before a shortened word many a typesetter lets ‘ stand, at least with a capital.
    """
    if mark.left.isalnum() and mark.right.isalnum():
        ending = _CONTRACTED.match(text, mark.offset + 1)
        small = _SMALL_BEFORE.search(text, max(0, mark.offset - 24), mark.offset)
        return Level.SAFE if ending and (small or ending.group() == "s") else None
    return Level.SUGGESTED if mark.elides and not mark.right.isupper() else Level.FLAG


def _nested(rule: Rule, context: _Context) -> Iterator[Finding]:
    for reading in context.result.readings:
        mark = reading.mark
        if reading.role is Role.OPEN and mark.glyph == "’" and mark.left in '“"':
            span = Span(mark.offset, mark.offset + 1)
            message = "’ opens a nested quotation but faces the wrong way"
            yield Finding(rule.id, span, message, Level.SUGGESTED, (replace(span, "‘", "write ‘"),))


def _unopened(rule: Rule, context: _Context) -> Iterator[Finding]:
    for reading in context.result.readings:
        if reading.role is Role.ORPHAN:
            span = Span(reading.mark.offset, reading.mark.offset + 1)
            yield Finding(rule.id, span, f"{reading.mark.glyph} closes a quotation that was never opened", Level.FLAG)


def _unclosed(rule: Rule, context: _Context) -> Iterator[Finding]:
    for one in context.result.unclosed:
        if one.opener.glyph == "'" or (one.opener.glyph == "‘" and context.whole.profile.primary_quotes != "double"):
            continue
        finding = _unclosed_finding(rule, context, one)
        # A single paragraph may be a piece of a longer speech, which needs no closing mark here.
        if len(context.whole.paragraphs) > 1 or finding.level is not Level.FLAG:
            yield finding


def _unclosed_finding(rule: Rule, context: _Context, one: Unclosed) -> Finding:
    whole, opener = context.whole, one.opener
    paragraph = whole.paragraphs[opener.paragraph]
    before = whole.text[max(paragraph.start, opener.offset - _SPEAKER_REACH) : opener.offset]
    at_start = not before.strip() and opener.offset - paragraph.start < _SPEAKER_REACH
    at_end = one.end >= paragraph.end
    inside = Span(opener.offset + 1, min(one.end, paragraph.end))
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


def _unclosed_level(context: _Context, one: Unclosed, found: closing_place.Place) -> Level:
    padded = one.opener.right.isspace() or one.opener.left.isalnum()
    fragment = len(context.whole.paragraphs) == 1 and one.opener.offset == context.whole.paragraphs[0].start
    if not found.sure or padded or (fragment and not found.spoken) or (one.opener.glyph == '"' and not found.spoken):
        return Level.FLAG
    return Level.SAFE if _whole_paragraph_spoken(context, one, found) else Level.SUGGESTED


def _whole_paragraph_spoken(context: _Context, one: Unclosed, found: closing_place.Place) -> bool:
    """The one case without doubt: a paragraph opens with the mark, holds no other, speaks in the first person to
    its full stop, and the next paragraph is the narrator’s, with a quotation of its own and who said it."""
    whole, index = context.whole, one.opener.paragraph
    paragraph = whole.paragraphs[index]
    if index + 1 >= len(whole.paragraphs) or one.opener.glyph != "“" or one.opener.offset != paragraph.start:
        return False
    words = whole.text[paragraph.start + 1 : paragraph.end]
    following = whole.paragraphs[index + 1]
    after = whole.text[following.start : following.end]
    return (
        found.at == paragraph.start + 1 + len(words.rstrip())
        and not any(mark in words for mark in DOUBLE)
        and after[0] not in DOUBLE + "‘'"
        and closing_place.speaks_in_first_person(words)
        and closing_place.is_narration(after)
    )


def _reshaped(context: _Context, opener: Mark) -> tuple[Edit, ...]:
    """A single opening mark becomes double in a text whose quotations are double."""
    if opener.glyph != "‘":
        return ()
    return (Edit(Span(opener.offset, opener.offset + 1), '"' if _straight(context) else "“"),)


def _closer(context: _Context, opener: Mark) -> str:
    if opener.glyph == '"':
        return '"'
    return '"' if opener.glyph == "‘" and _straight(context) else "”"


def _straight(context: _Context) -> bool:
    return context.whole.profile.double_quotes == "straight"


def _last_word(text: str, start: int, end: int) -> int:
    at = end
    while at > start and not text[at - 1].isspace():
        at -= 1
    return at


def _excerpt(text: str, start: int, end: int) -> str:
    shown = " ".join(text[start : min(end, start + _SHOWN)].split())
    return f"{shown}…" if end - start > _SHOWN else shown


KIND = document_kind(
    Params,
    {
        "direction": _contradicting(_direction),
        "inner-space": _contradicting(_padding),
        "misplaced-space": _contradicting(_swapped),
        "mixed": _contradicting(_mixed),
        "unclosed": _contradicting(_unclosed),
        "unopened": _contradicting(_unopened),
        "apostrophe": _contradicting(_apostrophe),
        "nested": _contradicting(_nested),
    },
)

"""Quotation marks of a configured house style, or of the text itself: their shape, and which of them are outside.

The reading of the text says what a mark is, so primes, apostrophes and code are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.consistency.shared import CODE
from cleanup.detectors.quotation_marks.marks import Mark
from cleanup.detectors.quotation_marks.reading import read
from cleanup.detectors.quotation_marks.roles import Role
from cleanup.detectors.quotation_marks.usages import ENGLISH
from cleanup.matching import FullText
from cleanup.model import Edit, Finding, Fix, Level, Rule, Span

_CURLED = {'"': "“”", "'": "‘’"}
_STRAIGHTENED = {"“": '"', "”": '"', "‘": "'", "’": "'"}
_DOUBLE, _SINGLE = ENGLISH.outer.every, ENGLISH.inner.every
_OTHER = {"“": "‘", "”": "’", '"': "'", "‘": "“", "’": "”", "'": '"'}
#: What surrounds a mark that belongs to a program and not to a quotation.
_TYPED = lazy_regex.pattern(r"(?:[=\[{<\\`$#]|\w\((?:[^()\r\n]*,[ \t]*)?|[\"'][ \t]*:[ \t]*)\Z")
#: How far back a call may open, in code points.
_REACH = 80
_EDGE = lazy_regex.pattern(r"(?<!\w)'|'(?!\w)")
_KEY = lazy_regex.pattern(r"[\"'][ \t]*:[ \t]*[\"'\[{\d]")


class _Pair(msgspec.Struct, frozen=True):
    """A quotation: its marks, its depth inside others, and whether its paragraph is balanced."""

    opener: Mark
    closer: Mark | None
    depth: int
    steady: bool

    @property
    def marks(self) -> list[Mark]:
        return [self.opener, self.closer] if self.closer else [self.opener]


def shape(rule: Rule, view: FullText) -> Iterator[Finding]:
    """Yield straight marks under `quotes = "curly"`, curly ones under `"straight"`, or against a clear majority."""
    housed = view.profile.style.quotes
    wanted = housed or view.profile.mark_shape
    odd = {"curly": "\"'", "straight": "“”‘"}.get(wanted or "", "")
    if not any(mark in view.text for mark in odd):
        return
    # A house style says what every quotation has; slips are read where they are.
    paragraphs = view.paragraphs if housed else [area for area in view.paragraphs if _may_slip(view.text, area, odd)]
    for pair in _quotations(view, paragraphs):
        if wanted == "curly" and (_is_code(view.text, pair) or _is_short(pair)):
            continue
        if not housed and (pair.closer is None or _is_mixed(pair)):
            continue
        edits = []
        for mark, side in zip(pair.marks, (0, 1), strict=False):
            new = _CURLED[mark.glyph][side] if mark.glyph in _CURLED else mark.glyph
            if wanted == "straight":
                new = _STRAIGHTENED.get(mark.glyph, mark.glyph)
            if new != mark.glyph:
                edits.append(_edit(mark, new))
        if edits:
            whose = "the house style" if housed else "this text"
            yield _found(rule, pair, edits, f"quotation marks are {wanted} in {whose}")


def primary(rule: Rule, view: FullText) -> Iterator[Finding]:
    """Yield outer quotations with single marks under `primary-quotes = "double"`, or the reverse.

    Quotations inside them get the other marks, too.
    """
    wanted = view.profile.style.primary_quotes
    if not wanted:
        return
    own, other = (_DOUBLE, "single") if wanted == "double" else (_SINGLE, "double")
    pairs = _quotations(view, view.paragraphs)
    for at, pair in enumerate(pairs):
        if pair.depth or pair.opener.glyph in own or _is_code(view.text, pair) or _is_short(pair):
            continue
        nested = _inside(pairs[at + 1 :])
        edits = [_edit(mark, _OTHER[mark.glyph]) for mark in pair.marks]
        edits += [_edit(mark, _OTHER[mark.glyph]) for one in nested for mark in one.marks if mark.glyph in own]
        message = f"the house style uses {wanted} quotation marks, and {other} ones inside them"
        yield _found(rule, pair, sorted(edits), message)


def _inside(following: Sequence[_Pair]) -> Iterator[_Pair]:
    for pair in following:
        if not pair.depth:
            return
        if pair.depth == 1:
            yield pair


def _may_slip(text: str, area: Span, odd: str) -> bool:
    """Return whether a paragraph has odd marks that are no apostrophes inside words."""
    return any(text.find(mark, area.start, area.end) >= 0 for mark in odd if mark != "'") or (
        "'" in odd and bool(_EDGE.search(text, area.start, area.end))
    )


def _quotations(view: FullText, paragraphs: Sequence[Span]) -> list[_Pair]:
    """Return the quotations of some paragraphs of a text, in the order of their opening marks."""
    result = read(view.text, paragraphs, ENGLISH, every=True)
    found: list[_Pair] = []
    opened: list[int] = []
    for reading in result.readings:
        mark, steady = reading.mark, reading.mark.paragraph not in result.unbalanced
        del opened[len(reading.state) :]
        if reading.role in (Role.OPEN, Role.REOPEN):
            if reading.role is Role.REOPEN and opened:
                opened.pop()
            found.append(_Pair(mark, None, len(opened), steady))
            opened.append(len(found) - 1)
        elif reading.role is Role.CLOSE and opened:
            at = opened.pop()
            found[at] = msgspec.structs.replace(found[at], closer=mark)
    return found


def _edit(mark: Mark, new: str) -> Edit:
    return Edit(Span(mark.offset, mark.offset + 1), new)


def _found(rule: Rule, pair: _Pair, edits: Sequence[Edit], message: str) -> Finding:
    span = Span(pair.opener.offset, pair.marks[-1].offset + 1)
    level = rule.level if pair.steady and not _is_doubtful(pair) else Level.FLAG
    new = "…".join(edit.replacement for edit in (edits[0], edits[-1])[: len(edits)])
    return Finding(rule.id, span, message, level, (Fix(tuple(edits), f"write {new}"),), rule.confidence)


def _is_doubtful(pair: _Pair) -> bool:
    """Return whether what closes a single quotation may as well be an apostrophe: `the bakers' guild`."""
    closer = pair.closer
    return closer is not None and closer.glyph in _SINGLE and closer.left in "sS" and closer.right.isspace()


def _is_mixed(pair: _Pair) -> bool:
    """Return whether one mark is straight and the other curly, which is reported as such."""
    return len({mark.glyph in _CURLED for mark in pair.marks}) == 2


def _is_short(pair: _Pair) -> bool:
    """Return whether it is an abbreviation, as in rock 'n' roll."""
    return pair.opener.glyph in _SINGLE and pair.closer is not None and pair.closer.offset - pair.opener.offset <= 2


def _is_code(text: str, pair: _Pair) -> bool:
    start, end = pair.opener.offset, pair.marks[-1].offset
    if _TYPED.search(text[max(0, start - _REACH) : start]) or (pair.closer and CODE.search(text[start + 1 : end])):
        return True
    return bool(_KEY.match(text, end))

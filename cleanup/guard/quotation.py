"""Whether a change keeps the quotation marks of the document: their shape, and where quotations begin and end."""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import pairwise

from cleanup import lazy_regex
from cleanup.guard.alignment import Correction, same_letters, words
from cleanup.guard.house import House

_CURLY_DOUBLE, _CURLY_SINGLE = "“”„‟", "‘’‚‛"
_DOUBLE, _SINGLE = frozenset(_CURLY_DOUBLE + '"'), frozenset(_CURLY_SINGLE + "'`´")
GLYPHS = _DOUBLE | _SINGLE
_CURLY = frozenset(_CURLY_DOUBLE + _CURLY_SINGLE)
_ALIKE = str.maketrans(_CURLY_DOUBLE + _CURLY_SINGLE + "`´", '""""' + "''''''")
_APOSTROPHE = lazy_regex.pattern(r"(?<=\w)[’'](?=\w)")
_OPENS_SINGLE, _CLOSES_SINGLE = lazy_regex.pattern(r"(?<!\w)['‘](?=\w)"), lazy_regex.pattern(r"(?<![s\s])['’](?!\w)")
#: What is quoted as somebody's words has so many at least.
MIN_SPEECH = 4


def keeps_quotation_marks(change: Correction, house: House) -> bool:
    """Return whether marks keep the shape that the document gives them, and no quotation begins or ends elsewhere."""
    old, new = (quotation_marks(text) for text in (change.before, change.after))
    if old == new:
        return _keeps_apostrophes(change, house)
    if len(old) == len(new):
        return _keeps_shapes(old, new, change, house)
    if len(new) < len(old) and _is_doubled(change):
        return True
    if house.in_speech and _is_at_edge(change):
        return False
    own = all(_is_own_shape(mark, change, house) for mark in set(new) - set(old))
    return own and (_closes_what_was_open(change) or (len(new) == len(old) + 2 and _is_speech(change)))


def _keeps_shapes(old: Sequence[str], new: Sequence[str], change: Correction, house: House) -> bool:
    """Return whether as many marks take a shape of the document's, or single and double ones change places."""
    if [c.translate(_ALIKE) for c in old] != [c.translate(_ALIKE) for c in new]:
        beside = any(c in _DOUBLE for c in change.left + change.right)
        return beside and [c in _CURLY for c in old] == [c in _CURLY for c in new]
    return all(_is_own_shape(mark, change, house) for before, mark in zip(old, new, strict=True) if before != mark)


def _closes_what_was_open(change: Correction) -> bool:
    """Return whether fewer marks have no partner, after this change or after all of them."""
    before = _open_quotations(change.passage)
    return _open_quotations(change.corrected) < before or _open_quotations(change.answer) == 0 < before


def _is_at_edge(change: Correction) -> bool:
    """Return whether nothing but marks stands before or after the change."""
    return not words(change.left) or not words(change.right)


def _is_speech(change: Correction) -> bool:
    """Return whether two marks take the place of others, as dashes of speech, or are put around a whole sentence."""
    if all(change.passage[edit.span.start : edit.span.end].strip() for edit in change.edits):
        return True
    return len(words(change.before)) >= MIN_SPEECH and change.before.rstrip()[-1:] in ".!?,"


def _keeps_apostrophes(change: Correction, house: House) -> bool:
    old, new = (set(_APOSTROPHE.findall(text)) for text in (change.before, change.after))
    return all(_is_own_shape(mark, change, house) for mark in new - old) if old else True


def quotation_marks(text: str) -> list[str]:
    """The quotation marks of a text; apostrophes between letters are none."""
    return [c for c in _APOSTROPHE.sub("", html.unescape(text)) if c in GLYPHS]


def _is_own_shape(mark: str, change: Correction, house: House) -> bool:
    """Return whether the document, or where it does not show the rest of the passage, writes marks of this shape."""
    if mark in _SINGLE:
        return (mark in _CURLY_SINGLE) == (house.profile.apostrophe == "’")
    wanted = house.profile.double_quotes
    if wanted is None:
        others = {c for c in change.left + change.right if c in _DOUBLE}
        return others <= (set(_CURLY_DOUBLE) if mark in _CURLY_DOUBLE else {'"'})
    return (mark in _CURLY_DOUBLE) == (wanted == "curly")


def _is_doubled(change: Correction) -> bool:
    """Return whether one of two like marks beside each other is left out."""
    around = [c.translate(_ALIKE) for c in change.left[-2:] + change.before + change.right[:2] if not c.isspace()]
    doubled = any(a == b and a in GLYPHS for a, b in pairwise(around))
    return doubled and same_letters(change.before, change.after)


def _open_quotations(text: str) -> int:
    """How many quotation marks of a passage have no partner, as far as counting tells."""
    straight = text.count('"') % 2
    singles = abs(len(_OPENS_SINGLE.findall(text)) - len(_CLOSES_SINGLE.findall(text)))
    return straight + abs(sum(text.count(c) for c in "“„") - text.count("”")) + singles

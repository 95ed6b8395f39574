"""Soft hyphens: where a word may be divided, or a dash that somebody typed with the wrong character.

Inside a word they go, and at the end of a line the word is joined. Between digits, capitals or spaces they were dashes;
a paragraph that holds one such holds no other kind, so all of its soft hyphens are for a person to decide.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cleanup import lazy
from cleanup.detectors.damage import Damage, Damaged, token
from cleanup.model import Level, Span

_MARK = "\u00ad"
_PLACE = lazy.pattern(rf"{_MARK}+(?:[ \t]*\r?\n[ \t]*)?")
#: No word is longer.
_REACH = 40
_LEFT = lazy.pattern(rf"[^\W\d_{_MARK}]*\Z")
_RIGHT = lazy.pattern(rf"[^\W\d_{_MARK}]*")
#: Where a line may be broken without a hyphen: these stand inside words and addresses, or end a word.
_BREAKS = tuple("-‐/–—.,;:)]_@")
#: Second halves that no word of their own looks like.
_ENDING = lazy.pattern(
    r"(?:[a-z]?a)?[ts]ions?|[a-z]{0,2}ments?|ness(?:es)?|[a-z]?ings?|[a-z]?[ai]bly|[a-z]?[ai]ble|[a-z]{0,2}ly|[a-z]{0,2}ity"
    r"|[a-z]?[ae]n[ct]es?|[a-z]?ungen|[a-z]?ung|[a-z]?lich(?:e[nrms]?)?|[a-z]?keit(?:en)?|[a-z]?ción|[a-z]?ção"
)
#: Short first halves that take a hyphen of their own.
_FIRST = ("so", "ex", "by", "my", "no", "go")
#: So few letters are a syllable rather than a word.
_SYLLABLE = 2


def soft_hyphens(text: str) -> Damage:
    """Those of a paragraph.

    >>> [one.made for one in soft_hyphens("co\u00adoperate")], [one.made for one in soft_hyphens("1914\u00ad1918")]
    ([('',)], [()])
    """
    if _MARK not in text:
        return
    places = [_place(text, match) for match in _PLACE.finditer(text) if not _is_byte(text, match.start())]
    dashes = any(not (place.in_word or place.at_break) for place in places)
    sure = any(place.divides for place in places)
    for place in places:
        if dashes:
            message = f"a soft hyphen stands in '{place.shown(text)}', where a dash may have stood"
            yield Damaged(place.span, message, (), Level.FLAG)
        else:
            made, level = (("",), Level.SAFE) if sure or place.at_break else (("", "-"), Level.FLAG)
            yield Damaged(place.span, f"a soft hyphen that nobody sees stands in '{place.shown(text)}'", made, level)


def _is_byte(text: str, at: int) -> bool:
    """Whether it is the second byte of a character, in a text decoded wrongly (`Ã` and a soft hyphen are í)."""
    return at > 0 and (text[at - 1] in "ÂÃ" or "\x80" <= text[at - 1] <= "\x9f")


class _Place(NamedTuple):
    """Where one stands. `in_word`: between small letters; `at_break`: where a line may be broken anyhow.

    `divides`: what it divides is no compound but one word.
    """

    span: Span
    in_word: bool
    at_break: bool
    divides: bool

    def shown(self, text: str) -> str:
        """What it stands in."""
        return token(text, self.span).replace(_MARK, "" if self.in_word or self.at_break else "[U+00AD]")


def _place(text: str, match: re.Match[str]) -> _Place:
    start, end = match.span()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    first, second = _LEFT.search(text, max(0, start - _REACH), start), _RIGHT.match(text, end, end + _REACH)
    left, right = first.group() if first else "", second.group() if second else ""
    in_word = before.islower() and after.islower()
    at_line_end = "\n" in match.group()
    at_break = not at_line_end and (
        (before in _BREAKS and after.isalpha()) or (before.isalpha() and (after in _BREAKS))
    )
    again = _MARK in (
        text[max(0, start - len(left) - 1) : start - len(left)],
        text[end + len(right) : end + len(right) + 1],
    )
    divides = in_word and (at_line_end or again or _is_one_word(left.lower(), right.lower(), text))
    return _Place(Span(start, end), in_word, at_break, divides)


def _is_one_word(left: str, right: str, text: str) -> bool:
    """Whether a half is a syllable or an ending, or the whole stands elsewhere undivided."""
    if _ENDING.fullmatch(right):
        return True
    if min(len(left), len(right)) <= _SYLLABLE:
        return left not in _FIRST
    return re.search(rf"(?i)\b{left}{right}\b", text) is not None

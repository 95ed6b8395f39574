"""Soft hyphens: where a word may be divided, or a dash typed with the wrong character.

Inside a word they are removed, and at the end of a line the word is joined. Between digits, capitals or spaces they
were dashes; a paragraph with one of those has no other kind, so a person decides on all of its soft hyphens.
"""

from __future__ import annotations

import re

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.encoding.damage import Damage, Damaged, token
from cleanup.model import Level, Span

_MARK = "\u00ad"
_PLACE = lazy_regex.pattern(rf"{_MARK}+(?:[ \t]*\r?\n[ \t]*)?")
#: Where a line may be broken without a hyphen: these occur inside words and addresses, or end a word.
_BREAKS = tuple("-‐/–—.,;:)]_@")


def soft_hyphens(text: str) -> Damage:
    """Find the soft hyphens of a paragraph.

    >>> [one.made for one in soft_hyphens("co­operate")], [one.made for one in soft_hyphens("1914­1918")]
    ([('',)], [()])
    """
    places = [_place(text, match) for match in _PLACE.finditer(text) if not _is_byte(text, match.start())]
    dashes = any(not (place.in_word or place.at_break) for place in places)
    for place in places:
        if dashes:
            message = f"soft hyphen in “{place.shown(text)}”, possibly in place of a dash"
            yield Damaged(place.span, message, (), Level.FLAG)
        else:
            yield Damaged(place.span, f"invisible soft hyphen in “{place.shown(text)}”", ("",))


def _is_byte(text: str, at: int) -> bool:
    """Return whether it is the second byte of a character, in a text decoded wrongly (`Ã` and a soft hyphen are í)."""
    return at > 0 and (text[at - 1] in "ÂÃ" or "\x80" <= text[at - 1] <= "\x9f")


class _SoftHyphen(msgspec.Struct, frozen=True, gc=False):
    """The context of a soft hyphen. `in_word`: between lowercase letters; `at_break`: where a line may be broken
    anyway.
    """

    span: Span
    in_word: bool
    at_break: bool

    def shown(self, text: str) -> str:
        """Return the word around it."""
        return token(text, self.span).replace(_MARK, "" if self.in_word or self.at_break else "[U+00AD]")


def _place(text: str, match: re.Match[str]) -> _SoftHyphen:
    start, end = match.span()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    in_word = before.islower() and after.islower()
    at_line_end = "\n" in match.group()
    at_break = not at_line_end and (
        (before in _BREAKS and after.isalpha()) or (before.isalpha() and (after in _BREAKS))
    )
    return _SoftHyphen(Span(start, end), in_word, at_break)

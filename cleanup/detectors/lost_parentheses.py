"""The `lost_parentheses` kind: a short form that stood in parentheses behind the name it is made from.

Pages mark short forms up (`<abbr>`), and what extracts their text sets them apart by blanks, without the parentheses. A
blank too many shows it: two before the short form or behind it, or one before the mark that follows. Its letters are
the first letters of the words before it, which is what distinguishes it from any other word in capitals.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cleanup import lazy_regex
from cleanup.matching import Passage, Report, describe, local_kind, replace
from cleanup.model import Finding, Rule, Span


class Params(msgspec.Struct, frozen=True):
    """A lost_parentheses rule has no keys of its own."""


_SET_APART = lazy_regex.pattern(
    r"(?<=[^\W\d_])(?P<open>[ \u00a0]{1,2})(?P<short>[A-Z][A-Za-z]{0,3}[A-Z]s?)(?P<close>[ \u00a0]{0,2})(?=[\w.,;:?!)])"
)
_MARKS = frozenset(".,;:?!)")
_WORD = lazy_regex.pattern(r"[^\W\d_]+")
#: Words that have no letter in a short form.
_SMALL = frozenset(
    ["of", "the", "and", "for", "in", "on", "to", "de", "la", "du", "des", "a", "an", "at", "by", "with"]
)
#: How far back the words may begin, in code points for each letter.
_LETTER = 24


def _is_short_for(short: str, name: str) -> bool:
    """Return whether the letters of a short form are the first letters of the last words of a text, in capitals."""
    letters = [letter for letter in reversed(short.removesuffix("s")) if letter.isupper()]
    words = [word for word in reversed(_WORD.findall(name)) if word.lower() not in _SMALL]
    firsts = [word[0] for word in words[: len(letters)]]
    return firsts == letters


def _find(rule: Rule, passage: Passage) -> Iterator[Finding]:
    for match in passage.finditer(_SET_APART):
        marked = passage.text[match.end()] in _MARKS
        odd = len(match["open"]) == 2 or len(match["close"]) == 2 or (match["close"] and marked)
        before = passage.text[max(0, match.start() - _LETTER * len(match["short"])) : match.start()]
        if odd and _is_short_for(match["short"], before):
            span, new = Span(*match.span()), f" ({match['short']}){'' if marked else ' '}"
            fix = replace(span, new, f"write “{new.strip()}”")
            yield Finding(rule.id, span, describe(rule, match["short"]), rule.level, (fix,), rule.confidence)


KIND = local_kind(Params, Report(_find, [_SET_APART]))

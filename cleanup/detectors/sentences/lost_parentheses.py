"""The `lost_parentheses` kind: an abbreviation that lost the parentheses behind the name that it shortens.

Extractors that drop parentheses, or put spaces in their place, leave `the River Port Authority  RPA .`; the initials of
the words before it prove what the abbreviation stands for.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cleanup import lazy_regex
from cleanup.matching import Passage, Report, local_kind, replace
from cleanup.model import Finding, Level, Rule, Span


class Params(msgspec.Struct, frozen=True):
    """A lost_parentheses rule has no keys of its own."""


_BARE = lazy_regex.pattern(
    r"(?P<gap>[ \u00a0]{1,2})(?:(?<=[^\W\d_][ \u00a0])|(?<=[^\W\d_][ \u00a0]{2}))"
    r"(?P<short>[A-Z]{2,8}s?)(?![\w’'-])(?P<tail>[ \u00a0]{0,2})"
)
_WORD = lazy_regex.pattern(r"[^\W_]+(?:[’'][^\W_]+)*")
#: Small words, which an abbreviation may leave out.
_SMALL = frozenset(["a", "an", "and", "at", "by", "de", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
#: How far back to look for the words, in code points.
_WINDOW = 120
_LEAST = 3


def _lost(rule: Rule, passage: Passage) -> Iterator[Finding]:
    text = passage.text
    for match in passage.finditer(_BARE):
        short, tail = match["short"], match["tail"]
        before = _WORD.findall(text, max(0, match.start() - _WINDOW), match.start())
        spelt = _spelt(before, short.removesuffix("s"))
        gapped = len(match["gap"]) == 2 or (bool(tail) and text[match.end() : match.end() + 1] in {".", ",", ";", ":"})
        if not spelt or not (gapped or (len(short) >= _LEAST and all(word[0].isupper() for word in spelt))):
            continue
        span = Span(match.start("gap"), match.end())
        keep = "" if match.end() == len(text) or text[match.end()] in ".,;:!?)" else tail[:1]
        level = Level.SAFE if gapped and len(short) >= _LEAST else Level.SUGGESTED
        message = f"“{short}” shortens the words before it and has lost its parentheses"
        fix = replace(span, f" ({short}){keep}", "put it in parentheses")
        yield Finding(rule.id, span, message, level, (fix,), rule.confidence)


def _spelt(words: list[str], short: str) -> list[str]:
    """Return the last words if their initials are the abbreviation, whether small words count or not."""
    full = [word for word in words if word.lower() not in _SMALL]
    for told in (words, full):
        last = told[-len(short) :]
        if "".join(word[0] for word in last).upper() == short and not any(word.isupper() for word in last):
            return [word for word in last if word.lower() not in _SMALL]
    return []


KIND = local_kind(Params, Report(_lost, [_BARE]))

"""Abbreviations of one kind that a text writes in two styles: `U.K.` beside `US`, `$48bn` beside `$6 billion`.

Headlines have a style of their own, so the first paragraph is no evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.detectors.consistency.shared import finding, times
from cleanup.matching import FullText
from cleanup.model import Finding, Level, Rule, Span
from cleanup.text.segments import search_lines
from cleanup.text.sizes import ARTICLE

# The capital first, and what may not precede it in a look-behind: a character is found fast.
_DOTTED = lazy_regex.pattern(r"U(?<![\w.@/-].)\.(?P<last>[SK])(?P<stop>\.?)(?![\w@/$.-])")
_PLAIN = lazy_regex.pattern(r"U(?<![\w.@/-].)(?P<last>[SK])(?![\w@/$.-])")
COUNTRY_TRIGGERS = (_DOTTED,)
_SENTENCE = lazy_regex.pattern(
    r"\s*(?:\Z|\n)|[”’\"')]*\s[“\"'(]?(?:The|An?|He|She|It|They|We|I|In|On|At|But|And|As|For|This|That|These|Those|There"
    r"|However|When|While|If|After|Before|Since|Although|Its|His|Her|Their|So|Now|Some|Many|Most)\b"
)
#: The name of an institution, which has a style of its own: U.S. Geological Survey.
_NAMED = lazy_regex.pattern(r" [A-Z][\w-]+(?: of(?: the)?)? [A-Z]")

_SUM = r"(?P<sum>[$€£¥][ \u00a0]?\d[\d.,]*)"
_SHORT = lazy_regex.pattern(_SUM + r"(?P<scale>bn|mn|m|tn)(?![\w$€£])")
_LONG = lazy_regex.pattern(_SUM + r"[ \u00a0-](?P<scale>billion|million|trillion)(?![\w-])")
SCALE_TRIGGERS = (_SHORT,)
_LONGER = {"bn": "billion", "m": "million", "mn": "million", "tn": "trillion"}
#: How much more often the other style has to be there.
_CLEARLY = 2
#: With more than this, the style is no slip.
_MOST = 8


def country(rule: Rule, view: FullText) -> Iterator[Finding]:
    """Yield `U.S.` and `U.K.` in an article that writes such abbreviations without full stops, or the reverse."""
    if len(view.text) > ARTICLE:
        return
    dotted = [one for one in _behind_headline(view, view.finditer(_DOTTED)) if not _is_named(view.text, one.end())]
    plain = _behind_headline(view, _PLAIN.finditer(view.text)) if dotted else []
    if _outvoted(dotted, plain):
        for match in dotted:
            ends = match["stop"] and _SENTENCE.match(view.text, match.end())
            yield _written(rule, match, f"U{match['last']}{'.' if ends else ''}", len(plain))
    elif _outvoted(plain, dotted):
        for match in plain:
            yield _written(rule, match, f"U.{match['last']}.", len(dotted))


def _is_named(text: str, end: int) -> bool:
    return bool(_NAMED.match(text, end)) and not _SENTENCE.match(text, end)


def scale(rule: Rule, view: FullText) -> Iterator[Finding]:
    """Yield `$48bn` in an article that writes out the scales of sums of money; the reverse is flagged."""
    if len(view.text) > ARTICLE:
        return
    short = _behind_headline(view, view.finditer(_SHORT))
    long = _behind_headline(view, search_lines(_LONG, view.text, *_LONGER.values())) if short else []
    if _outvoted(short, long):
        for match in short:
            yield _written(rule, match, f"{match['sum']} {_LONGER[match['scale']]}", len(long))
    elif _outvoted(long, short):
        for match in long:
            yield _written(rule, match, f"{match['sum']}{_SHORTER[match['scale']]}", len(short), Level.FLAG)


_SHORTER = {"billion": "bn", "million": "m", "trillion": "tn"}


def _behind_headline(view: FullText, matches: Iterator[re.Match[str]]) -> list[re.Match[str]]:
    paragraphs = view.paragraphs
    start = paragraphs[0].end if len(paragraphs) > 1 else 0
    return [match for match in matches if match.start() >= start]


def _outvoted(these: list[re.Match[str]], others: list[re.Match[str]]) -> bool:
    return 0 < len(these) <= _MOST and len(others) >= _CLEARLY * len(these)


def _written(rule: Rule, match: re.Match[str], new: str, count: int, level: Level | None = None) -> Finding:
    message = f"“{match.group()}” is written in the other style {times(count)} in this text"
    return finding(rule, Span(*match.span()), new, message, level)

"""The order of a comma or full stop and the closing quotation mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.detectors.consistency.shared import CODE, finding
from cleanup.matching import FullText, Passage
from cleanup.model import Finding, Rule, Span
from cleanup.text import word_lists

#: A closing mark after a word, the comma or full stop after it, and nothing further that a reader would join to it.
_OUTSIDE = lazy_regex.pattern(r"([”\"])(?<=[^\W_].)([,.])(?=[ \u00a0\r\n]|\Z)")
TRIGGERS = (_OUTSIDE,)
#: The reverse order.
_INSIDE = lazy_regex.pattern(r"(?<=[^\W_])(?P<point>[,.])(?P<mark>[”\"])(?=[ \u00a0\r\n]|\Z)")
#: The opening mark and what is quoted, up to the closing mark; searched for in the 240 characters before it.
_QUOTED = lazy_regex.pattern(r"[“\"]([^“”\"\r\n]{2,240})\Z")
#: What introduces speech, and the words after it that may name the speaker.
_INTRODUCED = lazy_regex.pattern(r"(?:\A|[,:—–(“‘\"'\n\r])[ \u00a0]*\Z")
_NARRATOR = lazy_regex.pattern(r"(?:[ \u00a0][\w’'.-]+){1,5}")


def _outside(passage: Passage) -> list[re.Match[str]]:
    return list(passage.finditer(_OUTSIDE))


def punctuation(rule: Rule, view: FullText) -> Iterator[Finding]:
    """Yield `word”,` in a text that writes `word,”`; the reverse only with a configured style."""
    if view.profile.style.quote_punctuation == "outside":
        yield from _inside(rule, view)
        return
    found = [(paragraph.start, match) for paragraph, some in view.observed(_outside) for match in some]
    if not found or view.profile.quote_punctuation != "inside":
        return
    for start, match in found:
        quoted = _QUOTED.search(match.string, max(0, match.start() - 242), match.start())
        if quoted and not CODE.search(quoted[1]):
            message = f"“{match[2]}” is outside the quotation marks, but this text puts it inside"
            yield finding(rule, Span(*match.span()).shift(start), match[2] + match[1], message)


def _inside(rule: Rule, view: FullText) -> Iterator[Finding]:
    """Yield `“a shame,” and` if the house style has `“a shame”, and`, except for quoted sentences and all speech."""
    text, reports = view.text, word_lists.words("reporting_verbs")
    for match in _INSIDE.finditer(text):
        quoted = _QUOTED.search(text, max(0, match.start() - 242), match.start())
        if quoted is None or not quoted[1][0].islower() or CODE.search(quoted[1]):
            continue
        after = _NARRATOR.match(text, match.end())
        spoken = after and not reports.isdisjoint(after.group().lower().split())
        if not spoken and not _INTRODUCED.search(text[max(0, quoted.start() - 12) : quoted.start()]):
            message = f"“{match['point']}” is inside the quotation marks, but the house style puts it outside"
            yield finding(rule, Span(*match.span()), match["mark"] + match["point"], message)

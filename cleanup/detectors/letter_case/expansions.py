"""The long form of an abbreviation with some capitals missing: `ICAN (International Campaign to abolish …)`.

The letters of the abbreviation say which words the name has; where most of them have their capital, all need it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleanup import lazy_regex
from cleanup.detectors.letter_case.shared import recased
from cleanup.lexicon import Case, Lexicon, lexicon
from cleanup.matching import FullText, Passage
from cleanup.model import Finding, Rule, Span

_BEHIND = lazy_regex.pattern(r"\((?P<short>[A-Z]{3,8})s?\)")
_INSIDE = lazy_regex.pattern(r"\b(?P<short>[A-Z]{3,8})s?[ \u00a0]\((?P<long>[A-Z][a-z][^()\r\n]{6,90})\)")
_WORD = lazy_regex.pattern(r"[^\W\d_]+")
#: Small words, for which an abbreviation need not have a letter.
_SMALL = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "against"]
)
#: How far before its abbreviation a long form begins at most, in code points.
_REACH = 100


def _forms(passage: Passage) -> list[tuple[int, str, str]]:
    """Return where long forms begin, what they are at present, and what they should be."""
    found = []
    for match in passage.finditer(_BEHIND):
        start = max(0, match.start() - _REACH)
        words = _aligned(match["short"], passage.text, Span(start, match.start()), whole=False)
        found.append(_recapitalised(passage.text, words))
    for match in passage.finditer(_INSIDE):
        words = _aligned(match["short"], passage.text, Span(*match.span("long")), whole=True)
        found.append(_recapitalised(passage.text, words))
    return [one for one in found if one]


def _aligned(short: str, text: str, area: Span, *, whole: bool) -> list[re.Match[str]]:
    """Return the words of a text, up to the end of an area, whose initials are the letters of an abbreviation.

    Nothing if there are none. `whole`: the words have to fill the area, but for a last one that has no letter.
    """
    words = list(_WORD.finditer(text, area.start, area.end))
    chosen = _chosen(short, words, whole=whole)
    return chosen or (_chosen(short, words[:-1], whole=True) if whole else [])


def _chosen(short: str, words: Sequence[re.Match[str]], *, whole: bool) -> list[re.Match[str]]:
    """Return the last words whose initials are these letters, from the first that has one; `whole`: all words."""
    letters, left, chosen = list(short), list(words), list[re.Match[str]]()
    while left and letters:
        word = left.pop()
        if word.group()[0].upper() == letters[-1]:
            letters.pop()
            chosen.append(word)
        elif word.group() not in _SMALL:
            return []
    return [] if letters or (whole and left) else chosen[::-1]


def _recapitalised(text: str, words: Sequence[re.Match[str]]) -> tuple[int, str, str] | None:
    """Return the place of a long form, the form and the right one, if enough of its words have a capital."""
    known = lexicon("en")
    small = [word for word in words if word.group()[0].islower() and word.group() not in _SMALL]
    if not small or known is None or not _is_name(known, words):
        return None
    start, end = words[0].start(), words[-1].end()
    new = list(text[start:end])
    for word in small:
        new[word.start() - start] = new[word.start() - start].upper()
    return start, text[start:end], "".join(new)


def _is_name(known: Lexicon, words: Sequence[re.Match[str]]) -> bool:
    """Return whether half of the words, and two that are usually small, have a capital, the first among them."""
    capital = [word.group() for word in words if word.group()[0].isupper()]
    common = [word for word in capital if known.usual_case(word) is Case.LOWER]
    return words[0].group()[0].isupper() and len(common) >= 2 and len(capital) * 2 >= len(words)


def expansions(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the long forms of abbreviations that lack capitals."""
    for span, found in whole.observed(_forms):
        for at, old, new in found:
            message = f"“{old}” is a name that lacks capitals, as its abbreviation shows"
            yield recased(rule, span.start + at, old, new, message)


TRIGGERS = (_BEHIND, _INSIDE)

"""Bodies and posts that a text writes with and without capitals: `the Turkish Government`, `the Turkish government`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.detectors.letter_case.shared import is_prose, is_quoted, recased
from cleanup.matching import FullText, Passage
from cleanup.model import Finding, Level, Rule
from cleanup.text import word_lists
from cleanup.text.segments import occurrences

_BODY = (
    "Government|Parliament|President|Army|Navy|Press|Police|Embassy|Authorities|Side|People|State|Troops|Forces|Ambassador"
    "|Economy|Leadership|Military|Delegation|Population|Citizens|Officials|Politicians|Media"
    "|Court|Prosecutors?|Chancellor|Opposition"
)
_OFFICE = (
    "Foreign|Defen[cs]e|Interior|Finance|Health|Justice|Economy|Education|Transport|Agriculture|Environment|Energy"
    "|Culture"
)
#: Behind it no name that it is a part or a title of.
_END = r"(?![\w’'-]|[ \u00a0](?:[A-Z]|(?:of|for)[ \u00a0](?:the[ \u00a0])?[A-Z]))"
# The capital first, and what precedes it in a look-behind or in the code: a capital is found fast.
_NATIONAL = lazy_regex.pattern(rf"(?P<nation>[A-Z](?<=[a-z,][ \u00a0].)[a-z]{{3,}})[ \u00a0](?P<noun>{_BODY}){_END}")
_POST = lazy_regex.pattern(rf"(?:{_OFFICE})[ \u00a0](?:Minister|Secretary|Ministers|Secretaries){_END}")
#: How far back to look for two words, in code points.
_WINDOW = 40


def _phrases(passage: Passage) -> list[tuple[int, str, str]]:
    """Return where phrases with capitals begin, the phrases, and how they are in small letters."""
    text = passage.text
    nations = [
        match for match in passage.finditer(_NATIONAL) if match["nation"].lower() in word_lists.words("demonyms")
    ]
    posts = [match for match in passage.finditer(_POST) if _is_inside(text, match.start())]
    if not (nations or posts) or not is_prose(text):
        return []
    found = [(match.start(), match.group(), f"{match['nation']} {match['noun'].lower()}") for match in nations]
    found += [(match.start(), match.group(), match.group().lower()) for match in posts]
    return [(at, old, new) for at, old, new in found if not is_quoted(text, at)]


def _is_inside(text: str, at: int) -> bool:
    """Return whether one of the two words before an offset is small, so that this is no headline or signature."""
    return any(word.rstrip(",").islower() for word in text[max(0, at - _WINDOW) : at].split()[-2:])


def two_cases(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the phrases that the text also writes small; a post only as a flag, because many papers honour some."""
    for span, phrases in whole.observed(_phrases):
        for at, old, new in phrases:
            small = _count(whole.text, new)
            if not small:
                continue
            sure = new[0].isupper() and small >= _count(whole.text, old)
            message = f"“{old}” is written “{new}” elsewhere in this text"
            yield recased(rule, span.start + at, old, new, message, level=None if sure else Level.FLAG)


def _count(text: str, phrase: str) -> int:
    """Return how often a phrase stands in a text, in the singular or the plural."""
    singular = phrase.removesuffix("s")
    pattern = re.compile(rf"\b{singular}s?\b")
    return sum(1 for one in (singular, f"{singular}s") for _ in occurrences(text, one, pattern))


TRIGGERS = (_NATIONAL, _POST)

"""Common nouns that keep the capital of German, in mid-sentence: `the nuclear Arsenal`, `the Lack of water`.

A capital is wrong where nothing makes the noun a name: it is written small elsewhere, its adjective is small, it is no
word that names bodies, posts, places or papers, and the text does not use it as a term. `capital_frames` weighs each
place; here the text as a whole decides.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.letter_case.capital_frames import HINT, STRONG, TRIGGER, CapitalPlace, described, places
from cleanup.detectors.letter_case.shared import recased
from cleanup.matching import FullText
from cleanup.model import Finding, Level, Rule
from cleanup.text.sizes import ARTICLE

#: A sentence that begins with an adjective and a capitalised noun.
_FIRST = lazy_regex.pattern(
    r"(?P<adjective>[A-Z](?<![^ \u00a0].)[a-z]{3,})[ \u00a0](?P<nouns>[A-Z][a-z]{2,})"
    r"(?=[ \u00a0](?:[a-z]+(?:ed|s)|in|on|of|to|from|for|at|by|with|and|are|were|have|had|will|can|must)[ \u00a0][a-z])"
)
_STOP = lazy_regex.pattern(r"[.!?][”\"]?[ \u00a0]+\Z")
#: How far back to look for a stop, in code points.
_BACK = 8
#: In a longer text, so many words may hold one such noun that is meant.
_WORDS_A_NOUN = 1500
#: A capitalised word that is never small is a term if it occurs so often.
_TERM = 3
#: So many other words with hints make each of them sure.
_HINTS = 2


class _Uses(msgspec.Struct, frozen=True):
    """How often a text writes a word with a capital inside sentences, and in small letters."""

    capital: int
    small: int

    @property
    def is_term(self) -> bool:
        return self.capital >= _TERM and self.small * 2 < self.capital


def common_nouns(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the words with a wrong capital; what is a mere hint, only with others, and alone as a flag."""
    if len(whole.text) > ARTICLE:
        return
    found = [(span.start, place) for span, seen in whole.observed(places) for place in seen]
    if not found:
        return
    uses = {words: _uses(whole.text, words) for words in {place.words for _, place in found}}
    found = [(start, place) for start, place in found if not uses[place.words].is_term]
    sure = {place.words for _, place in found if place.strength == STRONG}
    hints = {place.words for _, place in found if place.strength >= HINT}
    dense = len(hints) * _WORDS_A_NOUN >= whole.text.count(" ")
    for start, place in found:
        level = _level(place, sure - {place.words}, hints - {place.words}, uses[place.words])
        if level is not None:
            yield _finding(rule, start, place, level if dense else Level.FLAG)
    if sure and dense:
        yield from (_finding(rule, 0, place, rule.level) for place in _first_nouns(whole.text))


def _level(place: CapitalPlace, sure: set[str], hints: set[str], uses: _Uses) -> Level | None:
    """Return how sure it is that a capital is wrong, given the other words of the text."""
    if place.strength == STRONG or sure or (place.strength == HINT and len(hints) >= _HINTS):
        return Level.SUGGESTED
    return Level.FLAG if place.strength == HINT or uses.small else None


def _finding(rule: Rule, start: int, place: CapitalPlace, level: Level) -> Finding:
    message = f"“{place.words}” is a common word and no name here"
    return recased(rule, start + place.at, place.words, place.words.lower(), message, level=level)


def _first_nouns(text: str) -> Iterator[CapitalPlace]:
    """Yield the capitalised nouns behind an adjective that begins a sentence."""
    for match in _FIRST.finditer(text):
        if match.start() and not _STOP.search(text, max(0, match.start() - _BACK), match.start()):
            continue
        adjective, noun = described(match["adjective"].lower()), described(match["nouns"].lower())
        if adjective and adjective.adjective and noun and noun.plural and not noun.heads:
            yield CapitalPlace(match["nouns"], match.start("nouns"), STRONG)


def _uses(text: str, noun: str) -> _Uses:
    after_stop = sum(text.count(f"{mark} {noun}") for mark in ".!?:")
    return _Uses(text.count(f" {noun}") - after_stop, text.count(f" {noun.lower()}"))


TRIGGERS = (TRIGGER,)

"""Common nouns that keep the capital of German, in mid-sentence: `the nuclear Arsenal`, `the Lack of water`.

A capital is wrong where nothing makes the noun a name: it is written small elsewhere, its adjective is small, it is no
word that names bodies, posts, places or papers, and the text does not use it as a term.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.letter_case.shared import is_prose, recased
from cleanup.lexicon import Case, Lexicon, lexicon
from cleanup.matching import FullText, Passage, words
from cleanup.model import Finding, Level, Rule, Span
from cleanup.text import word_lists

_NOUNS = r"[a-z]{2,}(?:[ \u00a0][A-Z][a-z]{2,})?"
_ENDS = r"(?=[ \u00a0]\(?(?P<next>[a-z]+)|[.,;:!?)](?!\w)|[”\"’](?:[^\w]|\Z)|\Z)"
# The capital first, and what precedes it in a look-behind: a capital is found faster than a space.
_NOUN = lazy_regex.pattern(rf"(?P<nouns>[A-Z](?<=[a-z][ \u00a0].){_NOUNS}){_ENDS}")
#: The same for automata, which know no look-behind.
_ENTRY = lazy_regex.pattern(rf"[a-z][ \u00a0][A-Z]{_NOUNS}{_ENDS}")
#: Behind the noun: what it is part of has a name (`the Walls of the Ruler`).
_NAMED = lazy_regex.pattern(r"[ \u00a0](?:of|for|in|on|and|at|to)[ \u00a0](?:the[ \u00a0])?[A-Z\d]")
#: Before the article of a noun: a name that goes on (`Company of the Year`).
_NAME_OF = lazy_regex.pattern(r"[A-Z][\w’'-]*[ \u00a0](?:of|for|on)\Z")
#: A sentence that begins with an adjective and a capitalised noun.
_FIRST = lazy_regex.pattern(
    r"(?:\A|[.!?][”\"]?[ \u00a0]+)(?P<adjective>[A-Z][a-z]{3,})[ \u00a0](?P<nouns>[A-Z][a-z]{2,})"
    r"(?=[ \u00a0](?P<next>[a-z]+))"
)
#: How far back to look for the two words before a noun, in code points.
_WINDOW = 60
#: In a longer text, so many words may hold one such noun that is meant.
_WORDS_A_NOUN = 1500
#: A capitalised word that is never small is a term if it occurs so often.
_TERM = 3
#: By what stands before it: how many other nouns behind an adjective show that a noun's capital is wrong.
_LEAST_OTHERS = {"adjective": 0, "determiner": 1, "opening": 1, "bare": 2}
#: Words that are remembered as common or not; more than a long text has.
_REMEMBERED = 1 << 14
_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "whose",
        "no",
        "any",
        "some",
        "each",
        "every",
    ]
)
_QUANTIFIERS = frozenset(
    ["many", "several", "numerous", "various", "such", "other", "more", "few", "both", "all", "most", "certain"]
)
#: Word classes of which a noun must not be, because as such it may begin a sentence that lost its stop.
_OPENERS = frozenset({"adverb", "preposition", "pronoun", "determiner", "conjunction", "number", "auxiliary"})
#: Before such a mark, a noun may end a title.
_CLOSING = ("”", '"', "’")
_ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "next", "last"})
_CLAUSAL = frozenset({"pronoun", "determiner", "conjunction", "auxiliary"})
_BEFORE_ADJECTIVE = _DETERMINERS | _QUANTIFIERS
_PAST = frozenset({"verb-past", "verb-participle"})


class _Noun(msgspec.Struct, frozen=True):
    """A capitalised noun, or two, at an offset; `frame`: what stands before it."""

    words: str
    at: int
    frame: str


def _nouns(passage: Passage) -> list[_Noun]:
    """Return the capitalised words of a paragraph of prose that stand where a common noun may."""
    text, known = passage.text, lexicon("en")
    if known is None:
        return []
    found = [
        _Noun(match["nouns"], match.start("nouns"), frame)
        for match in passage.finditer(_NOUN)
        if _are_common(known, match["nouns"])
        and (frame := _frame(known, text, match))
        and (frame == "adjective" or text[match.end() : match.end() + 1] not in _CLOSING)
        and _ends_phrase(known, match["next"])
        and not _NAMED.match(text, match.end())
    ]
    return found if found and is_prose(text) else []


def _first_nouns(whole: FullText) -> Iterator[tuple[int, _Noun]]:
    """Yield the capitalised nouns behind an adjective that begins a sentence."""
    known, text = lexicon("en"), whole.text
    if known is None:
        return
    for match in _FIRST.finditer(text):
        if (
            _are_common(known, f"{match['adjective']} {match['nouns']}")
            and "noun-plural" in known.forms(match["nouns"])
            and _ends_phrase(known, match["next"])
            and not _NAMED.match(text, match.end())
        ):
            yield 0, _Noun(match["nouns"], match.start("nouns"), "opening")


def _ends_phrase(known: Lexicon, following: str | None) -> bool:
    """Return whether a noun before this word is the last of its phrase, and no name before a noun (`Cargo tool`)."""
    if following is None:
        return True
    classes = known.word_classes(following)
    if not classes.isdisjoint(_OPENERS) or not known.forms(following).isdisjoint(_PAST):
        return True
    return bool(classes) and classes.isdisjoint({"noun", "adjective"})


@lru_cache(_REMEMBERED)
def _are_common(known: Lexicon, nouns: str) -> bool:
    """Return whether the words are usually small, the last a noun that makes no names and the first fits before it."""
    *first, last = nouns.lower().split()
    classes = known.word_classes(last)
    if known.usual_case(last) is not Case.LOWER or "noun" not in classes or not classes.isdisjoint(_OPENERS):
        return False
    if last in word_lists.words("name_heads"):
        return False
    return all(known.usual_case(one) is Case.LOWER and "adjective" in known.word_classes(one) for one in first)


def _frame(known: Lexicon, text: str, match: re.Match[str]) -> str:
    """Return `adjective` or `determiner` for what stands before a noun, or nothing."""
    *rest, before, word = ["", "", *text[max(0, match.start() - _WINDOW) : match.start()].rsplit(None, 2)]
    if not word.islower():
        return ""
    if word in _QUANTIFIERS:
        return "adjective" if "noun-plural" in known.forms(match["nouns"].split()[-1]) else ""
    if word in _DETERMINERS:
        return "" if _NAME_OF.search(f"{rest[-1][-_WINDOW:]} {before}") else "determiner"
    before = before.rstrip(",")
    if _is_attribute(known, word, before):
        return "adjective"
    return "bare" if before.islower() and (word in _prepositions() or word in ("and", "or")) else ""


def _is_attribute(known: Lexicon, word: str, before: str) -> bool:
    """Return whether a word is an adjective of the noun that follows, and not the end of a clause."""
    classes = known.word_classes(word) or ({"adjective"} if "-" in word else set[str]())
    if "adjective" not in classes or word.endswith("ing") or word in _ORDINALS or not classes.isdisjoint(_CLAUSAL):
        return False
    if before.lower() in _BEFORE_ADJECTIVE or before.endswith(("’s", "'s")) or before.lower() in _prepositions():
        return True
    return classes == {"adjective"} and before.islower() and before not in _COPULAS


@cache
def _prepositions() -> frozenset[str]:
    return word_lists.words("prepositions")


_COPULAS = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "seems",
        "seem",
        "seemed",
        "remain",
        "remains",
        "remained",
        "become",
        "becomes",
        "became",
    ]
)


def common_nouns(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the nouns with a wrong capital; those behind a mere determiner only where the text has others."""
    found = [(span.start, noun) for span, nouns in whole.observed(_nouns) for noun in nouns]
    if not found:
        return
    kinds = {noun.words for _, noun in found if noun.frame != "bare"}
    if len(kinds) * _WORDS_A_NOUN < whole.text.count(" "):
        return
    uses = {each: _uses(whole.text, each) for each in {noun.words for _, noun in found}}
    found = [(start, noun) for start, noun in found if not uses[noun.words].is_term]
    sure = {noun.words for _, noun in found if noun.frame == "adjective"}
    if sure:
        found.extend(_first_nouns(whole))
    for start, noun in found:
        others = sure - {noun.words}
        least = _LEAST_OTHERS[noun.frame] if " " not in noun.words else 1
        if len(others) >= least or (noun.frame == "determiner" and uses[noun.words].small):
            level = None if len(others) >= least else Level.FLAG
            message = f"“{noun.words}” is a common noun and no name here"
            place = Span(noun.at, noun.at + len(noun.words)).shift(start)
            yield recased(rule, place, noun.words, noun.words.lower(), message, level=level)


class _Uses(msgspec.Struct, frozen=True):
    """How often a text writes a word with a capital inside sentences, and in small letters."""

    capital: int
    small: int

    @property
    def is_term(self) -> bool:
        return self.capital >= _TERM and self.small * 2 < self.capital


def _uses(text: str, noun: str) -> _Uses:
    after_stop = sum(text.count(f"{mark} {noun}") for mark in ".!?:")
    return _Uses(text.count(f" {noun}") - after_stop, text.count(f" {noun.lower()}"))


TRIGGERS = (words(_ENTRY, of=_NOUN),)

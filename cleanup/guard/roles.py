"""Whether a sentence is turned round: its words stay, and who does something to whom does not.

`The dog bit the man` has the words of `The man bit the dog`. Which of them is true only a person can tell, so what
turns a sentence round is never offered as a mere repair.

A noun has a role by its place among the others, and by the preposition in front of its phrase. A phrase that is moved
keeps its preposition: `opened in May the fair`, `opened the fair in May`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import msgspec

from cleanup.guard.alignment import words
from cleanup.guard.classes import AUXILIARIES, PREPOSITIONS, PRONOUNS
from cleanup.lexicon import FUNCTION_CLASSES, Case, Lexicon, lexicon
from cleanup.text import word_lists

#: Pronouns whose form tells the subject from the object, by their other form.
_SUBJECT_OF = {"me": "i", "him": "he", "her": "she", "us": "we", "them": "they"}
_PEOPLE = frozenset({*_SUBJECT_OF.values(), "it", "you"})
#: What opens a clause in which the place of the verb tells the subject from the object.
_RELATIVES = frozenset({"who", "whom", "which", "that", "what"})
_BE = frozenset(["am", "is", "are", "was", "were", "be", "been", "being"])
#: A phrase of time is moved without a preposition: `next year`.
_TIMES = word_lists.words("dates") | word_lists.words("times")
_OPENS_PHRASE = word_lists.words("determiners") | word_lists.words("number_words")
#: A word of one of these classes is not taken for a noun.
_NO_NOUNS = FUNCTION_CLASSES | {"adverb", "number"}


class _WordRole(msgspec.Struct, frozen=True):
    """What a word is in a sentence: its kind, and the preposition that governs it, or `time`."""

    kind: str
    governor: str = ""


def are_exchanged(before: str, after: str) -> bool:
    """Return whether two nouns, pronouns or adjectives of a sentence have changed places, or its voice has changed."""
    english = lexicon("en")
    if english is None or before == after:
        return False
    old, new = words(before), words(after)
    if _changes_voice(old, new):
        return True
    relative = any(word.lower() in _RELATIVES for word in new)
    was, now = dict(_roles(old, english)), dict(_roles(new, english))
    places = {word: place for place, word in enumerate(now)}
    common = [word for word in was if word in now]
    return any(
        _matters(was[one], was[other], relative) and not _stands_alone(one, other, was, now)
        for one, other in combinations(common, 2)
        if places[one] > places[other]
    )


def _changes_voice(old: list[str], new: list[str]) -> bool:
    """Return whether a form of `be` and a `by` are both put in, or both taken out."""

    def count(some: list[str], listed: frozenset[str]) -> int:
        return sum(word.lower() in listed for word in some)

    be, by = (count(new, listed) - count(old, listed) for listed in (_BE, frozenset({"by"})))
    return be * by > 0


def _matters(one: _WordRole, other: _WordRole, relative: bool) -> bool:
    """Return whether it matters which of two words comes first."""
    kinds = {one.kind, other.kind}
    return kinds in ({"noun"}, {"adjective"}) or (relative and kinds == {"noun", "verb"})


def _stands_alone(one: str, other: str, was: dict[str, _WordRole], now: dict[str, _WordRole]) -> bool:
    """Return whether one of two words is in a phrase of its own that was moved."""
    return was[one].governor != was[other].governor and was[one] == now[one] and was[other] == now[other]


def _roles(some: list[str], english: Lexicon) -> Iterator[tuple[str, _WordRole]]:
    """The nouns, adjectives and verbs that occur once, in order."""
    folded = [word.lower().replace("’", "'").removesuffix("'s") for word in some]
    folded = [_SUBJECT_OF.get(word, word) for word in folded]
    counts = Counter(folded)
    governor, seen = "", False
    for word, as_written in zip(folded, some, strict=True):
        if word in PREPOSITIONS:
            governor, seen = word, False
        elif word in _OPENS_PHRASE or word in _PEOPLE:
            governor, seen = "" if seen else governor, False
        kind = _kind(word, as_written, english)
        if kind and counts[word] == 1:
            yield word, _WordRole(kind, "time" if word in _TIMES else governor if kind == "noun" else "")
        if kind == "noun":
            governor, seen = ("", False) if word in _TIMES else (governor, True)


def _kind(word: str, as_written: str, english: Lexicon) -> str:
    if word in _PEOPLE:
        return "noun"
    if word in PRONOUNS or word in AUXILIARIES or word in PREPOSITIONS:
        return ""
    classes = english.word_classes(word)
    name = as_written[0].isupper() and english.usual_case(word) in (Case.CAPITAL, Case.UPPER, Case.UNKNOWN)
    if name or word in _TIMES or ("noun" in classes and not classes & _NO_NOUNS):
        return "noun"
    if "verb" in classes and classes <= {"adjective", "verb"}:
        return "verb"
    return "adjective" if classes == {"adjective"} else ""

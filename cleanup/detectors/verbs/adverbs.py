"""Adjectives where an adverb belongs: “is extreme important”, “sings beautiful”, “plays very good”."""

from __future__ import annotations

import re

from cleanup import lazy_regex
from cleanup.detectors.frames import any_case
from cleanup.lexicon import Lexicon
from cleanup.matching import WordFrame

_PREDICATE = lazy_regex.pattern(
    r" (?:is|are|was|were|be|been|being|seems?|remains?|remained|became|becomes?|am)(?: also| still| not| now)?"
    r" (?P<word>[a-z]{4,}) (?P<next>[a-z]{3,})\b"
    r"(?=[.,;!?]| (?:to|for|in|on|at|that|because|by|with|from|than|as|but|when|if|since)\b)"
)
_VERB = lazy_regex.pattern(
    r" (?P<verb>[a-z]{3,}) (?P<very>very |quite |so |too |really |extremely )?(?P<word>[a-z]{3,})\b"
    r"(?=[.,;!?]| (?:in|at|after|since|because|during|when|over|this|last|between|by|from|until)\b)"
)
_WELL = lazy_regex.pattern(
    r" (?:plays?|played|playing|works?|worked|working|speaks?|spoke|performed|performs?|sings?|sang|functions?"
    r"|functioned|cooks?|sells?|sold|slept|developed|prepared|paid|trained|knows?|understands?|fits?|goes|went)"
    r" (?:very|quite|so|really|pretty|extremely|particularly|not very) (?P<word>good|bad)\b(?=[.,;!?]"
    r"| (?:in|at|for|with"
    r"|together|and|during|this|last|but|on|when|because|against)\b)"
)


def _adverb_of(words: Lexicon, adjective: str) -> str | None:
    stem = adjective
    if adjective.endswith("le"):
        stem = adjective[:-1]
        made = stem + "y"
    elif adjective.endswith("y"):
        made = adjective[:-1] + "ily"
    elif adjective.endswith("ic"):
        made = adjective + "ally"
    else:
        made = adjective + "ly"
    return made if words.forms(made) == {"adverb-base"} else None


def _before_adjective(words: Lexicon, match: re.Match[str]) -> str | None:
    word, following = match["word"], match["next"]
    if not _may_be_adverb(words, word):
        return None
    if words.word_classes(following) != {"adjective"} and "verb-participle" not in words.forms(following):
        return None
    if "noun-singular" in words.forms(following) or "noun-plural" in words.forms(following):
        return None
    adverb = _adverb_of(words, word)
    if not adverb or words.pair_count(word, following) or not words.pair_count(adverb, following):
        return None
    return adverb


def _may_be_adverb(words: Lexicon, word: str) -> bool:
    return {"adjective-base"} <= words.forms(word) <= {"adjective-base", "noun-singular"}


def _is_finite(words: Lexicon, verb: str) -> bool:
    forms = words.forms(verb)
    return bool(forms & {"verb-past", "verb-s", "verb-base"}) and "auxiliary" not in forms


_DEGREES = frozenset(["very", "quite", "so", "too", "really", "extremely"])


def _is_verb_or_degree(words: Lexicon, word: str) -> bool:
    return word in _DEGREES or _is_finite(words, word)


def _behind_verb(words: Lexicon, match: re.Match[str]) -> str | None:
    word, verb = match["word"], match["verb"]
    if not _may_be_adverb(words, word):
        return None
    if not _is_finite(words, verb):
        return None
    adverb = _adverb_of(words, word)
    if not adverb or words.pair_count(verb, word):
        return None
    ways = {verb, *(form for one in words.lemmas(verb) for tag in _TENSES for form in (one, *words.inflect(one, tag)))}
    if any(words.pair_count(one, word) for one in ways) or not any(words.pair_count(one, adverb) for one in ways):
        return None
    return adverb


_TENSES = ("verb-past", "verb-s", "verb-ing", "verb-participle")


def _well(_words: Lexicon, match: re.Match[str]) -> str:
    return {"good": "well", "bad": "badly"}[match["word"]]


_IS = any_case("is are was were be been being am seem seems remain remains remained became become becomes")
#: What the judges say should stand instead of the group `word`.
FRAMES: tuple[WordFrame[str], ...] = (
    WordFrame(_PREDICATE, _before_adjective, _may_be_adverb, _IS | any_case("also still not now"), (2, 1)),
    WordFrame(_VERB, _behind_verb, _may_be_adverb, _is_verb_or_degree, (2, 1)),
    WordFrame(
        _WELL, _well, any_case("good bad"), any_case("very quite so really pretty extremely particularly"), (3, 2)
    ),
)

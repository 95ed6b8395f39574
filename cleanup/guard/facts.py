"""What a change must leave as it is: numbers, names, negation, modality, addresses, and which way something goes.

None of the tests knows what is true. Each sees whether a change touches what a text states.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

import msgspec

from cleanup import lazy_regex
from cleanup.guard.alignment import TOKEN, Correction, letters, words
from cleanup.guard.classes import ARTICLES, AUXILIARIES, PREPOSITIONS, PRONOUNS, distance
from cleanup.guard.variety import american
from cleanup.model import MASK
from cleanup.text import word_lists

_DIGITS = lazy_regex.pattern(r"\d+|[%‰€$£¥½¼¾°²³]")
_NUMBER_WORDS = word_lists.words("number_words")
_NEGATION = lazy_regex.pattern(
    r"(?i)\b(?:not|no|never|none|nor|neither|nobody|nothing|nowhere|without|cannot|hardly|barely|scarcely|unless"
    r"|refus\w+|den(?:y|ied|ies)|fail\w*|lack\w*)\b|n[’']t\b"
)
#: Words that say how certain something is, by kind; a change may exchange those of one kind for each other.
_MODALITY = {word: kind for kind, listed in word_lists.sections("modality").items() for word in listed}
#: Words that turn a statement round, in pairs.
_OPPOSITES = frozenset(map(frozenset, word_lists.rows("opposites")))
_ADDRESS = lazy_regex.pattern(r"(?i)\b(?:https?://|www\.)\S+|\S+@\S+\.\w+|[@#]\w+|\{\w*\}|%[sd]|\$\{?\w+|<[^<>]+>")
_CONTRACTION = lazy_regex.pattern(r"(?i)\b(\w+)([’'](?:ll|d))\b")
_SENTENCE_ENDED = lazy_regex.pattern(r"(?:[.!?:…][”’\"')\]]*\s*[“‘\"'(\[]*|\n\W*|[“\"]|^\W*)$")


class Known(msgspec.Struct, frozen=True):
    """A document as evidence of how it writes a word."""

    text: str

    def count(self, word: str) -> int:
        """Return how often the document has a word or abbreviation, written like that."""
        return _occurrences(self.text, word)

    def count_inside_sentences(self, word: str) -> int:
        """Return how often it has a word behind another one, so that its capital is its own."""
        return _occurrences_inside(self.text, word)

    def prefers(self, new: str, old: str) -> bool:
        """Return whether the document more often writes a word in the new way than in the old."""
        return self.count(new) > self.count(old)


@lru_cache(maxsize=4096)
def _occurrences(text: str, word: str) -> int:
    start = r"(?<!\w)" if word[:1].isalnum() else ""
    end = r"(?!\w)" if word[-1:].isalnum() else ""
    return sum(1 for _ in re.finditer(start + re.escape(word) + end, text))


@lru_cache(maxsize=4096)
def _occurrences_inside(text: str, word: str) -> int:
    return sum(1 for _ in re.finditer(rf"(?<=[\w,] ){re.escape(word)}(?!\w)", text))


def same_letters(one: str, other: str) -> bool:
    """Return whether two texts differ in nothing but case, marks and spaces."""
    return letters(html.unescape(one)) == letters(html.unescape(other))


def is_repetition(change: Correction) -> bool:
    """Return whether all that is left out stands right before or after it as well."""
    removed = [word.lower() for word in words(change.before)]
    if not removed or words(change.after):
        return False
    before, after = ([word.lower() for word in words(text)] for text in (change.left, change.right))
    return removed in (before[-len(removed) :], after[: len(removed)])


def keeps_numbers(change: Correction, _: Known) -> bool:
    """Return whether digits, units and number words are the same, in whatever order."""
    before, after = html.unescape(change.before), html.unescape(change.after)
    within = change.left[-1:].isdigit() and change.right[:1].isdigit()
    if within or Counter(_DIGITS.findall(before)) != Counter(_DIGITS.findall(after)):
        return False
    named, kept = (Counter(w for w in map(str.lower, words(text)) if w in _NUMBER_WORDS) for text in (before, after))
    return named == kept or same_letters(before, after)


def keeps_negation(change: Correction, _: Known) -> bool:
    """Return whether there are as many negations as before."""
    return len(_NEGATION.findall(change.before)) == len(_NEGATION.findall(change.after))


def keeps_modality(change: Correction, _: Known) -> bool:
    """Return whether what may be, can be, must be or is said to be stays so."""
    if same_letters(change.before, change.after):
        return True

    def of(text: str) -> Counter[str]:
        parts = (part for word in words(text) for part in _CONTRACTION.sub(r"\1 \2", word).split())
        found = (_MODALITY.get(part.lower().replace("’", "'")) for part in parts)
        return Counter(group for group in found if group)

    return of(change.before) == of(change.after)


def keeps_direction(change: Correction, _: Known) -> bool:
    """Return whether no word is exchanged for its opposite."""
    return not any(frozenset((a.lower(), b.lower())) in _OPPOSITES for a in change.old for b in change.new)


def keeps_addresses(change: Correction, _: Known) -> bool:
    """Return whether addresses, tags, placeholders, and what stands for code, are the same."""

    def of(text: str) -> list[str]:
        return [MASK] * text.count(MASK) + _ADDRESS.findall(html.unescape(text))

    return of(change.passage) == of(change.corrected)


def keeps_names(change: Correction, known: Known) -> bool:
    """Return whether no name is lost, made up or exchanged; one may be spelt as the document mostly spells it."""
    if same_letters(change.before, change.after):
        return True
    old = _names(change.left + change.before, len(change.left), change.old)
    new = _names(change.left + change.after, len(change.left), change.new)
    risen = {_bare(word) for word in words(change.before)}
    new = [name for name in new if _bare(name) not in risen] if len(new) > len(old) else new
    return len(old) == len(new) and all(_is_near(one, other, known) for one, other in zip(old, new, strict=True))


def is_near_name(change: Correction) -> bool:
    """Return whether all that a change does is to spell one word a little otherwise."""
    one = len(change.old) == len(change.new) == 1 and change.new[0].lower() not in _DATES
    return one and distance(change.old[0].lower(), change.new[0].lower(), MAX_MISSPELT) <= MAX_MISSPELT


#: Names that differ by few letters and mean other days.
_DATES = word_lists.words("dates")


def _is_near(one: str, other: str, known: Known) -> bool:
    """Return whether two names may be one name, written in two ways."""
    if one.lower() != other.lower() and {one.lower(), other.lower()} <= _DATES:
        return False
    apart = distance(one.lower(), other.lower(), 3)
    alone = known.count(one) < 2 or known.count(other) > 0
    return _bare(one) == _bare(other) or (known.prefers(other, one) and apart <= 3) or (alone and apart <= MAX_MISSPELT)


def _bare(name: str) -> str:
    """A name without its case, its possessive and its plural."""
    folded = american(name.lower().replace("’", "'"))
    return folded.removesuffix("'s").removesuffix("'").removesuffix("s")


def _names(text: str, start: int, changed: tuple[str, ...]) -> list[str]:
    """The changed words, of those from `start` on, that are capitalised within a sentence."""
    names = []
    left = list(changed)
    for token in TOKEN.finditer(text, start):
        word = token.group()
        if word in left:
            left.remove(word)
            if word[0].isupper() and word.lower() not in _NO_NAMES and not _begins_sentence(text, token.start()):
                names.append(word)
    return names


_NO_NAMES = ARTICLES | PRONOUNS | PREPOSITIONS | AUXILIARIES | {"and", "or", "but", "i'm", "i’m", "when", "while", "if"}
#: A name may be misspelt by so many letters at most.
MAX_MISSPELT = 2


def _begins_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 12) : at]
    return not text[:at].strip() or bool(_SENTENCE_ENDED.search(before))


#: By the reason that is given where one does not hold.
FACTS: dict[str, Callable[[Correction, Known], bool]] = {
    "numbers": keeps_numbers,
    "negation": keeps_negation,
    "modality": keeps_modality,
    "direction": keeps_direction,
    "addresses": keeps_addresses,
    "names": keeps_names,
}

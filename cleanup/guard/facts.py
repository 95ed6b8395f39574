"""What a change must leave as it is: numbers, names, negation, modality, addresses, and which way something goes.

None of the tests knows what is true. Each sees whether a change touches what a text states.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Callable

from cleanup import lazy_regex
from cleanup.guard.alignment import Correction, same_letters, words
from cleanup.guard.known import Known
from cleanup.guard.names import keeps_names
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


#: By the reason that is given where one does not hold.
FACTS: dict[str, Callable[[Correction, Known], bool]] = {
    "numbers": keeps_numbers,
    "negation": keeps_negation,
    "modality": keeps_modality,
    "direction": keeps_direction,
    "addresses": keeps_addresses,
    "names": keeps_names,
}

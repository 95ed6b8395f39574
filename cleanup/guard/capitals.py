"""Whether a change keeps the capitals of the document: those of names, headlines and sentences."""

from __future__ import annotations

from cleanup.guard.alignment import SENTENCE_BREAK, Correction, words
from cleanup.guard.classes import ARTICLES
from cleanup.guard.house import House
from cleanup.text import word_lists


def keeps_capitals(change: Correction, house: House) -> bool:
    """Return whether capitals come only where a sentence begins, or as the document writes the word elsewhere."""
    old, new = words(change.before), words(change.after)
    if [word.lower() for word in old] != [word.lower() for word in new]:
        return True
    pairs = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    if any((len(a) > 3 and a.isupper()) or (len(b) > 1 and b.isupper()) for a, b in pairs):
        return False
    risen = [b for a, b in pairs if a[0].islower() and b[0].isupper()]
    if len(risen) == len(pairs) <= 2 and _is_within_name(change):
        return True
    if pairs and _is_title_case(change):
        return False
    starts = not change.left.strip() or change.left.rstrip()[-1:] in '.!?:…"“”’' or change.before[:1] in ".!?,;"
    risen = [word for word in risen if word.lower() not in word_lists.words("dates")]
    if not risen or (len(risen) == 1 and starts):
        return True
    return all(house.known.count(word) >= max(1, house.known.count(word.lower())) for word in risen)


def _is_within_name(change: Correction) -> bool:
    """Return whether a word beside it is capitalised, or a degree sign stands before it."""
    following = [word for word in words(change.right[:30]) if word not in ("of", "the", "for", "and")]
    last = [word for word in words(change.left[-30:])[-1:] if word.lower() not in ARTICLES]
    beside = (*last, *following[:1])
    return change.left[-1:] == "°" or any(word[0].isupper() and not word.isupper() for word in beside)


def _is_title_case(change: Correction) -> bool:
    """Return whether the sentence is a headline most of whose longer words are capitalised."""
    every = words(_sentence(change))
    if len(every) > 2 and all(word[0].isupper() for word in every):
        return True
    longer = [word for word in every if len(word) > 3]
    return len(longer) > 2 and sum(word[0].isupper() for word in longer) > 0.6 * len(longer)


def _sentence(change: Correction) -> str:
    """The sentence of a passage around a change."""
    return SENTENCE_BREAK.split(change.left)[-1] + change.before + SENTENCE_BREAK.split(change.right)[0]

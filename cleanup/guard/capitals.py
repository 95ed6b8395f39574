"""Whether a change keeps the capitals of the document: those of names, headlines and sentences."""

from __future__ import annotations

from cleanup.guard.alignment import SENTENCE_BREAK, Correction, words
from cleanup.guard.classes import ARTICLES
from cleanup.guard.house import House
from cleanup.text import word_lists


def keeps_capitals(change: Correction, house: House) -> bool:
    """Return whether capitals come only where a sentence begins, or as the document writes the word elsewhere."""
    pairs = _recased(change)
    if any((len(a) > 3 and a.isupper()) or (len(b) > 1 and b.isupper()) for a, b in pairs):
        return False
    risen = _risen(pairs)
    if len(risen) == len(pairs) <= 2 and _is_within_name(change):
        return True
    if pairs and _is_title_case(change):
        return False
    risen = [word for word in risen if word.lower() not in word_lists.words("dates")]
    if len(risen) == 1 and _is_start(change):
        return True
    known = house.known
    return all(known.count_inside_sentences(word) >= 2 * known.count(word.lower()) > 0 for word in risen)


def raises_inside_sentence(change: Correction) -> bool:
    """Return whether a word gets a capital that no sentence begins with: a common noun may become a name."""
    return bool(_risen(_recased(change))) and not _is_start(change)


def _recased(change: Correction) -> list[tuple[str, str]]:
    """The words that differ, if they differ in nothing but case and full stops."""
    old, new = (words(text.replace(".", "")) for text in (change.before, change.after))
    if [word.lower() for word in old] != [word.lower() for word in new]:
        return []
    return [(a, b) for a, b in zip(old, new, strict=True) if a != b]


def _risen(pairs: list[tuple[str, str]]) -> list[str]:
    return [b for a, b in pairs if a[0].islower() and b[0].isupper()]


def _is_start(change: Correction) -> bool:
    left = change.left.rstrip()
    return not left or left[-1] in '.!?:…"“”’' or change.before[:1] in ".!?,;"


def _is_within_name(change: Correction) -> bool:
    """Return whether a word beside it is capitalised, or a degree sign stands before it."""
    following = words(change.right[:30])
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

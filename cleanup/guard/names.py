"""Whether a change keeps the names: none is lost, made up or exchanged for another.

Inside a sentence a capital tells a name. A word that begins a sentence has one anyway; there the document tells, or the
lexicon: it is a name if it is never written otherwise, and if nobody knows it.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.guard.alignment import TOKEN, Correction, same_letters, words
from cleanup.guard.classes import ARTICLES, AUXILIARIES, PREPOSITIONS, PRONOUNS, distance
from cleanup.guard.known import Known
from cleanup.guard.variety import american
from cleanup.lexicon import Case, lexicon
from cleanup.text import word_lists

#: A name may be misspelt by so many letters at most.
MAX_MISSPELT = 2
#: Names that differ by few letters and mean other days.
_DATES = word_lists.words("dates")
_NO_NAMES = ARTICLES | PRONOUNS | PREPOSITIONS | AUXILIARIES | {"and", "or", "but", "i'm", "i’m", "when", "while", "if"}
_SENTENCE_ENDED = lazy_regex.pattern(r"(?:[.!?:…][”’\"')\]]*\s*[“‘\"'(\[]*|\n\W*|[“\"]|^\W*)$")
#: How the lexicon writes what is a name, and nothing else.
_CAPITALISED = frozenset({Case.CAPITAL, Case.UPPER, Case.MIXED})


def keeps_names(change: Correction, known: Known) -> bool:
    """Return whether no name is lost, made up or exchanged; one may be spelt as the document mostly spells it."""
    if same_letters(change.before, change.after):
        return True
    old = list(_names(change.left + change.before, len(change.left), change.old, change.new, known))
    new = list(_names(change.left + change.after, len(change.left), change.new, change.old, known))
    risen = {_bare(word) for word in words(change.before)}
    new = [name for name in new if _bare(name) not in risen] if len(new) > len(old) else new
    return len(old) == len(new) and all(_is_near(one, other, known) for one, other in zip(old, new, strict=True))


def is_near_name(change: Correction) -> bool:
    """Return whether all that a change does is to spell one word a little otherwise."""
    one = len(change.old) == len(change.new) == 1 and change.new[0].lower() not in _DATES
    return one and _is_spelt_alike(change.old[0], change.new[0])


def _names(text: str, start: int, changed: tuple[str, ...], others: tuple[str, ...], known: Known) -> Iterator[str]:
    """The names among the changed words, of those from `start` on; `others` are those of the other version."""
    left = list(changed)
    for token in TOKEN.finditer(text, start):
        word = token.group()
        if word not in left:
            continue
        left.remove(word)
        if not word[0].isupper() or word.lower() in _NO_NAMES:
            continue
        if not _begins_sentence(text, token.start()) or _is_name(word, others, known):
            yield word


def _begins_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 12) : at]
    return not text[:at].strip() or bool(_SENTENCE_ENDED.search(before))


def _is_name(word: str, others: tuple[str, ...], known: Known) -> bool:
    """Return whether a word that begins a sentence is a name; a misspelt common word is none."""
    singular = _without_possessive(word)
    if known.count_inside_sentences(singular) > known.count(singular.lower()):
        return True
    cases = {_usual_case(part) for part in singular.split("-") if part}
    if cases & _CAPITALISED:
        return True
    return Case.UNKNOWN in cases and not any(_is_spelt_alike(word, other) and _is_common(other) for other in others)


def _usual_case(word: str) -> Case:
    english = lexicon("en")
    return english.usual_case(word) if english else Case.LOWER


def _is_common(word: str) -> bool:
    return _usual_case(_without_possessive(word)) in (Case.LOWER, Case.EITHER)


def _without_possessive(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s").removesuffix("'")


def _is_near(one: str, other: str, known: Known) -> bool:
    """Return whether two names may be one name, written in two ways."""
    if one.lower() != other.lower() and {one.lower(), other.lower()} <= _DATES:
        return False
    if _bare(one) == _bare(other):
        return True
    apart = distance(one.lower(), other.lower(), 3)
    if known.prefers(other, one) and apart <= 3:
        return True
    alone = known.count(one) < 2 or known.count(other) > 0
    return alone and apart <= MAX_MISSPELT and _is_misspelt(one, other)


def _is_misspelt(one: str, other: str) -> bool:
    """Return whether the lexicon may know the other one only, or one as the adjective of the other."""
    english = lexicon("en")
    if english is None or not english.knows(_bare(one)):
        return True
    return english.knows(_bare(other)) and english.word_classes(one) != english.word_classes(other)


def _is_spelt_alike(one: str, other: str) -> bool:
    return distance(one.lower(), other.lower(), MAX_MISSPELT) <= MAX_MISSPELT


def _bare(name: str) -> str:
    """A name without its case, its possessive and its plural."""
    return _without_possessive(american(name.lower().replace("’", "'"))).removesuffix("s")

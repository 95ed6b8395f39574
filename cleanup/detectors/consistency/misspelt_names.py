"""A name that is spelt differently once, by a slip: Uraguay in a text about Uruguay, Buchi in one about Bucha.

Other differences than those of transliterators, which `names` knows. Two rare names may be those of two people, so the
other spelling has to be that of a known name, or of the clear majority.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from cleanup import lazy_regex
from cleanup.detectors.consistency.names import TRIGGERS, capitalised, is_in_name, key, spans_of
from cleanup.detectors.consistency.shared import finding, times
from cleanup.lexicon import Case, Lexicon, lexicon
from cleanup.matching import FullText
from cleanup.model import Finding, Level, Rule
from cleanup.text.sizes import ARTICLE

__all__ = ["TRIGGERS", "misspelt"]

_PLAIN = lazy_regex.pattern(r"[A-Z][a-z]{4,}\Z")
_VOWELS = frozenset("aeiouy")
#: A name of this frequency is well known, and one that was not counted has no higher one than the second.
KNOWN = 2.0
UNCOUNTED = 1.0
#: Shorter names differ by a letter too easily to be repaired.
LONG = 7
#: How much more often the other spelling has to be there, and how often at least, if it is not well known.
MAJORITY = 3


def misspelt(rule: Rule, view: FullText) -> Iterator[Finding]:
    """Yield names one slip away from another one of an article."""
    known = lexicon("en") if len(view.text) <= ARTICLE else None
    if known is None:
        return
    for wrong, right in _slips(known, frozenset(view.once(capitalised))):
        yield from _judged(rule, known, view.text, wrong, right)


@lru_cache(maxsize=8)
def _slips(known: Lexicon, capitalised_words: frozenset[str]) -> list[tuple[str, str]]:
    """Return pairs of names of which the first, a rare one, is one slip away from the second.

    From round to round, and while a text is being written, its names hardly change.
    """
    names = [name for name in sorted(capitalised_words) if _PLAIN.match(name)]
    alike: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for part in _parts(name):
            alike[part].append(name)
    rare = [name for name in names if known.frequency(name) <= UNCOUNTED]
    near = ((one, two) for one in rare for two in sorted({name for part in _parts(one) for name in alike[part]}))
    return [(one, two) for one, two in near if one != two and _is_a_slip(one, two) and key(one) != key(two)]


def _parts(name: str) -> set[str]:
    """Return a name as it is and without each letter but the first; two that are one slip apart have one in common."""
    return {name, *(name[:at] + name[at + 1 :] for at in range(1, len(name)))}


def _is_a_slip(wrong: str, right: str) -> bool:
    """Return whether one letter is different, doubled, lost or added, or two are swapped.

    An ending may only be another vowel, as other endings make other names.
    """
    if abs(len(wrong) - len(right)) > 1:
        return False
    start, end = _common(wrong, right), _common(wrong[::-1], right[::-1])
    if len(wrong) != len(right):
        return end > 0 and start + end >= min(len(wrong), len(right))
    middle = slice(start, len(wrong) - end)
    one, other = wrong[middle], right[middle]
    if len(one) == 1:
        return end > 0 or {one, other} <= _VOWELS
    return len(one) == 2 and one == other[::-1]


def _common(one: str, other: str) -> int:
    """Return how many letters two words have in common at their beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _judged(rule: Rule, known: Lexicon, text: str, wrong: str, right: str) -> Iterator[Finding]:
    ours, theirs = list(spans_of(text, wrong)), list(spans_of(text, right))
    ending = wrong[:-1] == right[:-1]
    famous = known.frequency(right) >= KNOWN and known.usual_case(right) is Case.CAPITAL and not ending
    majority = len(theirs) >= MAJORITY * len(ours)
    level = None if not known.knows(wrong) and not ending and len(wrong) >= LONG else Level.FLAG
    for span in ours:
        # The name of a person may be a rare form of a well-known one.
        if majority or (famous and len(theirs) >= len(ours) and not is_in_name(text, span)):
            message = f"“{wrong}” is spelt “{right}” {times(len(theirs))} in this text"
            yield finding(rule, span, right, message, level)

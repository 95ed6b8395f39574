"""The class of a change: what a proofreader would call it.

A change belongs to the first class of `CLASSES` whose test it passes: from what only moves spaces to a change of words.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from cleanup import lazy_regex
from cleanup.guard.alignment import DASHES, QUOTE_MARKS, Correction, letters, words
from cleanup.text import word_lists

ARTICLES = frozenset({"a", "an", "the"})
PRONOUNS = word_lists.words("pronouns")
AUXILIARIES = word_lists.words("auxiliaries")
PREPOSITIONS = word_lists.words("all_prepositions")
_SPACES = lazy_regex.pattern(r"\s+")


def class_of(change: Correction) -> str:
    """The class of a change, one of `CLASSES`."""
    return next(name for name, fits in CLASSES.items() if fits(change))


def _without_spaces(text: str) -> str:
    return _SPACES.sub("", text)


def _is_space(change: Correction) -> bool:
    return _without_spaces(change.before) == _without_spaces(change.after)


def _is_case(change: Correction) -> bool:
    return change.before.lower() == change.after.lower()


def _same_letters(change: Correction) -> bool:
    return letters(change.before) == letters(change.after)


def _marks(text: str) -> str:
    return "".join(c for c in text if not c.isalnum() and not c.isspace())


def _is_quotation(change: Correction) -> bool:
    if not _same_letters(change):
        return False
    old, new = _marks(change.before), _marks(change.after)
    return old != new and set(old) ^ set(new) <= QUOTE_MARKS and not (set(old) | set(new)) - QUOTE_MARKS - set(",.")


def _is_dash(change: Correction) -> bool:
    if not _same_letters(change):
        return False
    old, new = set(_marks(change.before)), set(_marks(change.after))
    return bool((old ^ new) & DASHES) and old ^ new <= DASHES


def _is_order(change: Correction) -> bool:
    return not change.old and not change.new


def _only(listed: frozenset[str]) -> Callable[[Correction], bool]:
    def fits(change: Correction) -> bool:
        both = (*change.old, *change.new)
        return all(word.lower().replace("’", "'") in listed for word in both)

    return fits


def _is_inflection(change: Correction) -> bool:
    return len(change.old) == len(change.new) and all(map(are_forms, change.old, change.new))


def _is_spelling(change: Correction) -> bool:
    """Whether a single word is written with a letter or two more, less or otherwise."""
    if _glued(change.old) == _glued(change.new) and change.old:
        return True
    if len(change.old) != 1 or len(change.new) != 1:
        return False
    old, new = change.old[0].lower(), change.new[0].lower()
    return min(len(old), len(new)) >= 4 and distance(old, new, 2) <= 2


def _glued(some: tuple[str, ...]) -> str:
    return "".join(some).lower().replace("-", "")


def distance(one: str, other: str, limit: int) -> int:
    """How many letters must be put in, left out, replaced or exchanged with their neighbour; `limit` + 1 for more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, another in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != another))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == another:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return min(row[-1], limit + 1)


#: Endings of English inflection, longest first; what they leave is compared.
_ENDINGS = ("ies", "ied", "ing", "es", "ed", "ly", "'s", "s'", "er", "s", "y", "e", "d")


def are_forms(one: str, other: str) -> bool:
    """Return whether two words look like forms of one: equal but for an ending, or forms of one irregular verb.

    >>> are_forms("carry", "carried"), are_forms("went", "gone"), are_forms("form", "from")
    (True, True, False)
    """
    one, other = (word.lower().replace("’", "'") for word in (one, other))
    if one == other:
        return True
    if not _irregular(one).isdisjoint(_irregular(other)):
        return True
    return bool(_stems(one) & _stems(other))


def _stems(word: str) -> set[str]:
    stems = {word}
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word.removesuffix(ending)
            stems.add(stem)
            if len(stem) > 3 and stem[-1] == stem[-2] and ending in ("ing", "ed", "er"):
                stems.add(stem[:-1])
    return {stem for stem in stems if len(stem) >= 3} | ({word} if len(word) < 3 else set())


#: Forms that no ending tells of, by their base.
_SUPPLETIVE = {
    "be": "am is are was were been being 'm 're",
    "have": "has had having 've",
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "people",
    "good": "better best well",
    "bad": "worse worst badly",
}


@cache
def _bases() -> dict[str, frozenset[str]]:
    """What the forms of irregular words may be forms of."""
    found: dict[str, set[str]] = {}
    for base, *forms in (*word_lists.rows("irregular_verbs"), *word_lists.rows("past_is_participle")):
        for form in (base, *forms, f"{base}s", f"{base}es", f"{base}ing", f"{base.removesuffix('e')}ing"):
            found.setdefault(form, set()).add(base)
    for base, listed in _SUPPLETIVE.items():
        for form in (base, *listed.split()):
            found.setdefault(form, set()).add(base)
    return {form: frozenset(bases) for form, bases in found.items()}


def _irregular(word: str) -> frozenset[str]:
    return _bases().get(word, frozenset())


def _is_missing(change: Correction) -> bool:
    return not change.old


def _is_extra(change: Correction) -> bool:
    return not change.new


def _is_punctuation(change: Correction) -> bool:
    return _same_letters(change) and [w.lower() for w in words(change.before)] == [
        w.lower() for w in words(change.after)
    ]


_ENDED = lazy_regex.pattern(r"[.!?:…][”’\"')\]]*\s*$|\n\s*$|^\s*$|\s{2}$")
#: What is left out whole, and has at least so many words, may be a remnant of the page that the text was taken from.
MIN_BOILERPLATE = 4


def _is_boilerplate(change: Correction) -> bool:
    """Return whether whole sentences are left out, and nothing is put in their place."""
    if len(change.edits) != 1 or words(change.after) or len(words(change.before)) < MIN_BOILERPLATE:
        return False
    begins = _ENDED.search(change.left) or change.before[:2] == "  "
    ends = change.right.strip()[:1] in (*".!?", "") or _ENDED.search(change.before) or change.before[-2:] == "  "
    return bool(ends and (begins or change.before.strip()[:1].isupper()))


#: From what only moves spaces to what changes words; the first that fits.
CLASSES: dict[str, Callable[[Correction], bool]] = {
    "space": _is_space,
    "boilerplate": _is_boilerplate,
    "case": _is_case,
    "quotation": _is_quotation,
    "dash": _is_dash,
    "punctuation": _is_punctuation,
    "order": _is_order,
    "article": _only(ARTICLES),
    "preposition": _only(PREPOSITIONS),
    "pronoun": _only(PRONOUNS),
    "auxiliary": _only(AUXILIARIES),
    "inflection": _is_inflection,
    "spelling": _is_spelling,
    "missing-word": _is_missing,
    "extra-word": _is_extra,
    "word-choice": lambda _: True,
}

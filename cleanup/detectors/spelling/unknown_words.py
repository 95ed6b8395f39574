"""Which words of a text no dictionary knows, and which known words are one slip away."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from cleanup.lexicon import Case, Lexicon
from cleanup.text.word_lists import sections

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VOWELS = frozenset("aeiou")
_AFFIXES = "affixes"
#: The shortest word that is judged, and the shortest part of a compound.
SHORTEST = 5
_PART = 3
#: The frequency of words from which new ones are derived: rarer ones take no affixes, and are often slips themselves.
STEM = 1.0
#: A slip that happens while writing makes a misspelling of so frequent a word, even if two words stand in it.
EVIDENT = 3.3
EVIDENT_LENGTH = 6
#: A word of this frequency begins and ends no other one by itself.
VERY_FREQUENT = 5.5
#: The length of words that are asked for two common ones, the length of these, and their frequency.
_GLUED, _HALF, _COMMON = 9, 4, 4.0
#: Words of which a form may be a slip have at least this frequency.
RARE = 2.2
#: Slips that happen while writing a word that one means.
LIKELY = frozenset({"doubled", "undoubled", "swapped", "omitted"})


#: The slips, and how much likelier than a replaced letter each is, in powers of ten.
SHAPES = {"doubled": 1.0, "undoubled": 1.0, "swapped": 1.0, "omitted": 0.8, "vowel": 0.3, "added": 0.3, "replaced": 0.0}


class Slip(msgspec.Struct, frozen=True):
    """A known word, and the slip by which another word was made of it: one of `SHAPES`."""

    word: str
    shape: str
    frequency: float

    @property
    def likelihood(self) -> float:
        """How likely the slip is beside others, in powers of ten: the frequency of the word, and the shape."""
        return self.frequency + SHAPES[self.shape]


def is_word(lexicon: Lexicon, form: str) -> bool:
    """Whether a form in small letters is right: listed as more than a name."""
    return lexicon.usual_case(form) not in (Case.UNKNOWN, Case.CAPITAL)


def is_made_of_words(lexicon: Lexicon, form: str) -> bool:
    """Whether a form may be a new word: a compound of known words, or one with a prefix or a suffix."""
    return any(_stems(lexicon, form)) or any(
        all(_is_part(lexicon, part) for part in (form[:cut], form[cut:])) for cut in range(_PART, len(form) - _PART + 1)
    )


def is_evident_slip(lexicon: Lexicon, form: str) -> bool:
    """Whether a form is a frequent word miswritten rather than a new one: `counttries` is no count of tries."""
    if len(form) < EVIDENT_LENGTH:
        return False
    best = next((slip for slip in slips(lexicon, form, RARE) if slip.frequency >= EVIDENT), None)
    return best is not None and best.shape in LIKELY


def is_frequent(lexicon: Lexicon, form: str, least: float) -> bool:
    """Whether a form in small letters is a word of at least this frequency."""
    return lexicon.frequency(form) >= least and is_word(lexicon, form)


def _is_part(lexicon: Lexicon, form: str) -> bool:
    """Return whether a form makes compounds: a word that is no abbreviation (`res`, `der`)."""
    return is_frequent(lexicon, form, 3) and bool(lexicon.word_classes(form))


def _stems(lexicon: Lexicon, form: str) -> Iterator[bool]:
    for prefix in sections(_AFFIXES)["prefixes"]:
        if form.startswith(prefix) and len(form) - len(prefix) > _PART:
            yield is_frequent(lexicon, form[len(prefix) :], STEM)
    for suffix in sections(_AFFIXES)["suffixes"]:
        stem = form.removesuffix(suffix)
        if stem != form and len(stem) >= _PART:
            yield from (is_frequent(lexicon, one, STEM) for one in _restored(stem))


def _restored(stem: str) -> Iterator[str]:
    """Yield what a word may have been before its suffix: `bake` of `bak`, `happy` of `happi`, `run` of `runn`."""
    yield stem
    yield f"{stem}e"
    if stem[-1] == "i":
        yield f"{stem[:-1]}y"
    if stem[-1] == stem[-2]:
        yield stem[:-1]


@lru_cache(maxsize=4096)
def slips(lexicon: Lexicon, form: str, least: float) -> tuple[Slip, ...]:
    """Return the words from a frequency on of which one slip behind the first letter makes the form, the likeliest
    first.
    """
    shapes: dict[str, str] = {}
    for word, shape in _changed(form):
        shapes.setdefault(word, shape)
    shapes.pop(form, None)
    words = (word for word in lexicon.known(shapes) if is_word(lexicon, word))
    found = (Slip(word, shapes[word], lexicon.frequency(word)) for word in words)
    return tuple(sorted((slip for slip in found if slip.frequency >= least), key=lambda slip: -slip.likelihood))


def _changed(form: str) -> Iterator[tuple[str, str]]:
    """Yield what a form may have been, each with the slip that was made; likely slips before others."""
    for at in range(1, len(form)):
        rest = form[at + 1 :]
        yield form[:at] + rest, "doubled" if form[at] in (form[at - 1], rest[:1]) else "added"
        if rest:
            yield form[:at] + rest[0] + form[at] + rest[1:], "swapped"
        for letter in _LETTERS:
            yield form[:at] + letter + rest, "vowel" if {letter, form[at]} <= _VOWELS else "replaced"
    for at in range(1, len(form) + 1):
        for letter in _LETTERS:
            beside = letter in (form[at - 1], form[at : at + 1])
            yield form[:at] + letter + form[at:], "undoubled" if beside else "omitted"


# --- inflections ----------------------------------------------------------------------------------------------------

#: The frequency of a word that is inflected wrongly.
_INFLECTED = 3.0


@lru_cache(maxsize=4096)
def right_inflections(lexicon: Lexicon, form: str) -> tuple[str, ...]:
    """Return what an unknown form should be if it is a known word, inflected by a rule that this does not follow.

    `taught` for `teached`, `equipped` for `equiped`, `cities` for `citys`, `criteria` for `criterias`.
    """
    if form.endswith("ed"):
        verbs = (base for base in _restored(form.removesuffix("ed")) if "verb-base" in lexicon.forms(base))
        return _inflections(lexicon, form, verbs, ("verb-past", "verb-participle"))
    if form.endswith("s") and not form.endswith(("ss", "mens", "rens")):
        stems = dict.fromkeys((form.removesuffix("s"), form.removesuffix("es")))
        if plural := next((stem for stem in stems if lexicon.forms(stem) == {"noun-plural"}), None):
            return (plural,)
        nouns = (stem for stem in stems if "noun-singular" in lexicon.forms(stem))
        return _inflections(lexicon, form, nouns, ("noun-plural",))
    return ()


def _inflections(lexicon: Lexicon, form: str, bases: Iterator[str], tags: tuple[str, ...]) -> tuple[str, ...]:
    """Return the inflections of the first common base that has any, unless the form is one of them."""
    for base in bases:
        made = dict.fromkeys(one for tag in tags for one in lexicon.inflect(base, tag)[:1])
        if made and lexicon.frequency(base) >= _INFLECTED:
            return tuple(made) if form not in made and base not in made else ()
    return ()


# --- two words ------------------------------------------------------------------------------------------------------


def common_cuts(lexicon: Lexicon, form: str) -> list[str]:
    """Return the pairs of common words, not both nouns, that a long unknown form may have been: `beenreleased`.

    None for a form with a prefix or a suffix, which is a new word rather than two.
    """
    if len(form) < _GLUED or any(_stems(lexicon, form)):
        return []
    cuts = ((form[:cut], form[cut:]) for cut in range(_HALF - 1, len(form) - _HALF + 2))
    return [
        f"{first} {second}"
        for first, second in cuts
        if all(_is_half(lexicon, part) for part in (first, second))
        and not all("noun" in lexicon.word_classes(part) for part in (first, second))
        and second not in sections(_AFFIXES)["suffixes"]
    ]


def _is_half(lexicon: Lexicon, form: str) -> bool:
    """Return whether a word is so common that it may be half of another; a short one must be more so."""
    return is_frequent(lexicon, form, _COMMON if len(form) >= _HALF else VERY_FREQUENT)

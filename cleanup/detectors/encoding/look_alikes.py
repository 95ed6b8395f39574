"""Letters of one alphabet in a word of another, and the wide forms of Latin letters and marks.

Keyboards with two layouts, and filters that are to be deceived, put a Cyrillic `а` into an English word; programs for
Chinese and Japanese write `％` and `１` a full square wide. Both look right, and no search finds them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from cleanup import lazy_regex
from cleanup.detectors.encoding.damage import Damage, Damaged
from cleanup.model import Level, Span

#: Letters that are drawn alike: Cyrillic and Greek ones, and the Latin ones in the same order. A part of Unicode's
#: `confusables.txt` (UTS #39); only pairs that print cannot tell apart.
_CYRILLIC = "аеорсухіјѕԁһАВЕКМНОРСТХІЈЅ"
_LATIN_OF_CYRILLIC = "aeopcyxijsdhABEKMHOPCTXIJS"
_GREEK = "οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
_LATIN_OF_GREEK = "oABEZHIKMNOPTYX"

_TO_LATIN = str.maketrans(_CYRILLIC + _GREEK, _LATIN_OF_CYRILLIC + _LATIN_OF_GREEK)
_TO_CYRILLIC = str.maketrans(_LATIN_OF_CYRILLIC, _CYRILLIC)
_TO_GREEK = str.maketrans(_LATIN_OF_GREEK, _GREEK)

_ALPHABETS = "A-Za-zÀ-ÖØ-öø-ɏ", "\u0370-\u03ff", "\u0400-\u052f"
#: A word in which two alphabets meet.
_MIXED = lazy_regex.pattern(
    "|".join(
        rf"(?<![^\W\d_])(?:[{one}]+[{other}]|[{other}]+[{one}])[^\W\d_]*"
        for one, other in ((_ALPHABETS[0], _ALPHABETS[1]), (_ALPHABETS[0], _ALPHABETS[2]))
    )
)
#: A word has so many letters of its own alphabet for each of another.
_LEAST = 2


def homoglyphs(text: str) -> Damage:
    """Find words of one alphabet that hold letters of another which look the same, and no others of it."""
    for match in _MIXED.finditer(text):
        word = match.group()
        made = _in_one_alphabet(word)
        if made:
            is_latin = unicodedata.name(made[0]).startswith("LATIN")
            level = Level.SAFE if is_latin else Level.SUGGESTED  # a name may mean to mix, in a text of other letters
            yield Damaged(Span(*match.span()), f"“{word}” mixes letters of two alphabets", (made,), level)


def _in_one_alphabet(word: str) -> str:
    """Return a word in the alphabet of most of its letters; empty if that has no such letters, or none has most."""
    counts = {name: sum(unicodedata.name(char, "").startswith(name) for char in word) for name in _TABLES}
    main = max(counts, key=lambda name: counts[name])
    others = len(word) - counts[main]
    made = word.translate(_TABLES[main])
    whole = all(unicodedata.name(char, "").startswith(main) for char in made)
    return made if whole and counts[main] >= max(2, _LEAST * others) else ""


_TABLES: Mapping[str, dict[int, int]] = {"LATIN": _TO_LATIN, "CYRILLIC": _TO_CYRILLIC, "GREEK": _TO_GREEK}

#: Wide letters, digits and marks but those that have rules of their own for the space beside them.
_WIDE = lazy_regex.pattern("[！-＇＊＋－／-９；-～]+")
#: Chinese, Japanese and Korean writing, in which the wide forms are at home.
_EAST_ASIAN = lazy_regex.pattern("[\u2e80-\u2fff\u3005-\u30ff\u3100-\u9fff\uac00-\ud7af\uf900-\ufaff]")
#: Marks with a space of their own, and signs that sites put between titles, which may mean more than the narrow ones.
_SPACED = frozenset("！？；")
_SIGNS = frozenset("｜＜＞＝～")
#: So many characters around a wide form must be without such writing.
_NEAR = 12


def wide_forms(text: str) -> Damage:
    """Find the wide forms of Latin letters, digits and marks outside Chinese, Japanese and Korean."""
    for match in _WIDE.finditer(text):
        if not _EAST_ASIAN.search(text, max(0, match.start() - _NEAR), match.end() + _NEAR):
            wide, after = match.group(), text[match.end() : match.end() + 1]
            new = unicodedata.normalize("NFKC", wide)
            made = f"{new} " if wide[-1] in _SPACED and after.isalnum() else new
            level = Level.SAFE if _SIGNS.isdisjoint(wide) else Level.SUGGESTED
            yield Damaged(Span(*match.span()), f"“{wide}” is a wide form of “{new}”", (made,), level)

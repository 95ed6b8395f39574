"""The document's own style: what it mostly writes, so that repairs follow it.

Every answer is None (no opinion) if there is too little evidence. Counts cover the whole text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice
from typing import Literal

from cleanup import lazy_regex
from cleanup.languages.identify import identify_language
from cleanup.style.house_style import OWN, Style

#: Titles that have no full stop in British style and one in American style.
HONORIFICS = ("Mr", "Mrs", "Ms", "Dr", "Messrs", "Mx")

_HONORIFIC = lazy_regex.pattern(rf"\b(?:{'|'.join(HONORIFICS)})(\.?)[ \u00a0](?=[A-Z])")
_US = lazy_regex.pattern(
    r"(?i)\b(?:colors?|centers?|defense|honor\w*|labor|favor\w*|neighbor\w*|behavior|program|traveled|canceled"
    r"|theaters?|fiber|gray|analyz\w+|\w{3,}iz(?:e|ed|es|ing|ation|ations))\b",
)
_UK = lazy_regex.pattern(
    r"(?i)\b(?:colours?|centres?|defence|honour\w*|labour|favour\w*|neighbour\w*|behaviour|programme|travelled"
    r"|cancelled|theatres?|fibre|grey|analys(?:ed|ing)|\w{4,}(?:nis|lis|ris|mis|dis|gis)(?:ed|ing|ation|ations))\b",
)
# Punctuation first, and what precedes it in a look-behind: a punctuation mark is found much faster than a letter.
_INSIDE = lazy_regex.pattern(r"[,.](?<=[\w’)].)(?:”|\"(?=\s|\Z))")
_OUTSIDE = lazy_regex.pattern(r"[”\"](?<=[\w’)].)[,.](?![.\w])")
_START = lazy_regex.pattern(r"[.!?](?<=[^\W\d_]{2}.) +(?:([a-z])|[A-Z])")

_DASHES = {
    "spaced-en": lazy_regex.pattern(r"\w[’”]? – \w"),
    "em": lazy_regex.pattern(r"\w—\w"),
    "spaced-em": lazy_regex.pattern(r"\w[’”]? — \w"),
    "hyphen": lazy_regex.pattern(r"\w[’”]? - \w"),
}

#: The patterns by which a style is measured; no match spans a line end.
STYLE_MARKS = {
    "honorific": _HONORIFIC,
    "us": _US,
    "uk": _UK,
    "inside": _INSIDE,
    "outside": _OUTSIDE,
    "curly": lazy_regex.pattern(r"\w’\w"),
    "straight": lazy_regex.pattern(r"\w'\w"),
    **_DASHES,
}

#: More places than this in the minority style are not slips.
MAX_SLIPS = 8
#: Fewer quotation marks and apostrophes than this show no shape.
MIN_MARKS = 4
#: Up to this many sentences that begin in lowercase may be slips.
MAX_LOWER_CASE_SLIPS = 3


def majority(counts: dict[str, int], *, least: int, share: float) -> str | None:
    """Return the key that has at least `share` of at least `least` counts, or None."""
    total = sum(counts.values())
    if total < least:
        return None
    best = max(counts, key=lambda key: counts[key])
    return best if counts[best] >= share * total else None


class Profile:
    """The style of one text, each part measured when first needed.

    `find` returns the matches of a pattern of `STYLE_MARKS` in the text, if the caller can find them without reading it
    all.
    """

    def __init__(
        self,
        text: str,
        language: str | None = None,
        style: Style = OWN,
        find: Callable[[str], Iterator[str]] | None = None,
    ) -> None:
        self._text = text
        self._find = find or (lambda name: iter(STYLE_MARKS[name].findall(text)))
        self._language = language
        self.style = style

    def _count(self, name: str, most: int | None = None) -> int:
        """Return how often a pattern matches in the text, but at most `most`."""
        return sum(1 for _ in islice(self._find(name), most))

    @cached_property
    def language(self) -> str | None:
        """The ISO 639-1 code, or None if it is unknown."""
        return self._language or identify_language(self._text)

    @property
    def names(self) -> tuple[str, ...]:
        """Spellings of names that are configured, and override any majority."""
        return self.style.names

    @cached_property
    def double_quotes(self) -> str | None:
        """The shape of double quotation marks: `curly`, `straight`, or None."""
        if self.style.quotes:
            return self.style.quotes
        text = self._text
        counts = {"curly": text.count("“") + text.count("”"), "straight": text.count('"')}
        return majority(counts, least=2, share=0.7)

    @cached_property
    def mark_shape(self) -> Literal["curly", "straight"] | None:
        """The shape of quotation marks and apostrophes taken together, if three quarters of them agree.

        A few straight apostrophes in a text whose quotation marks are all curly are slips, too. No opinion if there are
        more slips than a person would make.
        """
        text = self._text
        doubles = {"curly": text.count("“") + text.count("”"), "straight": text.count('"')}
        curly = doubles["curly"] + 2 * text.count("‘") + self._count("curly")
        straight = doubles["straight"] + self._count("straight")
        if min(curly, straight) > 2 * MAX_SLIPS:
            return None
        if max(curly, straight) >= max(MIN_MARKS, 3 * min(curly, straight)):
            return "curly" if curly > straight else "straight"
        curly_quotes = doubles["curly"] >= MIN_MARKS and not doubles["straight"]
        return "curly" if curly_quotes and straight <= MAX_SLIPS else None

    @cached_property
    def primary_quotes(self) -> str | None:
        """The marks of a quotation that is not inside another: `double`, `single`, or None."""
        if self.style.primary_quotes:
            return self.style.primary_quotes
        counts = {
            "double": self._text.count("“") + self._text.count('"') // 2,
            "single": self._text.count("‘"),
        }
        return majority(counts, least=2, share=0.6)

    @cached_property
    def apostrophe(self) -> str:
        """The apostrophe of the text: ’ or '."""
        if self.style.apostrophe:
            return "’" if self.style.apostrophe == "curly" else "'"
        if "'" not in self._text:
            return "’"
        curly, straight = self._count("curly"), self._count("straight")
        return "'" if straight > curly else "’"

    @cached_property
    def spelling(self) -> Literal["us", "uk"] | None:
        """American or British spelling, if at least two words and two thirds of them agree."""
        if self.style.spelling:
            return self.style.spelling
        counts = {name: self._count(name) for name in ("us", "uk")}
        found = majority(counts, least=2, share=2 / 3)
        return "us" if found == "us" else "uk" if found == "uk" else None

    @cached_property
    def honorific_counts(self) -> Counter[str]:
        """How often a title before a name has its full stop (key `.`) and how often not (empty key)."""
        return Counter(self._find("honorific"))

    @cached_property
    def honorific_dot(self) -> bool | None:
        """Whether titles take a full stop here. The spelling decides a narrow majority."""
        if self.style.honorifics:
            return self.style.honorifics == "dotted"
        counts = self.honorific_counts
        with_dot, without = counts["."], counts[""]
        if with_dot + without < 3:
            return None
        if with_dot > without and (with_dot >= 3 * without or self.spelling == "us"):
            return True
        if without > with_dot and (without >= 3 * with_dot or self.spelling == "uk"):
            return False
        return None

    @cached_property
    def quote_punctuation(self) -> Literal["inside", "outside"] | None:
        """Whether commas and full stops are inside closing quotation marks, by majority; the spelling decides a narrow
        one.

        A majority of four to one is enough on its own. A text with many of both has no style in this respect.
        """
        if self.style.quote_punctuation:
            return self.style.quote_punctuation
        outside = self._count("outside")
        inside = self._count("inside", max(4 * outside, MAX_SLIPS) + 1)  # more would decide nothing
        if min(inside, outside) > MAX_SLIPS:
            return None
        if inside > outside and (inside >= 4 * outside or self.spelling == "us"):
            return "inside"
        if outside > inside and (outside >= 4 * inside or self.spelling == "uk"):
            return "outside"
        return None

    @cached_property
    def dash(self) -> str | None:
        """How a dash between clauses is written: `spaced-en`, `em`, `spaced-em`, `hyphen`, or None."""
        if self.style.dash:
            return self.style.dash
        counts = {name: self._count(name) for name in _DASHES}
        return majority(counts, least=3, share=0.75)

    @cached_property
    def lower_case_starts(self) -> bool:
        """Whether the text itself begins sentences in lowercase (chat, verse): then a full stop before one is not
        damage.
        """
        starts = _START.findall(self._text)
        lower = sum(map(bool, starts))
        return lower > MAX_LOWER_CASE_SLIPS and lower * 3 > len(starts) - lower

"""The `numbers` kind: numbers whose English form has to be computed.

Hours of a 24-hour clock, centuries in Roman numerals, ordinals with the ending of another number: the value stays the
same, and its form changes. What a pattern can rewrite by moving punctuation is a `pattern` rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.matching import Passage, Report, describe, local_kind, replace
from cleanup.model import Finding, Rule, Span


class Params(msgspec.Struct, frozen=True):
    """Keys of a numbers rule: `report` names the form that it rewrites."""

    report: Literal["clock", "roman-century", "ordinal-ending", "day-without-ordinal"]


#: A place in a paragraph and its new text.
_Rewrite = tuple[Span, str]

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

_HOUR = r"(?P<hour>2[0-3]|[01]?\d)"
_LETTER_CLOCK = lazy_regex.pattern(
    _HOUR + r"(?:(?P<gap>[ \u00a0]?)h(?:(?P=gap)(?P<minute>[0-5]\d))?|[:.](?P<minutes>[0-5]\d)[ \u00a0]?h)"
    r"(?:[ \u00a0]?[ap]\.?m\b)?(?![\w/²])"
)
_LATE_CLOCK = lazy_regex.pattern(
    r"(?P<hour>1[3-9]|2[0-3])(?P<minute>[:.][0-5]\d)?"
    r"(?P<half>[ \u00a0]?p\.?m\b|[ \u00a0]o[’']clock\b(?! in the| at night))",
)
#: How far back to look at the words before a figure, in code points.
_WINDOW = 16
# What may precede a time; a figure with “h” may also be a duration.
_INSIDE = lazy_regex.pattern(r"[\w.,:]\Z")
_TIME = lazy_regex.pattern(r"(?i)\b(?:at|from|until|till|since|between)\W*\Z")
_PERHAPS_TIME = lazy_regex.pattern(r"(?i)\b(?:before|around|by|to|and)\W*\Z")
_LENGTH = lazy_regex.pattern(
    r"(?i)\b(?:in|for|last(?:s|ed|ing)?|took|takes?|than|within|of|over|under|after|nearly|almost)\W*\Z"
)
# A day of the month, or the second figure of “between 16 and 19 o’clock”, of which both would need rewriting.
_OTHER = lazy_regex.pattern(rf"\b(?:on|the|{_MONTHS})\W*\Z|\d[:.]?\s*(?:and|to|or|till|until|[-–—])?\s*\Z")

_ENDING = r"(?:[-‑]?(?:st|nd|rd|th|e|ème)\b)?"
_ROMAN = rf"[IVX]{{1,5}}{_ENDING}"
_CENTURY = lazy_regex.pattern(
    rf"(?<![\w’'.-])(?P<numerals>{_ROMAN}(?:(?:[ ]?[-–—/][ ]?|,[ ]|[ ](?:and|or|to|through)[ ])"
    rf"(?:the[ ])?(?:early[ ]|mid[ -]|late[ ])?{_ROMAN}){{0,3}})[ \u00a0-](?:century|centuries)\b(?!-old)"
)
_NUMERAL = lazy_regex.pattern(rf"\b(?P<roman>[IVX]{{1,5}}){_ENDING}(?![a-z])")
_ROMAN_TENS = {"": 0, "X": 10, "XX": 20}
_ROMAN_UNITS = {numeral: n for n, numeral in enumerate(["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"])}

_ORDINAL = lazy_regex.pattern(r"(?P<number>\d{1,4})(?P<hyphen>[-‑]?)(?P<ending>st|nd|rd|th)(?!\w)")
_PART = lazy_regex.pattern(r"[\w.,:/$€£-]\Z")
_DAY = lazy_regex.pattern(rf"\b[Tt]he (?P<day>[1-9]|[12]\d|3[01]) of (?:{_MONTHS})\b")


def ordinal(number: int) -> str:
    """Return the number with the ending of its ordinal.

    >>> ordinal(21), ordinal(12)
    ('21st', '12th')
    """
    teens = 10 < number % 100 < 14
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def roman(numeral: str) -> int | None:
    """Return the value of a Roman numeral from I to XXIX, or None if it is not one."""
    tens = numeral[: len(numeral) - len(numeral.lstrip("X"))]
    value = _ROMAN_UNITS.get(numeral[len(tens) :])
    return _ROMAN_TENS[tens] + value if tens in _ROMAN_TENS and value is not None else None


def _clock(text: str) -> Iterator[_Rewrite]:
    for match in _LETTER_CLOCK.finditer(text):
        hour, minute = int(match["hour"]), match["minute"] or match["minutes"]
        lead = text[max(0, match.start() - _WINDOW) : match.start()]
        told = _TIME.search(lead) or (_PERHAPS_TIME.search(lead) and (hour > 12 or minute))
        if not _INSIDE.search(lead) and (told or (hour > 12 and minute and not _LENGTH.search(lead))):
            yield _time(text, match, hour, f":{minute}" if minute else "")
    for match in _LATE_CLOCK.finditer(text):
        lead = text[max(0, match.start() - _WINDOW) : match.start()]
        if not _INSIDE.search(lead) and not _OTHER.search(lead):
            yield _time(text, match, int(match["hour"]), (match["minute"] or "").replace(".", ":"), match["half"])


def _time(text: str, match: re.Match[str], hour: int, minute: str, half: str = "") -> _Rewrite:
    """Return the time on the 12-hour clock; its last full stop is left to the sentence if the sentence ends there."""
    named = half.replace("\u00a0", " ") if "m" in half else f" {'p' if hour > 11 else 'a'}.m"
    dot = "" if ".m" not in named or text[match.end() : match.end() + 1] == "." else "."
    return Span(match.start("hour"), match.end()), f"{(hour - 1) % 12 + 1}{minute}{named}{dot}"


def _roman_century(text: str) -> Iterator[_Rewrite]:
    if "centur" not in text:
        return
    for match in _CENTURY.finditer(text):
        span = Span(*match.span("numerals"))
        numbers = [roman(found["roman"]) for found in _NUMERAL.finditer(match["numerals"])]
        # “I” alone may be the pronoun.
        pronoun = match["numerals"] == "I" and not re.search(r"(?i)\bthe $", text[max(0, span.start - 5) : span.start])
        if numbers and all(numbers) and not pronoun:
            yield span, _NUMERAL.sub(lambda found: ordinal(roman(found["roman"]) or 0), match["numerals"])


def _ordinal_ending(text: str) -> Iterator[_Rewrite]:
    for match in _ORDINAL.finditer(text):
        right = ordinal(int(match["number"]))
        # In British English, “11st” is a weight, not a slip.
        slip = match["ending"] != right[-2:] and match["ending"] != "st"
        if not _PART.search(text, max(0, match.start() - 1), match.start()) and (
            slip or (match["hyphen"] and match["ending"] == right[-2:])
        ):
            yield Span(*match.span()), match["number"] + right[-2:]


def _day_of_month(text: str) -> Iterator[_Rewrite]:
    if "he " in text:
        for match in _DAY.finditer(text):
            yield Span(*match.span("day")), ordinal(int(match["day"]))


def _rewriting(rewrites: Callable[[str], Iterator[_Rewrite]], *triggers: re.Pattern[str]) -> Report[Passage]:
    def find(rule: Rule, passage: Passage) -> Iterator[Finding]:
        for span, new in rewrites(passage.text):
            message = describe(rule, passage.text[span.start : span.end])
            yield Finding(rule.id, span, message, rule.level, (replace(span, new, f"write “{new}”"),), rule.confidence)

    return Report(find, triggers)


KIND = local_kind(
    Params,
    {
        "clock": _rewriting(_clock, _LETTER_CLOCK, _LATE_CLOCK),
        "roman-century": _rewriting(_roman_century, _CENTURY),
        "ordinal-ending": _rewriting(_ordinal_ending, _ORDINAL),
        "day-without-ordinal": _rewriting(_day_of_month, _DAY),
    },
)

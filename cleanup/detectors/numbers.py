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
from cleanup.model import Finding, Level, Rule, Span
from cleanup.text.date_names import MONTHS


class Params(msgspec.Struct, frozen=True):
    """Keys of a numbers rule: `report` names the form that it rewrites."""

    report: Literal[
        "clock",
        "foreign-clock",
        "numeric-date",
        "roman-century",
        "ordinal-ending",
        "day-without-ordinal",
        "scale",
        "spelled-number",
    ]


#: A place in a paragraph and its new text; with True, it may also mean something else, and is only flagged.
_Rewrite = tuple[Span, str] | tuple[Span, str, bool]

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
_OTHER = lazy_regex.pattern(rf"\b(?:on|the|{MONTHS})\W*\Z|\d[:.]?\s*(?:and|to|or|till|until|[-–—])?\s*\Z")

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
_DAY = lazy_regex.pattern(rf"\b[Tt]he (?P<day>[1-9]|[12]\d|3[01]) of (?:{MONTHS})\b")


#: What follows a time in languages that write their word for the hour behind it.
_FOREIGN_CLOCK = lazy_regex.pattern(
    r"(?<![\w.,:])(?:(?P<hour>2[0-3]|[01]?\d)(?P<minute>[:.][0-5]\d)?[ \u00a0](?:Uhr|uur|hodin|часов|годин)\b"
    r"|(?P<told>2[0-3]|[01]?\d)(?P<minutes>[:.][0-5]\d)[ \u00a0](?:heures|horas|ore)\b)"
)

_NUMERIC_DATE = lazy_regex.pattern(
    r"(?<![\w.,/-])(?P<day>0?[1-9]|[12]\d|3[01])\.[ ]?(?P<number>0?[1-9]|1[0-2])\.[ ]?(?P<year>(?:19|20)\d\d)"
    r"(?![\w/]|[.,-]\d)"
)
_VERSION = lazy_regex.pattern(r"(?i)\b(?:versions?|releases?|v\.?|chapters?|sections?) \Z")

#: Abbreviations of “million” and “billion” in German, Dutch, Italian, Polish, Czech and Russian.
_SCALES = {"Mio": "million", "Mrd": "billion", "Mia": "billion", "mlrd": "billion", "mld": "billion", "Tsd": "thousand"}
_SCALES |= {"млн": "million", "млрд": "billion", "тыс": "thousand", "tys": "thousand"}
_SCALE = lazy_regex.pattern(
    rf"(?<![\w.,])(?P<number>\d+(?:[.,]\d\d?)?)[ \u00a0]?(?P<scale>{'|'.join(_SCALES)})(?P<stop>\.?)"
    r"(?=[\s,;:!?)”\"’–—-]|\Z)"
)
_GOES_ON = lazy_regex.pattern(r"[,;:)–—-]|[ \u00a0](?:[a-z\d$€£(]|Euros?\b|US\b|USD\b|EUR\b|Dollars?\b|CHF\b|Fran)")

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SPELLED = lazy_regex.pattern(
    rf"(?<![\w-])(?P<spelled>{'|'.join(_UNITS)})(?=[ \u00a0](?:km|kg|cm|mm|km/h|kph|mph|kW|kWh|MW|GW|GB|MB|TB|ha)\b)"
)


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


def _time(text: str, match: re.Match[str], hour: int, minute: str, half: str = "", *, group: str = "hour") -> _Rewrite:
    """Return the time on the 12-hour clock; its last full stop is left to the sentence if the sentence ends there."""
    named = half.replace("\u00a0", " ") if "m" in half else f" {'p' if hour > 11 else 'a'}.m"
    dot = "" if ".m" not in named or text[match.end() : match.end() + 1] == "." else "."
    return Span(match.start(group), match.end()), f"{(hour - 1) % 12 + 1}{minute}{named}{dot}"


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


def _foreign_clock(text: str) -> Iterator[_Rewrite]:
    for match in _FOREIGN_CLOCK.finditer(text):
        minute = match["minute"] or match["minutes"] or ""
        hour = "hour" if match["hour"] else "told"
        yield _time(text, match, int(match[hour]), minute.replace(".", ":"), group=hour)


def _numeric_date(text: str) -> Iterator[_Rewrite]:
    months = MONTHS.split("|")
    for match in _NUMERIC_DATE.finditer(text):
        if not _VERSION.search(text, max(0, match.start() - _WINDOW), match.start()):
            day = int(match["day"])
            date = f"{day} {months[int(match['number']) - 1]} {match['year']}"
            yield Span(*match.span()), date, day <= len(months)


def _scale(text: str) -> Iterator[_Rewrite]:
    for match in _SCALE.finditer(text):
        stop = "" if _GOES_ON.match(text, match.end()) else match["stop"]
        yield Span(*match.span()), f"{match['number'].replace(',', '.')} {_SCALES[match['scale']]}{stop}"


def _spelled_number(text: str) -> Iterator[_Rewrite]:
    for match in _SPELLED.finditer(text):
        yield Span(*match.span()), str(_UNITS.index(match["spelled"]) + 1)


def _rewriting(rewrites: Callable[[str], Iterator[_Rewrite]], *triggers: re.Pattern[str]) -> Report[Passage]:
    def find(rule: Rule, passage: Passage) -> Iterator[Finding]:
        for span, new, *doubtful in rewrites(passage.text):
            message = describe(rule, passage.text[span.start : span.end])
            level = Level.FLAG if any(doubtful) else rule.level
            yield Finding(rule.id, span, message, level, (replace(span, new, f"write “{new}”"),), rule.confidence)

    return Report(find, triggers)


KIND = local_kind(
    Params,
    {
        "clock": _rewriting(_clock, _LETTER_CLOCK, _LATE_CLOCK),
        "foreign-clock": _rewriting(_foreign_clock, _FOREIGN_CLOCK),
        "numeric-date": _rewriting(_numeric_date, _NUMERIC_DATE),
        "scale": _rewriting(_scale, _SCALE),
        "spelled-number": _rewriting(_spelled_number, _SPELLED),
        "roman-century": _rewriting(_roman_century, _CENTURY),
        "ordinal-ending": _rewriting(_ordinal_ending, _ORDINAL),
        "day-without-ordinal": _rewriting(_day_of_month, _DAY),
    },
)

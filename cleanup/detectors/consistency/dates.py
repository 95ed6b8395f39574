"""The order of day and month, by the one that most dates of a text have: `7 July 2017` or `July 7, 2017`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.detectors.consistency.shared import Quotations, finding, times
from cleanup.matching import FullText
from cleanup.model import Finding, Rule, Span
from cleanup.style.document_style import MAX_SLIPS, majority
from cleanup.text.date_names import MONTHS, WEEKDAY

_MONTH = rf"(?P<month>{MONTHS}|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
_YEAR = r"(?:(?P<comma>,?) (?P<year>(?:1[5-9]|20)\d\d)\b)?"
_DAY_FIRST = lazy_regex.pattern(rf"\b(?P<day>[12]?\d|3[01]) {_MONTH}{_YEAR}(?![\w-])")
_MONTH_FIRST = lazy_regex.pattern(rf"\b{_MONTH} (?P<day>[12]?\d|3[01]){_YEAR}(?![\w:.,]?\d|[\w%-])")
TRIGGERS = (_DAY_FIRST, _MONTH_FIRST)

#: What precedes a date in a sentence, so that it is neither part of a name nor one of several days.
_BEFORE = lazy_regex.pattern(r"(?i)\b(?:on|by|until|till|since|from|before|after|dated|between|through|of)\s\Z")
_SEVERAL = lazy_regex.pattern(r"\s?(?:[-–—/&]|and|or|to|through|until|till)\s?(?:\d|[A-Z])")
_OPENS_SEVERAL = lazy_regex.pattern(r"(?:\d|\b(?:of|th|st|nd|rd))\s?(?:[-–—/&]|and|or|to|through)\s?\Z|[-–—/]\Z")
#: A number that belongs to the name before it: “Windows 10 May 2020 Update”.
_NAMED = lazy_regex.pattern(rf"\b(?!{WEEKDAY}|On|By|In|Since|From)[A-Z][\w’'-]+ \Z")
#: Dates with a name of their own.
_NAMES = frozenset(["September 11", "July 4", "January 6", "11 September", "4 July", "6 January", "5 November"])
#: How far back to look, in code points.
_WINDOW = 16
#: How many dates show an order, and which part of them must have it.
_LEAST, _SHARE = 4, 0.66


def order(rule: Rule, view: FullText) -> Iterator[Finding]:
    """Yield the dates that have day and month in the other order than most dates of the text."""
    dates = {"day": list(view.finditer(_DAY_FIRST)), "month": list(view.finditer(_MONTH_FIRST))}
    wanted = majority({name: len(found) for name, found in dates.items()}, least=_LEAST, share=_SHARE)
    if wanted is None:
        return
    others = dates["month" if wanted == "day" else "day"]
    if not 0 < len(others) <= MAX_SLIPS:
        return
    quoted = Quotations(view)
    write = _day_first if wanted == "day" else _month_first
    message = f"the {wanted} comes first in {times(len(dates[wanted]))} of this text’s dates"
    for match in others:
        if _is_plain(view.text, match) and not quoted.holds(match.start()):
            yield finding(rule, Span(*match.span()), write(view.text, match), message)


def _is_plain(text: str, match: re.Match[str]) -> bool:
    """Return whether a match is one date of a sentence, with its year or behind a preposition."""
    before = text[max(0, match.start() - _WINDOW) : match.start()]
    if _OPENS_SEVERAL.search(before) or _SEVERAL.match(text, match.end()) or _NAMED.search(before):
        return False
    return bool(match["year"]) or (match.group() not in _NAMES and bool(_BEFORE.search(before)))


def _day_first(_text: str, match: re.Match[str]) -> str:
    return f"{match['day']} {match['month']}" + (f" {match['year']}" if match["year"] else "")


def _month_first(text: str, match: re.Match[str]) -> str:
    """Return the date in American order, whose year stands between two commas in a sentence that goes on."""
    if not match["year"]:
        return f"{match['month']} {match['day']}"
    goes_on = re.match(r" [a-z]", text[match.end() : match.end() + 2]) and not re.search(
        r"\b(?:the|a|his|her|its|their) \Z", text[max(0, match.start() - _WINDOW) : match.start()]
    )
    return f"{match['month']} {match['day']}, {match['year']}{',' if goes_on else ''}"

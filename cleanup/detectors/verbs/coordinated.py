"""The `coordinated_verbs` kind: two verbs joined by “and” or “and then” of which the second lost the form of the first.

Only verbs whose past tense and participle differ can show a slip between those two; a present or a base form after a
past tense, or a past tense after “want to …”, shows itself if the verb is known and has an object.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.verbs import forms
from cleanup.matching import Passage, Report, local_kind, replace, words
from cleanup.model import Finding, Level, Rule, Span
from cleanup.text import word_lists


class Params(msgspec.Struct, frozen=True):
    """Keys of a coordinated_verbs rule: `report` names the slip that it reports."""

    report: Literal["participle-for-past", "past-for-participle", "present-for-past", "past-for-base"]


_PAIR = lazy_regex.pattern(
    r"(?P<lead>(?:[\w’'-]+ ){0,3})\b(?P<first>[a-z]+) and (?:then|later|subsequently) (?P<second>[a-z]+)\b"
    r"(?P<rest>(?: [\w’'-]+){0,2})"
)
_AUXILIARY = lazy_regex.pattern(
    r"(?i)\b(?:has|have|had|having|was|were|been|being|be|is|are|gets?|got|to|ha[sd]n[’']t|which|that|who)\b"
    r"|[’'](?:ve|d|re)\b|\b(?:he|she|it|who|there)[’']s\b"
)
_BEFORE_PURPOSE = (
    *("want", "wants", "plan", "plans", "hope", "hopes", "intend", "intends", "aim", "aims", "seek", "seeks"),
    *("try", "tries", "need", "needs", "going", "able", "ready", "likely", "refuse", "refuses", "wish", "wishes"),
    *("would like", "has", "have", "was", "is", "are", "due"),
)
_LEADS = rf"\b(?:{'|'.join(_BEFORE_PURPOSE)})"
_PURPOSE = lazy_regex.pattern(
    rf"(?P<lead>{_LEADS} to )(?P<first>[a-z]+) and (?:then |later )?(?P<second>[a-z]+)\b"
    r"(?P<rest>(?: [\w’'-]+){0,2})",
)
#: What they have in the middle, which is found much faster, and what precedes that: within this many words, or code
#: points.
_AND_THEN = lazy_regex.pattern(r" and (?=(?:then|later|subsequently) [a-z])")
_FIRST = lazy_regex.pattern(r"\b[a-z]+\Z")
_WORDS = 4
_TO_AND = lazy_regex.pattern(r" to (?=[a-z]+ and )")
_LEAD = lazy_regex.pattern(rf"{_LEADS}\Z")
_LONGEST_LEAD = 10
_PERFECT = lazy_regex.pattern(r"(?i)\b(?:has|have|had|having)\b")
_OBJECT = lazy_regex.pattern(
    r" (?:up |out |off |down |back |away )?(?:a|an|the|his|her|its|their|some|all|several|many)\b"
    r"(?! (?:next|same|following|day|week|month|year|few|moment))"
)

_HAS_OBJECT = lazy_regex.pattern(
    r" (?:a|an|the|his|her|its|their|some|all|several|many|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds"
    r"|thousands|more|another|it|them|him|\d[\d,.]*)\b"
)
#: Past tenses that are nouns or adjectives too.
_NOUNS = frozenset(
    ["found", "led", "left", "saw", "shot", "thought", "wound", "bound", "felt", "rose", "lost", "held", "got", "had"]
)


def _of_purpose(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of `_PURPOSE`."""
    end = 0
    for middle in _TO_AND.finditer(text):
        lead = _LEAD.search(text, max(end, middle.start() - _LONGEST_LEAD), middle.start())
        match = _PURPOSE.match(text, lead.start()) if lead else None
        if match:
            end = match.end()
            yield match


def _pairs(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of `_PAIR`."""
    end = 0
    for middle in _AND_THEN.finditer(text):
        start = stop = middle.start()
        for _ in range(_WORDS):
            start = text.rfind(" ", end, start) if start > end else -1
        if stop > end and _FIRST.search(text, max(end, text.rfind(" ", 0, stop)), stop):
            match = _PAIR.search(text, max(end, start))
            if match:
                end = match.end()
                yield match


def _participle_for_past(rule: Rule, match: re.Match[str]) -> Iterator[Finding]:
    to_past, _, pasts = forms.table()
    past = to_past.get(match["second"])
    first = match["first"]
    if past is None or _AUXILIARY.search(match["lead"]) or not (first in pasts or first.endswith("ed")):
        return
    # “the letter written and then withdrawn” has a participle in both places; an object shows that it has not.
    if first in pasts or _OBJECT.match(match["rest"]):
        yield _finding(rule, match, past, Level.SAFE)


def _past_for_participle(rule: Rule, match: re.Match[str]) -> Iterator[Finding]:
    _, to_participle, pasts = forms.table()
    participle = to_participle.get(match["second"])
    if participle is None or match["first"] in pasts or not _PERFECT.search(match["lead"]):
        return
    yield _finding(rule, match, participle, Level.SUGGESTED)


def _present_for_past(rule: Rule, match: re.Match[str]) -> Iterator[Finding]:
    """Find “arrested and then releases four men”, “bought and then sell the boat”."""
    first, second = match["first"], match["second"]
    past = forms.bases().get(first) or (first.endswith("ed") and len(first) > 4)
    if not past or _AUXILIARY.search(match["lead"]) or not _HAS_OBJECT.match(match["rest"]):
        return
    base = forms.base_of_present(second) or second
    form = forms.past_of(base)
    if form and form != second:
        yield _finding(rule, match, form, rule.level)


def _past_for_base(rule: Rule, match: re.Match[str]) -> Iterator[Finding]:
    """Find “want to buy and sold shares”: a verb that depends on “to” is not in the past tense."""
    base = forms.bases().get(match["second"])
    known = match["first"] in forms.pasts() or match["first"] in word_lists.words("news_verbs")
    if base and known and match["second"] not in _NOUNS and match["rest"]:
        yield _finding(rule, match, base, rule.level)


def _finding(rule: Rule, match: re.Match[str], form: str, level: Level) -> Finding:
    span = Span(*match.span("second"))
    message = f"“{match['second']}” is not parallel to “{match['first']}”; it should be “{form}”"
    return Finding(rule.id, span, message, level, (replace(span, form, f"write “{form}”"),))


def _all_pairs(passage: Passage) -> tuple[re.Match[str], ...]:
    return tuple(_pairs(passage.text))


def _of_pairs(slips: Callable[[Rule, re.Match[str]], Iterator[Finding]]) -> Report[Passage]:
    def find(rule: Rule, passage: Passage) -> Iterator[Finding]:
        for match in passage.once(_all_pairs):
            yield from slips(rule, match)

    return Report(find, [_PAIR])


def _of_purposes(rule: Rule, passage: Passage) -> Iterator[Finding]:
    for match in _of_purpose(passage.text):
        yield from _past_for_base(rule, match)


KIND = local_kind(
    Params,
    {
        "participle-for-past": _of_pairs(_participle_for_past),
        "past-for-participle": _of_pairs(_past_for_participle),
        "present-for-past": _of_pairs(_present_for_past),
        "past-for-base": Report(_of_purposes, [words(_PURPOSE, second=forms.bases)]),
    },
)

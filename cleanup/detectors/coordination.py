"""The `coordination` kind: two verbs joined by “and then” of which the second lost the form of the first.

Only verbs whose past tense and participle differ can show the slip, so only those are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from cleanup.detectors.base import LocalDetector, LocalKind, replace
from cleanup.model import Finding, Level, Rule, Span

Report = Literal["participle-for-past", "past-for-participle"]


class Params(msgspec.Struct, frozen=True):
    """Keys of a coordination rule: `report` names the slip it reports."""

    report: Report


_PAIR = re.compile(
    r"(?P<lead>(?:[\w’'-]+ ){0,3})\b(?P<first>[a-z]+) and (?:then|later|subsequently) (?P<second>[a-z]+)\b"
    r"(?P<rest>(?: [\w’'-]+){0,2})"
)
_AUXILIARY = re.compile(
    r"(?i)\b(?:has|have|had|having|was|were|been|being|be|is|are|gets?|got|to|ha[sd]n[’']t|which|that|who)\b"
    r"|[’'](?:ve|d|re)\b|\b(?:he|she|it|who|there)[’']s\b"
)
_PERFECT = re.compile(r"(?i)\b(?:has|have|had|having)\b")
_OBJECT = re.compile(
    r" (?:up |out |off |down |back |away )?(?:a|an|the|his|her|its|their|some|all|several|many)\b"
    r"(?! (?:next|same|following|day|week|month|year|few|moment))"
)


@cache
def _table() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Participle → past, past → participle, and every past form, of the verbs in `data/irregular_verbs.txt`."""
    listed = (Path(__file__).parent.parent / "data" / "irregular_verbs.txt").read_text("utf-8").splitlines()
    rows = [line.split() for line in listed if line and not line.startswith("#")]
    bases = {base for base, _, _ in rows}
    to_past = {participle: past for _, past, participle in rows if participle not in bases}
    to_participle = {past: participle for _, past, participle in rows}
    return to_past, to_participle, frozenset(to_participle)


def build(rules: Sequence[Rule]) -> LocalDetector:
    """A detector of the slips that the rules report."""

    def detect(text: str) -> Iterator[Finding]:
        if " and then " not in text and " and later " not in text and " and subsequently " not in text:
            return
        for match in _PAIR.finditer(text):
            for rule in rules:
                yield from _REPORTS[rule.params.report](rule, match)

    return detect


def _participle_for_past(rule: Rule, match: re.Match[str]) -> Iterator[Finding]:
    to_past, _, pasts = _table()
    past = to_past.get(match["second"])
    first = match["first"]
    if past is None or _AUXILIARY.search(match["lead"]) or not (first in pasts or first.endswith("ed")):
        return
    # “the letter written and then withdrawn” has a participle in both places; an object shows that it has not.
    if first in pasts or _OBJECT.match(match["rest"]):
        yield _finding(rule, match, past, Level.SAFE)


def _past_for_participle(rule: Rule, match: re.Match[str]) -> Iterator[Finding]:
    _, to_participle, pasts = _table()
    participle = to_participle.get(match["second"])
    if participle is None or match["first"] in pasts or not _PERFECT.search(match["lead"]):
        return
    yield _finding(rule, match, participle, Level.SUGGESTED)


def _finding(rule: Rule, match: re.Match[str], form: str, level: Level) -> Finding:
    span = Span(*match.span("second"))
    message = f"“{match['second']}” does not go with “{match['first']}”: the sentence needs “{form}”"
    return Finding(rule.id, span, message, level, (replace(span, form, f"write “{form}”"),))


_REPORTS = {"participle-for-past": _participle_for_past, "past-for-participle": _past_for_participle}

KIND = LocalKind(Params, build)

"""The `hypothetical` kind: “will” or “can” in a paragraph that imagines something with “would” and “could”.

Slavic languages imagine with the future tense; the translator turned some of the verbs and left others. In a paragraph
in which at least every other sentence has “would”, and none is quoted, the rest have lost it. A sentence with a
condition, or one that has a time of its own, may be meant as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.matching import FullText, Report, document_kind, replace
from cleanup.model import Finding, Rule, Span


class Params(msgspec.Struct, frozen=True):
    """Keys of a hypothetical rule: `report` names what it reports."""

    report: Literal["will"]


_WILL = lazy_regex.pattern(r"\b(?P<word>will|can)(?= (?:[a-z]+ly )?(?:also |always |only |never |not )?[a-z]{2,}\b)")
_SENTENCE = lazy_regex.pattern(r"[^.!?]+[.!?]*")
_WOULD = lazy_regex.pattern(r"\bwould\b|\w[’']d\b")
_QUOTED = lazy_regex.pattern(r"[“”\"«»]")
_OWN_TIME = lazy_regex.pattern(
    r"(?i)\b(?:if|when|unless|until|tomorrow|today|now|next|soon|said|says|told|whether|one day|someday|hope|hopes"
    r"|let me)\b"
)
_INSTEAD = {"will": "would", "can": "could"}
#: Sentences with “would”, and the share of all sentences, that make a paragraph one that imagines.
_LEAST, _SHARE = 4, 0.4


def _imagines(text: str) -> bool:
    if text.count(" would ") < _LEAST or _QUOTED.search(text):
        return False
    sentences = _SENTENCE.findall(text)
    imagined = sum(1 for one in sentences if _WOULD.search(one))
    return imagined >= max(_LEAST, _SHARE * len(sentences))


def _will(rule: Rule, view: FullText) -> Iterator[Finding]:
    if view.text.count(" would ") < _LEAST:
        return
    at = 0
    for line in view.text.splitlines(keepends=True):
        if _imagines(line):
            yield from (_finding(rule, match, at) for match in _forgotten(line))
        at += len(line)


def _forgotten(line: str) -> Iterator[re.Match[str]]:
    """Yield each “will” and “can” in the sentences without a time or a condition of their own."""
    for sentence in _SENTENCE.finditer(line):
        if not _OWN_TIME.search(sentence[0]):
            yield from _WILL.finditer(line, sentence.start(), sentence.end())


def _finding(rule: Rule, match: re.Match[str], at: int) -> Finding:
    new = _INSTEAD[match["word"]]
    span = Span(*match.span("word")).shift(at)
    message = f"the paragraph imagines: “{new}”, not “{match['word']}”"
    return Finding(rule.id, span, message, rule.level, (replace(span, new, f"write “{new}”"),), rule.confidence)


KIND = document_kind(Params, {"will": Report(_will)})

"""The `repetition` kind: a word or a phrase that stands twice because two segments overlapped when they were joined.

Doubling is also a figure of speech (“very very”, “on and on and on”) and sometimes grammar (“had had”, “went on on
Friday”). Only words that neither use can double are looked for, and a phrase only where its last word cannot end one.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from cleanup import lazy
from cleanup.detectors.base import LocalDetector, LocalKind, replace
from cleanup.detectors.gate import Paragraph
from cleanup.model import Finding, Rule, Span

Report = Literal["word", "phrase"]


class Params(msgspec.Struct, frozen=True):
    """Keys of a repetition rule.

    `words` are the words that may be doubled only by accident: the doubled word itself (`report = "word"`), or the
    last word of the doubled phrase; without them every word counts that no other rule lists. `except` are words
    that may be doubled (the first word, where it is a phrase) and `least` is the length of a word; `not_after` are
    words behind which a doubled one may be meant (“went on on Friday”).
    """

    report: Report
    words: tuple[str, ...] = ()
    except_: tuple[str, ...] = msgspec.field(default=(), name="except")
    not_after: tuple[str, ...] = ()
    least: int = 1


_GAP = r"(?:[ \t\u00a0]+|[ \t]*(?:\r\n|\n|\r)[ \t]*)"
_DOUBLED = lazy.pattern(
    rf"(?<![\w’'\-–—./@])(?P<word>[^\W\d_]+)(?P<gap>{_GAP})(?P<again>(?i:(?P=word)))(?![\w’'\-–—/@]|\.\w)"
)
_PHRASE = lazy.pattern(
    r"(?<![\w’'\-–—./@])(?P<word>[^\W\d_]+(?: [^\W\d_]+){1,4})(?P<gap> )(?P<again>(?i:(?P=word)))(?![\w’'\-–—/@])"
)
_BEFORE = lazy.pattern(r"([\w’']+)[ \u00a0]\Z")
_NEXT = lazy.pattern(r"[ \u00a0]+([^\W\d_]+)")
#: A word must follow, or a quotation or bracket that opens: at the end of a clause the second may belong elsewhere.
_FOLLOWS = lazy.pattern(r"[ \t\u00a0\r\n]+[“‘\"(]?[\w$€£]")
_BLANKS = lazy.pattern(r"[ \t\u00a0]+")
_WINDOW = 40


def build(rules: Sequence[Rule]) -> LocalDetector:
    """A detector of the doublings that the rules report."""
    of_words = [rule for rule in rules if rule.params.report == "word"]
    of_phrases = [rule for rule in rules if rule.params.report == "phrase"]
    listed = frozenset(word for rule in of_words for word in rule.params.words)

    def detect(paragraph: Paragraph) -> Iterable[Finding]:
        words = _words(paragraph)
        word, phrase = _may_double(words), _may_double_phrase(words)
        return [*(doubled(paragraph.text) if word else ()), *(repeated(paragraph.text) if phrase else ())]

    def doubled(text: str) -> Iterator[Finding]:
        for match in _DOUBLED.finditer(text) if of_words else ():
            for rule in of_words:
                if _is_accident(text, match, rule.params, listed):
                    yield _finding(rule, text, match)

    def repeated(text: str) -> Iterator[Finding]:
        for match in _PHRASE.finditer(text) if of_phrases else ():
            for rule in of_phrases:
                if _is_seam(text, match, rule.params):
                    yield _finding(rule, text, match)

    return detect


#: Signs that may stand right in front of a doubled word, and all bytes beyond ASCII but the last ones of ’ – and —.
_APART = bytes(
    32
    if (c < 0x80 and not chr(c).isalnum() and chr(c) not in "’'-./@_") or (c >= 0x80 and c not in b"\x99\x93\x94")
    else c
    for c in range(256)
)


def _words(paragraph: Paragraph) -> list[bytes] | None:
    """What stands between blanks and signs, in small letters; None where that would not be the words."""
    # Of plain texts only U+2050 to U+206F have this byte, and the last bytes that are kept.
    if not paragraph.plain or b"\xe2\x81" in paragraph.data:
        return None
    return paragraph.lower.translate(_APART).split()


def _may_double(words: list[bytes] | None) -> bool:
    return words is None or True in map(operator.eq, words, words[1:])


def _may_double_phrase(words: list[bytes] | None) -> bool:
    """Whether two words one behind the other come again two to five words further on, as those of a phrase do."""
    return words is None or any(b"\x01\x01" in bytes(map(operator.eq, words, words[width:])) for width in range(2, 6))


def _is_accident(text: str, match: re.Match[str], params: Params, listed: frozenset[str]) -> bool:
    word, again = match["word"], match["again"]
    if again != again.lower() or word[1:] != again[1:] or len(word) < params.least:
        return False
    if again not in params.words if params.words else again in listed:
        return False
    if again in params.except_ or not _FOLLOWS.match(text, match.end()):
        return False
    if not params.words and ("\n" in match["gap"] or "\r" in match["gap"] or word != again):
        return False
    before = _BEFORE.search(text, max(0, match.start() - _WINDOW), match.start())
    if before and before[1].lower() in (*params.not_after, again):
        return False
    return _next_word(text, match) != again


def _next_word(text: str, match: re.Match[str]) -> str:
    found = _NEXT.match(text, match.end())
    return found[1].lower() if found else ""


def _is_seam(text: str, match: re.Match[str], params: Params) -> bool:
    """A doubled phrase that is no refrain: it does not go round a third time, and its end cannot end a phrase."""
    words = match["word"].lower().split()
    if match["again"] != match["again"].lower() or len(set(words)) < len(words) or words[0] in params.except_:
        return False
    if params.words and words[-1] not in params.words:
        return False
    return _next_word(text, match) != words[0] and bool(_FOLLOWS.match(text, match.end()))


def _finding(rule: Rule, text: str, match: re.Match[str]) -> Finding:
    again = match["again"]
    message = f"“{' '.join(again.split())}” stands here twice"
    span = Span(match.end("word"), match.end("again"))
    blanks = _BLANKS.match(text, match.end())
    if blanks and match["gap"].strip(" \t\u00a0"):  # the line end stays where it is
        span = Span(match.start("again"), blanks.end())
    return Finding(rule.id, span, message, rule.level, (replace(span, "", "delete the second"),), rule.confidence)


KIND = LocalKind(Params, build)

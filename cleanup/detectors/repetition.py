"""The `repetition` kind: a word or a phrase that stands twice because two segments overlapped when they were joined.

Doubling is also a figure of speech (“very very”, “on and on and on”) and sometimes grammar (“had had”, “went on on
Friday”). Only words that neither use can double are looked for, and a phrase only where its last word cannot end one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.matching.filters import Paragraph
from cleanup.matching.view import Gated, LocalKind, replace
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
_DOUBLED = lazy_regex.pattern(
    rf"(?<![\w’'\-–—./@])(?P<word>[^\W\d_]+)(?P<gap>{_GAP})(?P<again>(?i:(?P=word)))(?![\w’'\-–—/@]|\.\w)"
)
_PHRASE = lazy_regex.pattern(
    r"(?<![\w’'\-–—./@])(?P<word>[^\W\d_]+(?: [^\W\d_]+){1,4})(?P<gap> )(?P<again>(?i:(?P=word)))(?![\w’'\-–—/@])"
)
_BEFORE = lazy_regex.pattern(rf"([\w’']+){_GAP}\Z")
_NEXT = lazy_regex.pattern(rf"{_GAP}([^\W\d_]+)")
#: A word must follow, or a quotation or bracket that opens: at the end of a clause the second may belong elsewhere.
_FOLLOWS = lazy_regex.pattern(r"[ \t\u00a0\r\n]+[“‘\"(]?[\w$€£]")
_BLANKS = lazy_regex.pattern(r"[ \t\u00a0]+")
_WINDOW = 40


def build(rules: Sequence[Rule]) -> Gated:
    """A detector of the doublings that the rules report."""
    of_words = [rule for rule in rules if rule.params.report == "word"]
    of_phrases = [rule for rule in rules if rule.params.report == "phrase"]
    listed = frozenset(word for rule in of_words for word in rule.params.words)

    def look(paragraph: Paragraph, may: Sequence[int]) -> Iterator[Finding]:
        text = paragraph.text
        for rule, match in _matches(_DOUBLED, of_words, text) if _SINGLE in may else ():
            if _is_accident(text, match, rule.params, listed):
                yield _finding(rule, text, match)
        for rule, match in _matches(_PHRASE, of_phrases, text) if _SEVERAL in may else ():
            if _is_seam(text, match, rule.params):
                yield _finding(rule, text, match)

    return Gated(_Doublings(), look)


def _matches(pattern: re.Pattern[str], rules: Sequence[Rule], text: str) -> Iterator[tuple[Rule, re.Match[str]]]:
    return ((rule, match) for match in pattern.finditer(text) for rule in rules) if rules else iter(())


class _Doublings:
    """Whether words, or phrases of two to five of them, may stand twice in texts, by their bytes."""

    def among(self, paragraphs: Sequence[Paragraph]) -> Sequence[Sequence[int]]:
        """Which of the two there may be in each of the paragraphs."""
        found: list[Sequence[int]] = [_BOTH if one.odd else () for one in paragraphs]
        for plain in (True, False):
            own = [number for number, one in enumerate(paragraphs) if one.plain is plain and not one.odd]
            texts = [paragraphs[number] for number in own]
            lower = _BETWEEN.join([one.data for one in texts]).lower() if plain else _BETWEEN.join(map(_apart, texts))
            for number, hits in _doublings(lower, plain).items() if own else ():
                found[own[number]] = hits
        return found


#: What may be a word is kept, whatever else is not ASCII is left out.
_NO_WORD = lazy_regex.pattern(r"[^\x00-\x7f\w]+")


def _apart(paragraph: Paragraph) -> bytes:
    return _NO_WORD.sub(" ", paragraph.text.lower()).encode("utf-8", "surrogatepass")


def _doublings(lower: bytes, plain: bool) -> dict[int, Sequence[int]]:
    """Which of the two there may be in texts with `_BETWEEN` between them, by number; without those that have none."""
    signed = lower.translate(_PLAIN if plain else _ALL).replace(_SIGN, b", ").replace(_BETWEEN, b", \xff, ")
    words = signed.split()
    codes = _CODES.of(words)
    here = int.from_bytes(codes.translate(_BEFORE_SIGN), "little")
    there = int.from_bytes(codes.translate(_WITHOUT_SIGN), "little")
    found: dict[int, set[int]] = {}
    for kind, widths in enumerate(_WIDTHS):
        for width in widths:
            number = counted = 0
            for at in _twice(words, here ^ there >> 8 * width, width):
                number += codes.count(_END, counted, at)
                counted = at
                found.setdefault(number, set()).add(kind)
    return {number: sorted(kinds) for number, kinds in found.items()}


def _twice(words: Sequence[bytes], differences: int, width: int) -> Iterator[int]:
    """Where so many words are followed by the same ones; a byte of `differences` is 0 where codes so far apart agree.

    The first word is that of the lowest byte. A sign may stand behind the last of them all, but behind no other.
    """
    last = len(words) - 2 * width
    equal = bytes(width)
    where = differences.to_bytes(len(words), "little")
    at = where.find(equal)
    while 0 <= at <= last:
        middle, end = at + width, at + 2 * width - 1
        if words[at:middle] == [*words[middle:end], words[end].rstrip(_SIGN)]:
            yield at
        at = where.find(equal, at + 1)


class _Codes(dict[bytes, int]):
    """A byte for each word, the same for equal ones: different words that share one are few, and told apart later.

    A word before a sign has the code of the word, and `_SIGNED`.
    """

    def __missing__(self, word: bytes) -> int:
        bare = word.rstrip(_SIGN)
        code = self[word] = self[bare] | _SIGNED if bare != word else len(self) % _CODE_OF_END
        return code

    def of(self, words: Sequence[bytes]) -> bytes:
        """The codes of words, one after the other."""
        if len(self) > MOST_CODES:
            self.clear()
        self[_BETWEEN] = _CODE_OF_END
        return bytes(map(self.__getitem__, words))


#: So many words are kept in mind at most; a text has some ten thousand.
MOST_CODES = 100_000


def _instead(code: int, *, plain: bool) -> int:
    """What stands for a byte: itself in words and between texts, a blank for blanks, and a sign for all else."""
    if code == _BETWEEN[0]:
        return code
    if code < 0x80:
        return code if chr(code).isalnum() or chr(code) in "'-/@_" else 0x20 if chr(code).isspace() else _SIGN[0]
    return code if code in _INNER or not plain else 0x20 if code in _LEADING else _SIGN[0]


#: What stands for any sign, and what stands between texts, as it does nowhere in UTF-8.
_SIGN, _BETWEEN = b",", b"\xff"
#: The bit that tells of a sign; the code of the end of a text, which no word has, and how it is found: before a sign.
_SIGNED, _CODE_OF_END, _END = 0x80, 0x7F, b"\xff"
#: The codes of words, whatever stands behind them; and the same, but where it is a sign, equal to no other.
_WITHOUT_SIGN = bytes(code & ~_SIGNED for code in range(0x100))
_BEFORE_SIGN = bytes(min(code, _SIGNED) for code in range(0x100))
_CODES = _Codes()
#: The last bytes of ’, – and —, which may be part of a word, and the bytes that stand before those of other signs; the
#: blank U+00A0 is made of two such.
_INNER, _LEADING = b"\x99\x93\x94", b"\xc2\xe2\x80\x81\xa0"
_PLAIN, _ALL = (bytes(_instead(code, plain=plain) for code in range(0x100)) for plain in (True, False))
_SINGLE, _SEVERAL = 0, 1
_BOTH = (_SINGLE, _SEVERAL)
#: How many words those are.
_WIDTHS = (range(1, 2), range(2, 6))


def _is_accident(text: str, match: re.Match[str], params: Params, listed: frozenset[str]) -> bool:
    word, again = match["word"], match["again"]
    if again != again.lower() or word[1:] != again[1:] or len(word) < params.least:
        return False
    if again not in params.words if params.words else again in listed:
        return False
    if again in params.except_ or not _FOLLOWS.match(text, match.end()) or _is_a_line(text, match):
        return False
    if not params.words and ("\n" in match["gap"] or "\r" in match["gap"] or word != again):
        return False
    before = _BEFORE.search(text, max(0, match.start() - _WINDOW), match.start())
    if before and before[1].lower() in (*params.not_after, again):
        return False
    return _next_word(text, match) != again and not _ends_clause_as_subject(text, match)


#: Verbs that may end a clause which is the subject of the next: “Whatever is is right”, “where I am is is my business”.
_VERBS = frozenset(("is", "are", "was", "were", "has"))
_SUBJECT_CLAUSE = lazy_regex.pattern(
    r"(?i)(?:\A|[.,;:?!…—–“‘\"(][ \u00a0\r\n]*|\b(?:that|and|but|because|if|so|says?|said|know|knows|knew|thinks?"
    r"|thought|believes?|of|than|or)[ \u00a0\r\n]+)"
    r"(?:what|who|whom|where|when|how|which|why|what(?:so)?ever|who(?:so)?ever|where(?:so)?ever|whichever|however|all"
    r"|everything|anything|nothing|the way|the one)(?:[ \u00a0\r\n]+[\w’'-]+){0,8}[ \u00a0\r\n]+\Z"
)
_CLAUSE = 120


def _ends_clause_as_subject(text: str, match: re.Match[str]) -> bool:
    """Whether the first of two verbs may end the clause that is the subject of the second."""
    if match["again"] not in _VERBS:
        return False
    start = max(0, match.start() - _CLAUSE)
    return _SUBJECT_CLAUSE.search(text[start : match.start()]) is not None


def _is_a_line(text: str, match: re.Match[str]) -> bool:
    """Whether one of two words that a line end parts has a line to itself, as in a list."""
    ends = ("", "\n", "\r")
    edges = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    return ("\n" in match["gap"] or "\r" in match["gap"]) and (edges[0] in ends or edges[1] in ends)


def _next_word(text: str, match: re.Match[str]) -> str:
    found = _NEXT.match(text, match.end())
    return found[1].lower() if found else ""


_NO_PLURALS = ("is", "was", "has", "as", "its", "this", "his", "less", "towards", "besides")


def _is_seam(text: str, match: re.Match[str], params: Params) -> bool:
    """A doubled phrase that is no refrain: it does not go round a third time, and its end cannot end a phrase."""
    words = match["word"].lower().split()
    if match["again"] != match["again"].lower() or len(set(words)) < len(words) or words[0] in params.except_:
        return False
    if params.words and words[-1] not in params.words:
        return False
    if len(words) == 2 and words[1] == "of" and words[0].endswith("s") and words[0] not in _NO_PLURALS:
        return False  # “trillions of trillions of stars”, “layers of layers of paint”
    return _next_word(text, match) != words[0] and bool(_FOLLOWS.match(text, match.end()))


def _finding(rule: Rule, text: str, match: re.Match[str]) -> Finding:
    again = match["again"]
    message = f"“{' '.join(again.split())}” is repeated"
    span = Span(match.end("word"), match.end("again"))
    blanks = _BLANKS.match(text, match.end())
    if blanks and match["gap"].strip(" \t\u00a0"):  # the line end stays where it is
        span = Span(match.start("again"), blanks.end())
    return Finding(rule.id, span, message, rule.level, (replace(span, "", "delete the second"),), rule.confidence)


KIND = LocalKind(Params, build)

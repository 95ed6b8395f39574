"""The `repetition` kind: a word or a phrase that is repeated because two segments overlapped when they were joined.

Repetition is also a figure of speech (“very very”, “on and on and on”) and sometimes grammar (“had had”, “went on on
Friday”). Only words for which neither is possible are reported, and a phrase only if its last word cannot end one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.lexicon import Case, lexicon
from cleanup.matching import Passage, Report, doubled, local_kind, replace
from cleanup.model import Finding, Rule, Span


class Params(msgspec.Struct, frozen=True):
    """Keys of a repetition rule.

    `words` are the words that are repeated only by accident: the repeated word itself (`report = "word"`), or the last
    word of the repeated phrase; without them, every word counts that no other rule lists. `except` are words that may
    be repeated (for a phrase, its first word), and `least` is the minimum length of a word; `not_after` are words after
    which a repeated one may be intended (“went on on Friday”).
    """

    report: Literal["word", "phrase"]
    words: tuple[str, ...] = ()
    except_: tuple[str, ...] = msgspec.field(default=(), name="except")
    not_after: tuple[str, ...] = ()
    least: int = 1


_GAP = r"(?:[ \t\u00a0]+|[ \t]*(?:\r\n|\n|\r)[ \t]*)"
_DOUBLED = lazy_regex.pattern(
    rf"(?<![\w’'\-–—./@])(?P<word>[^\W\d_]+(?:[’']s)?)(?P<gap>{_GAP})(?P<again>(?i:(?P=word)))(?![\w’'\-–—/@]|\.\w)"
)
_PHRASE = lazy_regex.pattern(
    r"(?<![\w’'\-–—./@])(?P<word>[^\W\d_]+(?: [^\W\d_]+){1,4})(?P<gap> )(?P<again>(?i:(?P=word)))(?![\w’'\-–—/@])"
)
_BEFORE = lazy_regex.pattern(rf"([\w’']+){_GAP}\Z")
_NEXT = lazy_regex.pattern(rf"{_GAP}([^\W\d_]+)")
#: A word must follow, or an opening quotation mark or bracket: at the end of a clause the second may belong elsewhere.
_FOLLOWS = lazy_regex.pattern(r"[ \t\u00a0\r\n]+[“‘\"(]?[\w$€£]")
_BLANKS = lazy_regex.pattern(r"[ \t\u00a0]+")
_WINDOW = 40


class _Accidents(msgspec.Struct, frozen=True):
    """A rule, and the words that any rule lists."""

    rule: Rule
    listed: frozenset[str]


def _ready(rule: Rule, rules: Sequence[Rule]) -> _Accidents:
    return _Accidents(
        rule, frozenset(word for one in rules if one.params.report == "word" for word in one.params.words)
    )


def _doubled_words(passage: Passage) -> tuple[re.Match[str], ...]:
    return tuple(_DOUBLED.finditer(passage.text))


def _doubled_phrases(passage: Passage) -> tuple[re.Match[str], ...]:
    return tuple(_PHRASE.finditer(passage.text))


def _words(accidents: _Accidents, passage: Passage) -> Iterator[Finding]:
    rule, text = accidents.rule, passage.text
    for match in passage.once(_doubled_words):
        if _is_accident(text, match, rule.params, accidents.listed):
            yield _finding(rule, text, match)


def _phrases(accidents: _Accidents, passage: Passage) -> Iterator[Finding]:
    rule, text = accidents.rule, passage.text
    for match in passage.once(_doubled_phrases):
        if _is_seam(text, match, rule.params):
            yield _finding(rule, text, match)


def _is_accident(text: str, match: re.Match[str], params: Params, listed: frozenset[str]) -> bool:
    word, again = match["word"], match["again"]
    if (again != again.lower() and not _are_nouns(word, again)) or word[1:] != again[1:] or len(word) < params.least:
        return False
    if again not in params.words if params.words else again in listed:
        return False
    if (
        again.removesuffix("’s").removesuffix("'s").lower() in params.except_
        or not _FOLLOWS.match(text, match.end())
        or _is_a_line(text, match)
    ):
        return False
    if not params.words and ("\n" in match["gap"] or "\r" in match["gap"] or word != again):
        return False
    before = _BEFORE.search(text, max(0, match.start() - _WINDOW), match.start())
    if before and before[1].lower() in (*params.not_after, again):
        return False
    return _next_word(text, match) != again and not _ends_clause_as_subject(text, match)


def _are_nouns(word: str, again: str) -> bool:
    """Return whether two equal words with capitals are common nouns, so that the second is no surname."""
    known = lexicon("en")
    common = known is not None and known.usual_case(word) is Case.LOWER and "noun" in known.word_classes(word)
    return common and word == again and word[1:].islower() and len(word) > _SHORT


#: A capital word of so many letters may be a syllable of a name: `Bora Bora`.
_SHORT = 4
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
    """Return whether the first of two verbs may end the clause that is the subject of the second."""
    if match["again"] not in _VERBS:
        return False
    start = max(0, match.start() - _CLAUSE)
    return _SUBJECT_CLAUSE.search(text[start : match.start()]) is not None


def _is_a_line(text: str, match: re.Match[str]) -> bool:
    """Return whether one of two words around a line end has a line to itself, as in a list."""
    ends = ("", "\n", "\r")
    edges = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    return ("\n" in match["gap"] or "\r" in match["gap"]) and (edges[0] in ends or edges[1] in ends)


def _next_word(text: str, match: re.Match[str]) -> str:
    found = _NEXT.match(text, match.end())
    return found[1].lower() if found else ""


_NO_PLURALS = ("is", "was", "has", "as", "its", "this", "his", "less", "towards", "besides")


def _is_seam(text: str, match: re.Match[str], params: Params) -> bool:
    """Return whether a repeated phrase is not a refrain: it occurs only twice, and its last word cannot end a
    phrase.
    """
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


KIND = local_kind(
    Params,
    # A genitive is two words: `town’s`.
    {"word": Report(_words, [doubled(1, 2)]), "phrase": Report(_phrases, [doubled(2, 5)])},
    ready=_ready,
)

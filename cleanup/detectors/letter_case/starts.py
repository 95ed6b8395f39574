"""Sentences that begin in lowercase, and the pronoun I as a small letter, in a text that mostly writes them right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cleanup import lazy_regex
from cleanup.detectors.letter_case.shared import LEAST_WORDS, recased
from cleanup.matching import FullText, Passage
from cleanup.model import Finding, Level, Rule, Span
from cleanup.text import word_lists
from cleanup.text.segments import is_abbreviation, is_sung

_FINITE = (
    r"is|was|are|were|has|had|have|(?:is|was|are|were|has|had|have|would|could|should|does|do|did)n['’]t|can['’]t|won['’]t"
    r"|will|would|can|cannot|could|may|might|must|should|does|do|did|seems?|looks?|means?|makes?|takes?|took|gives?|gave"
    r"|goes|went|comes|came|needs?|wants?|knows?|knew|feels?|felt|\w+ed"
)
_PAST = "led|said|told|left|lost|won|began|became|found|held|kept|met|paid|ran|rose|fell|saw|sent|stood|spoke|got|broke"
_ADVERB = "also|now|then|only|just|still|even|never|always|really|already|soon|later|often|first|all"
_LINK = (
    "however|moreover|furthermore|therefore|meanwhile|nevertheless|in addition|for example|in particular|in fact"
    "|finally"
)
# Punctuation first, and what precedes it in the code: a punctuation mark is found much faster than a letter.
_CLAUSE = lazy_regex.pattern(
    r"[.!?][.!?…]*[”\")]?[ \u00a0]+"
    r"(?:(?P<word>it|he|she|they|we|you|there|this|that|these|those)"
    rf"(?:['’](?:s|re|ve|ll|d)\b|[ \u00a0](?:(?:{_ADVERB})[ \u00a0])?(?:{_FINITE})\b)"
    r"|(?P<noun>the|an?|his|her|its|our|their|many|some|both|no|most)"
    rf"[ \u00a0](?:[a-z’-]+[ \u00a0]){{1,5}}?(?:{_FINITE}|{_PAST})\b"
    rf"|(?P<people>police|nobody|everyone|everybody|someone|officials|experts|witnesses|authorities|critics|residents)"
    rf"[ \u00a0](?:{_FINITE}|{_PAST}|say|said)\b"
    rf"|(?P<link>{_LINK}),|(?<!\?.)(?P<source>according) to\b)"
)
_BEGUN = lazy_regex.pattern(r"[.!?…](?<=[^\W\d_][^\W\d_].)[.!?…]*[”’\")]?[ \u00a0]+[“‘\"(]?(?:(?P<small>[a-z])|[A-Z])")
_OPENING = lazy_regex.pattern(r"\s*(?P<word>[a-z]+)(?=[ ’'])")
_PRONOUN = lazy_regex.pattern(
    r"i(?<![\w.@#/_\\’'\-].)(?P<after>['’](?:m|ve|d|ll)\b"
    r"|[ \u00a0](?:am|was|have|had|do|did|don['’]t|didn['’]t|can|can['’]t|cannot|could|would|will|should|think|thought"
    r"|know|knew|want|wanted|guess|hope|feel|felt|believe|see|saw|say|said|really|also|never|still|just|always)\b)"
)
_RIGHT_PRONOUN = lazy_regex.pattern(r"(?<![\w.])I(?=['’](?:m|ve|d|ll)\b|[ \u00a0][a-z])")
_CLOSING = frozenset('”")')
_SPOKEN = lazy_regex.pattern(
    r"(?:[\w’'-]+[ \u00a0]){1,6}?"
    r"(?:(?:said|says|asked|replied|answered|added|explained|told|cried|whispered|shouted|wrote)\b|[a-z]{4,}\.)"
)
_NUMBER = lazy_regex.pattern(r"\d[ \u00a0]\Z")
_EXCLAIMED = lazy_regex.pattern(r"[!?][”’\")]?[ \u00a0][“‘\"(]?[a-z]")
_BEFORE = lazy_regex.pattern(r"([^\W\d_]+)[ \u00a0]\Z")
#: Words, beside verbs of speech, that a clause follows without “that”.
_BEFORE_CLAUSE = frozenset(
    ["like", "say", "says", "think", "thought", "know", "knew", "hope", "wish", "guess", "feel", "felt", "sure"]
)
#: How far back to look for the token before a stop, in code points.
_WINDOW = 48
#: A text writes in one way what it writes so this many times as often as in the other.
_MAJORITY = 3
#: More marks of exclamation and question before a small letter are a style, as are those without a full stop that is:
#: “Ah! it is you.”
_EXCLAMATIONS = 2
#: A first paragraph with so many sentences is no label or fragment.
_SENTENCES = 3


@cache
def _hanging() -> frozenset[str]:
    """Return the words that need what follows them: there the stop is wrong, and not the small letter."""
    return frozenset().union(*(word_lists.words(name) for name in ("dangling", "expecting", "announcing", "links")))


def _clauses(passage: Passage) -> list[tuple[int, str]]:
    """Return where a main clause begins in lowercase after the end of a sentence, and its first word."""
    found = [(match, match.lastgroup or 0) for match in passage.finditer(_CLAUSE)]
    return [
        (match.start(group), match[group])
        for match, group in found
        if _ends_sentence(passage.text, match.start(), match.start(group))
    ]


def _ends_sentence(text: str, at: int, start: int) -> bool:
    """Return whether the mark before a clause ends a sentence, and belongs to no abbreviation or ellipsis."""
    marks = text[at:start].rstrip()
    if marks[-1] in _CLOSING:
        # Speech that ends in a question or a shout is followed by its speaker.
        if "?" in marks or "!" in marks or _SPOKEN.match(text, start):
            return False
        marks = marks[:-1]
    token = text[max(0, at - _WINDOW) : at].rsplit(None, 1)[-1].strip("“‘\"'([") if text[at - 1 : at].strip() else ""
    if (
        len(token) < 2
        or not (token[-1].isalnum() or token[-1] in ")”’%")
        or marks.startswith("..")
        or is_sung(text, at)
    ):
        return False
    if marks == "." and (is_abbreviation(f"{token}.") or token.lower() in _hanging() or _is_unit(text, at, token)):
        return False
    return not any(sign in token for sign in "/@_\\<>=#")


def _is_unit(text: str, at: int, token: str) -> bool:
    """Return whether a short word behind a number ends in the stop of an abbreviation (`250 bil.`)."""
    return len(token) <= 4 and bool(_NUMBER.search(text, max(0, at - _WINDOW), at - len(token)))


def sentence_starts(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield main clauses that begin in lowercase where the text mostly begins sentences with a capital."""
    for at, word in (*_after_stops(whole), *_openings(whole)):
        message = f"a sentence begins with “{word}” in lowercase"
        yield recased(rule, at, word, word[0].upper() + word[1:], message)


def _after_stops(whole: FullText) -> Iterator[tuple[int, str]]:
    places = [(span.start + at, word) for span, found in whole.observed(_clauses) for at, word in found]
    exclaimed = [place for place in places if _EXCLAIMED.match(whole.text, max(0, place[0] - 2))]
    if len(exclaimed) == len(places) or len(_EXCLAIMED.findall(whole.text)) > _EXCLAMATIONS:
        places = [place for place in places if place not in exclaimed]
    if not places:
        return
    begun = _BEGUN.findall(whole.text)
    small = sum(map(bool, begun))
    if len(begun) - small >= _MAJORITY * max(small, len(places)):
        yield from places


def _openings(whole: FullText) -> Iterator[tuple[int, str]]:
    """Yield the first words of paragraphs that begin in lowercase where most begin with a capital.

    The paragraph before has to end in a full stop, and the first of a text to have several sentences: otherwise it may
    be a label or what was cut off.
    """
    text, areas = whole.text, whole.paragraphs
    small = [number for number, span in enumerate(areas) if text[span.start].islower()]
    if not small or len(small) * _MAJORITY > len(areas) + _MAJORITY:
        return
    for number in small:
        span = areas[number]
        match = _OPENING.match(text, span.start, span.end)
        if match is None or match["word"] not in word_lists.words("sentence_openers") or is_sung(text, span.start):
            continue
        begun = _BEGUN.findall(text, span.start, span.end)
        several = len(begun) >= _SENTENCES and sum(map(bool, begun)) * _MAJORITY <= len(begun)
        if _follows(text, areas[number - 1], span) if number else several:
            yield match.start("word"), match["word"]


def _follows(text: str, before: Span, span: Span) -> bool:
    """Return whether the paragraph before ends in a full stop, and this one is a sentence."""
    ends = text[before.start : before.end].rstrip().endswith((".", ".”", '."'))
    return ends and _is_sentence(text[span.start : span.end].rstrip())


def _is_sentence(paragraph: str) -> bool:
    return paragraph.count(" ") + 1 >= LEAST_WORDS and paragraph.rstrip('”"’)').endswith((".", "!", "?"))


SENTENCE_TRIGGERS = (_CLAUSE,)


def pronoun(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the pronoun I in lowercase where the text mostly writes the capital."""
    small = [one for one in whole.finditer(_PRONOUN) if _is_pronoun(whole.text, one)]
    if not small:
        return
    right = sum(1 for _ in _RIGHT_PRONOUN.finditer(whole.text))
    if right < _MAJORITY and right <= len(small):
        level = Level.FLAG
    elif right < _MAJORITY * len(small):
        level = Level.SUGGESTED
    else:
        level = rule.level
    for match in small:
        yield recased(rule, match.start(), "i", "I", "the pronoun I is written with a capital", level=level)


def _is_pronoun(text: str, match: re.Match[str]) -> bool:
    """Return whether a clause may begin here, so that this is no index or numeral behind its noun."""
    if match["after"][0] in "'’":
        return True
    before = _BEFORE.search(text, max(0, match.start() - _WINDOW), match.start())
    return before is None or before[1] in _clause_openers()


@cache
def _clause_openers() -> frozenset[str]:
    lists = ("sentence_openers", "links", "subordinators", "reporting_verbs")
    return _BEFORE_CLAUSE.union(*(word_lists.words(name) for name in lists))


PRONOUN_TRIGGERS = (_PRONOUN,)

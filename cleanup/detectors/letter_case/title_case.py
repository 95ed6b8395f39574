"""Title case in running text: `when Politics Closes Its Eyes. On The Contrary.`

A run of capitalised common words is no title if a whole sentence or the end of one is written so, and small words that
most titles keep small have a capital too. Names, quotations and headings are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.detectors.letter_case.shared import is_prose, is_quoted, recased
from cleanup.lexicon import Case, Lexicon, lexicon
from cleanup.matching import FullText, Passage
from cleanup.model import Finding, Level, Rule, Span
from cleanup.text.sizes import ARTICLE

_SMALL = (
    "The|An?|Of|And|In|On|To|For|With|From|By|At|Is|Are|Was|Were|Has|Have|Had|Will|Would|Can|Could|Should|Not|That|This"
    "|These|Its|His|Her|Their|Our|Your|It|They|We|You|He|She|Be|Been|As|But|Or|If|More|What|How|Why|When|Who|Does|Do|Did"
    "|Much|Than|Into|About|After|Before|Next|So|No|There|Which"
)
_WORD = r"[A-Z][a-z]*(?:[’'][a-z]{1,2})?"
#: A capitalised word, then one that is small in most titles.
_RUN = lazy_regex.pattern(rf"{_WORD}(?:[ \u00a0]{_WORD})*?[ \u00a0](?:{_SMALL})\b(?:[ \u00a0]{_WORD})*(?![\w’'-])")
_ENTRY_WORDS = frozenset(_SMALL.replace("An?", "A|An").lower().split("|"))
_VERBAL = frozenset(
    ["is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "should", "does", "do", "did"]
) | frozenset(["it", "they", "we", "you", "he", "she", "its", "his", "her", "their", "our", "not", "be", "been"])
#: Behind such words a clause goes on, and no title follows.
_LEADS = frozenset(
    ["when", "that", "if", "how", "because", "was", "is", "are", "were", "and", "but", "while", "why", "what", "which"]
)
_BEFORE = lazy_regex.pattern(r"(?P<word>[a-z’'-]+),?[ \u00a0]\Z")
_BEGINS = lazy_regex.pattern(r"(?:\A|[a-z\d]{2}[.!?][”\"]?[ \u00a0])\Z")
_ENDS = lazy_regex.pattern(r"[.!?](?=[ \u00a0\r\n]|\Z)")
_CONTINUES = lazy_regex.pattern(r"(?:[ \u00a0][a-z]|,[ \u00a0])")
_PART = lazy_regex.pattern(r"[A-Z][a-z]*(?:[’'][a-z]{1,2})?")
#: How far back to look for the word before a run, in code points.
_WINDOW = 30
_LEAST = 3


def _runs(passage: Passage) -> list[tuple[int, str, str, bool]]:
    """Return where runs in title case begin, what they are, what they should be, and whether that is sure."""
    text, known = passage.text, lexicon("en")
    if known is None or text.isupper():
        return []
    found = []
    for match in passage.finditer(_RUN):
        span = Span(*match.span())
        begins, before = _position(text, span.start)
        words = _PART.findall(match.group())
        if is_quoted(text, span.start):
            continue
        if (begins or before) and len(words) >= _LEAST and all(_is_common(known, word) for word in words):
            sure = _is_sure(known, text, span, words, before)
            if sure is not None:
                found.append((span.start, match.group(), _small(match.group(), begins=begins), sure))
    return found if found and is_prose(text) else []


def _position(text: str, start: int) -> tuple[bool, str]:
    """Return whether a sentence begins here, and else the small word before."""
    before = _BEFORE.search(text, max(0, start - _WINDOW), start)
    return bool(_BEGINS.search(text, max(0, start - 4), start)) or not start, before["word"] if before else ""


def _is_common(known: Lexicon, word: str) -> bool:
    form = word.lower()
    return form in _ENTRY_WORDS or word == "I" or known.usual_case(form) is Case.LOWER


def _is_sure(known: Lexicon, text: str, span: Span, words: list[str], before: str) -> bool | None:
    """Return whether the run is a whole sentence or ends one that leads up to it; None if it may be a title."""
    ends = bool(_ENDS.match(text, span.end))
    goes_on = bool(_CONTINUES.match(text, span.end))
    if (ends and not before) or ((ends or goes_on) and before in _LEADS):
        return True
    clause = any(_is_verbal(known, word.lower()) for word in words[0 if before else 1 :])
    return False if clause and (ends or goes_on) else None


def _is_verbal(known: Lexicon, form: str) -> bool:
    """Return whether a word is in a clause, and seldom in a title."""
    return form in _VERBAL or ("verb-s" in known.forms(form) and "noun" not in known.word_classes(form))


def _small(run: str, *, begins: bool) -> str:
    first, rest = (run[0], run[1:]) if begins else ("", run)
    return first + _PART.sub(lambda word: word.group() if word.group() == "I" else word.group().lower(), rest)


def title_case(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the runs of words in title case inside prose."""
    if len(whole.text) > ARTICLE:
        return
    for span, runs in whole.observed(_runs):
        for at, old, new, sure in runs:
            message = f"“{old}” is in title case, inside a text"
            yield recased(rule, span.start + at, old, new, message, level=None if sure else Level.FLAG)


TRIGGERS = (_RUN,)

"""The `finished_time` kind: a present perfect beside a time that is over, which takes the simple past.

“Yesterday the town has sold the mill”, “He has resigned last week”: French, German and Italian tell the past in a tense
that looks like the English perfect. The time stands before the subject, or behind the verb and few words more.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.frames import Objection, frame_kind
from cleanup.lexicon import Lexicon
from cleanup.matching import WordFrame
from cleanup.model import Rule, Span
from cleanup.text.date_names import MONTHS, WEEKDAY


class Params(msgspec.Struct, frozen=True):
    """Keys of a finished_time rule: `report` names where the time stands, `never` participles that may stay."""

    report: Literal["before", "after"]
    never: tuple[str, ...] = ()


_AGO = (
    r"(?:[Aa]n?|[Tt]wo|three|four|five|six|seven|eight|nine|ten|some|several|many|\d+)"
    r" (?:day|week|month|year|hour)s? ago"
)
_TIME = (
    rf"(?:[Yy]esterday|[Ll]ast (?:week|month|year|night|summer|winter|spring|autumn|{WEEKDAY})|{_AGO}"
    rf"|[Oo]n {WEEKDAY}(?: morning| afternoon| evening| night)?|[Oo]n (?:{MONTHS}) \d{{1,2}}(?:, (?:19|20)\d\d)?"
    rf"|[Oo]n \d{{1,2}} (?:{MONTHS})(?: (?:19|20)\d\d)?|[Ii]n (?:(?:{MONTHS}) )?(?:19|20)\d\d|[Ii]n (?:{MONTHS}))"
)
#: A subject without a verb, a conjunction or a comma in it, perhaps with a preposition.
_NO_SUBJECT = (
    r"(?!(?:who|which|that|what|when|where|as|if|because|since|while|whose|and|or|but|is|was|are|were|be|been|to|will"
    r"|would|could|should|must|may|might|can|has|have|had|not|until|before|after|than|nobody|ever|every|all)\b)"
)
_SUBJECT = rf"(?:{_NO_SUBJECT}[\w’'-]+ ?){{1,6}}"
#: From the beginning of a sentence to the verb.
_FRONT = lazy_regex.pattern(rf"(?:\A |[.!?:][”\"’']? |[“\"]|, (?:and|but|so) )(?:But |And |So )?{_TIME},? {_SUBJECT}\Z")
#: Behind the participle: few words, then the time, then the end of the clause.
_BEHIND = lazy_regex.pattern(rf"(?: (?:{_NO_SUBJECT}[\w’'-]+)){{0,5}} {_TIME}(?=[.,;!?]|\Z)")
#: What the time may belong to instead: “has passed the law signed in 2019”, “has risen since last week”.
_OTHER = lazy_regex.pattern(
    r"\b(?:since|until|till|between|from|each|every|scheduled|planned|due|compared|set|held|expected|dating|signed|adopted"
    r"|passed|born|hearing|trial|elections?|so far|up to|by|for|of|over|than|as)\b"
)
_VERB = lazy_regex.pattern(
    r" (?P<verb>has|have) (?P<adverb>(?:also|already|again|now|finally|officially|reportedly|allegedly) )?"
    r"(?P<word>[a-z]{3,})\b"
)
_NO_END = frozenset(
    ["may", "might", "could", "would", "should", "must", "will", "to", "who", "which", "that", "not", "can", "cannot"]
)
#: How far back a sentence may begin, in code points.
_REACH = 120


def _past(words: Lexicon, match: re.Match[str]) -> str | None:
    """Return the simple past of a perfect, with the adverb in it."""
    verb, word = match["verb"], match["word"]
    last = match.string[max(0, match.start() - 30) : match.start()].rpartition(" ")[2]
    if "verb-participle" not in words.forms(word) or last.lower() in _NO_END:
        return None
    adverb = match["adverb"] or ""
    if word == "been":
        return f"{'was' if verb == 'has' or last == 'I' else 'were'} {adverb}".rstrip()
    past = next((made for lemma in words.lemmas(word) for made in words.inflect(lemma, "verb-past")), "")
    return f"{adverb}{past}" if past else None


def _after_time(words: Lexicon, match: re.Match[str]) -> str | None:
    start = max(0, match.start() - _REACH)
    if not _FRONT.search(match.string, start, match.start() + 1):
        return None
    rest = match.string[match.end() : match.end() + _REACH].partition(".")[0]
    return None if _CONTINUES.search(rest) else _past(words, match)


#: Later in a sentence, these show that the time is not over, or that the perfect is right for another reason.
_CONTINUES = lazy_regex.pattern(r"\b(?:since|so far|to date|ever|yet|recently|for (?:years|decades|months))\b")


def _before_time(words: Lexicon, match: re.Match[str]) -> str | None:
    behind = _BEHIND.match(match.string, match.end())
    if behind is None or _OTHER.search(behind[0]):
        return None
    return _past(words, match)


_HAVE = frozenset(["has", "have"])
_FRAMES = {
    "before": (WordFrame(_VERB, _after_time, _HAVE),),
    "after": (WordFrame(_VERB, _before_time, _HAVE),),
}


def _replacement(match: re.Match[str], new: str) -> tuple[Span, str]:
    return Span(match.start("verb"), match.end("word")), new


def _message(_rule: Rule, shown: Objection) -> str:
    return f"“{shown.old}” goes with a time that is over, which takes “{shown.new}”"


KIND = frame_kind(Params, _FRAMES, _replacement, _message, candidate="word")

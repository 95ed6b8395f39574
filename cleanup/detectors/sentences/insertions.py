"""The `insertions` kind: what is put into a clause without a comma before it or behind it.

An insertion has two commas, or none. That the second one is missing is seen where the verb of the clause follows, for
which the words before the first comma are the subject: `The club, founded in 1921 has won the cup`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.sentences.clause_reading import (
    EITHER_CASE,
    NOMINATIVE,
    SUBORDINATING,
    before,
    hangs,
    is_adverb,
    is_subject,
    may_be_finite,
    takes_clause,
    tokens,
)
from cleanup.detectors.sentences.clauses import announcing, auxiliaries, bare, is_finite
from cleanup.matching import FullText, Passage, Report, document_kind, replace
from cleanup.model import Edit, Finding, Fix, Level, Rule, Span
from cleanup.text.date_names import MONTHS, WEEKDAY


class Params(msgspec.Struct, frozen=True):
    """Keys of an insertions rule: `report` names what is missing: both commas, or the closing one."""

    report: Literal["phrase", "closing"]


_PHRASES = (
    *("if possible", "if necessary", "if need be", "of course", "for example", "for instance", "however", "in turn"),
    *("in contrast", "by contrast", "on the other hand", "in particular", "in other words", "so to speak", "after all"),
    *(
        "by the way",
        "as a rule",
        "in addition",
        "in my opinion",
        "in his opinion",
        "in her opinion",
        "among other things",
    ),
    *("therefore", "moreover", "nevertheless", "nonetheless", "furthermore", "consequently", "unfortunately"),
    *("fortunately", "as usual", "in principle", "as a result", "to be sure", "in this case", "if any", "as expected"),
)
_PHRASE = lazy_regex.pattern(rf" (?P<phrase>{'|'.join(_PHRASES)})(?P<closing>,?) (?=[\w“\"'‘])")
#: Phrases that many writers set off nowhere, so that only the text shows whether it does.
_LOOSE = frozenset(
    ["of course", "therefore", "nevertheless", "nonetheless", "in turn", "consequently", "unfortunately"]
)
_BOUND = frozenset(
    ["as", "see", "take", "consider", "like", "such", "in", "with", "not", "or", "and", "but", "is", "was"]
)
_TIED = NOMINATIVE | frozenset(["that", "of", "and", "or", "it"])
_FIRM = frozenset(
    ["if possible", "if necessary", "for example", "for instance", "however", "in my opinion", "by the way"]
)


class _InsertedPhrase(msgspec.Struct, frozen=True):
    span: Span
    phrase: str
    commas: bool
    firm: bool


def _phrases(passage: Passage) -> list[_InsertedPhrase]:
    return [found for match in passage.finditer(_PHRASE) if (found := _inserted(passage.text, match))]


def _inserted(text: str, match: re.Match[str]) -> _InsertedPhrase | None:
    """Return a phrase that stands between a subject and its verb or inside the verb, with both commas or with none."""
    last = text[match.start() - 1 : match.start()]
    opening, closing = last == ",", bool(match["closing"])
    if not (opening or last.isalnum()):
        return None
    if opening and closing:
        return _InsertedPhrase(Span(match.start(), match.end("phrase")), match["phrase"], commas=True, firm=True)
    return None if opening or closing else _unset_phrase(text, match)


def _unset_phrase(text: str, match: re.Match[str]) -> _InsertedPhrase | None:
    phrase, span = match["phrase"], Span(match.start(), match.end("phrase"))
    word = tokens(text[max(0, match.start() - 40) : match.start()])[-1]
    following = tokens(text[match.end() : match.end() + 40])[0]
    if bare(word) in _BOUND or bare(following) in _TIED or following[0] in "“\"'‘":
        return None
    within = bare(word) in auxiliaries() and (is_finite(following) or not is_subject(following))
    between = _ends_subject(text, match.start()) and may_be_finite(following)
    firm = phrase in _FIRM
    if between or (phrase != "however" and (firm or within)):
        return _InsertedPhrase(span, phrase, commas=False, firm=firm)
    return None


def _ends_subject(text: str, at: int) -> bool:
    """Return whether what stands before a place is the subject of its sentence and no more."""
    whole = before(text, at)
    if whole is None:
        return False
    words = tokens(text[whole.start : whole.end])
    return 0 < len(words) <= _LONGEST and is_subject(words[0]) and not any(map(is_finite, words)) and _plain(words)


_LONGEST = 10


def _plain(words: list[str]) -> bool:
    return not hangs(words) and not any(word.endswith(",") for word in words)


def _unset(rule: Rule, whole: FullText) -> Iterator[Finding]:
    seen = [(area, one) for area, those in whole.observed(_phrases) for one in those]
    sets = sum(one.commas for _, one in seen)
    for area, one in seen:
        none = sum(not other.commas for _, other in seen if other.phrase == one.phrase)
        if one.commas or none > _MANY or (one.phrase in _LOOSE and (not sets or none > 1)):
            continue
        level = rule.level if one.firm and sets >= none else Level.FLAG
        span = one.span.shift(area.start)
        opening, closing = Edit(Span(span.start, span.start), ","), Edit(Span(span.end, span.end), ",")
        fix = Fix((opening, closing), "set the phrase off")
        message = f"“{one.phrase}” is put into the sentence and needs commas"
        yield Finding(rule.id, span, message, level, (fix,), rule.confidence)


#: A text that leaves out the commas more often does so by habit.
_MANY = 3

#: What may begin an insertion behind a subject: a relative clause, a participle, an age.
_PARTICIPLES = (
    "founded|established|created|built|opened|launched|born|based|located|situated|dubbed|known|called|nicknamed|named"
    "|led|headed|run|owned|made|written|published|formed|represented|backed|supported|accompanied|elected|appointed"
)
_VERBS = (
    "is|are|was|were|has|have|had|will|would|can|could|must|should|may|might|does|did|said|says|told|announced|added"
    "|explained|warned|wrote|denied|refused|confirmed|died|became|began|went|came|took|gave|won|lost|left|made"
)
_UNCLOSED = lazy_regex.pattern(
    r"(?P<comma>,) (?P<inserted>(?:(?P<relative>who|which|whose|where)|(?:also |now |formerly |originally |still )?"
    rf"(?P<participle>{_PARTICIPLES})|(?P<age>\d\d)|(?P<title>the|a|an|its|his|her|their|head|director|chief|chairman"
    r"|chairwoman|president|professor|founder|leader|author|minister|mayor|member|spokesman|spokeswoman|owner))\b"
    rf"(?P<rest>(?: [^\s,.;:!?()—]+){{0,16}}?))(?P<gap> )(?P<verb>{_VERBS}) (?=[\w“\"])(?!not only)"
)
_FULL_NAME = re.compile(r"(?:[A-Z][\w’'.-]+ ){1,3}[A-Z][\w’'.-]+\Z")
_CALENDAR = re.compile(rf"\b(?:{WEEKDAY}|{MONTHS})\b")


def _closing(rule: Rule, whole: FullText) -> Iterator[Finding]:
    for match in whole.finditer(_UNCLOSED):
        if _is_unclosed(match):
            gap = match.start("gap")
            start = whole.text.rfind(" ", 0, gap) + 1
            fix = replace(Span(gap, gap), ",", "insert a comma")
            message = f"the insertion ends with “{whole.text[start:gap]}” and needs a comma"
            yield Finding(rule.id, Span(start, gap), message, rule.level, (fix,), rule.confidence)


def _is_unclosed(match: re.Match[str]) -> bool:
    """Return whether the words before the comma are a subject without a verb, which the verb behind belongs to."""
    whole = before(match.string, match.start())
    shown = match.string[whole.start : whole.end] if whole else ""
    subject, inner = tokens(shown), [bare(word) for word in tokens(match["rest"])]
    if not _is_bare_subject(subject, shown) or (inner and inner[-1] in announcing()):
        return False
    if not inner:
        return match["age"] is not None
    return _is_plain(inner) and _is_insertion(match, subject, inner)


def _is_plain(inner: list[str]) -> bool:
    """Return whether no other clause begins inside an insertion, and its last word is no subject and no adverb."""
    return (
        (SUBORDINATING - {"as", "between", "before", "since", "than"}).isdisjoint(inner[1:])
        and (NOMINATIVE | {"it", "there"}).isdisjoint(inner)
        and not any(map(takes_clause, inner))
        and inner[-1] not in EITHER_CASE
        and not is_adverb(inner[-1])
    )


def _is_insertion(match: re.Match[str], subject: list[str], inner: list[str]) -> bool:
    """Return whether the words behind the comma are a clause with its verb, a participle, or what a person is."""
    if match["relative"] in {"who", "which"}:
        return len(inner) > 2 if inner[0] in auxiliaries() else may_be_finite(inner[0])
    if match["relative"]:
        return any(map(is_finite, inner))
    if match["participle"]:
        return True
    return not any(map(is_finite, inner)) and bool(_FULL_NAME.match(" ".join(subject)))


def _is_bare_subject(words: list[str], text: str) -> bool:
    return (
        0 < len(words) <= _LONGEST
        and is_subject(words[0])
        and bare(words[0]) not in NOMINATIVE | EITHER_CASE
        and words[0][0].isupper()
        and not any(map(is_finite, words[1:]))
        and _plain(words)
        and not _CALENDAR.search(text)
    )


KIND = document_kind(Params, {"phrase": Report(_unset, [_PHRASE]), "closing": Report(_closing, [_UNCLOSED])})

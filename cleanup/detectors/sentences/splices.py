"""The `splices` kind: a comma that joins two sentences; the second begins with an adverb, a noun or a capital.

Behind `therefore` or `otherwise`, a comma cannot join clauses in English, as it does in German and Russian. Where the
second clause begins with a noun, it may be a part of the first one (an apposition, an item of a list), so it must have
a verb of its own and nothing that ties it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.sentences.clause_reading import (
    EITHER_CASE,
    before,
    begins_clause,
    classes,
    forms,
    hangs,
    has_one_verb,
    is_clause,
    may_be_finite,
    takes_clause,
    tokens,
)
from cleanup.detectors.sentences.clauses import bare
from cleanup.matching import FullText, Report, document_kind
from cleanup.model import Edit, Finding, Fix, Level, Rule, Span


class Params(msgspec.Struct, frozen=True):
    """Keys of a splices rule: `report` names what begins the second sentence."""

    report: Literal["adverb", "noun", "capital"]


_ADVERBS = (
    *("otherwise", "therefore", "however", "nevertheless", "nonetheless", "consequently", "moreover", "furthermore"),
    *("thus", "hence", "then", "instead", "besides", "meanwhile", "that is why", "that’s why", "that's why"),
    *("at the same time", "as a result", "in addition", "for this reason", "because of this", "in this case", "also"),
    *("in this way", "on the other hand", "for example", "for instance", "in fact", "after that", "as a rule"),
)
#: Behind these no comma follows.
_CLOSE = frozenset(
    ["that is why", "that’s why", "that's why", "then", "thus", "hence", "also", "at the same time", "in this way"]
)
_CONNECTED = lazy_regex.pattern(rf"(?P<comma>,) (?P<adverb>{'|'.join(_ADVERBS)})(?P<behind>,?) (?=\w)")
_NOUNS = (
    "the|its|their|his|her|our|my|your|i|I|you|there|those|everyone|everybody|nobody|people|no|most|many|some|all"
    "|two|three|several|another"
    "|[A-Z][a-z]+"
)
_NOUN = lazy_regex.pattern(
    rf"(?P<comma>,) (?P<subject>{_NOUNS})(?:[’'](?:s|re|ve|ll|d|m))? (?=\w[^.!?;:,\n()—]*[.](?:\s|\Z))"
)
#: A capitalized word that begins sentences, and no name does; before a name, one that begins an adjunct.
_CAPITAL = lazy_regex.pattern(
    r"(?<=[^\W\d_]{2}|\d[%\d])(?P<comma>,) (?P<subject>(?:It|This|These|Those|There|He|She|They|We|The|An?|His|Her|Its"
    r"|Their|Our|Many|Most|Some|Every|Each|Both|All|No|One|Two|Three|In|On|At|For|With|By|From|After|Before|During"
    r"|Since|Despite|According|Amid|Among|Behind|Under|If|Whether|While|Although|To|Last|Earlier|Now|Here|Another|Such)"
    r"(?:[’'](?:s|re|ve|ll|d))?(?= [a-z\d])"
    r"|(?:In|On|At|After|Since|During|Despite)(?= [A-Z][a-z]+(?: [A-Z][a-z]+)*,? [a-z\d]))"
)
#: So many words at most open a sentence before its first comma.
_OPENING = 6
#: Where actions are told in their order, the comma may be meant.
_LISTING = frozenset(["then", "also"])
_WINDOW = 150


def _is_second(match: re.Match[str]) -> bool:
    """Return whether what follows the comma is a clause of its own, and not `I tell you` or `the man said`."""
    rest = tokens(match.string[match.start("subject") : match.end() + _WINDOW])
    if bare(rest[0]) in {"i", "you"} and takes_clause(rest[1]):
        return False
    return begins_clause(rest) and has_one_verb(rest) and not takes_clause(_last(match))


def _is_alone(match: re.Match[str]) -> bool:
    """Return whether this comma is the only one in its sentence so far, and no request precedes it."""
    whole = before(match.string, match.start())
    words = _without_opening(tokens(match.string[whole.start : whole.end])) if whole else []
    return len(words) > 2 and is_clause(words) and not any(word.endswith(",") for word in words)


def _without_opening(words: list[str]) -> list[str]:
    """Return the words of a sentence without the adverb or the phrase that opens it, up to a comma."""
    end = next((place for place, word in enumerate(words[:_OPENING], 1) if word.endswith(",")), 0)
    opens = classes(words[0]) & {"preposition", "adverb"} and not hangs(words[:end]) if end else False
    return words[end:] if opens else words


def _last(match: re.Match[str]) -> str:
    """Return the last word of the sentence."""
    text = match.string
    return tokens(text[match.end() : text.index(".", match.end())])[-1]


def _follows_clause(match: re.Match[str]) -> bool:
    """Return whether the words before the comma are one clause that needs nothing behind it."""
    text = match.string
    whole = before(text, match.start())
    if whole is None:
        return False
    last = text[whole.start : whole.end].rpartition(", ")
    if hangs(tokens(text[whole.start : whole.end])[:1]):
        return False
    words = tokens(last[2])
    if last[1] and bare(words[0]) in {"and", "but"}:
        words = words[1:]
    if is_clause(tokens(text[whole.start : whole.end])):
        return True
    return len(words) > 2 and (_is_request(words) or is_clause(words))


def _is_request(words: list[str]) -> bool:
    return words[0][0].isupper() and "verb-base" in forms(words[0]) and not hangs(words) and not takes_clause(words[0])


def _adverbs(rule: Rule, whole: FullText) -> Iterator[Finding]:
    for match in whole.finditer(_CONNECTED):
        adverb = match["adverb"]
        rest = tokens(whole.text[match.end() : match.end() + _WINDOW])
        clause = adverb.endswith("why") or begins_clause(rest, loose=True)
        if clause and _follows_clause(match):
            edits = [Edit(Span(*match.span("comma")), ";")]
            if adverb not in _CLOSE and not match["behind"]:
                edits.append(Edit(Span(match.end("adverb"), match.end("adverb")), ","))
            level = Level.FLAG if adverb in _LISTING else rule.level
            fix = Fix(tuple(edits), "write a semicolon")
            span = Span(match.start(), match.end("adverb"))
            yield Finding(
                rule.id, span, f"a comma joins two sentences before “{adverb}”", level, (fix,), rule.confidence
            )


def _nouns(rule: Rule, whole: FullText) -> Iterator[Finding]:
    for match in whole.finditer(_NOUN):
        if _is_second(match) and _is_alone(match) and _follows_clause(match):
            span = Span(match.start(), match.end("subject"))
            fix = Fix((Edit(Span(*match.span("comma")), ";"),), "write a semicolon")
            message = f"a comma joins two sentences before “{match['subject']}”"
            yield Finding(rule.id, span, message, rule.level, (fix,), rule.confidence)


def _is_sentence(match: re.Match[str]) -> bool:
    """Return whether a capital behind a comma begins a sentence, since both sides of the comma are one."""
    whole = before(match.string, match.start())
    if whole is None:
        return False
    words = tokens(match.string[whole.start : whole.end])
    rest = tokens(match.string[match.start("subject") : match.end() + _WINDOW].partition("\n")[0])
    if takes_clause(words[-1]) or hangs(words[:1]) or len(words) < _LEAST:
        return False
    first = bare(rest[0])
    opens = classes(first) & {"preposition", "conjunction"} and first not in EITHER_CASE
    tells = any(map(may_be_finite, rest[1:])) if opens or first in _TIMES else begins_clause(rest, loose=True)
    return tells and any(map(may_be_finite, words[1:]))


#: A shorter sentence may be a part of a title or a line of verse.
_LEAST = 4
_TIMES = frozenset(["last", "now", "here", "according", "such", "earlier", "amid"])


def _capitals(rule: Rule, whole: FullText) -> Iterator[Finding]:
    for match in whole.finditer(_CAPITAL):
        if _is_sentence(match):
            span = Span(match.start(), match.end("subject"))
            fix = Fix((Edit(Span(*match.span("comma")), "."),), "write a full stop")
            message = f"a comma before “{match['subject']}”, which begins a sentence"
            yield Finding(rule.id, span, message, rule.level, (fix,), rule.confidence)


KIND = document_kind(
    Params,
    {
        "adverb": Report(_adverbs, [_CONNECTED]),
        "noun": Report(_nouns, [_NOUN]),
        "capital": Report(_capitals, [_CAPITAL]),
    },
)

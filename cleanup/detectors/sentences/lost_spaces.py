"""The `lost_spaces` kind: sentences and words that run into each other, and separated first letters.

Mark-up carried the space or the line end: when `<p>`, `<br>`, `<a>` or a drop cap was removed, the space was lost too.
The document itself is searched for the repair: a word that occurs alone elsewhere may be separated here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.sentences.joined_names import INNER_CAPITAL, joined_names
from cleanup.matching import FullText, Passage, Report, Words, document_kind, replace, words
from cleanup.model import Edit, Finding, Fix, Level, Rule, Span
from cleanup.text import word_lists
from cleanup.text.date_names import MONTHS
from cleanup.text.segments import whole_words


class Params(msgspec.Struct, frozen=True):
    """Keys of a lost_spaces rule: `report` names the damage that it reports.

    `known` are capitalised words that may be separated without proof from the document (`report = "word"`), or words
    that may be joined again (`report = "drop-cap"`); `tails` are the words that may be glued to another one, `openers`
    further words that begin sentences.
    """

    report: Literal["sentence", "word", "name", "drop-cap"]
    known: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    openers: tuple[str, ...] = ()


#: The maximum number of words to search for one by one; for more, all words are read.
MAX_SINGLE_SEARCHES = 16


class _Vocabulary(msgspec.Struct, dict=True):
    """A text and, when needed, its words."""

    whole: FullText
    _asked: int = 0

    @property
    def text(self) -> str:
        return self.whole.text

    def has(self, word: str) -> bool:
        """Return whether a word, which consists of letters only, occurs in the text as it is written."""
        self._asked += 1
        return _stands(self.text, word) if self._asked <= MAX_SINGLE_SEARCHES else word in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self.whole.vocabulary))


def _stands(text: str, word: str) -> bool:
    return any(True for _ in whole_words(text, word))


_WORD = lazy_regex.pattern(r"(?<![^\W_])[^\W\d_]+(?![^\W_])")
_GLUED = lazy_regex.pattern(
    r"(?P<stop>[.?!](?<=[\w)].)[”’\"]?|[,;](?<=[\w)].)[”’])"
    r"(?P<next>[“‘]?(?P<first>[A-Z][a-z]*)(?:[’'][a-z]+)?)(?=[\s,;:—–)-])",
)
_TOKEN = lazy_regex.pattern(r"[^\s“”‘’\"'(—–\[]*\Z")
_LOWER_NEXT = lazy_regex.pattern(r"[,;]?[ \u00a0]+[“‘\"(]?[a-z$€£\d]")
_CAPITAL_WORD = lazy_regex.pattern(r"(?<![\w.\-/@#’'_])[A-Z][a-z]{4,}(?![\w\-/@’'_(])")
_TAILED = lazy_regex.pattern(r"[A-Z][a-z]+(?P<tail>x)\b")
_DROPPED = lazy_regex.pattern(r"(?P<first>[A-Z])[ \u00a0](?P<rest>[a-z]+(?:[’'][a-z]+)?)(?![\w.@/])")
_OPENING = lazy_regex.pattern(r"(?:\A|[\s(—–])\"(?=\w)[^\"\r\n]*\Z")
#: A date that a sentence ends with.
_DAY = lazy_regex.pattern(rf"\b(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|{MONTHS})\.?[ \u00a0]\d{{1,2}}[.!?][”’\"]?\Z")
_PRONOUN = lazy_regex.pattern(
    r"I(?:[’'](?:m|ve|ll|d)|[ \u00a0](?:am|was|have|had|will|would|can|could|do|did|should|must|may|might"
    r"|don[’']t|didn[’']t|think|thought|know|knew|mean|guess|hope|believe|want|wanted|need|feel|felt|saw|see|love|like|never|also|just|still"
    r"|always|really|only))\b"
)
_BLANKS = frozenset(" \u00a0")
#: How far back to look for the word before a full stop, in code points.
_WINDOW = 64
#: How long a quotation in straight marks may be, in code points.
_QUOTED = 2000


def _sentence(rule: Rule, whole: FullText) -> Iterator[Finding]:
    text = whole.once(_Vocabulary)
    for match in whole.finditer(_GLUED):
        at = match.start("next")
        token = _TOKEN.search(text.text, max(0, match.start() - _WINDOW), match.start())
        before = token.group().removesuffix(")") if token else ""
        dated = before.isdigit() and (len(before) == 4 or bool(_DAY.search(text.text, max(0, at - _WINDOW), at)))
        if not (dated or before.isalpha()) or (len(before) < 2 and not dated) or before.isupper():
            continue
        if match["stop"] in ".!" and before.lower() in _SHORT:
            continue
        level = _sentence_level(text, match, before, rule.params.openers)
        if dated and level in (None, Level.FLAG) and len(match["first"]) > 2:
            level = Level.SUGGESTED
        if level and _closes(text.text, match):
            message = f"no space between two sentences: “{before}{match['stop']}{match['next']}”"
            span = Span(match.start() - len(before), match.end())
            yield Finding(rule.id, span, message, level, (replace(Span(at, at), " ", "insert a space"),))


def _closes(text: str, match: re.Match[str]) -> bool:
    """Return whether a straight mark behind the stop closes a quotation: the mark before it has opened one."""
    start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _QUOTED)
    return not match["stop"].endswith('"') or bool(_OPENING.search(text, start, match.start()))


#: What precedes a full stop inside a name: Mr.Smith, St.James, e.g.This.
_SHORT = word_lists.words("abbreviations") | {"www", "node", "yahoo", "jeopardy", "yum", "mamma", "self", "this", "org"}


_FINITE = ("Is", "Are", "Was", "Were", "Has", "Had", "Have", "Said", "Can", "Will", "Would")


def _sentence_level(text: _Vocabulary, match: re.Match[str], before: str, openers: tuple[str, ...]) -> Level | None:
    """Return safe if the second part is a word that begins sentences; names may be parts of an address or a brand."""
    stop, first = match["stop"], match["first"]
    follows = bool(_LOWER_NEXT.match(text.text, match.end()))
    opens = first.lower() in word_lists.words("sentence_openers") or first.lower() in openers
    if len(first) == 1:
        opens = bool(_PRONOUN.match(text.text, match.start("first")))  # not an initial, a grade or a file's ending
    if stop[0] in ",;":
        return Level.SUGGESTED
    if first in _FINITE:
        return Level.FLAG  # the full stop may be the slip: “the water.Is cold”
    if opens and before == before.lower() and (follows or len(stop) > 1):
        return Level.SAFE
    if stop == "!" and not opens:
        return None
    word = before.islower() and len(before) > 3 and first != "I"
    if opens or len(stop) > 1 or "“" in match["next"] or (word and _is_known(text, first)):
        return Level.SUGGESTED
    return Level.FLAG if follows and word and len(first) > 3 else None


def _is_known(text: _Vocabulary, word: str) -> bool:
    return text.has(word.lower()) or text.text.count(word) > 1


@cache
def _capitalised(known: tuple[str, ...]) -> frozenset[str]:
    return frozenset(known) | frozenset(word.capitalize() for word in word_lists.words("demonyms"))


def _capital_words(passage: Passage) -> list[tuple[Span, str]]:
    return [(Span(*match.span()), match.group()) for match in passage.finditer(_CAPITAL_WORD)]


def _glued_word(rule: Rule, whole: FullText) -> Iterator[Finding]:
    params: Params = rule.params
    text, tails = whole.once(_Vocabulary), tuple(sorted(params.tails, key=len, reverse=True))
    known = _capitalised(params.known)
    for paragraph, found in whole.observed(_capital_words):
        for span, word in found:
            if not word.endswith(tails) or word in known:
                continue
            tail = next((t for t in tails if word.endswith(t) and len(word) > len(t) + 2), None)
            if tail is None:
                continue
            head = word[: -len(tail)]
            if not (head in known or (len(head) > 4 and len(tail) > 2 and _is_name(text, head))):
                continue
            if text.text.count(word) == 1 or head in known:
                message = f"no space between “{head}” and “{tail}” in “{word}”"
                at = paragraph.start + span.end - len(tail)
                fix = replace(Span(at, at), " ", "insert a space")
                yield Finding(rule.id, span.shift(paragraph.start), message, rule.level, (fix,))


def _is_name(text: _Vocabulary, head: str) -> bool:
    """Return whether the document itself writes the first part alone, and never in lowercase."""
    return text.has(head) and not text.has(head.lower())


def _name(rule: Rule, whole: FullText) -> Iterator[Finding]:
    yield from joined_names(rule, whole, whole.once(_Vocabulary).has, rule.params.tails)


@cache
def _joined(known: tuple[str, ...]) -> frozenset[str]:
    return frozenset(known) | word_lists.words("demonyms")


def _drop_cap(rule: Rule, whole: FullText) -> Iterator[Finding]:
    text, known = whole.once(_Vocabulary), _joined(rule.params.known)
    for paragraph in whole.paragraphs:
        if whole.text[paragraph.start + 1 : paragraph.start + 2] not in _BLANKS:
            continue
        match = _DROPPED.match(whole.text, paragraph.start, paragraph.end)
        if match is None or match.end() == paragraph.end:
            continue
        joined = (match["first"] + match["rest"]).lower()
        if joined not in known and not _is_cut(text, match):
            continue
        gap = Span(match.end("first"), match.start("rest"))
        message = f"the first letter of “{match['first']}{match['rest']}” is separated from its word"
        fix = Fix((Edit(gap, ""),), "join it to its word")
        yield Finding(rule.id, Span(match.start(), match.end()), message, rule.level, (fix,))


def _is_cut(text: _Vocabulary, match: re.Match[str]) -> bool:
    """Return whether the document has the joined word, and the rest is not a word in it."""
    first, rest = match["first"], match["rest"]
    if first in "AIOX" or len(rest) < 3:
        return False
    alone = len(re.findall(rf"(?<![^\W_]){re.escape(rest)}(?![^\W_])", text.text))
    return alone == 1 and rest.isalpha() and (text.has(first.lower() + rest) or text.has(first + rest))


def _tails(rule: Rule) -> Sequence[Words]:
    return [words(_TAILED, of=_CAPITAL_WORD, tail=rule.params.tails)] if rule.params.tails else []


KIND = document_kind(
    Params,
    {
        "sentence": Report(_sentence, [_GLUED]),
        "word": Report(_glued_word, _tails),
        "name": Report(_name, [INNER_CAPITAL]),
        "drop-cap": Report(_drop_cap),
    },
)

"""The `capitals` kind: a capital in mid-sentence, where a segment was translated as if it were a sentence.

Segments begin at quotation marks, parentheses, commas and links. A capital there is wrong unless the word is a name,
the quotation a sentence of its own, or the whole a title; each report says how it tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec
from msgspec import structs

from cleanup import lazy_regex
from cleanup.detectors.verbs import forms
from cleanup.matching import Passage, Report, Words, local_kind, replace, words
from cleanup.model import MASK, Edit, Finding, Fix, Level, Rule, Span
from cleanup.text import attribution, word_lists


class Params(msgspec.Struct, frozen=True):
    """Keys of a capitals rule: `report` names the place that it examines, `words` the words (in lowercase) that are
    written small there, and `unless` the words before a quotation that make it a title or an exclamation.
    """

    report: Literal[
        "after-quotation",
        "attribution",
        "quoted",
        "after-speaker",
        "mid-sentence",
        "after-comma",
        "after-parenthesis",
        "mixed-case",
    ]
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()


_LOWER = r"(?=[ \u00a0][a-z])"
_AFTER_QUOTATION = lazy_regex.pattern(rf"(?<=[^\s“”\"],)(?:”[ \u00a0]*|\"[ \u00a0])(?P<word>[A-Z][a-z]*)\b{_LOWER}")
_COMMA_OUTSIDE = lazy_regex.pattern(rf"(?<=[^\s“\"][”\"], )(?P<word>[A-Z][a-z]*)\b{_LOWER}")
_ATTRIBUTION = lazy_regex.pattern(
    r"(?<=(?P<mark>[,?!.]))(?:”[ \u00a0]*|\"[ \u00a0])(?P<word>[A-Z][a-z]+)"
    r"(?= (?:(?:the|a|an|his|her|their|its|one|another|he|she|it|they)\b|[A-Z]))",
)
#: A quotation that begins with a capital.
_QUOTED = lazy_regex.pattern(
    r"(?<=[ –—])[“\"](?P<first>[A-Z][a-z]*)(?P<rest>(?:[’']?[ ,–—-][^“”\"\r\n]*)?)[”\"](?P<after> ?[–—-]|)",
)
_LEAD = lazy_regex.pattern(r"(?P<before>[\w’]+)(?P<gap> |,? [–—-] |[–—])\Z")
#: The two above, one after the other.
_QUOTED_BEHIND = lazy_regex.pattern(r"[\w’](?: |,? [–—-] |[–—])[“\"][A-Z][a-z]*(?:[’']?[ ,–—-][^“”\"\r\n]*)?[”\"]")
_RESUMED = lazy_regex.pattern(
    r"(?<=[^\s.!?…],)[”\"] (?P<narrator>[^“”\"\r\n.!?]{4,120}),? [“\"](?P<word>[A-Z][a-z]+) (?P<next>[\w’]+)"
    r"(?P<rest>[^“”\"\r\n]*)[”\"]",
)
_MID = lazy_regex.pattern(rf"(?<=[a-z]) (?P<word>[A-Z][a-z]+)\b{_LOWER}")
_TWO_BEFORE = lazy_regex.pattern(r"(?:^|[\s(“])(?P<second>[a-z’]+|\d+) (?P<before>[a-z]+)\Z")
_AFTER_COMMA = lazy_regex.pattern(rf"(?<=[^\W\d_][^\W\d_],) (?P<word>[A-Z][a-z]+)\b{_LOWER}")
_AFTER_BRACKET = lazy_regex.pattern(rf"(?<=[^!?]\)) (?P<word>[A-Z][a-z]*)\b{_LOWER}")
_MIXED = lazy_regex.pattern(r"(?<![\w@#./\-’'])[A-Za-z]*(?:[a-z][A-Z]|[A-Z]{2})[A-Za-z]*(?![\w@/(\-’']|\.\w)")
_INNER_CAPITAL = lazy_regex.pattern(r"[a-z][A-Z]")
_BEGINS = lazy_regex.pattern(r"(?:^|[.!?…:][”’\")]*\s|[“‘\"(\n])\s*\Z")
_BRACKET = lazy_regex.pattern(r"\w \([^()\r\n]*\)\Z")
_SPEECH = lazy_regex.pattern(
    r"\b(?:accus|call|claim|condemn|critici|declar|denounc|describ|label|mention|not(?:ed|ing|es)\b|pledg|pointed|promis|refer"
    r"|reject|report|say|said|speak|spoke|stat(?:ed|es|ing)\b|stress|talk|tell|told|threat|urg|vow|warn|deem|dubb"
    r"|consider|regard|view|insist|add(?:ed|s|ing)\b|wrote|writ|argu|brand|express|demand|prais|blam|justif|explain)"
)
_WORDS = lazy_regex.pattern(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SENTENCE_START = lazy_regex.pattern(r".*[.!?…:][”’\")]?\s", re.S)
_SUBJECTS = ("that", "he", "she", "it", "they", "we", "you", "i", "this", "there", "what", "who")
_FINITE = lazy_regex.pattern(
    r"(?:is|was|will|would|has|had|have|can|could|may|might|must|should|shall|makes?|made|means?|meant|does|did|seems?"
    r"|sounds?|looks?|goes|went|comes|came|one|man|woman|['’].*|depends|depended|happens|happened|takes|took|said)\Z"
)
#: How much text before a quotation may name the speaker, in code points.
_REACH = 120
#: How far back to look for a word, in code points.
_WINDOW = 60
_LISTED = lazy_regex.pattern(r"[”\"],? (?:and|or|as well as) [“\"]?\Z")


class _Small(msgspec.Struct, frozen=True):
    """A rule, and the words that are lowercase where it looks."""

    rule: Rule
    words: frozenset[str]


def _ready(rule: Rule, _: Sequence[Rule]) -> _Small:
    return _Small(rule, frozenset(rule.params.words))


def _after_quotation(rule: Rule, text: str, words: frozenset[str]) -> Iterator[Finding]:
    if _REVERENT.search(text):
        return
    for match in _AFTER_QUOTATION.finditer(text):
        if match["word"].lower() in words and _closes(text, match):
            level = rule.level if "”" in match.group() else Level.SUGGESTED
            yield _small(rule, match, "word", "the sentence continues after the quotation", level)
    for match in _COMMA_OUTSIDE.finditer(text):
        if match["word"].lower() in words:
            yield _small(rule, match, "word", "the sentence continues after the quotation", Level.SUGGESTED)


#: Him and Thou as religious texts write them in mid-sentence: then “He said” keeps its capital too.
_REVERENT = lazy_regex.pattern(r"[a-z] (?:Him|Himself|Thou|Thee|Thy)\b")
#: “Said Aouita said”: a name, not a verb.
_NAMED = lazy_regex.pattern(r"Said [A-Z][\w’-]+ (?:said|says|told|added|asked|[a-z]+ed)\b")


def _closes(text: str, match: re.Match[str]) -> bool:
    """Return whether the mark before closes a quotation; for a straight one, its side or its count tells."""
    return "”" in match.group() or text.count('"', 0, match.start("word")) % 2 == 0


def _attribution(rule: Rule, text: str, words: frozenset[str]) -> Iterator[Finding]:
    for match in _ATTRIBUTION.finditer(text):
        named = _NAMED.match(text, match.start("word"))
        if match["word"].lower() not in words or named or not _closes(text, match):
            continue
        finding = _small(rule, match, "word", "the sentence continues after the quotation")
        if match["mark"] == ".":
            stop = Edit(Span(match.start("mark"), match.end("mark")), ",")
            fix = Fix((stop, *finding.edits), f"write “,” and “{match['word'].lower()}”")
            finding = structs.replace(finding, level=Level.SUGGESTED, fixes=(fix,))
        yield finding


def _quoted(rule: Rule, text: str, words: frozenset[str]) -> Iterator[Finding]:
    for match in _QUOTED.finditer(text):
        first = match["first"].lower()
        gerund = first.endswith("ing") and len(first) > 5
        if not (gerund or first in words or first in _base_forms()):
            continue
        lead = _LEAD.search(text, max(0, match.start() - _WINDOW), match.start())
        if lead is None or _is_own_sentence(match, lead) or _is_title(rule, text, match):
            continue
        if _is_part(rule, match, lead, first):
            yield _small(rule, match, "first", "the quotation is part of the sentence")


def _is_own_sentence(match: re.Match[str], lead: re.Match[str]) -> bool:
    """Return whether a quotation ends in punctuation of its own, or contains several sentences."""
    rest = match["rest"].rstrip()
    stops = rest.endswith((".", ",")) and lead["before"] in _EQUATING
    return stops or rest.endswith(("!", "?", "…")) or bool(re.search(r"[.!?;] ", rest))


def _is_title(rule: Rule, text: str, match: re.Match[str]) -> bool:
    """Return whether a quotation is in title case, contains code, is one of a list, or follows a noun that has a title
    or a cry.
    """
    words = _WORDS.findall(match["rest"])
    long = [word for word in words if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long)
    if not long or words[0][0].isupper() or capitals * 3 > len(long) or MASK in match["rest"]:
        return True
    lead = text[max(0, match.start() - _WINDOW) : match.start()]
    if match["first"].lower() in _AUXILIARIES:
        return bool(_LISTED.search(lead))
    if lead.endswith(("called ", "named ", "titled ")):
        return True
    near = {word.lower() for word in _WORDS.findall(lead)[-6:]}
    return bool(_LISTED.search(lead)) or not near.isdisjoint(rule.params.unless)


def _is_part(rule: Rule, match: re.Match[str], lead: re.Match[str], first: str) -> bool:
    """Return whether the words before demand that something follows which is not a sentence."""
    text, before = match.string, lead["before"].lower()
    if lead["gap"].strip(" ,"):
        return bool(match["after"]) and match["rest"][-1:] not in ".," and first not in _SUBJECTS
    if before == "that" or (before in _BEFORE_VERB and first in _base_forms()):
        return True
    if first in _AUXILIARIES:
        return lead["before"].islower() and before not in _ASKING
    if first in _SUBJECTS or not (first in rule.params.words or first.endswith("ing")):
        return False
    start = max(0, match.start() - _REACH)
    if first in _ARTICLES and _CALLED.search(text, start, match.start()):
        return True
    leads = before in word_lists.words("leading") | _OBJECTS
    return leads and bool(_SPEECH.search(_SENTENCE_START.sub("", text[start : match.start()])))


_ARTICLES = frozenset(["a", "an", "the"])
_AUXILIARIES = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "has",
        "had",
        "have",
        "would",
        "could",
        "will",
        "should",
        "must",
        "might",
        "can",
        "may",
    ]
)
#: After these a quotation that begins with a verb is a question, or words that were read.
_ASKING = frozenset(
    ["asked", "asks", "ask", "asking", "said", "says", "wondered", "inquired", "demanded", "cried", "whispered"]
)
#: After these a quotation with a full stop of its own may say what something is.
_EQUATING = frozenset(["is", "was", "are", "were", "be", "and", "or", "than", "as", "it"])
#: After these a verb in its base form continues the sentence.
_BEFORE_VERB = frozenset(["to", "will", "would", "must", "should", "can", "could", "not", "cannot", "may", "might"])
_CALLED = lazy_regex.pattern(
    r"\b(?:call(?:s|ed|ing)?|describ(?:es?|ed|ing)|labell?ed|branded|dubbed|declar(?:es?|ed|ing)|deem(?:s|ed)|termed)"
    r"(?: [\w’.-]+){1,6} \Z"
)
_OBJECTS = frozenset(["them", "him", "her", "it"])


@cache
def _base_forms() -> frozenset[str]:
    """Return the base forms of the known verbs."""
    return frozenset(forms.pasts()) | word_lists.words("news_verbs") | {"do", "go", "ensure", "create", "restore"}


def _resumed(rule: Rule, text: str, words: frozenset[str]) -> Iterator[Finding]:
    for match in _RESUMED.finditer(text):
        word, follows = match["word"].lower(), match["next"]
        if word not in words or match["rest"].rstrip().endswith("?") or not _is_narrator(match["narrator"]):
            continue
        if word == "that" and (_FINITE.match(follows) or follows.endswith(("s", "ed"))):
            continue
        yield _small(rule, match, "word", "the quotation continues in mid-sentence")


def _is_narrator(aside: str) -> bool:
    return attribution.has_reporting_verb(aside.replace("_", " "))


def _mid_sentence(rule: Rule, text: str, words: frozenset[str]) -> Iterator[Finding]:
    if not _is_prose(text):
        return
    small = word_lists.words("dangling") | word_lists.words("leading")
    for match in _MID.finditer(text):
        if match["word"].lower() not in words:
            continue
        if match["word"] in _NEVER_FIRST and _LOWER_BEFORE.search(text, max(0, match.start() - _WINDOW), match.start()):
            yield _small(rule, match, "word", "it is in mid-sentence")
            continue
        if match["word"].lower() in _AUXILIARIES and _SUBJECT.search(text, max(0, match.start() - 8), match.start()):
            yield _small(rule, match, "word", "it follows its subject")
            continue
        lead = _TWO_BEFORE.search(text, max(0, match.start() - _WINDOW), match.start())
        if lead and lead["before"] in small:
            yield _small(rule, match, "word", f"it follows “{lead['before']}” in mid-sentence")


_SUBJECT = lazy_regex.pattern(r"(?:^|[\s(“])(?i:they|we|you|he|she|it|who|which|there)\Z")
#: Words that rarely begin a sentence.
_LOWER_BEFORE = lazy_regex.pattern(r"(?:^|[\s(“])[a-z]+\Z")
_NEVER_FIRST = frozenset(["Of", "Than", "Into"])


def _is_prose(text: str) -> bool:
    """Return whether a paragraph is at least a sentence, and not a heading in title case."""
    words = _WORDS.findall(text[:400])
    capitals = sum(word[0].isupper() for word in words if len(word) > 3)
    return len(words) > 4 and capitals * 2 < len(words)


def _after_comma(rule: Rule, text: str, words: frozenset[str]) -> Iterator[Finding]:
    if not _is_prose(text):
        return
    for match in _AFTER_COMMA.finditer(text):
        if match["word"].lower() in words:
            yield _small(rule, match, "word", "the sentence continues after the comma")


def _after_bracket(rule: Rule, text: str, words: frozenset[str]) -> Iterator[Finding]:
    for match in _AFTER_BRACKET.finditer(text):
        if match["word"].lower() in words and _BRACKET.search(text, max(0, match.start() - 200), match.start()):
            yield _small(rule, match, "word", "the sentence continues after the parenthesis")


def _is_wild(text: str, match: re.Match[str]) -> bool:
    """Return whether the words around are written so too: a style of the author’s, or code."""
    around = text[max(0, match.start() - _WINDOW) : match.start()], text[match.end() : match.end() + _WINDOW]
    return any(_INNER_CAPITAL.search(side) for side in around)


def _spun(rule: Rule, text: str, words: frozenset[str]) -> Iterator[Finding]:
    for match in _MIXED.finditer(text):
        word = match.group()
        if word.lower() not in words or word.isupper() or len(word) < 3 or _is_wild(text, match):
            continue
        begins = bool(_BEGINS.search(text, max(0, match.start() - _WINDOW), match.start()))
        new = word.capitalize() if begins and word[0].isupper() else word.lower()
        message = f"“{word}” mixes uppercase and lowercase letters"
        span = Span(*match.span())
        yield Finding(rule.id, span, message, rule.level, (replace(span, new, f"write “{new}”"),), rule.confidence)


def _small(rule: Rule, match: re.Match[str], group: str, reason: str, level: Level | None = None) -> Finding:
    word = match[group]
    first = Span(match.start(group), match.start(group) + 1)
    message = f"“{word}” is capitalised, but {reason}"
    span = Span(*match.span(group))
    fix = replace(first, word[0].lower(), f"write “{word.lower()}”")
    return Finding(rule.id, span, message, level or rule.level, (fix,), rule.confidence)


def _report(
    find: Callable[[Rule, str, frozenset[str]], Iterator[Finding]], *patterns: re.Pattern[str], listed: bool = True
) -> Report[Passage]:
    """Return a report of what is found in paragraphs that are not in capitals throughout.

    `listed`: the group `word` of the patterns has to be one of the rule's words.
    """

    def look(small: _Small, passage: Passage) -> Iterator[Finding]:
        if not passage.text.isupper():
            yield from find(small.rule, passage.text, small.words)

    def triggers(small: _Small) -> list[Words]:
        return [words(one, word=[word.capitalize() for word in small.words]) for one in patterns]

    return Report(look, triggers if listed else patterns)


KIND = local_kind(
    Params,
    {
        "after-quotation": _report(_after_quotation, _AFTER_QUOTATION, _COMMA_OUTSIDE),
        "attribution": _report(_attribution, _ATTRIBUTION),
        "quoted": _report(_quoted, _QUOTED_BEHIND, listed=False),
        "after-speaker": _report(_resumed, _RESUMED),
        "mid-sentence": _report(_mid_sentence, _MID),
        "after-comma": _report(_after_comma, _AFTER_COMMA),
        "after-parenthesis": _report(_after_bracket, _AFTER_BRACKET),
        "mixed-case": _report(_spun, _MIXED, listed=False),
    },
    ready=_ready,
)

"""The `commas` kind: commas that another language sets or leaves out, where the text itself does otherwise.

German and Russian set a comma before every clause (`he believes, that`), before `than` and behind a long subject; they
set none behind `However`. English writers of an older school do some of that too, so a comma that comes again and again
in a long text is its author's habit, and the text itself shows whether it sets a comma behind its adverbs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.sentences.clauses import auxiliaries, bare
from cleanup.matching import FullText, Passage, Report, document_kind, replace
from cleanup.model import Finding, Level, Rule, Span


class Params(msgspec.Struct, frozen=True):
    """Keys of a commas rule: `report` names the place of the comma."""

    report: Literal["adverb", "that", "than", "verb"]


_START = r"(?:(?<![^\n\r])|(?<=[.!?] )|(?<=[.!?][”\"] ))"
#: A word, and up to so many of them with no mark between them.
_WORD = r"[^\s,.;:!?“”\"()—]+"
_ADVERBS = (
    *("However", "Moreover", "Furthermore", "Nevertheless", "Nonetheless", "Consequently", "Additionally", "Meanwhile"),
    *("In addition", "For example", "For instance", "As a result", "On the other hand", "In contrast", "By contrast"),
    *("In other words", "In particular", "In conclusion"),
)
_NEXT = (
    *(
        "the",
        "a",
        "an",
        "this",
        "these",
        "those",
        "he",
        "she",
        "it",
        "they",
        "we",
        "there",
        "his",
        "her",
        "its",
        "their",
    ),
    *("our", "due", "in", "on", "at", "for", "since", "because", "if", "when", "after", "despite", "according"),
    *("some", "many", "most", "no", "one", "two", "as", "from", "with", "by", "during", "while", "although"),
)
_ADVERB = lazy_regex.pattern(
    rf"{_START}(?P<adverb>{'|'.join(_ADVERBS)})"
    rf"(?P<comma>,|(?= (?:(?:{'|'.join(_NEXT)})\b|[A-Z][\w’'-]* (?!may|might))))"
)
#: What a clause with “that” hangs on: verbs of saying and thinking, and nouns and adjectives of the same meaning.
_SAYING = (
    "say|says|said|believes?|believed|thinks?|thought|knows?|knew|hopes?|hoped|finds?|found|shows?|showed|means?|meant"
    "|suggests?|suggested|reports?|reported|claims?|claimed|announces?|announced|notes?|noted|adds?|added|stress(?:es|ed)"
    "|emphasi[sz]e[sd]?|explains?|explained|declares?|declared|admits?|admitted|warns?|warned|confirms?|confirmed"
    "|argues?|argued|recalls?|recalled|assumes?|assumed|assures?|assured|understands?|understood|decides?|decided"
    "|agrees?|agreed|demands?|demanded|insists?|insisted|reveals?|revealed|indicates?|indicated|states?|stated|feels?|felt"
    "|fears?|feared|expects?|expected|proves?|proved|complains?|complained|promises?|promised|concludes?|concluded|is|was"
    "|clear|certain|sure|likely|possible|important|true|necessary|obvious|convinced|aware|afraid|happy|glad|fact|idea"
    "|opinion|view|belief|conclusion|impression|assumption|doubt|understandable|known"
)
_THAT = lazy_regex.pattern(
    rf"{_START}[A-Z]{_WORD[:-1]}*(?: {_WORD}){{0,9}} (?:{_SAYING})(?P<comma>,) that "
    r"(?=(?:the|an?|he|she|it|they|we|you|I|this|these|there|his|her|their|its|our|in|no|nobody|everyone|all|some|many"
    r"|most|such|both|[A-Z][\w’'-]*) )"
)
_THAN = lazy_regex.pattern(
    rf"\b(?:more|less|rather|fewer|other|[a-z]{{2,}}er) (?:{_WORD} ){{0,7}}{_WORD}(?P<comma>,) than (?=[a-z])"
)
_VERB = lazy_regex.pattern(
    rf"{_START}(?P<subject>(?:The|This|These|Those|Their|His|Her|Its|Our|Most|Many|Some|All|Every|Each)"
    rf"(?: {_WORD}){{1,9}})"
    r"(?P<comma>,) (?:has|have|is|are|was|were|will|would|can|could|must|should) "
    r"(?!(?:he|she|it|they|we|you|I|the|an?|there|this|that|not (?:he|she|it|they|we|you|I))\b)"
)
_RELATIVE = frozenset(["who", "whom", "which", "that", "where", "he", "she", "it", "i", "you", "they", "we"])
#: A comma that comes more often, but less than once in so many words, is the habit of its author.
_SLIPS, _APART = 2, 1_000


def _surplus(pattern: re.Pattern[str], shown: str, keep: Callable[[re.Match[str]], bool]) -> Report[FullText]:
    """Return a report of commas that no clause needs, unless the text has the habit of setting them."""

    def places(passage: Passage) -> list[tuple[Span, Span]]:
        found = (match for match in passage.finditer(pattern) if not keep(match))
        return [(Span(*match.span("comma")), Span(*match.span())) for match in found]

    def find(rule: Rule, whole: FullText) -> Iterator[Finding]:
        found = [(paragraph, place) for paragraph, places_ in whole.observed(places) for place in places_]
        if len(found) > _SLIPS and whole.text.count(" ") > _APART * len(found):
            return
        for paragraph, (comma, span) in found:
            at = comma.shift(paragraph.start)
            start = max(span.start + paragraph.start, whole.text.rfind(" ", 0, at.start) + 1)
            fix = replace(at, "", "remove the comma")
            yield Finding(
                rule.id, Span(start, at.end), f"no comma belongs {shown}", rule.level, (fix,), rule.confidence
            )

    return Report(find, [pattern])


def _asks_or_repeats(match: re.Match[str]) -> bool:
    """Return whether the words before the comma have a verb of their own: `The way is long, is hard and dark`."""
    words = [bare(word) for word in match["subject"].split()]
    return not auxiliaries().isdisjoint(words) and _RELATIVE.isdisjoint(words)


def _never(_: re.Match[str]) -> bool:
    return False


def _adverbs(passage: Passage) -> list[tuple[Span, str, bool]]:
    return [(Span(*m.span("adverb")), m["adverb"], m["comma"] == ",") for m in passage.finditer(_ADVERB)]


def _adverb(rule: Rule, whole: FullText) -> Iterator[Finding]:
    found = [
        (span.shift(area.start), word, set_) for area, those in whole.observed(_adverbs) for span, word, set_ in those
    ]
    for span, word, set_ in found:
        if not set_ and (level := _adverb_level(found, word)):
            fix = replace(Span(span.end, span.end), ",", "insert a comma")
            yield Finding(rule.id, span, f"no comma behind “{word}” at the beginning of a sentence", level, (fix,))


def _adverb_level(found: Sequence[tuple[Span, str, bool]], word: str) -> Level | None:
    """Return suggested if the text sets the comma behind the same word; without proof, only “However” is shown."""
    same = [set_ for _, other, set_ in found if other == word]
    if any(same) and 2 * sum(same) >= len(same) - 1:
        return Level.SUGGESTED
    return Level.FLAG if word == "However" else None


KIND = document_kind(
    Params,
    {
        "adverb": Report(_adverb, [_ADVERB]),
        "that": _surplus(_THAT, "before “that”", _never),
        "than": _surplus(_THAN, "before “than”", _never),
        "verb": _surplus(_VERB, "between a subject and its verb", _asks_or_repeats),
    },
)

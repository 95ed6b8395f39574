"""The `clause_commas` kind: commas that are missing where one clause ends and the next begins.

Where two clauses meet, each has a subject and a finite verb of its own, so the place of the comma is seen without it.
Many writers set none there, most of all in short sentences: the text shows whether it sets one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.sentences.clause_reading import (
    EITHER_CASE,
    NOMINATIVE,
    OPENING_NOUNS,
    SUBORDINATING,
    WINDOW,
    before,
    begins_clause,
    classes,
    hangs,
    has_one_verb,
    is_clause,
    is_subject,
    may_be_finite,
    takes_clause,
    tokens,
)
from cleanup.detectors.sentences.clauses import announcing, bare, is_finite
from cleanup.matching import FullText, Passage, Report, document_kind, replace
from cleanup.model import Finding, Level, Rule, Span


class Params(msgspec.Struct, frozen=True):
    """Keys of a clause_commas rule: `report` names what meets there."""

    report: Literal["conjunction", "opening"]


class _Junction(msgspec.Struct, frozen=True):
    """Where a comma belongs, by the offsets of a paragraph: behind the last word before it.

    `alike` is what the text must show of other places, `comma` whether one is set here.
    """

    last: Span
    alike: str
    comma: bool


_SUBJECTS = "|".join(sorted(NOMINATIVE | EITHER_CASE | OPENING_NOUNS | {"I"}))
_CONJUNCTION = lazy_regex.pattern(rf"(?P<comma>,?) (?P<word>and|but|so|yet) (?=(?:{_SUBJECTS})\b)")
_OPENING = lazy_regex.pattern(
    r"(?P<lead>Even (?:if|though|when)|As (?:soon|long) as|When|If|Although|Though|While|Because|Since|After"
    r"|Before|Once|Until|Unless|Whenever|As|Whereas"
    r"|According to|In (?:contrast|addition|comparison|response|order) to"
    r"|Despite|In spite of|Due to|Thanks to|Unlike|Contrary to|Instead of|Apart from|Because of|As a result of"
    r"|With regard to|In view of|In light of|On the basis of|In accordance with|In the case of"
    r"|In (?:cooperation|line) with|Following|Besides|During|In|On|At|With|For|By|From|Under|Through|Over|Among"
    r"|Without|Within) "
)
_CLAUSES = frozenset([
    *("When", "If", "Although", "Though", "While", "Because", "Since", "After", "Before", "Once", "Until", "Unless"),
    *("Whenever", "As", "Whereas", "Even if", "Even though", "Even when", "As soon as", "As long as"),
])  # fmt: skip
_BOTH = frozenset(["Since", "After", "Before", "Until", "As"])
_MARK = lazy_regex.pattern(r"[,.;:!?—…“”\"()\n\r|]")
_STOPS = frozenset(".!?")
_MOST = 20
#: How many commas there are to each one that is missing, to be sure and behind short phrases; how few places prove
#: nothing, and how many missing ones are the habit of an author.
_MUCH, _OFTEN, _LEAST, _HABIT = 3, 3, 3, 4


def _last_word(text: str, end: int) -> Span:
    return Span(max(text.rfind(" ", 0, end), text.rfind("\n", 0, end)) + 1, end)


def _conjunctions(passage: Passage) -> list[_Junction]:
    return [seam for match in passage.finditer(_CONJUNCTION) if (seam := _joined(passage.text, match))]


def _joined(text: str, match: re.Match[str]) -> _Junction | None:
    """Return the seam before a conjunction, if there is a whole clause on both sides of it."""
    second = tokens(text[match.end() : match.end() + WINDOW // 2])
    if not begins_clause(second) or (match["word"] == "so" and not _PURPOSE.isdisjoint(map(bare, second[:6]))):
        return None
    whole = before(text, match.start())
    if whole is None or not text[match.start() - 1].isalnum():
        return None
    words = tokens(text[whole.start : whole.end].rpartition(", ")[2])
    if bare(words[0]) in _JOINING:
        words = words[1:]
    if not is_clause(words) and not (match["comma"] and any(map(may_be_finite, words))):
        return None
    return _Junction(_last_word(text, match.start()), "and" if match["word"] == "and" else "but", bool(match["comma"]))


_JOINING = frozenset(["and", "but", "so", "yet"])
_PURPOSE = frozenset(["can", "could", "would", "may", "might", "will", "that"])


def _openings(passage: Passage) -> list[_Junction]:
    return [seam for match in passage.finditer(_OPENING) if (seam := _opened(passage.text, match))]


def _opened(text: str, match: re.Match[str]) -> _Junction | None:
    """Return the seam behind what opens a sentence, if a comma is there or a new clause begins."""
    lead, start = match["lead"], match.end()
    if not _begins_sentence(text, match.start()):
        return None
    mark = _MARK.search(text, start, min(len(text), start + WINDOW))
    if mark is None:
        return None
    words = tokens(text[start : mark.start()])
    alike = _alike(lead, words)
    if mark.group() == "," and begins_clause(tokens(text[mark.end() : mark.end() + WINDOW // 2])):
        return _Junction(_last_word(text, mark.start()), alike, comma=True)
    if (place := _seam(lead, words)) is None:
        return None
    end = start + _offset(text[start : mark.start()], place)
    return _Junction(_last_word(text, end), alike, comma=False)


def _begins_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at]
    return not before or before[-1] in "\n\r" or (before[-1] == " " and before[:-1].rstrip('”"')[-1:] in _STOPS)


def _alike(lead: str, words: Sequence[str]) -> str:
    """Return what is compared: clauses, long phrases, or short phrases with the same word."""
    if lead in _CLAUSES and any(map(may_be_finite, words)):
        return "clause"
    return "phrase" if " " in lead or lead in {"Despite", "Unlike"} else f"short {lead}"


def _offset(text: str, place: int) -> int:
    """Return where a number of words end."""
    ends = [word.end() for word in re.finditer(r"\S+", text)]
    return ends[place - 1]


def _seam(lead: str, words: Sequence[str]) -> int | None:
    """Return how many words stand before the new clause, the last one if there are several."""
    found = None
    for place in range(1, min(len(words) - 1, _MOST)):
        if bare(words[place]) in _STARTING and _meets(lead, words, place):
            found = place
    return found


_STARTING = NOMINATIVE | EITHER_CASE | OPENING_NOUNS


def _meets(lead: str, words: Sequence[str], place: int) -> bool:
    """Return whether a clause or phrase ends before a word and the main clause begins with it."""
    inner, last = words[:place], bare(words[place - 1])
    if last in announcing() or last in SUBORDINATING or last in {"and", "or", "all", "not", "only", "just", "that"}:
        return False
    if takes_clause(last) or not begins_clause(words[place:], loose=True) or not has_one_verb(words[place:]):
        return False
    clause = lead in _CLAUSES and any(may_be_finite(word) for word in inner[1:]) and is_subject(inner[0])
    if lead in _CLAUSES - _BOTH and not clause:
        return False
    if not clause and (any(map(is_finite, inner)) or hangs(inner)):
        return False
    first = bare(words[place])
    if first in NOMINATIVE:
        return clause or len(inner) > 1 or lead not in _CLAUSES
    found = classes(last)
    return clause or not found or not found.isdisjoint({"noun", "number"})


def _missing(observe: Callable[[Passage], list[_Junction]], said: str) -> Report[FullText]:
    def find(rule: Rule, whole: FullText) -> Iterator[Finding]:
        seams = [(area, seam) for area, those in whole.observed(observe) for seam in those]
        for area, seam in seams:
            if not seam.comma and (level := _level(seam, [other for _, other in seams])):
                span = seam.last.shift(area.start)
                fix = replace(Span(span.end, span.end), ",", "insert a comma")
                message = said.format(whole.text[span.start : span.end])
                yield Finding(rule.id, span, message, level, (fix,), rule.confidence)

    return Report(find, [_CONJUNCTION, _OPENING])


def _level(seam: _Junction, seams: Sequence[_Junction]) -> Level | None:
    """Return how sure it is that the text sets a comma at such a place, by all its places of the kind.

    Behind a short phrase a comma is a matter of taste, so a text must set it nearly always there.
    """
    same = [other.comma for other in seams if other.alike == seam.alike]
    commas, none = sum(same), len(same) - sum(same)
    if none > _HABIT:
        return None
    if seam.alike.startswith("short"):
        return Level.FLAG if commas > _OFTEN * none else None
    if commas >= _MUCH * none:
        return Level.SUGGESTED
    if seam.alike in _JOINING:
        return Level.FLAG if 2 * commas >= none else None
    return Level.FLAG if commas >= none or len(same) <= _LEAST else None


KIND = document_kind(
    Params,
    {
        "conjunction": _missing(_conjunctions, "“{}” ends a clause and needs a comma before the next one"),
        "opening": _missing(_openings, "“{}” ends what opens the sentence and needs a comma"),
    },
)

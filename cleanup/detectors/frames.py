"""What the kinds that look for words in frames share: frames, the search for them, and what they ask of a word.

A frame is a pattern around a candidate, and a judge that asks the lexicon about it. Most paragraphs hold a match of the
common frames, so that no automaton could rule paragraphs out. Instead each frame names the words at which it is tried:
the words of a paragraph are looked up once for all frames of a kind. Every pattern begins with a space; so a space is
set before the paragraph, and all places in it are one more than in the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from typing import Generic, TypeVar

import msgspec

from cleanup.lexicon import Lexicon, lexicon
from cleanup.matching import FullText, Kind, Passage, Report, document_kind, replace, where
from cleanup.model import Finding, Rule, Span

_Judged = TypeVar("_Judged")

#: What is wrong with a match; None if it may be right.
Judge = Callable[[Lexicon, re.Match[str]], _Judged | None]


#: Words as they stand between spaces, or what tells such words.
Words = frozenset[str] | Callable[[Lexicon, str], bool]


class WordFrame(msgspec.Struct, Generic[_Judged], frozen=True):
    """A pattern, what judges its matches, and where it is tried.

    Each match has one of the words `at`, and begins as many words before it as one of the numbers `back` says, the
    greatest first. `after` tells words that may be before a match, which may also begin a paragraph; in a text that
    `unless` matches, there is nothing wrong.
    """

    pattern: re.Pattern[str]
    judge: Judge[_Judged]
    at: Words
    back: tuple[int, ...] = (0,)
    after: Callable[[str], bool] | None = None
    unless: re.Pattern[str] | None = None


class Objection(msgspec.Struct, frozen=True):
    """What is wrong in a paragraph, as told between processes: the report it belongs to, and what to write instead.

    `frame` is all that the frame matched, with single spaces; `candidate` the word that a rule may let stay.
    """

    report: str
    span: Span
    old: str
    new: str
    frame: str
    candidate: str | None


def needing(words: str) -> frozenset[str]:
    """Return words between blanks, and those that are in lowercase capitalized, too."""
    return frozenset(words.split()) | {word.capitalize() for word in words.split()}


def with_gap(match: re.Match[str]) -> Span:
    """Return where the group `word` of a match is, with the group `gap` before it if there is one."""
    return Span(match.start("gap" if "gap" in match.re.groupindex else "word"), match.end("word"))


def replacing(rule: Rule, span: Span, old: str, new: str, message: str) -> Finding:
    """Return a finding that writes `new` for `old`, or deletes it."""
    title = f"write “{new.strip()}”" if new else f"delete “{old.strip()}”"
    return Finding(rule.id, span, message, rule.level, (replace(span, new, title),), rule.confidence)


def frame_kind(
    params: type[msgspec.Struct],
    frames: Mapping[str, tuple[WordFrame[_Judged], ...]],
    replacement: Callable[[re.Match[str], _Judged], tuple[Span, str]],
    message: Callable[[Rule, Objection], str],
    *,
    candidate: str,
    spares: Callable[[FullText], bool] | None = None,
) -> Kind:
    """Return a kind that reports what its frames show, each under the name of its report.

    `replacement` says for a match and what its judge said of it which part is replaced, and by what. A match whose
    group `candidate` is among the words `never` of a rule may stay, and so may all in a text that the kind `spares`.
    """
    observe = _observer(frames, replacement, candidate)
    shown = where(observe)  # one for all reports, so that a paragraph is searched once

    def report(name: str) -> Report[FullText]:
        def find(rule: Rule, view: FullText) -> Iterator[Finding]:
            for paragraph, objections in view.observed(observe):
                for one in objections:
                    stays = one.report != name or one.candidate in rule.params.never
                    if not stays and not (spares and view.once(spares)):
                        yield replacing(rule, one.span.shift(paragraph.start), one.old, one.new, message(rule, one))

        return Report(find, [shown])

    return document_kind(params, {name: report(name) for name in frames})


def _observer(
    frames: Mapping[str, tuple[WordFrame[_Judged], ...]],
    replacement: Callable[[re.Match[str], _Judged], tuple[Span, str]],
    candidate: str,
) -> Callable[[Passage], tuple[Objection, ...]]:
    """Return what finds all that the frames show in a paragraph."""
    tried = _Tried(tuple((report, frame) for report, some in frames.items() for frame in some))

    def objection(report: str, match: re.Match[str], judged: _Judged) -> Objection:
        span, new = replacement(match, judged)
        old, frame = match.string[span.start : span.end], " ".join(match[0].split())
        return Objection(report, span.shift(-1), old, new, frame, match.groupdict().get(candidate))

    def observe(passage: Passage) -> tuple[Objection, ...]:
        words = lexicon("en")
        return tuple(objection(*one) for one in tried.objected(words, passage.text)) if words else ()

    return observe


class _Tried(Generic[_Judged]):
    """Frames by the words at which they are tried, which are found out when a word is first met."""

    #: So many words are remembered.
    MOST = 50_000

    def __init__(self, frames: tuple[tuple[str, WordFrame[_Judged]], ...]) -> None:
        self._frames = frames
        self._at: dict[str, tuple[int, ...]] = {}

    def objected(self, words: Lexicon, paragraph: str) -> Iterator[tuple[str, re.Match[str], _Judged]]:
        """Yield what judges object to in a paragraph, with the name of the report."""
        parts, at = paragraph.split(" "), self._at
        if len(at) > self.MOST:
            at.clear()
        met = [(place, at[part] if part in at else self._learn(words, part)) for place, part in enumerate(parts)]
        due = [(place, numbers) for place, numbers in met if numbers]
        if due:
            yield from self._judged(words, f" {paragraph}", parts, due)

    def _learn(self, words: Lexicon, part: str) -> tuple[int, ...]:
        found = []
        for number, (_, frame) in enumerate(self._frames):
            if part in frame.at if isinstance(frame.at, frozenset) else frame.at(words, part):
                found.append(number)
        self._at[part] = tuple(found)
        return self._at[part]

    def _judged(
        self, words: Lexicon, text: str, parts: list[str], due: list[tuple[int, tuple[int, ...]]]
    ) -> Iterator[tuple[str, re.Match[str], _Judged]]:
        starts = list(accumulate((len(part) + 1 for part in parts), initial=0))
        ends: dict[int, int] = {}
        for place, numbers in due:
            for number in numbers:
                report, frame = self._frames[number]
                for back in frame.back:
                    first = place - back
                    if first < 0 or starts[first] < ends.get(number, 0):
                        continue
                    if frame.after and first and not frame.after(parts[first - 1]):
                        continue
                    match = frame.pattern.match(text, starts[first])
                    if match:
                        ends[number] = match.end()
                        judged = frame.judge(words, match)
                        if judged and not (frame.unless and frame.unless.search(text)):
                            yield report, match, judged


# --- what is asked of a word ----------------------------------------------------------------------------------------

#: The least frequency, on the Zipf scale, of a form that a repair may write.
COMMON = 2.5


def is_singular(words: Lexicon, noun: str) -> bool:
    """Return whether a word can be nothing but a singular or a base form."""
    return {"noun-singular"} <= words.forms(noun) <= {"noun-singular", "verb-base"}


def inflected(words: Lexicon, lemma: str, form: str) -> str | None:
    """Return the preferred form of a lemma, if it is another word."""
    made = next(iter(words.inflect(lemma, form)), None)
    return made if made != lemma else None


def base_of(words: Lexicon, verb: str) -> str | None:
    """Return the base form of a form that is none itself."""
    return next((one for one in words.lemmas(verb) if "verb-base" in words.forms(one) and one != verb), None)
